import { and, asc, desc, eq, getTableColumns, gt, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import { type AnyPgColumn, alias } from 'drizzle-orm/pg-core'
import type { Queryable } from '../platform/database.js'
import { byPhase } from '../platform/period.js'
import { Problem } from '../platform/problems.js'
import type { Sort } from './contract.js'
import { comments, discussions } from './tables.js'

export type DiscussionRow = typeof discussions.$inferSelect & { commentCount: number }
export type CommentRow = typeof comments.$inferSelect
export interface ThreadRow {
  comment: CommentRow
  /** The first few, oldest first. */
  replies: CommentRow[]
  replyCount: number
}
interface DiscussionKey {
  organizationId: string
  discussionId: string
}

/** Replies that come with their thread. */
const FIRST_REPLIES = 3

/** What stands in a discussion: a hidden or withdrawn comment keeps its place, which says why. */
const listed = ['published', 'hidden', 'withdrawn'] as const

/** What is said in the discussion itself. */
export const isNoStatement = sql`not ${comments.isStatement}`

const count = sql<number>`count(*)`.mapWith(Number)

const commentCount = (database: Queryable) =>
  sql<number>`(${database
    .select({ count })
    .from(comments)
    .where(
      and(
        eq(comments.organizationId, discussions.organizationId),
        eq(comments.discussionId, discussions.id),
        inArray(comments.status, [...listed]),
        isNoStatement,
      ),
    )})`.mapWith(Number)

/** Discussions by phase, the open ones first, with one row to spare to tell whether more follow. */
export async function selectDiscussions(
  database: Queryable,
  page: { organizationId: string; cursor?: string; limit: number; now: Date },
) {
  const { keys, orderBy, after, cursorOf } = byPhase(discussions, page.cursor, page.now)
  const rows = await database
    .select({ ...getTableColumns(discussions), ...keys, commentCount: commentCount(database) })
    .from(discussions)
    .where(and(eq(discussions.organizationId, page.organizationId), after))
    .orderBy(...orderBy)
    .limit(page.limit + 1)
  return { rows, cursorOf }
}

/** Without what would have to be counted. @throws {Problem} `not-found`. */
export async function findBareDiscussion(database: Queryable, key: DiscussionKey) {
  const [discussion] = await database
    .select()
    .from(discussions)
    .where(and(eq(discussions.organizationId, key.organizationId), eq(discussions.id, key.discussionId)))
  if (!discussion) throw new Problem('not-found')
  return discussion
}

/** @throws {Problem} `not-found`. */
export async function findDiscussion(database: Queryable, key: DiscussionKey): Promise<DiscussionRow> {
  const [discussion] = await database
    .select({ ...getTableColumns(discussions), commentCount: commentCount(database) })
    .from(discussions)
    .where(and(eq(discussions.organizationId, key.organizationId), eq(discussions.id, key.discussionId)))
  if (!discussion) throw new Problem('not-found')
  return discussion
}

const published = (table: Record<'organizationId' | 'discussionId' | 'status', AnyPgColumn>, key: DiscussionKey) =>
  and(
    eq(table.organizationId, key.organizationId),
    eq(table.discussionId, key.discussionId),
    inArray(table.status, [...listed]),
  )

/** By what threads are ordered, before their ids. */
const keysOf: Record<Sort, AnyPgColumn | undefined> = {
  newest: undefined,
  oldest: undefined,
  best: comments.score,
  discussed: comments.replyCount,
}
/** Where a page of threads ended. */
export interface ThreadCursor {
  id: string
  /** By `best` its score, by `discussed` its replies. */
  key?: number | undefined
}

/**
 * Threads in the order asked for, each with its first replies and their number, in one query whatever their length;
 * with one thread to spare to tell whether more follow.
 *
 * @param page.after the last thread of the page before.
 */
export async function selectThreads(
  database: Queryable,
  {
    sort,
    after,
    limit,
    paragraph,
    ...key
  }: DiscussionKey & {
    sort: Sort
    after?: ThreadCursor | undefined
    limit: number
    /** Those on one paragraph of the draft alone. */
    paragraph?: string | undefined
  },
): Promise<ThreadRow[]> {
  const order = sort === 'oldest' ? asc : desc
  const by = keysOf[sort]
  const beyond =
    after &&
    (by
      ? sql`(${by}, ${comments.id}) < (${after.key ?? 0}::float8, ${after.id}::uuid)`
      : (sort === 'oldest' ? gt : lt)(comments.id, after.id))
  const isOn = paragraph === undefined ? undefined : eq(comments.paragraph, paragraph)
  const reply = alias(comments, 'reply')
  const threads = database
    .select()
    .from(comments)
    .where(and(published(comments, key), isNull(comments.rootId), isNoStatement, isOn, beyond))
    .orderBy(...(by ? [desc(by)] : []), order(comments.id))
    .limit(limit + 1)
    .as('thread')
  const repliesOf = and(published(reply, key), eq(reply.rootId, threads.id))
  const firstReplies = database
    .select()
    .from(reply)
    .where(repliesOf)
    .orderBy(asc(reply.id))
    .limit(FIRST_REPLIES)
    .as('first_reply')
  const replyCounts = database
    .select({ count: sql<number>`count(*)`.mapWith(Number).as('replies_counted') })
    .from(reply)
    .where(repliesOf)
    .as('replies')
  const rows = await database
    .select()
    .from(threads)
    .crossJoinLateral(replyCounts)
    .leftJoinLateral(firstReplies, sql`true`)
    .orderBy(
      ...(sort === 'best' ? [desc(threads.score)] : sort === 'discussed' ? [desc(threads.replyCount)] : []),
      order(threads.id),
      asc(firstReplies.id),
    )
  const found = new Map<string, ThreadRow>()
  for (const { thread, first_reply: firstReply, replies } of rows) {
    const row = found.get(thread.id) ?? { comment: thread, replies: [], replyCount: replies.count }
    if (firstReply) row.replies.push(firstReply)
    found.set(thread.id, row)
  }
  return [...found.values()]
}

/** The replies of one thread, oldest first, with one to spare to tell whether more follow. */
export function selectReplies(
  database: Queryable,
  { thread, after, limit, ...key }: DiscussionKey & { thread: string; after?: string; limit: number },
): Promise<CommentRow[]> {
  return database
    .select()
    .from(comments)
    .where(and(published(comments, key), eq(comments.rootId, thread), after ? gt(comments.id, after) : undefined))
    .orderBy(asc(comments.id))
    .limit(limit + 1)
}

/** A comment that stands in the discussion. */
export async function findComment(
  database: Queryable,
  { id, ...key }: DiscussionKey & { id: string },
): Promise<CommentRow | undefined> {
  const [comment] = await database
    .select()
    .from(comments)
    .where(and(published(comments, key), eq(comments.id, id)))
  return comment
}

/** Official comments that stand before all others, the latest first. */
export function selectPinned(database: Queryable, key: DiscussionKey): Promise<CommentRow[]> {
  return database
    .select()
    .from(comments)
    .where(and(published(comments, key), isNotNull(comments.pinnedAt)))
    .orderBy(desc(comments.pinnedAt))
}

/** The latest comments that everyone may read, replies too, the latest first. */
export function selectLatest(database: Queryable, key: DiscussionKey, limit: number): Promise<CommentRow[]> {
  return database
    .select()
    .from(comments)
    .where(
      and(
        eq(comments.organizationId, key.organizationId),
        eq(comments.discussionId, key.discussionId),
        eq(comments.status, 'published'),
        isNull(comments.erasedAt),
        isNoStatement,
      ),
    )
    .orderBy(desc(comments.id))
    .limit(limit)
}

/** The latest comments of all discussions that everyone may read, or of one, with the titles of these; the latest first. */
export async function selectLatestOfAll(
  database: Queryable,
  { organizationId, discussionId, limit }: { organizationId: string; discussionId?: string | undefined; limit: number },
) {
  // In the words of two partial indexes, each by itself.
  const latest = (isOfficial: boolean) =>
    database
      .select({ comment: comments, titles: discussions.titles })
      .from(comments)
      .innerJoin(
        discussions,
        and(eq(discussions.organizationId, comments.organizationId), eq(discussions.id, comments.discussionId)),
      )
      .where(
        and(
          eq(comments.organizationId, organizationId),
          discussionId === undefined ? undefined : eq(comments.discussionId, discussionId),
          eq(comments.status, 'published'),
          isNull(comments.erasedAt),
          isNoStatement,
          isOfficial ? sql`${comments.isOfficial}` : sql`not ${comments.isOfficial}`,
        ),
      )
      .orderBy(desc(comments.createdAt))
      .limit(limit)
  const found = await Promise.all([latest(true), latest(false)])
  return found
    .flat()
    .sort((one, other) => +other.comment.createdAt - +one.comment.createdAt)
    .slice(0, limit)
}

/** Comments in the order they were written, with one to spare to tell whether more follow. @param page.isAll also those that wait or were refused. */
export function selectWritten(
  database: Queryable,
  { isAll, after, limit, ...key }: DiscussionKey & { isAll: boolean; after?: string | undefined; limit: number },
): Promise<CommentRow[]> {
  const isIn = isAll
    ? and(eq(comments.organizationId, key.organizationId), eq(comments.discussionId, key.discussionId))
    : published(comments, key)
  return database
    .select()
    .from(comments)
    .where(and(isIn, after ? gt(comments.id, after) : undefined))
    .orderBy(asc(comments.id))
    .limit(limit + 1)
}
