import { and, asc, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Queryable } from '../../platform/database.js'
import type { CommentRow } from '../queries.js'
import { commentReactions, comments } from '../tables.js'

interface DiscussionKey {
  organizationId: string
  discussionId: string
}

export const isStatementOf = ({ organizationId, discussionId }: DiscussionKey) =>
  and(
    eq(comments.organizationId, organizationId),
    eq(comments.discussionId, discussionId),
    sql`${comments.isStatement}`,
    eq(comments.status, 'published'),
    isNull(comments.erasedAt),
  )

/** Whether the same is stated there, or was and is hidden: whatever the case of its letters. */
export const isStated = async (database: Queryable, { organizationId, discussionId }: DiscussionKey, text: string) =>
  (await database.$count(
    comments,
    and(
      eq(comments.organizationId, organizationId),
      eq(comments.discussionId, discussionId),
      sql`${comments.isStatement}`,
      inArray(comments.status, ['published', 'waiting', 'hidden']),
      sql`lower(${comments.text}) = lower(${text})`,
    ),
  )) > 0

/** Statements in the order they were added, with one to spare to tell whether more follow. */
export const selectStatements = (
  database: Queryable,
  { after, limit, ...key }: DiscussionKey & { after?: string | undefined; limit: number },
): Promise<CommentRow[]> =>
  database
    .select()
    .from(comments)
    .where(and(isStatementOf(key), after ? gt(comments.id, after) : undefined))
    .orderBy(asc(comments.id))
    .limit(limit + 1)

export const countStatements = (database: Queryable, key: DiscussionKey) =>
  database.$count(comments, isStatementOf(key))

/**
 * One that a voter has not voted on. Each is drawn by so much more chance as fewer have voted on it: new ones catch up,
 * and not everyone meets the same one at the same time.
 *
 * @param not another one than this, if there is.
 */
export async function selectNext(
  database: Queryable,
  key: DiscussionKey,
  voter: string,
  not: string | undefined,
): Promise<CommentRow | undefined> {
  const votes = sql`${comments.agree} + ${comments.disagree} + ${comments.unsure} + 1`
  const [next] = await database
    .select()
    .from(comments)
    .where(
      and(
        isStatementOf(key),
        sql`not exists (${database
          .select({ one: sql`1` })
          .from(commentReactions)
          .where(and(isVoteOf(key, voter), eq(commentReactions.commentId, comments.id)))})`,
      ),
    )
    .orderBy(...(not ? [sql`${comments.id} = ${not}`] : []), sql`(${votes}) * random()`)
    .limit(1)
  return next
}

const isVoteOf = ({ organizationId, discussionId }: DiscussionKey, voter: string) =>
  and(
    eq(commentReactions.organizationId, organizationId),
    eq(commentReactions.discussionId, discussionId),
    eq(commentReactions.voter, voter),
  )

/** What a voter thinks of what can be read, comments too; the latest first. */
export const selectVotes = (database: Queryable, key: DiscussionKey, voter: string) =>
  database
    .select({ comment: comments, value: commentReactions.value })
    .from(commentReactions)
    .innerJoin(
      comments,
      and(
        eq(comments.organizationId, commentReactions.organizationId),
        eq(comments.discussionId, commentReactions.discussionId),
        eq(comments.id, commentReactions.commentId),
      ),
    )
    .where(and(isVoteOf(key, voter), eq(comments.status, 'published'), isNull(comments.erasedAt)))
    .orderBy(desc(commentReactions.at), desc(comments.id))
