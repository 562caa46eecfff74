import { v7 as uuid } from 'uuid'
import { randomSecret, sha256 } from '../platform/crypto.js'
import type { Queryable } from '../platform/database.js'
import type { KeyRole } from './roles.js'
import { apiKeys } from './tables.js'

/** `vmeste_<organization>_<43 random characters>`: says where it belongs, and is found by scanners of leaked secrets. */
const form = /^vmeste_([a-z0-9-]+)_[A-Za-z0-9_-]{43}$/

export const isApiKey = (bearer: string) => form.test(bearer)

/** The organization a key says it belongs to. */
export const keyOrganization = (key: string) => form.exec(key)?.[1] ?? ''

/** Makes a key and returns it: the only time it can be read. */
export async function createKey(
  database: Queryable,
  key: { organizationId: string; role: KeyRole; name: string; createdAt: Date; expiresAt?: Date },
): Promise<string> {
  const secret = `vmeste_${key.organizationId}_${randomSecret()}`
  await database.insert(apiKeys).values({ ...key, id: uuid(), hash: await sha256(secret) })
  return secret
}
