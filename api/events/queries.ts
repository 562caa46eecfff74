import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { type Database, type Queryable, rowsOf } from '../platform/database.js'
import type { AnnouncedEvent } from '../platform/services.js'
import { outbox } from './tables.js'

/** Any number, the same in every process: who holds this lock announces. */
export const ANNOUNCER_LOCK = 872_463_016

const announced = {
  organizationId: outbox.organizationId,
  position: sql<number>`${outbox.position}`.mapWith(Number),
  topic: outbox.topic,
  type: outbox.type,
  data: outbox.data,
}

/** Whether something was written that has no position yet. */
export async function hasUnannounced(database: Queryable): Promise<boolean> {
  const found = await database.select({ id: outbox.id }).from(outbox).where(isNull(outbox.position)).limit(1)
  return found.length > 0
}

/**
 * Gives a position to each event that has none. One process at a time: the statement that numbers begins after the
 * lock is held, so it sees all that was numbered before, and what commits later is numbered later.
 *
 * @returns false when another process is at it.
 */
export function announce(database: Database): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const [lock] = await rowsOf<{ held: boolean }>(
      transaction,
      sql`select pg_try_advisory_xact_lock(${ANNOUNCER_LOCK}::bigint) as held`,
    )
    if (!lock?.held) return false
    await transaction.execute(sql`
      with numbered as (
        select organization_id, id,
          coalesce((select max(last.position) from outbox last where last.organization_id = fresh.organization_id), 0)
            + row_number() over (partition by organization_id order by id) as position
        from outbox fresh where position is null
      )
      update outbox set position = numbered.position from numbered
      where outbox.organization_id = numbered.organization_id and outbox.id = numbered.id`)
    return true
  })
}

/** What was announced beyond each organization's position, in order, at most `limit` events in all. */
export async function selectAnnounced(
  database: Queryable,
  cursors: readonly { organizationId: string; after: number }[],
  limit: number,
): Promise<AnnouncedEvent[]> {
  const reader = sql`jsonb_to_recordset(${JSON.stringify(cursors)}::jsonb) as reader("organizationId" text, "after" bigint)`
  return database
    .select(announced)
    .from(outbox)
    .innerJoin(reader, sql`${outbox.organizationId} = reader."organizationId" and ${outbox.position} > reader."after"`)
    .orderBy(asc(outbox.organizationId), asc(outbox.position))
    .limit(limit)
}

/** The positions of the first and the last event that is kept; both 0 when there is none. */
export async function findKept(database: Queryable, organizationId: string): Promise<{ first: number; last: number }> {
  const mine = and(eq(outbox.organizationId, organizationId), isNotNull(outbox.position))
  const end = (direction: typeof asc) =>
    sql<number>`coalesce(${database
      .select({ position: outbox.position })
      .from(outbox)
      .where(mine)
      .orderBy(direction(outbox.position))
      .limit(1)}, 0)`.mapWith(Number)
  const [kept] = await database.select({ first: end(asc), last: end(desc) }).from(sql`(values (1)) as one`)
  return kept ?? { first: 0, last: 0 }
}

/** What a reader missed: the events beyond one position up to another, in order. @param topics undefined for all. */
export function selectMissed(
  database: Queryable,
  missed: { organizationId: string; after: number; until: number; topics?: readonly string[]; limit: number },
): Promise<AnnouncedEvent[]> {
  return database
    .select(announced)
    .from(outbox)
    .where(
      and(
        eq(outbox.organizationId, missed.organizationId),
        gt(outbox.position, missed.after),
        lte(outbox.position, missed.until),
        missed.topics && inArray(outbox.topic, [...missed.topics]),
      ),
    )
    .orderBy(asc(outbox.position))
    .limit(missed.limit)
}

/** Milliseconds for which events can be resumed from. */
const KEPT = 24 * 3_600_000

/**
 * Deletes what was announced before the last event that is older than a day. That one stays, so that positions go on
 * rising from it, and whoever has seen it knows that nothing was missed.
 */
export async function pruneEvents(database: Queryable, now: Date): Promise<void> {
  const expiry = new Date(now.getTime() - KEPT).toISOString()
  await database.execute(sql`
    delete from outbox using (
      select organization_id, max(position) as position from outbox
      where created_at < ${expiry}::timestamptz group by organization_id
    ) old
    where outbox.organization_id = old.organization_id and outbox.position < old.position`)
}

/** How much has happened in an organization so far, announced or not: it rises with each write that leaves word. */
export async function countEvents(database: Queryable, organizationId: string): Promise<number> {
  const mine = eq(outbox.organizationId, organizationId)
  const last = database
    .select({ position: outbox.position })
    .from(outbox)
    .where(and(mine, isNotNull(outbox.position)))
    .orderBy(desc(outbox.position))
    .limit(1)
  const waiting = database
    .select({ count: sql`count(*)` })
    .from(outbox)
    .where(and(mine, isNull(outbox.position)))
  const [counted] = await database
    .select({ events: sql<number>`coalesce(${last}, 0) + ${waiting}`.mapWith(Number) })
    .from(sql`(values (1)) as one`)
  return counted?.events ?? 0
}
