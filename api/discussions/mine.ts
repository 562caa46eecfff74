import { and, asc, desc, eq, getTableColumns, isNull, lt } from 'drizzle-orm'
import type { Queryable } from '../platform/database.js'
import type { CommentRow } from './queries.js'
import { commentObjections, comments } from './tables.js'

interface Owner {
  organizationId: string
  residentId: string
}

/** One page of what a resident wrote, the latest first, with one row to spare. @param page.after the id of the last one of the page before. */
export const commentsOf = (
  database: Queryable,
  owner: Owner,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<CommentRow[]> =>
  database
    .select()
    .from(comments)
    .where(and(isOf(owner), after === undefined ? undefined : lt(comments.id, after)))
    .orderBy(desc(comments.id))
    .limit(limit + 1)

export const allCommentsOf = (database: Queryable, owner: Owner): Promise<CommentRow[]> =>
  database.select().from(comments).where(isOf(owner)).orderBy(asc(comments.id))

/** What a resident objected to, the oldest first. */
export const allObjectionsOf = (database: Queryable, owner: Owner) =>
  database
    .select(getTableColumns(commentObjections))
    .from(commentObjections)
    .innerJoin(
      comments,
      and(
        eq(comments.organizationId, commentObjections.organizationId),
        eq(comments.discussionId, commentObjections.discussionId),
        eq(comments.id, commentObjections.commentId),
      ),
    )
    .where(and(isOf(owner), isNull(comments.erasedAt)))
    .orderBy(asc(commentObjections.at))

/** What a resident wrote stays, and no longer leads to them. */
export const disownComments = (database: Queryable, owner: Owner) =>
  database.update(comments).set({ residentId: null }).where(isOf(owner))

const isOf = ({ organizationId, residentId }: Owner) =>
  and(eq(comments.organizationId, organizationId), eq(comments.residentId, residentId))
