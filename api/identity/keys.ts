import { and, eq, isNull } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import { recordAudit } from '../audit/record.js'
import { randomSecret, sha256 } from '../platform/crypto.js'
import type { Queryable, Transaction } from '../platform/database.js'
import type { KeyRole } from './roles.js'
import { apiKeys } from './tables.js'

export type KeyRow = typeof apiKeys.$inferSelect

interface NewKey {
  organizationId: string
  role: KeyRole
  name: string
  createdAt: Date
  expiresAt?: Date | undefined
}

/** `vmeste_<organization>_<43 random characters>`: says where it belongs, and is found by scanners of leaked secrets. */
const form = /^vmeste_([a-z0-9-]+)_[A-Za-z0-9_-]{43}$/

export const isApiKey = (bearer: string) => form.test(bearer)

/** The organization a key says it belongs to. */
export const keyOrganization = (key: string) => form.exec(key)?.[1] ?? ''

/** Makes a key and returns it: the only time it can be read. */
export async function createKey(database: Queryable, key: NewKey): Promise<string> {
  return (await insertKey(database, key)).secret
}

/** The same as somebody's act, for the audit trail. */
export async function issueKey(
  transaction: Transaction,
  key: NewKey,
  actor: string,
): Promise<{ row: KeyRow; secret: string }> {
  const made = await insertKey(transaction, key)
  const { organizationId, id, role, createdAt: at, expiresAt } = made.row
  const details = { role, expiresAt: expiresAt?.toISOString() ?? null }
  await recordAudit(transaction, { organizationId, actor, at, action: 'key.created', subject: `keys/${id}`, details })
  return made
}

/** Ends a key at once. @returns whether it was one that still opened. */
export async function revokeKey(
  transaction: Transaction,
  { organizationId, id }: { organizationId: string; id: string },
  { actor, at }: { actor: string; at: Date },
): Promise<boolean> {
  const [ended] = await transaction
    .update(apiKeys)
    .set({ revokedAt: at })
    .where(and(eq(apiKeys.organizationId, organizationId), eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ role: apiKeys.role })
  if (!ended) return false
  const entry = { action: 'key.revoked', subject: `keys/${id}`, details: { role: ended.role } }
  await recordAudit(transaction, { organizationId, actor, at, ...entry })
  return true
}

async function insertKey(database: Queryable, key: NewKey): Promise<{ row: KeyRow; secret: string }> {
  const secret = `vmeste_${key.organizationId}_${randomSecret()}`
  const hash = await sha256(secret)
  const [row] = await database
    .insert(apiKeys)
    .values({ ...key, id: uuid(), hash })
    .returning()
  if (!row) throw new Error('the key just written is gone')
  return { row, secret }
}
