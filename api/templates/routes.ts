import { v7 as uuid } from 'uuid'
import { requireStaff } from '../identity/authenticate.js'
import { createRouter, privateCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import * as contract from './contract.js'
import { createTemplate, listTemplates, removeTemplate, setTemplate } from './manage.js'

export function templateRoutes(services: Services) {
  const { now } = services
  return createRouter()
    .openapi(contract.listTemplates, async (c) => {
      requireStaff(c)
      privateCache(c)
      return c.json({ items: await listTemplates(c.get('database'), c.get('organization').id) }, 200)
    })

    .openapi(contract.createTemplate, async (c) => {
      const { actor } = requireStaff(c, 'coordinator', 'administrator')
      const given = c.req.valid('json')
      const { id: organizationId } = c.get('organization')
      privateCache(c)
      return once(c, services, async (transaction) =>
        c.json(await createTemplate(transaction, { organizationId, id: uuid(), actor, at: now() }, given), 201),
      )
    })

    .openapi(contract.setTemplate, async (c) => {
      const { actor } = requireStaff(c, 'coordinator', 'administrator')
      const { template: id } = c.req.valid('param')
      const given = c.req.valid('json')
      const { id: organizationId } = c.get('organization')
      privateCache(c)
      return once(c, services, async (transaction) => {
        const set = await setTemplate(transaction, { organizationId, id, actor, at: now() }, given)
        if (!set) throw new Problem('not-found')
        return c.json(set, 200)
      })
    })

    .openapi(contract.removeTemplate, async (c) => {
      const { actor } = requireStaff(c, 'coordinator', 'administrator')
      const { template: id } = c.req.valid('param')
      const { id: organizationId } = c.get('organization')
      const removed = await c
        .get('database')
        .transaction((transaction) => removeTemplate(transaction, { organizationId, id, actor, at: now() }))
      if (!removed) throw new Problem('not-found')
      privateCache(c)
      return c.json(removed, 200)
    })
}
