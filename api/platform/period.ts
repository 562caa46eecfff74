import { type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { slug } from './fields.js'
import { fromCursor, toCursor } from './paging.js'
import { invalid } from './problems.js'

/** When something opens and, unless it stays open, closes: open from the first instant, closed from the last. */
export interface Period {
  opensAt: Date
  closesAt: Date | null
}
export type Phase = 'scheduled' | 'open' | 'closed'

export function phaseAt({ opensAt, closesAt }: Period, now: Date): Phase {
  if (now < opensAt) return 'scheduled'
  return closesAt && closesAt <= now ? 'closed' : 'open'
}

/** Whole seconds, at most so many, in which none of them opens or closes: how long an answer about them stays true. */
export function steadySeconds(periods: readonly Period[], now: Date, atMost: number): number {
  const changes = periods
    .flatMap(({ opensAt, closesAt }) => [opensAt, ...(closesAt ? [closesAt] : [])])
    .map((change) => change.getTime() - now.getTime())
    .filter((milliseconds) => milliseconds > 0)
  return Math.floor(Math.min(atMost, ...changes.map((milliseconds) => milliseconds / 1000)))
}

/** Milliseconds since 1970 of the last day a cursor may speak of: the year 9999. */
const LAST_DAY = 253_402_214_400_000

/**
 * Orders a list by phase: open (the latest opened first), scheduled (the soonest first), closed (the latest first).
 * The cursor keeps the moment the first page was read at, so that what opens or closes meanwhile is neither met twice
 * nor left out.
 *
 * @throws {Problem} `invalid-input` for a cursor this list did not give out.
 */
export function byPhase(
  table: { id: AnyPgColumn; opensAt: AnyPgColumn; closesAt: AnyPgColumn },
  cursor: string | undefined,
  now: Date,
) {
  const [at, ...last] = cursor ? readCursor(cursor) : [now.getTime()]
  const moment = sql`to_timestamp(${at}::float8 / 1000)`
  const isScheduled = sql`${table.opensAt} > ${moment}`
  const isClosed = sql`${table.closesAt} <= ${moment}`
  const seconds = (column: AnyPgColumn) => sql`extract(epoch from ${column})::float8`
  const rank = sql<number>`case when ${isScheduled} then 1 when ${isClosed} then 2 else 0 end`.mapWith(Number)
  const order = sql<number>`case when ${isScheduled} then ${seconds(table.opensAt)}
    when ${isClosed} then -${seconds(table.closesAt)} else -${seconds(table.opensAt)} end`.mapWith(Number)
  const [lastRank, lastOrder, lastId] = last
  return {
    /** To be selected beside the row, for the cursor. */
    keys: { rank, order },
    orderBy: [rank, order, table.id] as (SQL | AnyPgColumn)[],
    after: cursor
      ? sql`(${rank}, ${order}, ${table.id}) > (${lastRank}::int, ${lastOrder}::float8, ${lastId}::text)`
      : undefined,
    cursorOf: (row: { rank: number; order: number; id: string }) => toCursor(at, row.rank, row.order, row.id),
  }
}

function readCursor(cursor: string): [at: number, rank: number, order: number, id: string] {
  const [at, rank, order, id] = fromCursor(cursor, 'number', 'number', 'number', 'string')
  const isMoment = typeof at === 'number' && at >= 0 && at <= LAST_DAY
  const isRank = rank === 0 || rank === 1 || rank === 2
  if (!isMoment || !isRank || !slug.safeParse(id).success) throw invalid('/cursor', 'cursor')
  return [at, rank, Number(order), String(id)]
}
