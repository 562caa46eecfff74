import MiniSearch from 'minisearch'
import { type Section, searchOptions, shownText } from './search-options.js'

/** Searches the documentation where no server does: in the copy that `vmeste docs` writes. */
const element = (id: string) => document.getElementById(id) as HTMLElement
const sections: Section[] = JSON.parse(element('sections').textContent ?? '[]')
const query = new URLSearchParams(location.search).get('q')?.trim() ?? ''
const index = new MiniSearch<Section>(searchOptions)
index.addAll(sections)
const found = query ? index.search(query) : []
const field = document.querySelector<HTMLInputElement>('input[name=q]')
if (field) field.value = query
if (query) element('told').textContent = `${found.length} found for “${query}”`
element('found').append(
  ...found.map(({ path, title, page, text }) => {
    const item = document.createElement('li')
    const link = Object.assign(document.createElement('a'), { href: path, textContent: title })
    const where = Object.assign(document.createElement('small'), { textContent: page })
    const said = Object.assign(document.createElement('p'), { textContent: shownText(text, query) })
    item.append(link, ' ', where, said)
    return item
  }),
)
