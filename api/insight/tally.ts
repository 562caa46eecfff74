import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { AppealEvent } from '../appeals/history.js'
import { appealEvents, appealSupporters, appeals } from '../appeals/tables.js'
import type { Queryable, Transaction } from '../platform/database.js'
import { columns, list, quoted, sums } from './columns.js'
import { type Contribution, contributionsOf } from './contributions.js'
import { type Count, counted, toSpan } from './counts.js'
import { addDays } from './days.js'
import { type Groups, groupOf } from './groups.js'
import { insightCases, views } from './tables.js'
import type { TerritoryOf } from './territory-of.js'

export interface Whose {
  organizationId: string
  timeZone: string
  territoryOf: TerritoryOf
  /** By which the figures are counted. */
  groups: Groups
}

/**
 * Counts what is new of some appeals: what each adds now, less what it added when it was counted last. Counted twice,
 * nothing changes.
 */
export async function countAppeals(
  transaction: Transaction,
  { organizationId, timeZone, territoryOf, groups }: Whose,
  ids: readonly string[],
  until: Date,
): Promise<void> {
  if (ids.length === 0) return
  const [rows, before, events, supporters] = await Promise.all([
    transaction
      .select({
        id: appeals.id,
        category: appeals.categoryCode,
        latitude: appeals.latitude,
        longitude: appeals.longitude,
      })
      .from(appeals)
      .where(and(eq(appeals.organizationId, organizationId), inArray(appeals.id, [...ids]))),
    transaction
      .select()
      .from(insightCases)
      .where(and(eq(insightCases.organizationId, organizationId), inArray(insightCases.appealId, [...ids]))),
    readEvents(transaction, organizationId, ids),
    readSupporters(transaction, organizationId, ids, timeZone),
  ])
  const counted = new Map(before.map((row) => [row.appealId, row]))
  const found = createSums(groups)
  const cases = rows.map(({ id, category, ...place }) => {
    const was = counted.get(id)
    // What has no place any more had one when it was counted first.
    const territory = place.latitude === null ? (was?.territory ?? '') : territoryOf(place)
    const history = events.get(id) ?? []
    const supported = supporters.get(id) ?? {}
    const now = contributionsOf({ events: history, supporters: supported, until, timeZone })
    for (const each of now.contributions) found.add({ category, territory }, each, 1)
    if (was) {
      const then = {
        events: history.slice(0, was.version),
        supporters: was.supporters,
        until: was.until,
        timeZone,
      }
      const key = { category, territory: was.territory }
      for (const each of contributionsOf(then).contributions) found.add(key, each, -1)
    }
    const { overdueAt } = now
    return { organizationId, appealId: id, version: history.length, until, supporters: supported, territory, overdueAt }
  })
  await addSums(transaction, organizationId, found.rows())
  await transaction
    .insert(insightCases)
    .values(cases)
    .onConflictDoUpdate({
      target: [insightCases.organizationId, insightCases.appealId],
      set: {
        version: sql`excluded.version`,
        until: sql`excluded.until`,
        supporters: sql`excluded.supporters`,
        territory: sql`excluded.territory`,
        overdueAt: sql`excluded.overdue_at`,
      },
    })
}

/** Has every Monday up to a day its sums. @param from the last that has. @returns the last that has now. */
export async function addMondays(
  transaction: Transaction,
  organizationId: string,
  { from, to }: { from: string; to: string },
): Promise<string> {
  // Named, so that the index leads to the days.
  const known = sql.param(`{${views.join()}}`)
  let last = from
  for (let next = addDays(last, 7); next <= to; next = addDays(last, 7)) {
    await transaction.execute(sql`
      insert into insight_weeks (organization_id, view, before, category, subject, ${columns})
      select ${organizationId}, view, ${next}::date, category, subject, ${sums}
      from (
        select view, category, subject, ${columns} from insight_weeks
        where organization_id = ${organizationId} and view = any(${known}::text[]) and before = ${last}::date
        union all
        select view, category, subject, ${columns} from insight_days
        where organization_id = ${organizationId} and view = any(${known}::text[]) and day >= ${last}::date and day < ${next}::date
      ) as parts
      group by view, category, subject`)
    last = next
  }
  return last
}

interface Sum extends Record<Count, number> {
  day: string
  category: string
  group: string
  territory: string
  responsible: string
  officer: string
  /** A whole number too large for one of JSON. */
  spans: string
}

/** Adds up what many appeals contribute, so that the database adds less. */
function createSums(groups: Groups) {
  const known = new Map<string, Omit<Sum, 'spans'> & { spans: bigint }>()
  return {
    add(
      { category, territory }: { category: string; territory: string },
      { day, responsible, officer, counts, span }: Contribution,
      sign: 1 | -1,
    ) {
      const key = [day, category, territory, responsible, officer].join('\u0000')
      let sum = known.get(key)
      if (!sum) {
        const none = Object.fromEntries(counted.map((count) => [count, 0])) as Record<Count, number>
        sum = { day, category, group: groupOf(groups, category), territory, responsible, officer, ...none, spans: 0n }
        known.set(key, sum)
      }
      for (const [count, value] of Object.entries(counts)) sum[count as Count] += sign * value
      if (span !== undefined) sum.spans += toSpan(span, sign * (counts.decided ?? 0))
    },
    rows: (): Sum[] =>
      [...known.values()]
        .filter((sum) => sum.spans !== 0n || counted.some((count) => sum[count] !== 0))
        .map((sum) => ({ ...sum, spans: String(sum.spans) })),
  }
}

