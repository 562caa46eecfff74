import { and, eq, gt, sql } from 'drizzle-orm'
import { type Database, inOrganization, type Queryable, type Transaction } from '../../platform/database.js'
import type { Chore } from '../../platform/housekeeping.js'
import type { PollResults } from '../contract.js'
import type { PollRow } from '../queries.js'
import { ballotBag, pollCounts, polls, pollTallies } from '../tables.js'
import { createTally } from '../tally.js'
import { type BagKeys, sizeOfBag } from './bag.js'
import { beginCount, fold, holdCount } from './fold.js'

export interface Counting {
  /** Has what is in the bag counted soon; by itself it is waited for where nobody else votes. */
  voted(database: Queryable, poll: PollRow): Promise<void>
  /** The count as it stands; in a rush as it was told a moment ago: nobody who votes waits for a count of others. */
  asTold(database: Queryable, poll: PollRow): Promise<PollResults>
  /** The same, of all that may be counted by now. Whether it may be told is for `resultsEmbargo`. */
  results(database: Queryable, poll: PollRow): Promise<PollResults>
}

/** Milliseconds from one fold of many ballots to the next: they are moved together. */
const PAUSE = 200
/** Milliseconds for which what was told may be told again to those who have just voted, while it is counted anew. */
const STALE = 2_000
/** Of so few no pause is made. */
const FEW = 4
/** Milliseconds: a count that takes no longer is made whenever there is something new. */
const QUICK = 500
/** One that takes longer is made anew after so many times as long. */
const PATIENCE = 20

/** Counts what is in the bags while a process runs; what it leaves behind when it ends, `foldPolls` counts. */
export function createCounting({ secret, sealing, now }: BagKeys & { now(): Date }): Counting {
  const underWay = new Map<string, Promise<void>>()
  const readyAt = new Map<string, number>()
  const timers = new Set<string>()
  const told = new Map<string, { until: number; results: Promise<PollResults> }>()
  const last = new Map<string, { at: number; results: PollResults }>()
  const nameOf = ({ organizationId, id }: PollRow) => `${organizationId}/${id}`

  const foldNow = (database: Queryable, poll: PollRow): Promise<void> => {
    const name = nameOf(poll)
    const folding = underWay.get(name)
    if (folding) return folding
    const begun = (async () => {
      if ((await sizeOfBag(database, poll, poll.resultsStep)) < poll.resultsStep) return
      const moved = await database.transaction((transaction) =>
        fold(transaction, poll, { secret, sealing, now: now() }),
      )
      told.delete(name)
      if (moved > FEW) readyAt.set(name, performance.now() + PAUSE)
      else readyAt.delete(name)
    })().finally(() => underWay.delete(name))
    underWay.set(name, begun)
    return begun
  }

  const foldSoon = (database: Queryable, poll: PollRow, delay: number) => {
    const name = nameOf(poll)
    if (timers.has(name)) return
    timers.add(name)
    // Nobody waits for it: what fails, because the process ends, is done by the next to vote, to ask, or by the hour.
    setTimeout(() => {
      timers.delete(name)
      const folding = underWay.get(name)
      if (folding) void folding.catch(() => {}).then(() => foldSoon(database, poll, PAUSE))
      else foldNow(database, poll).catch(() => {})
    }, delay).unref()
  }

  /** Read once for all who ask at a time. */
  const read = (database: Queryable, poll: PollRow): Promise<PollResults> => {
    const name = nameOf(poll)
    const known = told.get(name)
    if (known && known.until > performance.now()) return known.results
    const results = readTally(database, poll, now())
    told.set(name, { until: performance.now() + PAUSE, results })
    results.then(
      (counted) => last.set(name, { at: performance.now(), results: counted }),
      () => told.delete(name),
    )
    return results
  }

  const isRush = (name: string) => underWay.has(name) || (readyAt.get(name) ?? 0) > performance.now()

  return {
    async asTold(database, poll) {
      const name = nameOf(poll)
      const before = last.get(name)
      const results = read(database, poll)
      if (!before || !isRush(name) || before.at + STALE < performance.now()) return results
      results.catch(() => {})
      return before.results
    },
    async voted(database, poll) {
      const name = nameOf(poll)
      const wait = (readyAt.get(name) ?? 0) - performance.now()
      if (isRush(name)) foldSoon(database, poll, Math.max(wait, 0))
      else await foldNow(database, poll)
    },
    async results(database, poll) {
      // What is being folded began before the question: what was put in meanwhile is folded after it.
      await underWay.get(nameOf(poll))?.catch(() => {})
      await foldNow(database, poll)
      return read(database, poll)
    },
  }
}

