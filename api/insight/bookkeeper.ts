import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import { localDate } from '../appeals/deadlines.js'
import { appeals } from '../appeals/tables.js'
import { announce, findKept, selectMissed } from '../events/queries.js'
import { listAllSettings, type SetOrganization } from '../organizations/every.js'
import { type Database, rowsOf, type Transaction } from '../platform/database.js'
import type { Log } from '../platform/services.js'
import { mondayOf } from './days.js'
import { findGroups, regroup } from './groups.js'
import { insightCases, insightDays, insightProgress, insightRecounts, insightWeeks } from './tables.js'
import { addMondays, countAppeals, idsAfter } from './tally.js'
import { readTerritoryOf } from './territory-of.js'

/** Milliseconds between looks for what is new. */
const LOOK_EVERY = 5_000
/** Events, or appeals, counted in one transaction. */
const BATCH = 2_000

export interface Bookkeeper {
  /** Counts what is new. */
  round(): Promise<void>
  start(): void
  /** Waits for the round under way. */
  close(): Promise<void>
}

/**
 * Keeps the figures: follows what happens to appeals, a few seconds behind, so that whoever writes waits for nothing. One
 * process at a time counts an organization; what is interrupted was not counted, and is counted the next time.
 */
export function createBookkeeper({ database, log, now }: { database: Database; log: Log; now(): Date }): Bookkeeper {
  let timer: ReturnType<typeof setInterval> | undefined
  let round: Promise<void> | undefined
  let isOver = false

  const work = async () => {
    await announce(database)
    for (const organization of await findUncounted(database, now())) {
      if (isOver) return
      try {
        await keep(database, organization, { now, isOver: () => isOver })
      } catch (error) {
        if (isOver) return
        log.error({ cause: error instanceof Error ? error.name : typeof error }, 'figures could not be kept')
      }
    }
  }
  const begin = () => {
    round ??= work()
      .catch((error: unknown) => {
        log.warn({ cause: error instanceof Error ? error.name : typeof error }, 'figures could not be kept')
      })
      .finally(() => {
        round = undefined
      })
    return round
  }
  return {
    round: begin,
    start() {
      timer = setInterval(begin, LOOK_EVERY)
      timer.unref()
      void begin()
    },
    async close() {
      isOver = true
      clearInterval(timer)
      await round
    },
  }
}

/**
 * Counts all of an organization anew, from its events, in one transaction: until it ends, the figures stay as they were.
 * @param isOver asked now and then: it ends, and nothing was done.
 * @param progress told how many appeals are counted.
 * @returns false where another process is counting it.
 */
export async function rebuild(
  database: Database,
  organization: SetOrganization,
  {
    now,
    isOver = () => false,
    progress = () => {},
  }: { now(): Date; isOver?(): boolean; progress?(count: number): void },
): Promise<boolean> {
  const { id: organizationId, settings } = organization
  const { timeZone } = settings
  return database.transaction(async (transaction) => {
    if (!(await hold(transaction, organizationId))) return false
    const { last: position } = await findKept(transaction, organizationId)
    const asked = eq(insightRecounts.organizationId, organizationId)
    const [recount] = await transaction.select().from(insightRecounts).where(asked)
    const mine = eq(insightDays.organizationId, organizationId)
    await transaction.delete(insightDays).where(mine)
    await transaction.delete(insightWeeks).where(eq(insightWeeks.organizationId, organizationId))
    // What stays of a case is its territory, in case the place is erased meanwhile.
    await transaction
      .update(insightCases)
      .set({ version: 0, supporters: {}, until: new Date(0) })
      .where(eq(insightCases.organizationId, organizationId))
    await setProgress(transaction, organizationId, { position: 0, lastMonday: FIRST_MONDAY, timeZone })
    const territoryOf = await readTerritoryOf(transaction, organizationId)
    const groups = await findGroups(transaction, organization)
    const whose = { organizationId, timeZone, territoryOf, groups }
    const until = now()
    let count = 0
    for (let after: string | undefined; ; ) {
      if (isOver()) throw new Error('interrupted')
      const ids = await idsAfter(transaction, { organizationId, after, limit: BATCH })
      await countAppeals(transaction, whose, ids, until)
      count += ids.length
      progress(count)
      after = ids.at(-1)
      if (ids.length < BATCH) break
    }
    const [first] = await rowsOf<{ day: string | null }>(
      transaction,
      sql`select to_char(min(day), 'YYYY-MM-DD') as day from insight_days where organization_id = ${organizationId} and view = 'all'`,
    )
    const today = localDate(until, timeZone)
    const from = mondayOf(first?.day ?? today)
    const lastMonday = await addMondays(transaction, organizationId, { from, to: today })
    await setProgress(transaction, organizationId, { position, lastMonday, timeZone, groups })
    // Last, so that whoever asks again meanwhile neither waits nor is forgotten.
    if (recount) await transaction.delete(insightRecounts).where(and(asked, eq(insightRecounts.dueAt, recount.dueAt)))
    return true
  })
}

/** Before anything was counted. */
const FIRST_MONDAY = '1970-01-05'

