import { and, eq } from 'drizzle-orm'
import { recordAudit } from '../audit/record.js'
import type { Queryable, Transaction } from '../platform/database.js'
import { Problem } from '../platform/problems.js'
import type { CommentKey } from './erase.js'
import { isObjectionTo } from './moderate.js'
import type { Objection } from './moderation-contract.js'
import type { CommentRow } from './queries.js'
import { commentObjections, comments } from './tables.js'
import { tellModerators } from './tell-moderators.js'

export type ObjectionRow = typeof commentObjections.$inferSelect

interface Own {
  comment: CommentRow
  objection: ObjectionRow | null
}

/** One's own comment, and what one objected. @throws {Problem} `not-found`, `forbidden` for another's. */
export async function findOwn(database: Queryable, key: CommentKey, author: string | null): Promise<Own> {
  const [comment] = await database
    .select()
    .from(comments)
    .where(
      and(
        eq(comments.organizationId, key.organizationId),
        eq(comments.discussionId, key.discussionId),
        eq(comments.id, key.id),
      ),
    )
  if (!comment || comment.erasedAt) throw new Problem('not-found')
  if (author === null || comment.author !== author) throw new Problem('forbidden')
  const [objection = null] = await database.select().from(commentObjections).where(isObjectionTo(key))
  return { comment, objection }
}

export const toObjection = ({ text, at, settledAt, isGranted, answer }: ObjectionRow): Objection => ({
  text,
  at: at.toISOString(),
  settledAt: settledAt?.toISOString() ?? null,
  isGranted,
  answer,
})

/** Once, and to what keeps it from being read. */
export const canObject = ({ comment, objection }: Own): boolean =>
  objection === null && (comment.status === 'hidden' || comment.status === 'refused')

/** Has another moderator look at what one hid or refused. @throws {Problem} `not-found`, `forbidden`, `objection-not-possible` */
export async function object(
  transaction: Transaction,
  key: CommentKey,
  { author, text, language, at }: { author: string | null; text: string; language: string; at: Date },
): Promise<Own> {
  const own = await findOwn(transaction, key, author)
  if (!canObject(own)) throw new Problem('objection-not-possible')
  const { organizationId, discussionId, id: commentId } = key
  const [objection] = await transaction
    .insert(commentObjections)
    .values({ organizationId, discussionId, commentId, text, language, at })
    .onConflictDoNothing()
    .returning()
  if (!objection) throw new Problem('objection-not-possible')
  const details = { discussion: discussionId }
  const subject = `comments/${commentId}`
  await recordAudit(transaction, {
    organizationId,
    actor: 'author',
    action: 'comment.objected',
    subject,
    details,
    at,
  })
  await tellModerators(transaction, organizationId, at)
  return { ...own, objection }
}
