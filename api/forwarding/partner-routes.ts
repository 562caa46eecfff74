import { requireStaff } from '../identity/authenticate.js'
import { createRouter, privateCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { createGeoReport } from './georeport.js'
import { endpointOf } from './outside.js'
import { findPartner, partnersOf, putPartner, removePartner } from './partners.js'
import * as contract from './partners-contract.js'

/** To whom outside an organization forwards: looked after by its administrators. */
export function partnerRoutes(services: Services) {
  const { sealing, fetchOutside, now } = services
  const geoReport = createGeoReport(fetchOutside)
  return createRouter()
    .openapi(contract.listPartners, async (c) => {
      requireStaff(c, 'administrator')
      privateCache(c)
      return c.json({ items: await partnersOf(c.get('database'), c.get('organization').id) }, 200)
    })

    .openapi(contract.putPartner, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const which = { organizationId: c.get('organization').id, id: c.req.valid('param').partner }
      const given = c.req.valid('json')
      privateCache(c)
      return once(c, services, async (transaction) =>
        c.json(await putPartner(transaction, sealing, which, given, { actor, at: now() }), 200),
      )
    })

    .openapi(contract.removePartner, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const which = { organizationId: c.get('organization').id, id: c.req.valid('param').partner }
      await c.get('database').transaction((transaction) => removePartner(transaction, which, { actor, at: now() }))
      return c.body(null, 204)
    })

    .openapi(contract.listPartnerServices, async (c) => {
      requireStaff(c, 'administrator')
      const which = { organizationId: c.get('organization').id, id: c.req.valid('param').partner }
      const partner = await findPartner(c.get('database'), which)
      if (!partner) throw new Problem('not-found')
      privateCache(c)
      const items = await geoReport.services(await endpointOf(sealing, partner)).catch((error: unknown) => {
        // What the partner said is among what it was asked for: the address is the administrator's own.
        throw new Problem('partner-unreachable', { said: error instanceof Error ? error.message : '' })
      })
      return c.json({ items }, 200)
    })
}
