import { and, desc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { requireStaff } from '../identity/authenticate.js'
import { createRouter, privateCache } from '../platform/http.js'
import { fromCursor, toCursor, toPage } from '../platform/paging.js'
import { invalid } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { namesOfActors } from '../staff/names.js'
import { listAudit } from './contract.js'
import { auditEntries } from './tables.js'

export const auditRoutes = ({ database }: Pick<Services, 'database'>) =>
  createRouter().openapi(listAudit, async (c) => {
    requireStaff(c, 'leader', 'administrator')
    const { limit, cursor, subject } = c.req.valid('query')
    privateCache(c)
    const rows = await c
      .get('database')
      .select()
      .from(auditEntries)
      .where(
        and(
          eq(auditEntries.organizationId, c.get('organization').id),
          cursor ? lt(auditEntries.id, idIn(cursor)) : undefined,
          subject === undefined ? undefined : eq(auditEntries.subject, subject),
        ),
      )
      .orderBy(desc(auditEntries.id))
      .limit(limit + 1)
    const names = await namesOfActors(
      database,
      rows.map(({ actor }) => actor),
    )
    return c.json(
      toPage(
        rows,
        limit,
        ({ organizationId, at, ...entry }) => ({
          ...entry,
          at: at.toISOString(),
          name: names.get(entry.actor) ?? null,
        }),
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