/** Adds to the days, in every view at once; and to the Mondays after them that have their sums already. */
async function addSums(transaction: Transaction, organizationId: string, rows: readonly Sum[]): Promise<void> {
  if (rows.length === 0) return
  const added = list((name) => sql`${quoted('', name)} = kept.${quoted('', name)} + ${quoted('excluded.', name)}`)
  // The names of JSON are the words of the type, so that one list serves both.
  const given = rows.map(({ inTime, ratedWell, ...row }) => ({ ...row, in_time: inTime, rated_well: ratedWell }))
  const types = list((name) => sql`${quoted('', name)} ${sql.raw(name === 'spans' ? 'numeric' : 'int')}`)
  const broken = sql`
    select case
        when grouping("group") = 0 then case when grouping(territory) = 0 then 'group_territory' else 'group_responsible' end
        when grouping(territory) = 0 then case when grouping(category) = 0 then 'category_territory' else 'territory' end
        when grouping(responsible) = 0 then case when grouping(category) = 0 then 'category_responsible' else 'responsible' end
        when grouping(officer) = 0 then 'officer'
        when grouping(category) = 0 then 'category'
        else 'all' end as view,
      day, coalesce(category, "group", '') as category, coalesce(territory, responsible, officer, '') as subject, ${sums}
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as given (day date, category text, "group" text, territory text, responsible text, officer text, ${types})
    group by grouping sets ((day), (day, category), (day, territory), (day, responsible), (day, officer),
      (day, category, territory), (day, category, responsible), (day, "group", territory), (day, "group", responsible))
    having grouping(officer) = 1 or officer <> ''`
  await transaction.execute(sql`
    with broken (view, day, category, subject, ${columns}) as (${broken}), added as (
      insert into insight_days as kept (organization_id, view, day, category, subject, ${columns})
      select ${organizationId}, view, day, category, subject, ${columns} from broken order by view, day, category, subject
      on conflict (organization_id, view, day, category, subject) do update set ${added}
    )
    insert into insight_weeks as kept (organization_id, view, before, category, subject, ${columns})
    select ${organizationId}, view, monday::date, category, subject, ${sums}
    from broken join insight_progress p on p.organization_id = ${organizationId}
    cross join generate_series(date_trunc('week', day::timestamp) + interval '7 days', p.last_monday::timestamp, interval '7 days') monday
    group by view, monday, category, subject
    on conflict (organization_id, view, before, category, subject) do update set ${added}`)
}

async function readEvents(
  database: Queryable,
  organizationId: string,
  ids: readonly string[],
): Promise<Map<string, AppealEvent[]>> {
  const { appealId, sequence, type, actor, at, data } = appealEvents
  const rows = await database
    .select({ appealId, sequence, type, actor, at, data: sql<AppealEvent['data']>`${data} - 'text'` })
    .from(appealEvents)
    .where(and(eq(appealEvents.organizationId, organizationId), inArray(appealId, [...ids])))
    .orderBy(asc(appealId), asc(sequence))
  const found = new Map<string, AppealEvent[]>()
  for (const { appealId, ...event } of rows) {
    const history = found.get(appealId)
    if (history) history.push(event)
    else found.set(appealId, [event])
  }
  return found
}

async function readSupporters(
  database: Queryable,
  organizationId: string,
  ids: readonly string[],
  timeZone: string,
): Promise<Map<string, Record<string, number>>> {
  const day = sql<string>`to_char(${appealSupporters.at} at time zone ${timeZone}, 'YYYY-MM-DD')`
  const rows = await database
    .select({ appealId: appealSupporters.appealId, day, count: sql<number>`count(*)::int` })
    .from(appealSupporters)
    .where(and(eq(appealSupporters.organizationId, organizationId), inArray(appealSupporters.appealId, [...ids])))
    .groupBy(appealSupporters.appealId, sql`2`)
  const found = new Map<string, Record<string, number>>()
  for (const { appealId, day, count } of rows) found.set(appealId, { ...found.get(appealId), [day]: count })
  return found
}

/** Ids of an organization's appeals beyond one, in their order: a page of all. */
export const idsAfter = async (
  database: Queryable,
  { organizationId, after, limit }: { organizationId: string; after: string | undefined; limit: number },
): Promise<string[]> =>
  (
    await database
      .select({ id: appeals.id })
      .from(appeals)
      .where(and(eq(appeals.organizationId, organizationId), after === undefined ? undefined : gt(appeals.id, after)))
      .orderBy(asc(appeals.id))
      .limit(limit)
  ).map(({ id }) => id)
