import { and, eq, lte, sql } from 'drizzle-orm'
import type { Database, Queryable, Transaction } from '../platform/database.js'
import type { Chore } from '../platform/housekeeping.js'
import { phaseAt } from '../platform/period.js'
import type { PollResults } from './contract.js'
import type { PollRow } from './queries.js'
import type { Answers } from './questions.js'
import { receiptOf } from './receipt.js'
import { polls, pollTrials } from './tables.js'
import { createTally } from './tally.js'

/** Of one poll; beyond it others make room, whichever. */
const MOST_KEPT = 1_000

interface Which {
  organizationId: string
  id: string
}

/** Whether ballots are tried: until voters have the poll. */
export const isTried = (poll: PollRow, at: Date): boolean => poll.state === 'draft' || phaseAt(poll, at) === 'scheduled'

/**
 * Keeps a ballot that staff try, in a table of its own, which no count of votes reads. As of a vote nothing tells whose it
 * is or when it came; the id is of the device's secret, so that the same sent again is the same ballot, or random.
 */
export async function keepTrial(
  database: Queryable,
  { organizationId, id: pollId }: Which,
  answers: Answers,
  receipt: string | undefined,
): Promise<void> {
  const id = receipt === undefined ? crypto.randomUUID() : receiptOf(receipt)
  await database
    .insert(pollTrials)
    .values({ organizationId, pollId, id, answers })
    .onConflictDoUpdate({ target: [pollTrials.organizationId, pollTrials.pollId, pollTrials.id], set: { answers } })
  await database.execute(
    sql`delete from ${pollTrials} where ${isOf({ organizationId, id: pollId })} and ${pollTrials.id} in (
      select id from ${pollTrials} where ${isOf({ organizationId, id: pollId })} order by id offset ${MOST_KEPT})`,
  )
}

/** Counted as votes are. */
export async function countTrials(database: Queryable, poll: PollRow): Promise<PollResults> {
  const tally = await createTally(poll.questions)
  const rows = await database.select({ answers: pollTrials.answers }).from(pollTrials).where(isOf(poll))
  for (const { answers } of rows) tally.add(answers)
  return { poll: poll.id, ...tally.result() }
}

export async function clearTrials(transaction: Transaction, which: Which): Promise<void> {
  await transaction.delete(pollTrials).where(isOf(which))
}

/** Those of polls that have opened; nobody has read them since then. */
export const forgetTrials = (database: Database): Chore => ({
  name: 'trial ballots',
  run: (now) =>
    database.delete(pollTrials).where(
      sql`exists (${database
        .select({ id: polls.id })
        .from(polls)
        .where(
          and(
            eq(polls.organizationId, pollTrials.organizationId),
            eq(polls.id, pollTrials.pollId),
            eq(polls.state, 'published'),
            lte(polls.opensAt, now),
          ),
        )})`,
    ),
})

const isOf = ({ organizationId, id }: Which) =>
  and(eq(pollTrials.organizationId, organizationId), eq(pollTrials.pollId, id))
