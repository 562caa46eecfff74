import { v7 as uuid } from 'uuid'
import { findWord } from '../abuse/words.js'
import { emit } from '../events/emit.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Transaction } from '../platform/database.js'
import { invalid, Problem } from '../platform/problems.js'
import { everyone } from './everyone.js'
import { readsAs } from './impersonation.js'
import { type CommentRow, findBareDiscussion, findComment } from './queries.js'
import { comments } from './tables.js'
import { isUnderWay, toPublicComment } from './view.js'

export interface NewCommentInput {
  discussionId: string
  text: string
  /** The comment this one answers. */
  parent?: string | null
  /** As the author wishes to be called; not asked of staff, who speak for the organization. */
  name?: string
  isOfficial: boolean
  /** Who writes it, where that is known. */
  residentId?: string | undefined
  /** As whom they are known again. */
  author?: string | null | undefined
  /** Throws for who wrote another one within so many seconds. */
  pace?: (seconds: number) => Promise<void>
}

/**
 * Publishes a comment or reply, in the transaction it is given; where residents' are moderated before, or it holds a word
 * that the organization does not want, it waits.
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
  const reserved = [...Object.values(organization.names), ...Object.values(organization.parent?.names ?? {})]
  if (!input.isOfficial && input.name && readsAs(input.name, ...reserved)) throw invalid('/name', 'reserved')
  // Nobody replies to what is no longer there.
  const parent = input.parent ? await findComment(transaction, { ...key, id: input.parent }) : undefined
  if (input.parent && (parent?.status !== 'published' || parent.erasedAt)) throw invalid('/parent', 'unknown')

  const { moderation } = organization.settings
  const unwanted = input.isOfficial ? undefined : unwantedIn(input, moderation.words)
  if (unwanted && moderation.onWords === 'refuse') throw invalid(unwanted, 'unwanted')
  const isHeld = !input.isOfficial && (moderation.comments === 'before' || unwanted !== undefined)
  const comment: CommentRow = {
    ...key,
    id: uuid(),
    rootId: parent ? (parent.rootId ?? parent.id) : null,
    parentId: parent?.id ?? null,
    residentId: input.residentId ?? null,
    author: input.isOfficial ? null : (input.author ?? null),
    authorName: (!input.isOfficial && input.name) || null,
    isOfficial: input.isOfficial,
    text: input.text,
    status: isHeld ? 'waiting' : 'published',
    reason: null,
    createdAt: now,
    editedAt: null,
    pinnedAt: null,
    decidedAt: null,
    ...{ agree: 0, disagree: 0, unsure: 0, score: 0, replyCount: 0 },
    erasedAt: null,
    anonymizedAt: null,
  }
  if (!input.isOfficial && discussion.slowMode > 0) await input.pace?.(discussion.slowMode)
  await transaction.insert(comments).values(comment)
  // Nobody hears of it before a moderator has looked.
  if (isHeld) return comment
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

/** The field that holds such a word, if any. */
function unwantedIn({ text, name = '' }: NewCommentInput, words: readonly string[]): '/text' | '/name' | undefined {
  if (findWord(text, words)) return '/text'
  return findWord(name, words) ? '/name' : undefined
}
