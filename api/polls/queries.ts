import { and, eq, getTableColumns, gt, inArray } from 'drizzle-orm'
import type { Queryable, Transaction } from '../platform/database.js'
import { byPhase } from '../platform/period.js'
import { Problem } from '../platform/problems.js'
import { ballots, polls, pollVoters } from './tables.js'

export type PollRow = typeof polls.$inferSelect

/** Polls by phase, the open ones first, with one row to spare to tell whether more follow. */
export async function selectPolls(
  database: Queryable,
  page: { organizationId: string; cursor?: string; limit: number; now: Date },
) {
  const { keys, orderBy, after, cursorOf } = byPhase(polls, page.cursor, page.now)
  const rows = await database
    .select({ ...getTableColumns(polls), ...keys })
    .from(polls)
    .where(and(eq(polls.organizationId, page.organizationId), eq(polls.state, 'published'), after))
    .orderBy(...orderBy)
    .limit(page.limit + 1)
  return { rows, cursorOf }
}

/** One that is published. @throws {Problem} `not-found`. */
export async function findPoll(database: Queryable, key: { organizationId: string; id: string }): Promise<PollRow> {
  const poll = await findAnyPoll(database, key)
  if (poll.state === 'draft') throw new Problem('not-found')
  return poll
}

/** A draft too, which only staff may see. @throws {Problem} `not-found`. */
export async function findAnyPoll(database: Queryable, key: { organizationId: string; id: string }): Promise<PollRow> {
  const [poll] = await database
    .select()
    .from(polls)
    .where(and(eq(polls.organizationId, key.organizationId), eq(polls.id, key.id)))
  if (!poll) throw new Problem('not-found')
  return poll
}

export async function hasVoted(database: Queryable, poll: PollRow, voters: string[]): Promise<boolean> {
  const found = await database
    .select({ voter: pollVoters.voter })
    .from(pollVoters)
    .where(
      and(
        eq(pollVoters.organizationId, poll.organizationId),
        eq(pollVoters.pollId, poll.id),
        inArray(pollVoters.voter, voters),
      ),
    )
  return found.length > 0
}

/** Notes on the roll that the voter has voted. @throws {Problem} `already-voted`. */
export async function noteOnRoll(
  transaction: Transaction,
  { organizationId, id: pollId }: PollRow,
  voter: string,
): Promise<void> {
  const noted = await transaction
    .insert(pollVoters)
    .values({ organizationId, pollId, voter })
    .onConflictDoNothing()
    .returning({ voter: pollVoters.voter })
  if (noted.length === 0) throw new Problem('already-voted')
}

/** In their order, with one to spare to tell whether more follow. */
export async function selectReceipts(
  database: Queryable,
  poll: PollRow,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<string[]> {
  const rows = await database
    .select({ id: ballots.id })
    .from(ballots)
    .where(and(inBoxOf(poll), after ? gt(ballots.id, after) : undefined))
    .orderBy(ballots.id)
    .limit(limit + 1)
  return rows.map(({ id }) => id)
}

/** How many ballots are read at a time. */
const BATCH = 5_000

type BallotRow = Pick<typeof ballots.$inferSelect, 'id' | 'answers' | 'seal'>

/** One after another, in the order of their ids, which are random; never all at once in memory. */
export async function* everyBallot(database: Queryable, poll: PollRow): AsyncGenerator<BallotRow> {
  for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await database
      .select({ id: ballots.id, answers: ballots.answers, seal: ballots.seal })
      .from(ballots)
      .where(and(inBoxOf(poll), gt(ballots.id, last)))
      .orderBy(ballots.id)
      .limit(BATCH)
    yield* rows
    const end = rows.at(-1)
    if (!end || rows.length < BATCH) return
    last = end.id
  }
}

const inBoxOf = ({ organizationId, id }: PollRow) =>
  and(eq(ballots.organizationId, organizationId), eq(ballots.pollId, id))
