import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { type Database, inOrganization, type Queryable, rowsOf } from '../../platform/database.js'
import type { Chore } from '../../platform/housekeeping.js'
import type { Log } from '../../platform/services.js'
import { commentReactions, comments, discussionOpinions } from '../tables.js'
import { type Ballot, findOpinions, type OpinionGroup } from './groups.js'
import type { Said } from './sayings.js'

export interface DiscussionKey {
  organizationId: string
  discussionId: string
}
/** A comment in the place of its index. */
export type SaidOf = Omit<Said, 'statement'> & { comment: string }
export interface FoundOpinions {
  groups: (Omit<OpinionGroup, 'says'> & { says: SaidOf[] })[]
  shared: SaidOf[]
}

/** By what votes are placed on the map: of everyone together, and of nobody in particular. */
export interface KeptMap {
  /** In the places of their indices. */
  statements: string[]
  means: number[]
  components: number[][]
  scale: number
}

/** Fewer than so many voters are not told apart: who they are could be guessed, and chance would speak. */
export const FEWEST_VOTERS = 20
/** Statements that are looked at: those most have voted on. */
const MOST_STATEMENTS = 500
/** Milliseconds by which it looks back further than to where it looked before: a vote is seen some time after its moment. */
const OVERLAP = 5 * 60_000

/** An arbitrary number, the same in every process. */
const OPINIONS_LOCK = 1_714_020_262

/**
 * Finds groups of opinion anew, where somebody has voted since; apart from requests, in steps that let them through.
 * One process at a time, and one discussion that fails keeps no other from its turn.
 *
 * @param options.isAlone no other process has the database. Else a connection waits while the others work.
 */
export function mapOpinions(database: Database, { log, isAlone }: { log: Log; isAlone: boolean }): Chore {
  let looked: Date | undefined
  const mapDue = async (now: Date) => {
    for (const key of await selectDue(database, looked && new Date(looked.getTime() - OVERLAP)))
      await mapDiscussion(database, key, now).catch((error: unknown) => {
        const cause = error instanceof Error ? error.name : typeof error
        log.error({ ...key, cause }, 'opinions of a discussion were not found')
      })
    looked = now
  }
  return {
    name: 'opinions',
    run: (now) =>
      isAlone
        ? mapDue(now)
        : database.transaction(async (transaction) => {
            const lock = sql`select pg_try_advisory_xact_lock(${OPINIONS_LOCK}::bigint) as held`
            const [found] = await rowsOf<{ held: boolean }>(transaction, lock)
            // Where another is at it, this one looks back as far the next time.
            if (found?.held) await mapDue(now)
          }),
  }
}

/** @param since a process that begins looks at all: what was voted while none ran is found, however long ago. */
function selectDue(database: Queryable, since: Date | undefined): Promise<DiscussionKey[]> {
  const { organizationId, discussionId, at } = commentReactions
  return database
    .selectDistinct({ organizationId, discussionId })
    .from(commentReactions)
    .leftJoin(
      discussionOpinions,
      and(eq(discussionOpinions.organizationId, organizationId), eq(discussionOpinions.discussionId, discussionId)),
    )
    .where(and(since && gt(at, since), or(isNull(discussionOpinions.at), gt(at, discussionOpinions.at))))
}

/** @param at of what is read: what is voted meanwhile is of the next time. */
export async function mapDiscussion(database: Database, key: DiscussionKey, at: Date): Promise<void> {
  const { statements, ballots } = await inOrganization(database, key.organizationId, (transaction) =>
    readVotes(transaction, key),
  )
  const { voters, groups, shared, map } = await findOpinions(ballots, statements.length, others)
  const named = (said: readonly Said[]) =>
    said.map(({ statement, ...rest }) => ({ comment: statements[statement] as string, ...rest }))
  const found: FoundOpinions =
    voters < FEWEST_VOTERS
      ? { groups: [], shared: [] }
      : { groups: groups.map((group) => ({ ...group, says: named(group.says) })), shared: named(shared) }
  const rounded = (list: ArrayLike<number>) => Array.from(list, (value) => Math.round(value * 1e5) / 1e5)
  const model: KeptMap | null =
    voters < FEWEST_VOTERS
      ? null
      : { statements, means: rounded(map.means), components: map.components.map(rounded), scale: map.scale }
  await inOrganization(database, key.organizationId, (transaction) =>
    transaction
      .insert(discussionOpinions)
      .values({ ...key, at, voters, found, model })
      .onConflictDoUpdate({
        target: [discussionOpinions.organizationId, discussionOpinions.discussionId],
        set: { at, voters, found, model },
      }),
  )
}

/** Lets whoever waits go first. */
const others = () => new Promise<void>((resolve) => setTimeout(resolve))

/**
 * Who thinks what of which: comments that open a thread and stand there to be read. As whom a voter is kept is not read.
 */
async function readVotes(
  database: Queryable,
  { organizationId, discussionId }: DiscussionKey,
): Promise<{ statements: string[]; ballots: Ballot[] }> {
  const votes = sql`${comments.agree} + ${comments.disagree} + ${comments.unsure}`
  const rows = await database
    .select({ id: comments.id })
    .from(comments)
    .where(
      and(
        eq(comments.organizationId, organizationId),
        eq(comments.discussionId, discussionId),
        eq(comments.status, 'published'),
        isNull(comments.rootId),
        isNull(comments.erasedAt),
        sql`${votes} > 0`,
      ),
    )
    .orderBy(desc(votes), comments.id)
    .limit(MOST_STATEMENTS)
  const statements = rows.map(({ id }) => id)
  // Statement and value in one number: a line a voter, however many votes.
  const written = await rowsOf<{ votes: number[] }>(
    database,
    sql`select json_agg((statement.n - 1) * 3 + vote.value + 1) as votes
      from jsonb_array_elements_text(${JSON.stringify(statements)}::jsonb) with ordinality as statement(id, n)
      join ${commentReactions} vote on vote.comment_id = statement.id::uuid
      where vote.organization_id = ${organizationId} and vote.discussion_id = ${discussionId}
      group by vote.voter`,
  )
  const ballots = written.map(({ votes }) => ({
    statements: Int32Array.from(votes, (vote) => Math.floor(vote / 3)),
    values: Int8Array.from(votes, (vote) => (vote % 3) - 1),
  }))
  return { statements, ballots }
}
