import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, ne, type SQL, sql } from 'drizzle-orm'
import { union } from 'drizzle-orm/pg-core'
import type { Queryable } from '../platform/database.js'
import type { Localized } from '../platform/fields.js'
import type { CommentKey } from './erase.js'
import type { QueueReason } from './moderation-contract.js'
import type { CommentRow } from './queries.js'
import { commentDecisions, commentFlags, commentObjections, comments, commentVersions, discussions } from './tables.js'

interface Asked {
  organizationId: string
  discussionId?: string | undefined
  reason?: QueueReason | undefined
}

/** A comment that a moderator looks at, and what is known around it. */
export interface Queued {
  comment: CommentRow
  titles: Localized
  isFlagged: boolean
  objection: typeof commentObjections.$inferSelect | null
  /** Who decided last. */
  decidedBy: string | null
}

/** The ids of what waits, by why: each by an index of its own, of few rows. */
function waitingFor(database: Queryable, organizationId: string) {
  const waiting = database
    .select({ id: comments.id, discussionId: comments.discussionId, reason: sql<QueueReason>`'waiting'`.as('reason') })
    .from(comments)
    .where(and(eq(comments.organizationId, organizationId), eq(comments.status, 'waiting'), isNull(comments.erasedAt)))
  const flagged = database
    .select({
      id: commentFlags.commentId,
      discussionId: commentFlags.discussionId,
      reason: sql<QueueReason>`'flagged'`.as('reason'),
    })
    .from(commentFlags)
    .innerJoin(comments, isCommentOf(commentFlags))
    .where(
      and(
        eq(commentFlags.organizationId, organizationId),
        isNull(commentFlags.settledAt),
        inArray(comments.status, ['published', 'hidden']),
        isNull(comments.erasedAt),
      ),
    )
  const contested = database
    .select({
      id: commentObjections.commentId,
      discussionId: commentObjections.discussionId,
      reason: sql<QueueReason>`'contested'`.as('reason'),
    })
    .from(commentObjections)
    .innerJoin(comments, isCommentOf(commentObjections))
    .where(
      and(
        eq(commentObjections.organizationId, organizationId),
        isNull(commentObjections.settledAt),
        inArray(comments.status, ['hidden', 'refused']),
        isNull(comments.erasedAt),
      ),
    )
  return union(waiting, flagged, contested).as('waits')
}

const isCommentOf = ({ organizationId, discussionId, commentId }: typeof commentFlags | typeof commentObjections) =>
  and(eq(comments.organizationId, organizationId), eq(comments.discussionId, discussionId), eq(comments.id, commentId))

/** One page of what waits, by when it was written, with one to spare to tell whether more follow. */
export async function selectQueue(
  database: Queryable,
  {
    organizationId,
    discussionId,
    reason,
    sort,
    after,
    limit,
  }: Asked & { sort: 'oldest' | 'newest'; after?: string | undefined; limit: number },
): Promise<Queued[]> {
  const waits = waitingFor(database, organizationId)
  const ids = await database
    .selectDistinct({ id: waits.id })
    .from(waits)
    .where(
      and(
        reason && eq(waits.reason, reason),
        discussionId === undefined ? undefined : eq(waits.discussionId, discussionId),
        after ? (sort === 'oldest' ? gt : lt)(waits.id, after) : undefined,
      ),
    )
    .orderBy((sort === 'oldest' ? asc : desc)(waits.id))
    .limit(limit + 1)
  const found = await selectQueued(
    database,
    organizationId,
    ids.map(({ id }) => id),
  )
  const byId = new Map(found.map((one) => [one.comment.id, one]))
  return ids.flatMap(({ id }) => byId.get(id) ?? [])
}

