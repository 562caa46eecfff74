import { and, asc, isNull, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../platform/database.js'
import type { Localized } from '../platform/fields.js'
import { fromCursor, toCursor } from '../platform/paging.js'
import { organizations } from './tables.js'

export interface ListedOrganization {
  id: string
  /** From the root of the tree down to itself. */
  path: string[]
  kind: (typeof organizations.$inferSelect)['kind']
  names: Localized
  retiredAt: Date | null
}

const listed = {
  id: organizations.id,
  path: organizations.path,
  kind: organizations.kind,
  names: organizations.names,
  retiredAt: organizations.retiredAt,
}

/** The first `limit` organizations, those nearest the roots of the tree, each below what it belongs to. */
export async function listOrganizations(database: Queryable, limit: number): Promise<ListedOrganization[]> {
  const rows = await database
    .select(listed)
    .from(organizations)
    .where(isNull(organizations.retiredAt))
    .orderBy(sql`cardinality(${organizations.path})`, organizations.path)
    .limit(limit)
  return rows.sort((a, b) => (a.path.join('/') < b.path.join('/') ? -1 : 1))
}

/** One page of what stands below an organization, with one row to spare, each after what it belongs to. */
export async function listBelowRows(
  database: Queryable,
  above: readonly string[],
  {
    limit,
    cursor,
    depth,
    withRetired,
  }: { limit: number; cursor?: string | undefined; depth: 'children' | 'all'; withRetired: boolean },
): Promise<{ rows: ListedOrganization[]; cursorOf(row: ListedOrganization): string }> {
  const cardinality = sql`cardinality(${organizations.path})`
  const [after] = cursor ? (fromCursor(cursor, 'string') as string[]) : []
  const conditions: (SQL | undefined)[] = [
    // In the words of the index `organizations_path`.
    sql`${organizations.path} @> array[${above.at(-1)}]::text[]`,
    depth === 'all' ? sql`${cardinality} > ${above.length}::int` : sql`${cardinality} = ${above.length + 1}::int`,
    withRetired ? undefined : isNull(organizations.retiredAt),
    after === undefined ? undefined : sql`${organizations.path} > string_to_array(${after}, '/')`,
  ]
  const rows = await database
    .select(listed)
    .from(organizations)
    .where(and(...conditions))
    .orderBy(asc(organizations.path))
    .limit(limit + 1)
  return { rows, cursorOf: ({ path }) => toCursor(path.join('/')) }
}
