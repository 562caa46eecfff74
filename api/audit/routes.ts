import { and, desc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { requireStaff } from '../identity/authenticate.js'
import { createRouter, privateCache } from '../platform/http.js'
import { fromCursor, toCursor, toPage } from '../platform/paging.js'
import { invalid } from '../platform/problems.js'
import { listAudit } from './contract.js'
import { auditEntries } from './tables.js'

export const auditRoutes = () =>
  createRouter().openapi(listAudit, async (c) => {
    requireStaff(c, 'leader', 'administrator')
    const { limit, cursor } = c.req.valid('query')
    privateCache(c)
    const rows = await c
      .get('database')
      .select()
      .from(auditEntries)
      .where(
        and(
          eq(auditEntries.organizationId, c.get('organization').id),
          cursor ? lt(auditEntries.id, idIn(cursor)) : undefined,
        ),
      )
      .orderBy(desc(auditEntries.id))
      .limit(limit + 1)
    return c.json(
      toPage(
        rows,
        limit,
        ({ organizationId, at, ...entry }) => ({ ...entry, at: at.toISOString() }),
        ({ id }) => toCursor(id),
      ),
      200,
    )
  })

function idIn(cursor: string): string {
  const id = z.uuid().safeParse(fromCursor(cursor, 'string')[0])
  if (!id.success) throw invalid('/cursor', 'cursor')
  return id.data
}
