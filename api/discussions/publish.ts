import { v7 as uuid } from 'uuid'
import { type Arrival, scoreOf } from '../abuse/checks.js'
import { findWord } from '../abuse/words.js'
import { emit } from '../events/emit.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Transaction } from '../platform/database.js'
import { invalid, Problem } from '../platform/problems.js'
import { isInDraft } from './drafts/drafts.js'
import { everyone } from './everyone.js'
import { type HeldFor, worthKeeping } from './findings.js'
import { readsAs } from './impersonation.js'
import type { BareDiscussion } from './manage.js'
import { waits } from './policy.js'
import { type CommentRow, findBareDiscussion, findComment } from './queries.js'
import { standingIn } from './standing.js'
import { isStated } from './statements/queries.js'
import { comments } from './tables.js'
import { tellModerators } from './tell-moderators.js'
import { isUnderWay, toPublicComment } from './view.js'

export interface NewCommentInput {
  discussionId: string
  text: string
  /** The comment this one answers. */
  parent?: string | null
  /** The paragraph of the draft that it is on. */
  paragraph?: string | undefined
  /** As the author wishes to be called; not asked of staff, who speak for the organization. */
  name?: string
  isOfficial: boolean
  /** A short statement: answers nothing, and nobody is named for it. */
  isStatement?: boolean
  /** Who writes it, where that is known. */
  residentId?: string | undefined
  /** As whom they are known again. */
  author?: string | null | undefined
  /** Throws for who wrote another one within so many seconds. */
  pace?: (seconds: number) => Promise<void>
  /** Notes from where it comes, and tells what may be known of that. @param about such as `comments/…` */
  arrive?: (about: string) => Promise<Omit<Arrival, 'text'>>
}

/**
 * Publishes a comment or reply, in the transaction it is given; where residents' are moderated before, it holds a word
 * that the organization does not want, or looks like spam, it waits.
 * @throws {Problem} `not-found`, `discussion-not-open`, `discussion-frozen`, `invalid-input` for a parent of another discussion (`unknown`)
 * a resident's name that reads as the organization's (`reserved`), or an unwanted word that is not taken (`unwanted`).
 */
export async function publishComment(
  transaction: Transaction,
  organization: ResolvedOrganization,
  input: NewCommentInput,
  now: Date,
): Promise<CommentRow> {
  const key = { organizationId: organization.id, discussionId: input.discussionId }
  const discussion = await findBareDiscussion(transaction, key)
  if (!isUnderWay(discussion, now)) throw new Problem('discussion-not-open')
  if (discussion.frozenAt) throw new Problem('discussion-frozen')
  if (input.isStatement) await refuseStatement(transaction, discussion, input)
  const reserved = [...Object.values(organization.names), ...Object.values(organization.parent?.names ?? {})]
  if (!input.isOfficial && input.name && readsAs(input.name, ...reserved)) throw invalid('/name', 'reserved')
  // Nobody replies to what is no longer there.
  const parent = input.parent ? await findComment(transaction, { ...key, id: input.parent }) : undefined
  if (input.parent && (parent?.status !== 'published' || parent.erasedAt || parent.isStatement))
    throw invalid('/parent', 'unknown')

  const { draftVersion } = discussion
  if (input.paragraph !== undefined) {
    const asked = { ...key, version: draftVersion ?? 0, paragraph: input.paragraph }
    if (parent || !(await isInDraft(transaction, asked))) throw invalid('/paragraph', 'unknown')
  }

  const { moderation } = organization.settings
  const unwanted = input.isOfficial ? undefined : unwantedIn(input, moderation.words)
  if (unwanted && moderation.onWords === 'refuse') throw invalid(unwanted, 'unwanted')
  if (!input.isOfficial && discussion.slowMode > 0) await input.pace?.(discussion.slowMode)
  const id = uuid()
  const arrival = input.isOfficial ? undefined : await input.arrive?.(`comments/${id}`)
  const score = arrival ? scoreOf({ ...arrival, text: input.text }) : { total: 0, parts: [] }
  const policy = discussion.moderation ?? moderation.comments
  const author = input.isOfficial ? null : (input.author ?? null)
  const standing = await standingIn(transaction, { ...key, author, policy, trustedAfter: moderation.trustedAfter, now })
  const held: HeldFor[] = input.isOfficial
    ? []
    : [
        ...(waits(policy, standing ?? 'unknown') ? (['policy'] as const) : []),
        ...(unwanted ? (['words'] as const) : []),
        ...(score.total >= moderation.spamScore ? (['spam'] as const) : []),
      ]
  const findings = { held, ...(standing && { standing }), score }
  const comment: CommentRow = {
    ...key,
    id,
    rootId: parent ? (parent.rootId ?? parent.id) : null,
    parentId: parent?.id ?? null,
    paragraph: input.paragraph ?? null,
    draftVersion: input.paragraph === undefined ? null : draftVersion,
    residentId: input.residentId ?? null,
    author,
    authorName: (!input.isOfficial && input.name) || null,
    isOfficial: input.isOfficial,
    isStatement: input.isStatement ?? false,
    text: input.text,
    status: held.length > 0 ? 'waiting' : 'published',
    reason: null,
    createdAt: now,
    editedAt: null,
    pinnedAt: null,
    decidedAt: null,
    findings: worthKeeping(findings) ? findings : null,
    ...{ agree: 0, disagree: 0, unsure: 0, score: 0, replyCount: 0 },
    erasedAt: null,
    anonymizedAt: null,
  }
  await transaction.insert(comments).values(comment)
  // Nobody hears of it before a moderator has looked.
  if (held.length > 0) {
    await tellModerators(transaction, key.organizationId, now)
    return comment
  }
  const said = toPublicComment(comment, everyone(organization))
  await emit(transaction, {
    organizationId: key.organizationId,
    topic: `discussions/${key.discussionId}`,
    type: 'comment.published',
    data: { ...said, discussion: key.discussionId },
    at: now,
  })
  return comment
}

/** @throws {Problem} `forbidden` where staff alone add statements; `invalid-input` for one that is there (`stated`). */
async function refuseStatement(
  transaction: Transaction,
  { organizationId, id: discussionId, statements }: BareDiscussion,
  { isOfficial, text }: NewCommentInput,
) {
  if (statements === 'staff' && !isOfficial) throw new Problem('forbidden')
  if (await isStated(transaction, { organizationId, discussionId }, text)) throw invalid('/text', 'stated')
}

/** The field that holds such a word, if any. */
function unwantedIn({ text, name = '' }: NewCommentInput, words: readonly string[]): '/text' | '/name' | undefined {
  if (findWord(text, words)) return '/text'
  return findWord(name, words) ? '/name' : undefined
}
