import type { Localized } from '../platform/fields.js'
import { localize } from '../platform/language.js'
import { phaseAt } from '../platform/period.js'
import type { Comment, Discussion, Thread } from './contract.js'
import type { CommentRow, DiscussionRow, ThreadRow } from './queries.js'

/** @param languages what the organization speaks: fallbacks, the first first. */
export function toPublicDiscussion(
  row: DiscussionRow,
  language: string,
  languages: readonly string[],
  now: Date,
): Discussion {
  const inLanguage = (texts: Localized) => localize(texts, language, languages)
  return {
    id: row.id,
    title: inLanguage(row.titles),
    text: inLanguage(row.texts),
    isOpen: phaseAt(row, now) === 'open',
    opensAt: row.opensAt.toISOString(),
    closesAt: row.closesAt?.toISOString() ?? null,
    commentCount: row.commentCount,
  }
}

/** @param organization its name in the reader's language: an official comment is the organization's, whoever wrote it. */
export function toPublicComment(row: CommentRow, organization: string): Comment {
  return {
    id: row.id,
    parent: row.parentId,
    root: row.rootId,
    author: { name: row.isOfficial ? organization : row.authorName, isOfficial: row.isOfficial },
    text: row.text,
    createdAt: row.createdAt.toISOString(),
    erasedAt: row.erasedAt?.toISOString() ?? null,
  }
}

export function toPublicThread({ comment, replies, replyCount }: ThreadRow, organization: string): Thread {
  return {
    ...toPublicComment(comment, organization),
    replies: replies.map((reply) => toPublicComment(reply, organization)),
    replyCount,
  }
}
