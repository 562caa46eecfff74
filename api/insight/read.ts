import { type SQL, sql } from 'drizzle-orm'
import { type Queryable, rowsOf } from '../platform/database.js'
import { snake } from './columns.js'
import { type Count, type Counts, counted, fromSpans } from './counts.js'
import { addDays, daysBetween, mondayOf } from './days.js'
import type { Cell } from './figures.js'
import type { View } from './tables.js'

/** Days, `YYYY-MM-DD`, both included. */
export interface Period {
  from: string
  to: string
}

export interface PlacedCell extends Cell {
  /** Empty unless `each` was asked for. */
  organizationId: string
  category: string
  subject: string
}

/** Of these it is told how many there were at the end. */
const stocks: readonly Count[] = ['open', 'overdue']
const flows = counted.filter((count) => !stocks.includes(count))

/**
 * The cells of a view over a period: the difference between what was counted up to its end and up to its beginning, each
 * of which is a Monday's sum and less than a week of days.
 */
export async function readCells(
  database: Queryable,
  {
    organizations,
    view,
    period,
    categories,
    subjects,
    each = false,
  }: {
    organizations: readonly string[]
    view: View
    period: Period
    /** Only these; undefined for all. */
    categories?: readonly string[] | undefined
    subjects?: readonly string[] | undefined
    /** Each organization's cells, instead of the sums of all. */
    each?: boolean
  },
): Promise<PlacedCell[]> {
  const end = addDays(period.to, 1)
  const before = addDays(period.from, -daysBetween(period.from, end))
  const only = (name: string, values: readonly string[] | undefined) =>
    values
      ? sql`and ${column(name)} = any(array[${sql.join(
          values.map((value) => sql`${value}`),
          sql`, `,
        )}]::text[])`
      : sql``
  const mondays = await lastMondays(database, organizations)
  const where = sql`part.view = ${view} ${only('category', categories)} ${only('subject', subjects)}`
  // Raw, here and below, but nobody's input: the names of columns, which stand in this code.
  const key = sql.raw(`${each ? 'part.organization_id' : "''::text"}, part.category, part.subject`)
  const branch = (at: string, of: (column: SQL, count: Count | 'spans' | 'before') => SQL) => {
    const told = sql.join(
      [
        ...stocks.map((count) => of(column(count), count)),
        ...flows.map((count) => of(column(count), count)),
        of(column('spans'), 'spans'),
        of(column('received'), 'before'),
      ],
      sql`, `,
    )
    // Written out, not joined: else the planner would not know that it is no more than a week, and read all days.
    return mondays.flatMap(({ last, ids }) => {
      const monday = [last, mondayOf(at)].sort()[0]
      const whose = sql`part.organization_id = any(${sql.param(`{${ids.join()}}`)}::text[])`
      return [
        sql`select ${key}, ${told} from insight_weeks part where ${whose} and part.before = ${monday}::date and ${where}`,
        sql`select ${key}, ${told} from insight_days part
          where ${whose} and part.day >= ${monday}::date and part.day < ${at}::date and ${where}`,
      ]
    })
  }
  const none = (count: string) => (count === 'spans' ? sql.raw('0::numeric') : sql.raw('0'))
  if (mondays.length === 0) return []
  const parts = [
    ...branch(end, (value, count) => (count === 'before' ? none(count) : value)),
    ...branch(period.from, (value, count) =>
      stocks.includes(count as Count) ? none(count) : count === 'before' ? value : sql`-${value}`,
    ),
    ...branch(before, (value, count) => (count === 'before' ? sql`-${value}` : none(count))),
  ]
  const names = [...stocks, ...flows].map(snake)
  const list = sql.raw(['organization_id', 'category', 'subject', ...names, 'spans', 'before'].join(', '))
  const rows = await rowsOf<Record<string, string | number>>(
    database,
    sql`select organization_id, category, subject, ${sql.raw(names.map((name) => `sum(${name})::int as ${name}`).join(', '))},
        sum(spans)::text as spans, sum(before)::int as before
      from (${sql.join(parts, sql` union all `)}) as parts (${list})
      group by organization_id, category, subject`,
  )
  return rows.map((row) => ({
    organizationId: String(row.organization_id),
    category: String(row.category),
    subject: String(row.subject),
    counts: Object.fromEntries(counted.map((count) => [count, Number(row[snake(count)])])) as Counts,
    spans: fromSpans(String(row.spans)),
    receivedBefore: Number(row.before),
  }))
}

/** Up to which Monday there are sums, and of whom: of all the same, but for some moments after one begins. */
async function lastMondays(
  database: Queryable,
  organizations: readonly string[],
): Promise<{ last: string; ids: string[] }[]> {
  const rows = await rowsOf<{ last: string; ids: string[] }>(
    database,
    sql`select to_char(last_monday, 'YYYY-MM-DD') as last, array_agg(organization_id) as ids from insight_progress
      where organization_id = any(${sql.param(`{${organizations.join()}}`)}::text[]) group by last_monday`,
  )
  return rows
}

const column = (name: string) => sql.raw(`part.${snake(name)}`)

/**
 * The months of a period, of all together. What was open at the end of each is what was open at the end of the period,
 * less what came after.
 * @param atEnd the counts of the period.
 */
export async function readMonths(
  database: Queryable,
  { organizations, period, atEnd }: { organizations: readonly string[]; period: Period; atEnd: Counts },
): Promise<{ month: string; cell: Cell }[]> {
  const sums = sql.raw(counted.map((count) => `sum(${snake(count)})::int as ${snake(count)}`).join(', '))
  const rows = await rowsOf<Record<string, string | number>>(
    database,
    sql`select to_char(day, 'YYYY-MM') as month, ${sums}, sum(spans)::text as spans from insight_days
      where organization_id = any(${sql.param(`{${organizations.join()}}`)}::text[]) and view = 'all'
        and day >= ${period.from}::date and day <= ${period.to}::date
      group by 1 order by 1 desc`,
  )
  const left = { ...atEnd }
  const months = rows.map((row) => {
    const counts = Object.fromEntries(counted.map((count) => [count, Number(row[snake(count)])])) as Counts
    const stocked = { ...counts, open: left.open, overdue: left.overdue }
    for (const count of stocks) left[count] -= counts[count]
    return {
      month: String(row.month),
      cell: { counts: stocked, spans: fromSpans(String(row.spans)), receivedBefore: 0 },
    }
  })
  return months.reverse()
}

/** How many of each category came in equal steps of a period, the first one first. */
export async function readSteps(
  database: Queryable,
  { organizations, period, steps }: { organizations: readonly string[]; period: Period; steps: number },
): Promise<{ category: string; received: number[] }[]> {
  const days = daysBetween(period.from, addDays(period.to, 1))
  const rows = await rowsOf<{ category: string; step: number; received: number }>(
    database,
    sql`select category, ((day - ${period.from}::date) * ${steps}::int / ${days}::int)::int as step, sum(received)::int as received
      from insight_days
      where organization_id = any(${sql.param(`{${organizations.join()}}`)}::text[]) and view = 'category'
        and day >= ${period.from}::date and day <= ${period.to}::date
      group by 1, 2`,
  )
  const found = new Map<string, number[]>()
  for (const { category, step, received } of rows) {
    const line = found.get(category) ?? Array<number>(steps).fill(0)
    line[step] = received
    found.set(category, line)
  }
  return [...found].map(([category, received]) => ({ category, received }))
}
