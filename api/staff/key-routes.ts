import { and, asc, eq, gt } from 'drizzle-orm'
import { z } from 'zod'
import { requireStaff } from '../identity/authenticate.js'
import { issueKey, type KeyRow, revokeKey as revoke } from '../identity/keys.js'
import { apiKeys } from '../identity/tables.js'
import { createRouter, privateCache } from '../platform/http.js'
import { fromCursor, toCursor, toPage } from '../platform/paging.js'
import { invalid, Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { type ApiKey, createApiKey, listKeys, revokeKey } from './keys.js'

/** Milliseconds. */
const DAY = 86_400_000

/** The keys of an organization's programs: looked after by its administrators. */
export function staffKeyRoutes({ now }: Services) {
  return createRouter()
    .openapi(listKeys, async (c) => {
      requireStaff(c, 'administrator')
      const { limit, cursor } = c.req.valid('query')
      privateCache(c)
      const rows = await c
        .get('database')
        .select()
        .from(apiKeys)
        .where(
          and(eq(apiKeys.organizationId, c.get('organization').id), cursor ? gt(apiKeys.id, idIn(cursor)) : undefined),
        )
        .orderBy(asc(apiKeys.id))
        .limit(limit + 1)
      return c.json(
        toPage(rows, limit, toKey, ({ id }) => toCursor(id)),
        200,
      )
    })

    .openapi(createApiKey, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const { name, role, expiresInDays } = c.req.valid('json')
      const { id: organizationId } = c.get('organization')
      const at = now()
      privateCache(c)
      const expiresAt = expiresInDays ? new Date(at.getTime() + expiresInDays * DAY) : undefined
      const wanted = { organizationId, role, name, createdAt: at, expiresAt }
      const { row, secret } = await c.get('database').transaction((transaction) => issueKey(transaction, wanted, actor))
      return c.json({ ...toKey(row), key: secret }, 201)
    })

    .openapi(revokeKey, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const { id } = c.req.valid('param')
      const { id: organizationId } = c.get('organization')
      const by = { actor, at: now() }
      const isEnded = await c
        .get('database')
        .transaction((transaction) => revoke(transaction, { organizationId, id }, by))
      if (!isEnded) throw new Problem('not-found')
      return c.body(null, 204)
    })
}

const toKey = ({ id, name, role, createdAt, expiresAt, lastUsedAt, revokedAt }: KeyRow): ApiKey => ({
  id,
  name,
  role,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  revokedAt: revokedAt?.toISOString() ?? null,
})

function idIn(cursor: string): string {
  const id = z.uuid().safeParse(fromCursor(cursor, 'string')[0])
  if (!id.success) throw invalid('/cursor', 'cursor')
  return id.data
}
