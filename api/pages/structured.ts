import { html, raw } from 'hono/html'
import type { Comment, Discussion, Thread } from '../discussions/contract.js'
import type { Html } from './layout.js'

/**
 * What a discussion is, in Schema.org's words, so that search engines show it as one. A block of data: no browser runs it,
 * and nothing in it can end it.
 */
export function discussionData(
  discussion: Discussion,
  threads: readonly Thread[],
  { url, by }: { url: string; by: string },
): Html {
  const toComment = (comment: Comment): object => ({
    '@type': 'Comment',
    url: `${url}#c-${comment.id}`,
    text: comment.text,
    dateCreated: comment.createdAt,
    ...(comment.editedAt && { dateModified: comment.editedAt }),
    author: {
      '@type': comment.author.isOfficial ? 'GovernmentOrganization' : 'Person',
      name: comment.author.name ?? '–',
    },
    ...(comment.reactions.agree > 0 && { upvoteCount: comment.reactions.agree }),
    ...(comment.reactions.disagree > 0 && { downvoteCount: comment.reactions.disagree }),
  })
  const isShown = ({ status, erasedAt }: Comment) => status === 'published' && !erasedAt
  const data = {
    '@context': 'https://schema.org',
    '@type': 'DiscussionForumPosting',
    headline: discussion.title,
    text: discussion.text,
    url,
    author: { '@type': 'GovernmentOrganization', name: by },
    datePublished: discussion.opensAt,
    commentCount: discussion.commentCount,
    comment: threads.filter(isShown).map((thread) => ({
      ...toComment(thread),
      comment: thread.replies.filter(isShown).map(toComment),
    })),
  }
  return html`<script type="application/ld+json">${raw(JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`))}</script>`
}
