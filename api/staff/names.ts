import { inArray } from 'drizzle-orm'
import { apiKeys } from '../identity/tables.js'
import type { Database } from '../platform/database.js'
import { staffAccounts } from './tables.js'

const STAFF = 'staff:'

/** What people, and keys, are called, by id. As the owner of the database: accounts are of no organization. */
export async function namesOfStaff(database: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const [people, keys] = await Promise.all([
    database
      .select({ id: staffAccounts.id, name: staffAccounts.name })
      .from(staffAccounts)
      .where(inArray(staffAccounts.id, [...ids])),
    database
      .select({ id: apiKeys.id, name: apiKeys.name })
      .from(apiKeys)
      .where(inArray(apiKeys.id, [...ids])),
  ])
  return new Map([...keys, ...people].map(({ id, name }) => [id, name]))
}

/** The same by how histories and the audit trail tell them: `staff:` and the id. Others have no name. */
export async function namesOfActors(database: Database, actors: readonly string[]): Promise<Map<string, string>> {
  const ids = new Set(actors.filter((actor) => actor.startsWith(STAFF)).map((actor) => actor.slice(STAFF.length)))
  const names = await namesOfStaff(database, [...ids])
  return new Map([...names].map(([id, name]) => [`${STAFF}${id}`, name]))
}
