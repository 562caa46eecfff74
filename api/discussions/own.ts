import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { type Arrival, scoreOf } from '../abuse/checks.js'
import { findWord } from '../abuse/words.js'
import { recordAudit } from '../audit/record.js'
import { emit } from '../events/emit.js'
import { retract } from '../events/retract.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Transaction } from '../platform/database.js'
import { localize } from '../platform/language.js'
import { invalid, Problem } from '../platform/problems.js'
import type { ReactionValue } from './contract.js'
import type { FlagReason } from './decisions.js'
import type { CommentKey } from './erase.js'
import { everyone } from './everyone.js'
import { worthKeeping } from './findings.js'
import { note } from './moderate.js'
import { waits } from './policy.js'
import { type CommentRow, findBareDiscussion } from './queries.js'
import { standingIn } from './standing.js'
import { commentFlags, commentReactions, comments, commentVersions } from './tables.js'
import { tellModerators } from './tell-moderators.js'
import { takesComments, toPublicComment } from './view.js'

/** Who changes it: `author` as they are known again, or staff, for what is official. */
export interface Changer {
  author: string | null
  isStaff: boolean
}

/**
 * Changes the text; what stood there is kept. What has become spam by it is hidden until a moderator has looked, as what
 * readers flag is.
 * @param options.arrive tells what may be known of where the change comes from.
 * @throws {Problem} `not-found`, `forbidden`, `discussion-not-open`, `comment-settled`, `invalid-input`
 */
export async function editComment(
  transaction: Transaction,
  organization: ResolvedOrganization,
  key: CommentKey,
  text: string,
  { by, at, arrive }: { by: Changer; at: Date; arrive?: () => Promise<Omit<Arrival, 'text'>> },
): Promise<CommentRow> {
  const found = await lockOwn(transaction, key, by)
  const discussion = await refuseClosed(transaction, key, at)
  const { moderation } = organization.settings
  const { trustedAfter } = moderation
  const policy = discussion.moderation ?? moderation.comments
  const { organizationId } = key
  const author = { organizationId, author: found.author, policy, trustedAfter, now: at }
  // What a moderator would look at first is not slipped in after.
  const isLookedAt = !by.isStaff && waits(policy, (await standingIn(transaction, author)) ?? 'unknown')
  // What others agreed with stays what it was: a statement is withdrawn, and another added.
  const isSettled = found.isStatement || (found.status === 'published' ? isLookedAt : found.status !== 'waiting')
  if (isSettled) throw new Problem('comment-settled')
  if (!by.isStaff && findWord(text, moderation.words)) throw invalid('/text', 'unwanted')
  if (text === found.text) return found
  const version = { ...ofComment(key), at: found.editedAt ?? found.createdAt, text: found.text }
  await transaction.insert(commentVersions).values(version).onConflictDoNothing()
  const score = !by.isStaff && arrive ? scoreOf({ ...(await arrive()), text }) : { total: 0, parts: [] }
  const isSpam = score.total >= moderation.spamScore
  const held = (found.findings?.held ?? []).filter((why) => why !== 'spam')
  const findings = { ...found.findings, held: isSpam ? [...held, 'spam' as const] : held, score }
  const isHidden = isSpam && found.status === 'published'
  const changes = {
    text,
    editedAt: at,
    findings: worthKeeping(findings) ? findings : null,
    // Nobody has looked at it as it stands now.
    ...(isHidden && { ...hiddenFor(organization, spamTexts), decidedAt: null }),
  }
  const comment = { ...found, ...changes }
  await transaction.update(comments).set(changes).where(isIt(key))
  if (isHidden) await flagBySystem(transaction, found, { reason: comment.reason ?? '', at })
  await tell(transaction, organization, comment, at)
  // Whoever looks at it now reads it anew.
  if (comment.status === 'waiting' || (await transaction.$count(commentFlags, isOpenFlagOf(key))) > 0)
    await tellModerators(transaction, organizationId, at)
  return comment
}

/** Takes it back; the place stays. @throws {Problem} `not-found`, `forbidden`, `comment-settled` */
export async function withdrawComment(
  transaction: Transaction,
  organization: ResolvedOrganization,
  key: CommentKey,
  { by, at }: { by: Changer; at: Date },
): Promise<CommentRow> {
  const found = await lockOwn(transaction, key, by)
  if (found.status !== 'published' && found.status !== 'waiting') throw new Problem('comment-settled')
  const change = { status: 'withdrawn' as const, pinnedAt: null }
  const comment = { ...found, ...change }
  await transaction.update(comments).set(change).where(isIt(key))
  if (found.status === 'published') await tell(transaction, organization, comment, at)
  else await tellModerators(transaction, key.organizationId, at)
  return comment
}

