import { readdir, readFile } from 'node:fs/promises'

const folder = new URL('./', import.meta.url)

/**
 * Gives every element its own texts: `texts:poll` is a map from language to a function that imports the sections
 * `shared` and `poll` of that language, together a chunk of their own; `texts:appeal-view+desk` takes two sections
 * beside `shared`. A language is one JSON file in this folder.
 */
async function source(id) {
  const [sections, language] = id.split('/')
  if (language) {
    const all = JSON.parse(await readFile(new URL(`${language}.json`, folder), 'utf8'))
    const own = sections.split('+').map((section) => all[section])
    return `export default ${JSON.stringify(Object.assign({}, all.shared, ...own))}`
  }
  const languages = (await readdir(folder)).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5))
  return `export default {${languages.map((name) => `${JSON.stringify(name)}: () => import('texts:${sections}/${name}')`)}}`
}

/** For Rollup. */
export const texts = () => ({
  name: 'texts',
  resolveId: (id) => (id.startsWith('texts:') ? id : null),
  load: (id) => (id.startsWith('texts:') ? source(id.slice(6)) : null),
})

/** For Web Test Runner. */
export const textsInTests = () => ({
  name: 'texts',
  resolveImport: ({ source: id }) => (id.startsWith('texts:') ? `/texts/${id.slice(6)}.js` : undefined),
  serve: async ({ path }) =>
    path.startsWith('/texts/') ? { body: await source(path.slice(7, -3)), type: 'js' } : undefined,
})