/** These comments, with what a moderator is told beside them. */
export async function selectQueued(
  database: Queryable,
  organizationId: string,
  ids: readonly string[],
): Promise<Queued[]> {
  if (ids.length === 0) return []
  const openFlag = database
    .select({ one: sql`1` })
    .from(commentFlags)
    .where(and(isCommentOf(commentFlags), isNull(commentFlags.settledAt)))
  const last = database
    .select({ actor: commentDecisions.actor })
    .from(commentDecisions)
    .where(
      and(
        eq(commentDecisions.organizationId, comments.organizationId),
        eq(commentDecisions.discussionId, comments.discussionId),
        eq(commentDecisions.commentId, comments.id),
      ),
    )
    .orderBy(desc(commentDecisions.id))
    .limit(1)
  const rows = await database
    .select({
      comment: comments,
      titles: discussions.titles,
      objection: commentObjections,
      isFlagged: sql<boolean>`exists(${openFlag})`,
      decidedBy: sql<string | null>`(${last})`,
    })
    .from(comments)
    .innerJoin(
      discussions,
      and(eq(discussions.organizationId, comments.organizationId), eq(discussions.id, comments.discussionId)),
    )
    .leftJoin(commentObjections, isCommentOf(commentObjections))
    .where(and(eq(comments.organizationId, organizationId), inArray(comments.id, [...ids])))
  return rows
}

/** How much waits, by why and in which discussion. */
export async function countQueue(database: Queryable, organizationId: string) {
  const waits = waitingFor(database, organizationId)
  const rows = await database
    .select({
      reason: waits.reason,
      id: discussions.id,
      titles: discussions.titles,
      count: sql<number>`count(*)`.mapWith(Number),
    })
    .from(waits)
    .innerJoin(discussions, and(eq(discussions.organizationId, organizationId), eq(discussions.id, waits.discussionId)))
    .groupBy(waits.reason, discussions.organizationId, discussions.id)
    .orderBy(asc(discussions.id))
  const counts = { waiting: 0, flagged: 0, contested: 0 }
  const within = new Map<string, { id: string; titles: Localized; count: number }>()
  for (const { reason, id, titles, count } of rows) {
    counts[reason] += count
    within.set(id, { id, titles, count: count + (within.get(id)?.count ?? 0) })
  }
  return { counts, discussions: [...within.values()] }
}

/** Comments around it that are shown. */
const AROUND = 3

/** What opened the thread, what a comment answers, and what stands around it; the oldest first. */
export async function selectAround(database: Queryable, { rootId, parentId, id, ...row }: CommentRow) {
  const { organizationId, discussionId } = row
  const shown = (more: SQL | undefined) =>
    and(
      eq(comments.organizationId, organizationId),
      eq(comments.discussionId, discussionId),
      inArray(comments.status, ['published', 'hidden', 'withdrawn']),
      more,
    )
  const read = (more: SQL | undefined, order = asc) =>
    database
      .select()
      .from(comments)
      .where(shown(and(ne(comments.id, id), more)))
      .orderBy(order(comments.id))
      .limit(AROUND)
  const above = [rootId, parentId].filter((one) => one !== null)
  const inThread = and(isNotNull(comments.rootId), eq(comments.rootId, rootId ?? id))
  const [opening, before, after] = await Promise.all([
    above.length > 0 ? read(inArray(comments.id, above)) : [],
    rootId ? read(and(inThread, lt(comments.id, id)), desc) : [],
    read(and(inThread, gt(comments.id, id))),
  ])
  const all = new Map([...opening, ...before, ...after].map((one) => [one.id, one]))
  return [...all.values()].sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** What stood in a comment before, the oldest first. */
export const selectVersions = (database: Queryable, { organizationId, discussionId, id }: CommentKey) =>
  database
    .select({ at: commentVersions.at, text: commentVersions.text })
    .from(commentVersions)
    .where(
      and(
        eq(commentVersions.organizationId, organizationId),
        eq(commentVersions.discussionId, discussionId),
        eq(commentVersions.commentId, id),
      ),
    )
    .orderBy(asc(commentVersions.at))

/** What else their author wrote, the latest first. */
export const selectOfAuthor = (
  database: Queryable,
  { organizationId, author, id }: CommentRow,
): Promise<CommentRow[]> =>
  author === null
    ? Promise.resolve([])
    : database
        .select()
        .from(comments)
        .where(
          and(
            eq(comments.organizationId, organizationId),
            eq(comments.author, author),
            ne(comments.id, id),
            isNull(comments.erasedAt),
          ),
        )
        .orderBy(desc(comments.id))
        .limit(5)