/** Of which organizations something is not counted yet. */
async function findUncounted(database: Database, now: Date): Promise<SetOrganization[]> {
  const time = sql`${now.toISOString()}::timestamptz`
  const rows = await rowsOf<{ id: string; monday: string | null; isBehind: boolean }>(
    database,
    sql`
    select * from (
      select o.id, to_char(p.last_monday + 7, 'YYYY-MM-DD') as monday, p.groups is null
        or exists (select from outbox e where e.organization_id = o.id and e.position > p.position)
        or exists (select from insight_cases c where c.organization_id = o.id and c.overdue_at <= ${time})
        or exists (select from insight_recounts r where r.organization_id = o.id and r.due_at <= ${time}) as "isBehind"
      from organizations o left join insight_progress p on p.organization_id = o.id
    ) as each where "isBehind" or monday <= to_char(${time} at time zone 'UTC' + interval '14 hours', 'YYYY-MM-DD')`,
  )
  if (rows.length === 0) return []
  const found = new Map(rows.map((row) => [row.id, row]))
  return (await listAllSettings(database)).filter(({ id, settings: { timeZone } }) => {
    const row = found.get(id)
    // Somewhere it is Monday already, but perhaps not there.
    return row && (row.isBehind || (row.monday !== null && row.monday <= localDate(now, timeZone)))
  })
}

async function keep(
  database: Database,
  organization: SetOrganization,
  { now, isOver }: { now(): Date; isOver(): boolean },
): Promise<void> {
  const { id: organizationId } = organization
  const [progress] = await database
    .select()
    .from(insightProgress)
    .where(eq(insightProgress.organizationId, organizationId))
  const [recount] = await database
    .select()
    .from(insightRecounts)
    .where(and(eq(insightRecounts.organizationId, organizationId), lte(insightRecounts.dueAt, now())))
  const { first } = await findKept(database, organizationId)
  // Events are kept for a day: who was away for longer counts anew.
  const isCut = progress !== undefined && first > progress.position + 1
  // What was added to the days of one zone cannot be taken from those of another.
  const isMoved = progress?.timeZone !== organization.settings.timeZone
  if (!progress || recount || isCut || isMoved) {
    await rebuild(database, organization, { now, isOver })
    return
  }
  while (!isOver() && (await catchUp(database, organization, now())) === 'more');
}

/** Counts some of what is new. */
const catchUp = (database: Database, organization: SetOrganization, now: Date): Promise<'more' | 'done'> =>
  database.transaction(async (transaction) => {
    const { id: organizationId, settings } = organization
    const { timeZone } = settings
    const progress = await hold(transaction, organizationId)
    if (progress?.timeZone !== timeZone) return 'done'
    const groups = await findGroups(transaction, organization)
    await regroup(transaction, organizationId, { from: progress.groups, to: groups })
    const { last: until } = await findKept(transaction, organizationId)
    const today = localDate(now, timeZone)
    const lastMonday = await addMondays(transaction, organizationId, { from: progress.lastMonday, to: today })
    const after = Math.min(progress.position, until)
    const events = await selectMissed(transaction, { organizationId, after, until, limit: BATCH })
    const position = events.length < BATCH ? until : (events.at(-1)?.position ?? until)
    await setProgress(transaction, organizationId, { position, lastMonday, timeZone })
    const numbers = new Set(events.flatMap(({ topic }) => /^appeals\/(\d+)$/.exec(topic)?.[1] ?? []).map(Number))
    const late = await transaction
      .select({ id: insightCases.appealId })
      .from(insightCases)
      .where(and(eq(insightCases.organizationId, organizationId), lte(insightCases.overdueAt, now)))
      .orderBy(asc(insightCases.overdueAt))
      .limit(BATCH)
    const touched =
      numbers.size === 0
        ? []
        : await transaction
            .select({ id: appeals.id })
            .from(appeals)
            .where(and(eq(appeals.organizationId, organizationId), inArray(appeals.number, [...numbers])))
    const ids = [...new Set([...touched, ...late].map(({ id }) => id))]
    if (ids.length > 0) {
      const territoryOf = await readTerritoryOf(transaction, organizationId)
      await countAppeals(transaction, { organizationId, timeZone, territoryOf, groups }, ids, now)
    }
    return events.length === BATCH || late.length === BATCH ? 'more' : 'done'
  })

/** Undefined where another process is counting it; what is to be held is made first. */
async function hold(transaction: Transaction, organizationId: string) {
  await transaction
    .insert(insightProgress)
    .values({ organizationId, position: 0, lastMonday: FIRST_MONDAY })
    .onConflictDoNothing()
  const [held] = await transaction
    .select()
    .from(insightProgress)
    .where(eq(insightProgress.organizationId, organizationId))
    .for('update', { skipLocked: true })
  return held
}

const setProgress = (
  transaction: Transaction,
  organizationId: string,
  progress: Pick<typeof insightProgress.$inferInsert, 'position' | 'lastMonday' | 'timeZone' | 'groups'>,
) => transaction.update(insightProgress).set(progress).where(eq(insightProgress.organizationId, organizationId))
