import { sql } from 'drizzle-orm'
import { localDate } from '../appeals/deadlines.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import { type Queryable, rowsOf } from '../platform/database.js'
import { invalid } from '../platform/problems.js'
import { addDays, daysBetween } from './days.js'
import type { Period } from './read.js'

const YEAR = 365
/** Days: ten years of one organization, two of a whole region. */
const LONGEST = { own: 3660, all: 731 }

/** @throws {Problem} `invalid-input` for a period that ends before it begins, or is too long. */
export function periodOf(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  { settings: { timeZone } }: ResolvedOrganization,
  now: Date,
  scope: 'own' | 'all' = 'own',
): Period {
  const today = localDate(now, timeZone)
  const last = to !== undefined && to < today ? to : today
  const first = from ?? addDays(last, 1 - YEAR)
  if (first > last || daysBetween(first, last) > LONGEST[scope]) throw invalid('/from', 'period')
  return { from: first, to: last }
}

/** The organization, and with `all` those below it that are not retired. */
export async function organizationsOf(
  database: Queryable,
  { id }: ResolvedOrganization,
  scope: 'own' | 'all',
): Promise<string[]> {
  if (scope === 'own') return [id]
  const rows = await rowsOf<{ id: string }>(
    database,
    sql`select id from organizations where path @> array[${id}]::text[] and retired_at is null order by path`,
  )
  return rows.map((row) => row.id)
}