async function readTally(database: Queryable, poll: PollRow, now: Date): Promise<PollResults> {
  const kept = await selectTally(database, poll)
  const isOld = !kept?.results || kept.countedFolds !== kept.folds
  const isSoon = kept?.countedAt && now.getTime() < kept.countedAt.getTime() + kept.took * PATIENCE
  if (kept?.results && (!isOld || isSoon)) return kept.results
  return database.transaction(async (transaction) => {
    await holdCount(transaction, poll)
    await beginCount(transaction, poll)
    const tally = await selectTally(transaction, poll)
    // Counted by another, who was waited for.
    if (tally?.results && tally.countedFolds === tally.folds) return tally.results
    const begun = performance.now()
    const results = await countAnew(transaction, poll, tally?.ballots ?? 0)
    const took = Math.round(performance.now() - begun)
    await transaction
      .update(pollTallies)
      .set({ results, countedFolds: tally?.folds ?? 0, countedAt: now, took: took < QUICK ? 0 : took })
      .where(isTallyOf(poll))
    return results
  })
}

const isTallyOf = ({ organizationId, id }: PollRow) =>
  and(eq(pollTallies.organizationId, organizationId), eq(pollTallies.pollId, id))

async function selectTally(database: Queryable, poll: PollRow) {
  const [tally] = await database.select().from(pollTallies).where(isTallyOf(poll))
  return tally
}

/** How many answers are read at a time. */
const BATCH = 5_000

/** Of the answers, alike ones together, never all at once in memory. */
async function countAnew(database: Transaction, poll: PollRow, ballots: number): Promise<PollResults> {
  const { organizationId, id: pollId, questions } = poll
  const tally = await createTally(questions)
  for (let last = { question: '', key: '' }; ; ) {
    const rows = await database
      .select()
      .from(pollCounts)
      .where(
        and(
          eq(pollCounts.organizationId, organizationId),
          eq(pollCounts.pollId, pollId),
          sql`(${pollCounts.question}, ${pollCounts.key}) > (${last.question}::text, ${last.key}::text)`,
          gt(pollCounts.count, 0),
        ),
      )
      .orderBy(pollCounts.question, pollCounts.key)
      .limit(BATCH)
    for (const { question, answer, count } of rows) tally.add({ [question]: answer }, count)
    const end = rows.at(-1)
    // Each question is counted by itself: how many voted is told by the box.
    if (!end || rows.length < BATCH) return { poll: pollId, ...tally.result(), ballots }
    last = end
  }
}

/** Counts what processes that ended left in the bags. */
export const foldPolls = (database: Database, keys: BagKeys): Chore => ({
  name: 'ballots to be counted',
  async run(now) {
    const waiting = await database
      .selectDistinct({ organizationId: ballotBag.organizationId, id: ballotBag.pollId })
      .from(ballotBag)
    for (const { organizationId, id } of waiting) {
      const isIt = and(eq(polls.organizationId, organizationId), eq(polls.id, id))
      const [poll] = await database.select().from(polls).where(isIt)
      if (poll)
        await inOrganization(database, organizationId, (transaction) => fold(transaction, poll, { ...keys, now }))
    }
  },
})
