import { and, asc, desc, eq, gt, inArray, isNull } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import { recordAudit } from '../audit/record.js'
import { emit } from '../events/emit.js'
import { retract } from '../events/retract.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable, Transaction } from '../platform/database.js'
import { invalid, Problem } from '../platform/problems.js'
import {
  type CommentStatus,
  type Decision,
  decide,
  type FlagReason,
  isUndoable,
  type LoggedDecision,
  legalDecisions,
  needsReason,
} from './decisions.js'
import type { CommentKey } from './erase.js'
import { everyone } from './everyone.js'
import { isOpenFlagOf } from './own.js'
import type { CommentRow } from './queries.js'
import { commentDecisions, commentFlags, commentObjections, comments } from './tables.js'
import { tellModerators } from './tell-moderators.js'
import { toPublicComment } from './view.js'

export type DecisionRow = typeof commentDecisions.$inferSelect

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

interface By {
  actor: string
  at: Date
}
interface Deciding extends By {
  /** Whether a person is signed in: of keys, one person may have several. */
  isPerson: boolean
}

/**
 * Decides on a comment, tells readers of the stream, and writes it into the log and the audit trail.
 * @returns the comment as it stands, and whether this can be taken back.
 * @param seen as the moderator saw it, as far as it is said: when a moderator had last decided, and its author last
 * changed it.
 * @throws {Problem} `not-found`; `decided-meanwhile` with the `decision`, where a colleague was quicker;
 * `moderation-not-possible`; `invalid-input` without a reason that is needed; of what its author
 * objects to, `person-only` for keys and `second-person` for who decided it.
 */
export async function moderateComment(
  transaction: Transaction,
  organization: ResolvedOrganization,
  {
    discussionId,
    id,
    decision,
    reason,
    seen,
  }: {
    discussionId: string
    id: string
    decision: Decision
    reason?: string | undefined
    seen?: { decidedAt?: Date | null | undefined; editedAt?: Date | null | undefined }
  },
  { actor, at, isPerson }: Deciding,
): Promise<{ comment: CommentRow; canUndo: boolean }> {
  const key = { organizationId: organization.id, discussionId, id }
  const found = await lock(transaction, key)
  if (!found) throw new Problem('not-found')
  const [last] = await selectDecisions(transaction, key, 1)
  const isFlagged = (await transaction.$count(commentFlags, isOpenFlagOf(key))) > 0
  const [objected] = await transaction.select().from(commentObjections).where(isObjectionTo(key))
  const objection = objected?.settledAt ? undefined : objected
  const circumstances = { isFlagged, isContested: objection !== undefined, isDecided: found.decidedAt !== null }
  const hasMoved = (['decidedAt', 'editedAt'] as const).some(
    (moment) => seen?.[moment] !== undefined && seen[moment]?.getTime() !== found[moment]?.getTime(),
  )
  if (hasMoved) throw decidedMeanwhile(found, last)
  const status = decide(found.status, decision, circumstances)
  if (!status) throw new Problem('moderation-not-possible', { legal: legalDecisions(found.status, circumstances) })
  if (needsReason(decision) && !reason) throw invalid('/reason', 'required')
  if (objection && !isPerson) throw new Problem('person-only')
  if (objection && last?.actor === actor) throw new Problem('second-person', { legal: [] })

  const said = decision === 'uphold' ? found.reason : needsReason(decision) ? (reason ?? null) : null
  const changes = { status, reason: said, decidedAt: at }
  await transaction.update(commentFlags).set({ settledAt: at }).where(isOpenFlagOf(key))
  if (objection)
    await transaction
      .update(commentObjections)
      .set({
        settledAt: at,
        isGranted: decision === 'publish',
        answer: reason ?? '',
        tellAt: found.residentId === null ? null : at,
      })
      .where(isObjectionTo(key))
  await transaction.update(comments).set(changes).where(isIt(key))
  const comment = { ...found, ...changes }
  const logged = objection && decision === 'publish' ? 'grant' : decision
  await note(transaction, found, { decision: logged, to: status, reason: reason ?? '' }, { actor, at })
  await record(transaction, 'comment.moderated', found, status, { actor, at })
  await tellReaders(transaction, organization, comment, { before: found, at })
  return { comment, canUndo: !objected && isUndoable(logged, found.status) }
}

/** Milliseconds in which a decision can be taken back. */
const UNDO_WITHIN = 10 * 60_000

/**
 * Takes back one's own last decision on a comment: it stands as before, and its flags are open again.
 * @throws {Problem} `not-found`, `undo-not-possible`, `decided-meanwhile` where it was not one's own.
 */