const values: Record<ReactionValue, number> = { agree: 1, disagree: -1, unsure: 0 }

/** One reaction of a person, in place of the one before. @throws {Problem} `not-found`, `discussion-not-open` */
export async function react(
  transaction: Transaction,
  key: CommentKey,
  { voter, value, at }: { voter: string; value: ReactionValue | null; at: Date },
): Promise<void> {
  await refuseClosed(transaction, key, at)
  await findPublished(transaction, key)
  const row = { ...ofComment(key), voter, at }
  const { organizationId, discussionId, commentId } = commentReactions
  if (value === null) {
    await transaction
      .delete(commentReactions)
      .where(
        and(
          eq(organizationId, key.organizationId),
          eq(discussionId, key.discussionId),
          eq(commentId, key.id),
          eq(commentReactions.voter, voter),
        ),
      )
    return
  }
  await transaction
    .insert(commentReactions)
    .values({ ...row, value: values[value] })
    .onConflictDoUpdate({
      target: [organizationId, discussionId, commentId, commentReactions.voter],
      set: { value: values[value], at },
    })
}

/**
 * Notes that someone finds a moderator should look, once each. Of as many as the organization says it is hidden until one
 * has; what one has looked at before stays.
 * @throws {Problem} `not-found`
 */
export async function flagComment(
  transaction: Transaction,
  organization: ResolvedOrganization,
  key: CommentKey,
  flag: { flagger: string; reason: FlagReason; text: string; at: Date },
): Promise<{ isHidden: boolean }> {
  const found = await findPublished(transaction, key, { isLocked: true })
  await transaction
    .insert(commentFlags)
    .values({ ...ofComment(key), ...flag })
    .onConflictDoNothing()
  await tellModerators(transaction, key.organizationId, flag.at)
  // What a moderator has looked at stays, unless its author has changed it since.
  const isLookedAt = found.decidedAt && !(found.editedAt && found.editedAt > found.decidedAt)
  if (isLookedAt || found.isOfficial) return { isHidden: false }
  const flags = await transaction.$count(commentFlags, isOpenFlagOf(key))
  if (flags < organization.settings.moderation.flags) return { isHidden: false }
  const hidden = hiddenFor(organization, flaggedTexts)
  await transaction.update(comments).set(hidden).where(isIt(key))
  const decided = { decision: 'flags', to: 'hidden', reason: hidden.reason } as const
  await note(transaction, found, decided, { actor: 'system', at: flag.at })
  await tell(transaction, organization, { ...found, ...hidden }, flag.at)
  const { organizationId, discussionId: discussion } = key
  const details = { discussion, flags, status: { from: 'published', to: 'hidden' } }
  const subject = `comments/${key.id}`
  await recordAudit(transaction, {
    organizationId,
    actor: 'system',
    action: 'comment.flagged',
    subject,
    details,
    at: flag.at,
  })
  return { isHidden: true }
}

/** In the organization's first language: it stands in the comment's place for everyone. */
const hiddenFor = ({ settings: { languages } }: ResolvedOrganization, texts: typeof flaggedTexts) => ({
  status: 'hidden' as const,
  reason: localize(texts, languages[0] ?? 'en', languages),
})

/** Has a moderator look at what the checks against spam hid, as at what a reader flags. */
async function flagBySystem(
  transaction: Transaction,
  before: CommentRow,
  { reason, at }: { reason: string; at: Date },
) {
  const flag = { flagger: 'system', reason: 'spam' as const, text: '', at, settledAt: null }
  const { organizationId, discussionId, commentId, flagger } = commentFlags
  await transaction
    .insert(commentFlags)
    .values({ ...ofComment(before), ...flag })
    .onConflictDoUpdate({ target: [organizationId, discussionId, commentId, flagger], set: flag })
  await note(transaction, before, { decision: 'flags', to: 'hidden', reason }, { actor: 'system', at })
  await recordAudit(transaction, {
    organizationId: before.organizationId,
    actor: 'system',
    action: 'comment.flagged',
    subject: `comments/${before.id}`,
    details: { discussion: before.discussionId, status: { from: before.status, to: 'hidden' } },
    at,
  })
}

