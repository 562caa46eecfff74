import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { emit } from '../events/emit.js'
import type { Transaction } from '../platform/database.js'
import type { CommentRow } from './queries.js'
import { comments } from './tables.js'

/** A comment from elsewhere: nobody here can change it, and nobody has reacted to it. */
export type ImportedComment = Pick<
  CommentRow,
  'organizationId' | 'discussionId' | 'id' | 'rootId' | 'parentId' | 'authorName' | 'text' | 'createdAt'
> & { status: 'published' | 'waiting' }

/** Writes those that are not here yet. @returns their ids */
export async function insertImportedComments(
  transaction: Transaction,
  batch: readonly ImportedComment[],
): Promise<Set<string>> {
  const rows = batch.map((comment) => ({ ...comment, isOfficial: false }))
  const written = await transaction.insert(comments).values(rows).onConflictDoNothing().returning({ id: comments.id })
  return new Set(written.map(({ id }) => id))
}

/** Counts the replies of all threads, and has those who read the discussion read it again. */
export async function countImportedReplies(
  transaction: Transaction,
  { organizationId, discussionId }: { organizationId: string; discussionId: string },
  at: Date,
): Promise<void> {
  const isHere = and(eq(comments.organizationId, organizationId), eq(comments.discussionId, discussionId))
  const counted = transaction
    .select({ rootId: comments.rootId, count: sql<number>`count(*)`.as('count') })
    .from(comments)
    .where(and(isHere, isNotNull(comments.rootId), inArray(comments.status, ['published', 'hidden', 'withdrawn'])))
    .groupBy(comments.rootId)
    .as('counted')
  await transaction
    .update(comments)
    .set({ replyCount: sql`${counted.count}` })
    .from(counted)
    .where(and(isHere, eq(comments.id, counted.rootId)))
  await emit(transaction, {
    organizationId,
    topic: `discussions/${discussionId}`,
    type: 'discussion.changed',
    data: { discussion: discussionId },
    at,
  })
}
