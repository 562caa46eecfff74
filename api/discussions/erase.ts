import { and, eq } from 'drizzle-orm'
import { forgetSendersOf } from '../abuse/senders.js'
import { emit } from '../events/emit.js'
import { retract } from '../events/retract.js'
import type { Transaction } from '../platform/database.js'
import { forgetAnswers } from '../platform/idempotency.js'
import { readMarkup } from './markup.js'
import type { CommentRow } from './queries.js'
import { commentDecisions, commentFlags, commentObjections, comments, commentVersions } from './tables.js'

export interface CommentKey {
  organizationId: string
  discussionId: string
  id: string
}

/**
 * Erases text and name of a comment, also where they are kept for readers of the stream and for repetitions. Its place
 * in the thread stays, for the sake of the replies. Erased before, it stays as it is; undefined where there is none.
 */
export async function eraseComment(
  transaction: Transaction,
  key: CommentKey,
  { at }: { at: Date },
): Promise<CommentRow | undefined> {
  const comment = await lock(transaction, key)
  if (!comment || comment.erasedAt) return comment
  const gone = {
    text: '',
    reason: null,
    findings: null,
    authorName: null,
    residentId: null,
    author: null,
    pinnedAt: null,
    erasedAt: at,
    anonymizedAt: comment.anonymizedAt ?? at,
  }
  await transaction.update(comments).set(gone).where(isComment(key))
  await forget(transaction, comment, { text: '', content: null, erasedAt: at.toISOString() })
  const { organizationId, discussionId: discussion, id } = key
  await emit(transaction, {
    organizationId,
    topic: `discussions/${discussion}`,
    type: 'comment.erased',
    data: { id, discussion },
    at,
  })
  return { ...comment, ...gone }
}

/** Takes the name off a comment, and masks for good what in its text leads to a person. */
export async function anonymizeComment(
  transaction: Transaction,
  key: CommentKey,
  { at, mask }: { at: Date; mask(text: string): string },
): Promise<CommentRow | undefined> {
  const comment = await lock(transaction, key)
  if (!comment || comment.anonymizedAt) return comment
  const masked = { text: mask(comment.text), authorName: null, residentId: null, author: null, anonymizedAt: at }
  await transaction.update(comments).set(masked).where(isComment(key))
  await forget(transaction, comment, { text: masked.text, content: readMarkup(masked.text) })
  return { ...comment, ...masked }
}

async function forget(
  transaction: Transaction,
  { organizationId, discussionId, id, isOfficial }: CommentRow,
  blank: object,
): Promise<void> {
  const author = isOfficial ? {} : { author: { name: null, isOfficial } }
  await retract(transaction, {
    organizationId,
    topic: `discussions/${discussionId}`,
    id,
    blank: { ...blank, ...author },
  })
  const its = { organizationId, discussionId, id }
  await transaction.delete(commentVersions).where(isOf(commentVersions, its))
  // What others say of it may tell of the author too.
  await transaction.update(commentFlags).set({ text: '' }).where(isOf(commentFlags, its))
  await transaction.update(commentDecisions).set({ reason: '', reasonBefore: null }).where(isOf(commentDecisions, its))
  await transaction.update(commentObjections).set({ text: '', answer: '' }).where(isOf(commentObjections, its))
  const about = [`comments/${id}`]
  await forgetAnswers(transaction, { organizationId, about })
  await forgetSendersOf(transaction, { organizationId, about })
}

async function lock(transaction: Transaction, key: CommentKey): Promise<CommentRow | undefined> {
  const [found] = await transaction.select().from(comments).where(isComment(key)).for('update')
  return found
}

const isComment = ({ organizationId, discussionId, id }: CommentKey) =>
  and(eq(comments.organizationId, organizationId), eq(comments.discussionId, discussionId), eq(comments.id, id))

const isOf = (
  {
    organizationId,
    discussionId,
    commentId,
  }: typeof commentVersions | typeof commentFlags | typeof commentDecisions | typeof commentObjections,
  key: CommentKey,
) => and(eq(organizationId, key.organizationId), eq(discussionId, key.discussionId), eq(commentId, key.id))
