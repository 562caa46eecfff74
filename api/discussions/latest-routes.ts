import { createRouter, publicCache } from '../platform/http.js'
import { localize } from '../platform/language.js'
import type { Services } from '../platform/services.js'
import { maskingOf } from '../privacy/masking.js'
import { listLatestComments } from './latest-contract.js'
import { findBareDiscussion, selectLatestOfAll } from './queries.js'
import { toPublicComment } from './view.js'

/** Seconds: it stands on front pages, and is the same for all. */
const FRESH = 30

export const latestCommentRoutes = ({ settings }: Services) =>
  createRouter().openapi(listLatestComments, async (c) => {
    const { id: organizationId, names, settings: own } = c.get('organization')
    const { discussion: discussionId, limit } = c.req.valid('query')
    const database = c.get('database')
    if (discussionId !== undefined) await findBareDiscussion(database, { organizationId, discussionId })
    const rows = await selectLatestOfAll(database, { organizationId, discussionId, limit })
    const inLanguage = (texts: Parameters<typeof localize>[0]) => localize(texts, c.get('language'), own.languages)
    // The same for everyone, whoever asks.
    const host = { name: inLanguage(names), masking: maskingOf(own) }
    const origin = settings.PUBLIC_URL ?? new URL(c.req.url).origin
    publicCache(c, FRESH)
    const items = rows.map(({ comment, titles }) => {
      const thread = comment.rootId ? `?thread=${comment.rootId}` : ''
      return {
        ...toPublicComment(comment, host),
        discussion: comment.discussionId,
        title: inLanguage(titles),
        link: `${origin}/o/${organizationId}/discussions/${comment.discussionId}${thread}#c-${comment.id}`,
      }
    })
    return c.json({ items }, 200)
  })
