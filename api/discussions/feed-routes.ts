import { createRoute, z } from '@hono/zod-openapi'
import { toAtom } from '../platform/atom.js'
import { problems } from '../platform/contract.js'
import { createRouter, publicCache } from '../platform/http.js'
import { localize, negotiateLanguage } from '../platform/language.js'
import type { Services } from '../platform/services.js'
import { maskingOf } from '../privacy/masking.js'
import { discussionParameters, path } from './contract.js'
import { findBareDiscussion, selectLatest } from './queries.js'
import { toPublicComment } from './view.js'

export const getDiscussionFeed = createRoute({
  method: 'get',
  path: `${path}/{discussion}/feed`,
  operationId: 'getDiscussionFeed',
  tags: ['Discussions'],
  summary: 'The latest comments of a discussion, as an Atom feed (RFC 4287)',
  request: { params: discussionParameters, query: z.object({ lang: z.string().max(20).optional() }) },
  responses: {
    200: { description: 'The feed', content: { 'application/atom+xml': { schema: z.string() } } },
    ...problems(422),
  },
})

/** Feed readers ask often, and one feed is the same for all. Seconds. */
const FRESH = 60
const ENTRIES = 50
/** Characters of a comment that make its title. */
const TITLE = 80

export const discussionFeedRoutes = ({ settings }: Services) =>
  createRouter().openapi(getDiscussionFeed, async (c) => {
    const organization = c.get('organization')
    const { languages } = organization.settings
    const { lang } = c.req.valid('query')
    const language = lang ? negotiateLanguage(lang, languages) : c.get('language')
    const key = { organizationId: organization.id, discussionId: c.req.valid('param').discussion }
    const discussion = await findBareDiscussion(c.get('database'), key)
    const rows = await selectLatest(c.get('database'), key, ENTRIES)
    const name = localize(organization.names, language, languages)
    // The same for everyone, whoever asks.
    const host = { name, masking: maskingOf(organization.settings) }
    const origin = settings.PUBLIC_URL ?? new URL(c.req.url).origin
    const link = `${origin}/o/${organization.id}/discussions/${discussion.id}`
    const entries = rows
      .map((row) => ({ row, shown: toPublicComment(row, host) }))
      .map(({ row, shown: { id, root, author, text } }) => ({
        id,
        title: `${author.name ? `${author.name}: ` : ''}${excerpt(text)}`,
        text,
        link: root ? `${link}?thread=${root}#c-${id}` : `${link}#c-${id}`,
        at: row.editedAt ?? row.createdAt,
      }))
    publicCache(c, FRESH)
    const feed = {
      id: `${origin}${path.replace('{organization}', organization.id)}/${discussion.id}`,
      title: `${localize(discussion.titles, language, languages)} · ${name}`,
      link,
      author: name,
      since: discussion.opensAt,
      entries: entries.reverse(),
    }
    return c.body(toAtom(feed), 200, {
      'content-type': 'application/atom+xml; charset=utf-8',
      'content-language': language,
    })
  })

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > TITLE ? `${line.slice(0, TITLE)}…` : line
}
