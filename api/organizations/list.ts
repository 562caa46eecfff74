import { sql } from 'drizzle-orm'
import type { Database } from '../platform/database.js'
import type { Localized } from '../platform/fields.js'
import { organizations } from './tables.js'

export interface ListedOrganization {
  id: string
  /** From the root of the tree down to itself. */
  path: string[]
  names: Localized
}

/** The first `limit` organizations, those nearest the roots of the tree, each below what it belongs to. */
export async function listOrganizations(database: Database, limit: number): Promise<ListedOrganization[]> {
  const rows = await database
    .select({ id: organizations.id, path: organizations.path, names: organizations.names })
    .from(organizations)
    .orderBy(sql`cardinality(${organizations.path})`, organizations.path)
    .limit(limit)
  return rows.sort((a, b) => (a.path.join('/') < b.path.join('/') ? -1 : 1))
}
