import type { Options } from 'minisearch'

/** What can be found in the documentation. */
export interface Section {
  path: string
  title: string
  /** The title of the page it is on. */
  page: string
  text: string
}

/** The same on the server and in a browser without one. */
export const searchOptions: Options<Section> = {
  idField: 'path',
  fields: ['title', 'page', 'text'],
  storeFields: ['path', 'title', 'page', 'text'],
  searchOptions: { prefix: true, fuzzy: 0.15, combineWith: 'AND', boost: { title: 4, page: 2 } },
}

/** Characters of a section that are shown with it. */
const SHOWN = 200

/** The part of a text where a word of the query stands. */
export function shownText(text: string, query: string): string {
  const at = query
    .toLowerCase()
    .split(/\s+/)
    .map((word) => text.toLowerCase().indexOf(word))
    .find((place) => place > 0)
  const from = at === undefined || at < SHOWN / 2 ? 0 : text.indexOf(' ', at - SHOWN / 2) + 1
  const to = from + SHOWN < text.length ? text.lastIndexOf(' ', from + SHOWN) : text.length
  return `${from > 0 ? '… ' : ''}${text.slice(from, to)}${to < text.length ? ' …' : ''}`
}
