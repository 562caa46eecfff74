import { and, asc, desc, inArray, isNull, ne, sql } from 'drizzle-orm'
import { organizations } from '../organizations/tables.js'
import type { Queryable } from '../platform/database.js'
import type { Localized } from '../platform/fields.js'
import { partnersOf } from './partners.js'
import { targetOfPartner } from './target-id.js'

export interface TargetRow {
  id: string
  names: Localized
  above: Localized | null
}

interface Wanted {
  limit: number
  offset: number
  /** A part of a name. */
  q: string | undefined
}

/**
 * To whom an appeal can go: partners elsewhere, then what works here besides the organization itself, those first that
 * share most of the tree with it. With one row to spare.
 */
export async function findTargets(
  database: Queryable,
  path: readonly string[],
  { limit, offset, q }: Wanted,
): Promise<TargetRow[]> {
  const all = await partnersOf(database, path.at(-1) ?? '')
  const named = all.filter(({ names }) => holds(names, q))
  const some = named.slice(offset, offset + limit + 1)
  const outside = some.map(({ id, names }) => ({ id: targetOfPartner(id), names, above: null }))
  const rest = { limit: limit - outside.length, offset: Math.max(0, offset - named.length), q }
  return rest.limit < 0 ? outside : [...outside, ...(await findHere(database, path, rest))]
}

const holds = (names: Localized, q = '') =>
  Object.values(names).some((name) => name.toLowerCase().includes(q.toLowerCase()))

async function findHere(
  database: Queryable,
  path: readonly string[],
  { limit, offset, q }: Wanted,
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
