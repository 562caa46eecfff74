import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm'
import { recordAudit } from '../audit/record.js'
import { emit } from '../events/emit.js'
import { retract } from '../events/retract.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable, Transaction } from '../platform/database.js'
import { invalid, Problem } from '../platform/problems.js'
import { type CommentStatus, type Decision, decide, type FlagReason, legalDecisions, needsReason } from './decisions.js'
import { everyone } from './everyone.js'
import { isOpenFlagOf } from './own.js'
import type { CommentRow } from './queries.js'
import { commentFlags, comments } from './tables.js'
import { toPublicComment } from './view.js'

/** Comments of all discussions that stand so, the oldest first, with one to spare to tell whether more follow. */
export const selectByStatus = (
  database: Queryable,
  {
    organizationId,
    status,
    after,
    limit,
  }: { organizationId: string; status: CommentStatus; after?: string | undefined; limit: number },
): Promise<CommentRow[]> =>
  database
    .select()
    .from(comments)
    .where(
      and(
        eq(comments.organizationId, organizationId),
        eq(comments.status, status),
        after ? gt(comments.id, after) : undefined,
      ),
    )
    .orderBy(asc(comments.id))
    .limit(limit + 1)

/** Those that readers have flagged since a moderator last looked, the oldest first, with one to spare. */
export function selectFlagged(
  database: Queryable,
  { organizationId, after, limit }: { organizationId: string; after?: string | undefined; limit: number },
): Promise<CommentRow[]> {
  const open = database
    .select({ id: commentFlags.commentId })
    .from(commentFlags)
    .where(and(eq(commentFlags.organizationId, organizationId), isNull(commentFlags.settledAt)))
  return database
    .select()
    .from(comments)
    .where(
      and(
        eq(comments.organizationId, organizationId),
        inArray(comments.status, ['published', 'hidden']),
        isNull(comments.erasedAt),
        inArray(comments.id, open),
        after ? gt(comments.id, after) : undefined,
      ),
    )
    .orderBy(asc(comments.id))
    .limit(limit + 1)
}

/** Why readers flagged them, of flags that nobody has settled. */
export async function selectFlags(database: Queryable, rows: readonly CommentRow[]) {
  const flags = new Map<string, { reason: FlagReason; text: string; at: string }[]>()
  const [first] = rows
  if (!first) return flags
  const found = await database
    .select()
    .from(commentFlags)
    .where(
      and(
        eq(commentFlags.organizationId, first.organizationId),
        inArray(
          commentFlags.commentId,
          rows.map(({ id }) => id),
        ),
        isNull(commentFlags.settledAt),
      ),
    )
    .orderBy(asc(commentFlags.at))
  for (const { commentId, reason, text, at } of found)
    flags.set(commentId, [...(flags.get(commentId) ?? []), { reason, text, at: at.toISOString() }])
  return flags
}

/**
 * Publishes, refuses or hides a comment, tells readers of the stream, and writes it into the audit trail.
 * @throws {Problem} `not-found`, `moderation-not-possible`, `invalid-input` without a reason that is needed.
 */
export async function moderateComment(
  transaction: Transaction,
  organization: ResolvedOrganization,
  {
    discussionId,
    id,
    decision,
    reason,
  }: { discussionId: string; id: string; decision: Decision; reason?: string | undefined },
  { actor, at }: { actor: string; at: Date },
): Promise<CommentRow> {
  const organizationId = organization.id
  const isIt = and(
    eq(comments.organizationId, organizationId),
    eq(comments.discussionId, discussionId),
    eq(comments.id, id),
  )
  const [found] = await transaction.select().from(comments).where(isIt).for('update')
  if (!found || found.erasedAt) throw new Problem('not-found')
  const status = decide(found.status, decision)
  if (!status) throw new Problem('moderation-not-possible', { legal: legalDecisions(found.status) })
  if (needsReason(decision) && !reason) throw invalid('/reason', 'required')

  const changes = { status, reason: needsReason(decision) ? (reason ?? null) : null, decidedAt: at }
  await transaction
    .update(commentFlags)
    .set({ settledAt: at })
    .where(isOpenFlagOf({ organizationId, discussionId, id }))
  await transaction.update(comments).set(changes).where(isIt)
  const comment = { ...found, ...changes }
  // The reason stays with the comment: it is in a person's words, and goes when the comment does.
  const details = { discussion: discussionId, status: { from: found.status, to: status } }
  const subject = `comments/${id}`
  await recordAudit(transaction, { organizationId, actor, action: 'comment.moderated', subject, details, at })

  const topic = `discussions/${discussionId}`
  const said = { ...toPublicComment(comment, everyone(organization)), discussion: discussionId }
  if (status === 'hidden') {
    await retract(transaction, { organizationId, topic, id, blank: { text: said.text, author: said.author } })
  }
  if (status !== 'refused') {
    const type = found.status === 'hidden' || status === 'hidden' ? 'comment.changed' : 'comment.published'
    await emit(transaction, { organizationId, topic, type, data: said, at })
  }
  return comment
}
