import { and, eq } from 'drizzle-orm'
import { requireStaff } from '../identity/authenticate.js'
import { createRouter, privateCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import type { Services } from '../platform/services.js'
import { getFilters, setFilters } from './contract.js'
import { savedFilters } from './tables.js'

export function filterRoutes(services: Services) {
  return createRouter()
    .openapi(getFilters, async (c) => {
      const { actor } = requireStaff(c)
      privateCache(c)
      const [saved] = await c
        .get('database')
        .select({ items: savedFilters.items })
        .from(savedFilters)
        .where(and(eq(savedFilters.organizationId, c.get('organization').id), eq(savedFilters.actor, actor)))
      return c.json(saved ?? { items: [] }, 200)
    })

    .openapi(setFilters, async (c) => {
      const { actor } = requireStaff(c)
      const { items } = c.req.valid('json')
      privateCache(c)
      return once(c, services, async (transaction) => {
        const set = { items, changedAt: services.now() }
        await transaction
          .insert(savedFilters)
          .values({ organizationId: c.get('organization').id, actor, ...set })
          .onConflictDoUpdate({ target: [savedFilters.organizationId, savedFilters.actor], set })
        return c.json({ items }, 200)
      })
    })
}
