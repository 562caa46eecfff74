import { v7 as uuid } from 'uuid'
import { emit } from '../events/emit.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Transaction } from '../platform/database.js'
import { localize } from '../platform/language.js'
import { phaseAt } from '../platform/period.js'
import { invalid, Problem } from '../platform/problems.js'
import { maskingOf } from '../privacy/masking.js'
import { readsAs } from './impersonation.js'
import { type CommentRow, findBareDiscussion, findComment } from './queries.js'
import { comments } from './tables.js'
import { toPublicComment } from './view.js'

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
}

/**
 * Publishes a comment or reply, in the transaction it is given.
 * @throws {Problem} `not-found`, `discussion-not-open`, `invalid-input` for a parent of another discussion (`unknown`)
 * or a resident's name that reads as the organization's (`reserved`).
 */
export async function publishComment(
  transaction: Transaction,
  organization: ResolvedOrganization,
  input: NewCommentInput,
  now: Date,
): Promise<CommentRow> {
  const key = { organizationId: organization.id, discussionId: input.discussionId }
  const discussion = await findBareDiscussion(transaction, key)
  if (phaseAt(discussion, now) !== 'open') throw new Problem('discussion-not-open')
  const reserved = [...Object.values(organization.names), ...Object.values(organization.parent?.names ?? {})]
  if (!input.isOfficial && input.name && readsAs(input.name, ...reserved)) throw invalid('/name', 'reserved')
  // Nobody replies to what is no longer there.
  const parent = input.parent ? await findComment(transaction, { ...key, id: input.parent }) : undefined
  if (input.parent && (!parent || parent.erasedAt)) throw invalid('/parent', 'unknown')

  const comment: CommentRow = {
    ...key,
    id: uuid(),
    rootId: parent ? (parent.rootId ?? parent.id) : null,
    parentId: parent?.id ?? null,
    residentId: input.residentId ?? null,
    authorName: (!input.isOfficial && input.name) || null,
    isOfficial: input.isOfficial,
    text: input.text,
    status: 'published',
    createdAt: now,
    erasedAt: null,
    anonymizedAt: null,
  }
  await transaction.insert(comments).values(comment)
  // One event goes to readers of every language: it speaks the organization's first.
  const [language = 'en'] = organization.settings.languages
  const said = toPublicComment(comment, {
    name: localize(organization.names, language),
    masking: maskingOf(organization.settings),
  })
  await emit(transaction, {
    organizationId: key.organizationId,
    topic: `discussions/${key.discussionId}`,
    type: 'comment.published',
    data: { ...said, discussion: key.discussionId },
    at: now,
  })
  return comment
}
