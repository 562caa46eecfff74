import { and, asc, desc, inArray, isNull, ne, sql } from 'drizzle-orm'
import { organizations } from '../organizations/tables.js'
import type { Queryable } from '../platform/database.js'
import type { Localized } from '../platform/fields.js'

export interface TargetRow {
  id: string
  names: Localized
  above: Localized | null
}

/** What works besides the organization itself: those that share most of the tree with it come first. With one row to spare. */
export async function findTargets(
  database: Queryable,
  path: readonly string[],
  { limit, offset, q }: { limit: number; offset: number; q: string | undefined },
): Promise<TargetRow[]> {
  const own = sql`array[${sql.join(
    path.map((id) => sql`${id}`),
    sql`, `,
  )}]::text[]`
  const shared = sql`cardinality(array(select unnest(${organizations.path}) intersect select unnest(${own})))`
  const rows = await database
    .select({ id: organizations.id, names: organizations.names, path: organizations.path })
    .from(organizations)
    .where(
      and(
        ne(organizations.id, path.at(-1) ?? ''),
        isNull(organizations.retiredAt),
        q === undefined
          ? undefined
          : sql`exists (select from jsonb_each_text(${organizations.names}) named where position(lower(${q}) in lower(named.value)) > 0)`,
      ),
    )
    .orderBy(desc(shared), asc(organizations.path))
    .limit(limit + 1)
    .offset(offset)
  const parents = rows.flatMap((row) => row.path.at(-2) ?? [])
  const above =
    parents.length === 0
      ? []
      : await database
          .select({ id: organizations.id, names: organizations.names })
          .from(organizations)
          .where(inArray(organizations.id, parents))
  const namesOf = new Map(above.map(({ id, names }) => [id, names]))
  return rows.map((row) => ({ id: row.id, names: row.names, above: namesOf.get(row.path.at(-2) ?? '') ?? null }))
}
