import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import { emit } from '../events/emit.js'
import { type Database, inOrganization, type Queryable } from '../platform/database.js'
import type { Chore } from '../platform/housekeeping.js'
import type { Services } from '../platform/services.js'
import type { CommentRow } from './queries.js'
import { commentReactions, comments } from './tables.js'
import { wilson } from './wilson.js'

export interface DiscussionKey {
  organizationId: string
  discussionId: string
}

/** Never fails: what is not counted now is within the hour. */
export type Recount = (key: DiscussionKey, id: string) => Promise<void>

/**
 * Counts reactions and replies behind the writes, so that no two of them wait for one row: what comes while it counts is
 * counted together, next. Readers of the stream are told each new count.
 */
export function createRecount({ database, events, log, now }: Services): Recount {
  const works = new Map<string, { due: Set<string>; next?: Promise<void> | undefined; free: Promise<void> }>()

  const count = async (key: DiscussionKey, ids: readonly string[]) => {
    try {
      await inOrganization(database, key.organizationId, (transaction) => recount(transaction, key, ids, now()))
    } catch (error) {
      log.error({ cause: error instanceof Error ? error.name : typeof error }, 'reactions were not counted')
    }
    events.nudge()
  }

  return (key, id) => {
    const name = `${key.organizationId} ${key.discussionId}`
    const work = works.get(name) ?? { due: new Set<string>(), free: Promise.resolve() }
    works.set(name, work)
    work.due.add(id)
    if (work.next) return work.next
    const round = work.free.then(() => {
      const ids = [...work.due]
      work.due.clear()
      work.next = undefined
      return count(key, ids)
    })
    work.next = round
    work.free = round.then(pause).then(() => {
      if (!work.next) works.delete(name)
    })
    return round
  }
}

/** Milliseconds at least between two counts of a discussion. */
const GATHER = 100
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, GATHER).unref())

/** Locked first, and only then counted, so that of two who count the later one sees more. */
async function recount(
  transaction: Parameters<typeof emit>[0],
  { organizationId, discussionId }: DiscussionKey,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  const those = and(
    eq(comments.organizationId, organizationId),
    eq(comments.discussionId, discussionId),
    inArray(comments.id, [...ids]),
  )
  const found = await transaction.select().from(comments).where(those).orderBy(asc(comments.id)).for('no key update')
  const reactions = await countReactions(transaction, { organizationId, discussionId }, ids)
  const replies = await transaction
    .select({ rootId: comments.rootId, count: sql<number>`count(*)`.mapWith(Number) })
    .from(comments)
    .where(
      and(
        eq(comments.organizationId, organizationId),
        eq(comments.discussionId, discussionId),
        inArray(comments.rootId, [...ids]),
        inArray(comments.status, ['published', 'hidden', 'withdrawn']),
      ),
    )
    .groupBy(comments.rootId)
  for (const comment of found) {
    const { agree, disagree, unsure } = reactions.get(comment.id) ?? { agree: 0, disagree: 0, unsure: 0 }
    const replyCount = replies.find(({ rootId }) => rootId === comment.id)?.count ?? 0
    const counted = { agree, disagree, unsure, replyCount }
    const isSame = (Object.keys(counted) as (keyof typeof counted)[]).every((name) => comment[name] === counted[name])
    if (isSame) continue
    await transaction
      .update(comments)
      .set({ ...counted, score: wilson(agree, disagree) })
      .where(and(those, eq(comments.id, comment.id)))
    if (!isPublic(comment) || !reacted(comment, counted)) continue
    await emit(transaction, {
      organizationId,
      topic: `discussions/${discussionId}`,
      type: 'comment.counted',
      data: { id: comment.id, discussion: discussionId, reactions: { agree, disagree, unsure } },
      at,
    })
  }
}

const reacted = (one: Counts, other: Counts) =>
  one.agree !== other.agree || one.disagree !== other.disagree || one.unsure !== other.unsure
type Counts = Pick<CommentRow, 'agree' | 'disagree' | 'unsure'>

const isPublic = ({ status, erasedAt }: CommentRow) => status === 'published' && !erasedAt

async function countReactions(database: Queryable, key: DiscussionKey, ids: readonly string[]) {
  const count = (value: number) =>
    sql<number>`count(*) filter (where ${commentReactions.value} = ${value})`.mapWith(Number)
  const rows = await database
    .select({ id: commentReactions.commentId, agree: count(1), disagree: count(-1), unsure: count(0) })
    .from(commentReactions)
    .where(
      and(
        eq(commentReactions.organizationId, key.organizationId),
        eq(commentReactions.discussionId, key.discussionId),
        inArray(commentReactions.commentId, [...ids]),
      ),
    )
    .groupBy(commentReactions.commentId)
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}

/** Milliseconds. */
const HOURS = 3 * 3_600_000

/** Counts again what a process that ended had not. */
export const recountReactions = (database: Database): Chore => ({
  name: 'reactions',
  async run(now) {
    const { organizationId, discussionId, commentId } = commentReactions
    const due = await database
      .selectDistinct({ organizationId, discussionId, commentId })
      .from(commentReactions)
      .where(gt(commentReactions.at, new Date(now.getTime() - HOURS)))
    for (const { commentId: id, ...key } of due)
      await inOrganization(database, key.organizationId, (transaction) => recount(transaction, key, [id], now))
  },
})