export async function undoModeration(
  transaction: Transaction,
  organization: ResolvedOrganization,
  key: CommentKey,
  { actor, at }: By,
): Promise<CommentRow> {
  const found = await lock(transaction, key)
  if (!found) throw new Problem('not-found')
  const [last] = await selectDecisions(transaction, key, 1)
  if (last && last.actor !== actor) throw decidedMeanwhile(found, last)
  const isLate = !last || at.getTime() - last.at.getTime() > UNDO_WITHIN
  // Its author may have withdrawn it, or objected.
  const hasMoved = found.status !== last?.to || (await transaction.$count(commentObjections, isObjectionTo(key))) > 0
  if (isLate || hasMoved || !isUndoable(last.decision, last.from)) throw new Problem('undo-not-possible')

  const changes = { status: last.from, reason: last.reasonBefore, decidedAt: last.decidedBefore }
  await transaction.update(comments).set(changes).where(isIt(key))
  await transaction
    .update(commentFlags)
    .set({ settledAt: null })
    .where(and(isOf(commentFlags, key), eq(commentFlags.settledAt, last.at)))
  await transaction
    .delete(commentDecisions)
    .where(and(eq(commentDecisions.organizationId, key.organizationId), eq(commentDecisions.id, last.id)))
  const comment = { ...found, ...changes }
  await record(transaction, 'comment.moderation-undone', found, last.from, { actor, at })
  await tellReaders(transaction, organization, comment, { before: found, at })
  return comment
}

/** Writes into the log what was decided of a comment, as it stood before. */
export const note = (
  transaction: Transaction,
  before: CommentRow,
  decided: { decision: LoggedDecision; to: CommentStatus; reason: string },
  by: By,
) =>
  transaction.insert(commentDecisions).values({
    ...decided,
    ...by,
    organizationId: before.organizationId,
    discussionId: before.discussionId,
    commentId: before.id,
    id: uuid(),
    from: before.status,
    reasonBefore: before.reason,
    decidedBefore: before.decidedAt,
  })

/** What was decided of a comment, the latest first. */
export const selectDecisions = (database: Queryable, key: CommentKey, limit: number): Promise<DecisionRow[]> =>
  database
    .select()
    .from(commentDecisions)
    .where(isOf(commentDecisions, key))
    .orderBy(desc(commentDecisions.id))
    .limit(limit)

const decidedMeanwhile = ({ status }: CommentRow, last: DecisionRow | undefined) =>
  new Problem('decided-meanwhile', {
    status,
    decision: last ? { decision: last.decision, reason: last.reason, at: last.at.toISOString(), by: last.actor } : null,
  })

// The reason stays with the comment and the log: it is in a person's words, and goes when the comment does.
const record = (transaction: Transaction, action: string, found: CommentRow, to: CommentStatus, { actor, at }: By) =>
  recordAudit(transaction, {
    organizationId: found.organizationId,
    actor,
    action,
    subject: `comments/${found.id}`,
    details: { discussion: found.discussionId, status: { from: found.status, to } },
    at,
  })

async function tellReaders(
  transaction: Transaction,
  organization: ResolvedOrganization,
  comment: CommentRow,
  { before, at }: { before: CommentRow; at: Date },
) {
  const { organizationId, discussionId, id, status } = comment
  await tellModerators(transaction, organizationId, at)
  if (status === before.status && comment.reason === before.reason) return
  const topic = `discussions/${discussionId}`
  const said = { ...toPublicComment(comment, everyone(organization)), discussion: discussionId }
  const { text, content, author } = said
  if (status === 'hidden') await retract(transaction, { organizationId, topic, id, blank: { text, content, author } })
  if (status === 'refused' || status === 'waiting') return
  const type = before.status === 'hidden' || status === 'hidden' ? 'comment.changed' : 'comment.published'
  await emit(transaction, { organizationId, topic, type, data: said, at })
}

async function lock(transaction: Transaction, key: CommentKey): Promise<CommentRow | undefined> {
  const [found] = await transaction.select().from(comments).where(isIt(key)).for('update')
  return found?.erasedAt ? undefined : found
}

const isIt = ({ organizationId, discussionId, id }: CommentKey) =>
  and(eq(comments.organizationId, organizationId), eq(comments.discussionId, discussionId), eq(comments.id, id))

export const isOf = (
  table: typeof commentDecisions | typeof commentFlags | typeof commentObjections,
  { organizationId, discussionId, id }: CommentKey,
) => and(eq(table.organizationId, organizationId), eq(table.discussionId, discussionId), eq(table.commentId, id))

export const isObjectionTo = (key: CommentKey) => isOf(commentObjections, key)
