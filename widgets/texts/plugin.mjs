import { readFile } from 'node:fs/promises'
import { languages, read, textsIn } from './files.mjs'
import { pseudo } from './pseudo.mjs'

/** Those that each element knows the way to at once; to the others it is one step more. */
const atHand = ['en', 'ru']

/**
 * Gives every element its own texts. `texts:poll` is a map from language to a function that imports the sections
 * `shared` and `poll` of that language, together a chunk of their own, from `texts:poll/ru`; its `more` imports
 * `texts:poll/more`, which finds the nearest of all languages that have these sections. `texts:appeal-view+desk` takes
 * two sections beside `shared`. A language is one JSON file in this folder.
 */
async function source(id, further = {}) {
  const [list, part] = id.split('/')
  const sections = ['shared', ...list.split('+')]
  const map = (parts) => `{${parts.map((name) => `${JSON.stringify(name)}: () => import('texts:${list}/${name}')`)}}`
  if (!part) return `export default ${map([...atHand, 'more'])}`
  if (part !== 'more') return `export default ${literal(await textsIn(part, sections, further[part]))}`
  const nearest = await readFile(new URL('./nearest.mjs', import.meta.url), 'utf8')
  const offered = map([...(await languages(sections)), ...Object.keys(further)])
  return `${nearest.replace('export ', '')}\nexport default (wanted) => nearest(wanted, ${offered})`
}

/** As short as it can be written, so that no minifier need look at the hundreds of them. */
const literal = (texts) => JSON.stringify(texts).replace(/"([A-Za-z_]\w*)":/g, '$1:')

/** For Rollup. */
export const texts = () => ({
  name: 'texts',
  resolveId: (id) => (id.startsWith('texts:') ? id : null),
  load: (id) => (id.startsWith('texts:') ? source(id.slice(6)) : null),
})

/** For Web Test Runner: with a language more, `qps`, that shows what is not translated, or has no room. */
export const textsInTests = () => ({
  name: 'texts',
  resolveImport: ({ source: id }) => (id.startsWith('texts:') ? `/texts/${id.slice(6)}.js` : undefined),
  serve: async ({ path }) =>
    path.startsWith('/texts/')
      ? { body: await source(path.slice(7, -3), { qps: await strange() }), type: 'js' }
      : undefined,
})

async function strange() {
  const english = JSON.stringify(await read('en'), (_, text) => (typeof text === 'string' ? pseudo(text) : text))
  const texts = JSON.parse(english)
  texts.shared.direction = 'ltr'
  return texts
}
