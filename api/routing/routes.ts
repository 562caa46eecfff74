import { requireStaff } from '../identity/authenticate.js'
import { createRouter, privateCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { toETag } from '../platform/version.js'
import { caseworkersAmong } from '../staff/caseworkers.js'
import { getRouting, removeRouting as removeRoute, setRouting as setRoute } from './contract.js'
import { assigneesOf, findRouting, removeRouting, setRouting } from './manage.js'

export function routingRoutes(services: Services) {
  const { database, now } = services
  return createRouter()
    .openapi(getRouting, async (c) => {
      requireStaff(c, 'coordinator', 'leader', 'administrator')
      const found = await findRouting(c.get('database'), c.get('organization').id)
      if (!found) throw new Problem('not-found')
      privateCache(c)
      c.header('etag', toETag(found.version))
      return c.json(found, 200)
    })

    .openapi(setRoute, async (c) => {
      const { actor } = requireStaff(c, 'coordinator', 'administrator')
      const given = c.req.valid('json')
      const { 'if-match': ifMatch } = c.req.valid('header')
      const organization = c.get('organization')
      privateCache(c)
      const accountIds = assigneesOf(given)
      // As the owner of the database, and before the transaction: a request does not read accounts.
      const names = await caseworkersAmong(database, { organizationId: organization.id, accountIds })
      return once(c, services, async (transaction) => {
        const routing = await setRouting(transaction, organization, given, { actor, at: now(), ifMatch, names })
        c.header('etag', toETag(routing.version))
        return c.json(routing, 200)
      })
    })

    .openapi(removeRoute, async (c) => {
      const { actor } = requireStaff(c, 'coordinator', 'administrator')
      const { id: organizationId } = c.get('organization')
      const isGone = await c
        .get('database')
        .transaction((transaction) => removeRouting(transaction, organizationId, { actor, at: now() }))
      if (!isGone) throw new Problem('not-found')
      return c.body(null, 204)
    })
}