const spamTexts = {
  en: 'as it was changed it looks like advertising, and a moderator will look at it',
  ru: 'после изменения похоже на рекламу, модератор его посмотрит',
  ar: 'بعد تعديله يشبه الإعلان، وسينظر فيه المشرف',
}
const flaggedTexts = {
  en: 'readers have flagged it, and a moderator will look at it',
  ru: 'на него пожаловались читатели, модератор его посмотрит',
  ar: 'أبلغ عنه القرّاء وسينظر فيه المشرف',
}

/** More would be no mark any longer. */
const MOST_PINNED = 3

/** @throws {Problem} `not-found`, `pins-full`, `comment-settled` for what is not official. */
export async function pinComment(
  transaction: Transaction,
  organization: ResolvedOrganization,
  key: CommentKey,
  { isPinned, actor, at }: { isPinned: boolean; actor: string; at: Date },
): Promise<CommentRow> {
  const found = await findPublished(transaction, key, { isLocked: true })
  if (!found.isOfficial || found.isStatement) throw new Problem('comment-settled')
  if ((found.pinnedAt !== null) === isPinned) return found
  const { organizationId, discussionId } = key
  const pinned = and(
    eq(comments.organizationId, organizationId),
    eq(comments.discussionId, discussionId),
    isNotNull(comments.pinnedAt),
  )
  if (isPinned && (await transaction.$count(comments, pinned)) >= MOST_PINNED) throw new Problem('pins-full')
  const change = { pinnedAt: isPinned ? at : null }
  await transaction.update(comments).set(change).where(isIt(key))
  const action = isPinned ? 'comment.pinned' : 'comment.unpinned'
  const details = { discussion: discussionId }
  await recordAudit(transaction, { organizationId, actor, action, subject: `comments/${key.id}`, details, at })
  const comment = { ...found, ...change }
  await tell(transaction, organization, comment, at)
  return comment
}

/** Of flags that no moderator has settled. */
export const isOpenFlagOf = ({ organizationId, discussionId, id }: CommentKey) =>
  and(
    eq(commentFlags.organizationId, organizationId),
    eq(commentFlags.discussionId, discussionId),
    eq(commentFlags.commentId, id),
    isNull(commentFlags.settledAt),
  )

/** Has those who read it now, and those who return, see it as it stands. */
async function tell(transaction: Transaction, organization: ResolvedOrganization, comment: CommentRow, at: Date) {
  if (comment.status === 'waiting') return
  const { organizationId, discussionId, id } = comment
  const topic = `discussions/${discussionId}`
  const said = { ...toPublicComment(comment, everyone(organization)), discussion: discussionId }
  const { text, content, author } = said
  await retract(transaction, { organizationId, topic, id, blank: { text, content, author } })
  await emit(transaction, { organizationId, topic, type: 'comment.changed', data: said, at })
}

async function lockOwn(transaction: Transaction, key: CommentKey, { author, isStaff }: Changer): Promise<CommentRow> {
  const [found] = await transaction.select().from(comments).where(isIt(key)).for('update')
  if (!found || found.erasedAt || found.status === 'refused') throw new Problem('not-found')
  const isTheirs = found.isOfficial ? isStaff : author !== null && found.author === author
  if (!isTheirs) throw new Problem('forbidden')
  return found
}

async function findPublished(
  transaction: Transaction,
  key: CommentKey,
  { isLocked = false } = {},
): Promise<CommentRow> {
  const query = transaction.select().from(comments).where(isIt(key))
  const [found] = await (isLocked ? query.for('update') : query)
  if (found?.status !== 'published' || found.erasedAt) throw new Problem('not-found')
  return found
}

async function refuseClosed(transaction: Transaction, { organizationId, discussionId }: CommentKey, at: Date) {
  const discussion = await findBareDiscussion(transaction, { organizationId, discussionId })
  if (!takesComments(discussion, at))
    throw new Problem(discussion.frozenAt ? 'discussion-frozen' : 'discussion-not-open')
  return discussion
}

const ofComment = ({ organizationId, discussionId, id: commentId }: CommentKey) => ({
  organizationId,
  discussionId,
  commentId,
})

const isIt = ({ organizationId, discussionId, id }: CommentKey) =>
  and(eq(comments.organizationId, organizationId), eq(comments.discussionId, discussionId), eq(comments.id, id))
