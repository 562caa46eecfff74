import { html } from 'hono/html'
import MiniSearch from 'minisearch'
import { listOperations } from './examples.js'
import type { Guide } from './guides.js'
import type { Html } from './layout.js'
import type { Document } from './openapi.js'
import { type Section, searchOptions, shownText } from './search-options.js'

/** What can be found: each section of each guide, each operation. */
export const sectionsOf = (guides: readonly Guide[], document: Document): Section[] => [
  ...guides.flatMap(({ name, title, content }) =>
    content.split(/(?=<h[23] id=")/).map((part) => {
      const [, id, heading] = /^<h[23] id="([^"]*)"><a [^>]*>(.*?)<\/a>/.exec(part) ?? []
      const text = plain(part.replace(/^<h\d.*?<\/h\d>/s, ''))
      return { path: `/docs/${name}${id ? `#${id}` : ''}`, title: heading ? plain(heading) : title, page: title, text }
    }),
  ),
  ...listOperations(document).map(({ path, method, operation: { operationId, summary, description } }) => ({
    path: `/docs#${operationId}`,
    title: summary,
    page: 'API reference',
    text: [`${method.toUpperCase()} ${path}`, operationId, description].filter(Boolean).join(' · '),
  })),
]

export function createSearch(sections: readonly Section[]): (query: string) => Section[] {
  const index = new MiniSearch<Section>(searchOptions)
  index.addAll(sections)
  return (query) => index.search(query).map((found) => found as unknown as Section)
}

export const renderFound = (query: string, found: readonly Section[]): Html => html`<h1>Search</h1>
<p id="told" role="status">${query ? `${found.length} found for “${query}”` : 'Look for a word of the guides or of the API.'}</p>
<ol id="found" class="found">${found.map(
  ({ path, title, page, text }) =>
    html`<li><a href="${path}">${title}</a> <small>${page}</small><p>${shownText(text, query)}</p></li>`,
)}</ol>`

/** The text of HTML of our own making. */
const plain = (content: string) =>
  content
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/&(lt|gt|amp|quot);/g, (_, name: string) => ({ lt: '<', gt: '>', amp: '&', quot: '"' })[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim()
