import type { Localized } from '../platform/fields.js'
import { localize } from '../platform/language.js'
import { phaseAt } from '../platform/period.js'
import { type Masking, unmasked } from '../privacy/masking.js'
import type { Comment, Discussion, Thread } from './contract.js'
import { readMarkup } from './markup.js'
import type { CommentRow, DiscussionRow, ThreadRow } from './queries.js'
import { firstStages } from './stages.js'

/** @param languages what the organization speaks: fallbacks, the first first. @param options.isMailed whether there is anything to send mails by. */
export function toPublicDiscussion(
  row: DiscussionRow,
  language: string,
  languages: readonly string[],
  { now, isMailed }: { now: Date; isMailed: boolean },
): Discussion {
  const inLanguage = (texts: Localized) => localize(texts, language, languages)
  const said = (texts: Localized) => (Object.keys(texts).length > 0 ? inLanguage(texts) : null)
  return {
    id: row.id,
    title: inLanguage(row.titles),
    text: inLanguage(row.texts),
    isOpen: takesComments(row, now),
    opensAt: row.opensAt.toISOString(),
    closesAt: row.closesAt?.toISOString() ?? null,
    place: row.place,
    stage: row.stage,
    stages: row.stages,
    summary: said(row.summaries),
    outcome: said(row.outcomes),
    frozen: row.frozenAt && { since: row.frozenAt.toISOString(), reason: row.frozenFor ?? '' },
    slowMode: row.slowMode,
    statements: row.statements,
    commentCount: row.commentCount,
    draftVersion: row.draftVersion,
    canFollow: isMailed && row.stage !== 'outcome',
  }
}

export const takesComments = (
  row: Pick<DiscussionRow, 'opensAt' | 'closesAt' | 'frozenAt' | 'stage'>,
  now: Date,
): boolean => isUnderWay(row, now) && !row.frozenAt

/** What is summed up takes no comments, whatever the period was changed to since. */
export const isUnderWay = (row: Pick<DiscussionRow, 'opensAt' | 'closesAt' | 'stage'>, now: Date): boolean =>
  phaseAt(row, now) === 'open' && firstStages.some((stage) => stage === row.stage)

/** By whom comments are shown. */
export interface Host {
  /** The organization's name in the reader's language: an official comment is its own, whoever wrote it. */
  name: string
  /** Of what residents wrote; what the organization itself says is meant for all. */
  masking: Masking
}

export function toPublicComment(row: CommentRow, { name, masking }: Host): Comment {
  const { isOfficial, authorName, status, reason } = row
  // Whoever moderates, or wrote it, sees what was hidden.
  const isBlank = (status === 'hidden' || status === 'withdrawn') && masking !== unmasked
  const written = isBlank ? '' : row.text
  const text = isOfficial ? written : masking.text(written)
  return {
    id: row.id,
    parent: row.parentId,
    root: row.rootId,
    paragraph: row.paragraph === null ? null : { id: row.paragraph, version: row.draftVersion ?? 1 },
    author: { name: isOfficial ? name : isBlank ? null : authorName && masking.text(authorName), isOfficial },
    text,
    content: readMarkup(text),
    status,
    reason,
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    isPinned: row.pinnedAt !== null,
    isStatement: row.isStatement,
    reactions: { agree: row.agree, disagree: row.disagree, unsure: row.unsure },
    erasedAt: row.erasedAt?.toISOString() ?? null,
  }
}

export function toPublicThread({ comment, replies, replyCount }: ThreadRow, host: Host): Thread {
  return {
    ...toPublicComment(comment, host),
    replies: replies.map((reply) => toPublicComment(reply, host)),
    replyCount,
  }
}
