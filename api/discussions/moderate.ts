import { and, asc, eq, gt } from 'drizzle-orm'
import { recordAudit } from '../audit/record.js'
import { emit } from '../events/emit.js'
import { retract } from '../events/retract.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable, Transaction } from '../platform/database.js'
import { localize } from '../platform/language.js'
import { invalid, Problem } from '../platform/problems.js'
import { maskingOf } from '../privacy/masking.js'
import { type CommentStatus, type Decision, decide, legalDecisions, needsReason } from './decisions.js'
import type { CommentRow } from './queries.js'
import { comments } from './tables.js'
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

  const changes = { status, reason: needsReason(decision) ? (reason ?? null) : null }
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

/** One event goes to readers of every language: it speaks the organization's first. */
export const everyone = ({ names, settings }: ResolvedOrganization) => ({
  name: localize(names, settings.languages[0] ?? 'en'),
  masking: maskingOf(settings),
})
