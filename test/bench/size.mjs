/**
 * What a page downloads for the elements on it, in bytes after brotli 11, and whether it is within its budget: the
 * loader, each element's script, all that these import, and the texts of one language: the larger of the two at hand,
 * and, without a budget, the largest of the others together with the way to it. Of the desk, until
 * it is of use: also its page, and its first data as the API sends them, without compression. Run after a build.
 */
import { access, readdir, readFile } from 'node:fs/promises'
import { brotliCompressSync, constants } from 'node:zlib'

const root = new URL('../../dist/public/', import.meta.url)
const KB = 1024

/** Chunks that an element imports only when the resident asks for what they do. */
const onDemand =
  /\/(map|squares|point|case-map|leaflet|account|desk|insight|moderation|opinions|staff|statistics|prove|own-data|push|campaign|ask|mine|writing|following|draft|objecting|related|ballot|results|receipt|picture|near|town)[-.]/

const budgets = [
  { page: 'only the loader', elements: [], budget: 1.2 * KB },
  { page: 'a poll', elements: ['poll'], budget: 10 * KB },
  { page: 'a discussion', elements: ['discussion'], budget: 12 * KB },
  { page: 'an appeal form', elements: ['appeal'], budget: 17 * KB },
  { page: 'all three', elements: ['poll', 'discussion', 'appeal'], budget: 24 * KB },
]

/** Until an officer sees the first forty appeals. */
const deskBudget = 80 * KB

/** What polls load when they ask more than choices, or have something to tell; and what whoever writes needs once. */
const alone = [
  { what: 'poll: all types', file: /^widgets\/ballot-\w{7}\.js$/, budget: 7 * KB },
  { what: 'poll: results', file: /^widgets\/results-\w{7}\.js$/, budget: 5 * KB },
  { what: 'poll: receipt', file: /^widgets\/receipt-\w{7}\.js$/, budget: 1.5 * KB },
  { what: 'proof: the chunk', file: /^widgets\/prove-\w{7}\.js$/, budget: 1.5 * KB },
  { what: 'writing', file: /^widgets\/writing-\w{7}\.js$/, budget: 4 * KB },
  { what: 'following by mail', file: /^widgets\/following-\w{7}\.js$/, budget: 2 * KB },
  { what: 'signing in', file: /^widgets\/ask-\w{7}\.js$/, budget: 3 * KB },
  { what: 'proof: worker', file: /^proof\.js$/, budget: 2 * KB },
  { what: 'push: worker', file: /^push\.js$/, budget: 0.5 * KB },
]

const sources = new Map()
async function source(url) {
  if (!sources.has(url.href)) sources.set(url.href, await readFile(url, 'utf8'))
  return sources.get(url.href)
}

const weigh = (text) =>
  brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
  }).length

/** The addresses a minified module imports, statically and by `import()`. */
function imports(text, from) {
  const found = (pattern) => [...text.matchAll(pattern)].map(([, specifier]) => new URL(specifier, from))
  return {
    now: found(/(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g),
    later: found(/\bimport\(\s*["'`](\.[^"'`]+)["'`]\s*\)/g),
  }
}

const isTexts = (url) => /-[a-z]{2,3}-\w{7}\.js$/.test(url.pathname)
/** The way of an element to the languages that are not at hand. */
const isMore = (url) => /-more-\w{7}\.js$/.test(url.pathname)

/** Everything a page needs for the elements named, as a map from file to bytes; undefined when one is not built. */
async function download(elements) {
  const loader = new URL('embed.js', root)
  const files = new Map()
  const languages = new Map()
  const further = []
  const visit = async (url) => {
    if (files.has(url.href)) return
    const text = await source(url)
    files.set(url.href, weigh(text))
    const { now, later } = imports(text, url)
    for (const next of now) await visit(next)
    if (url.href === loader.href) return
    for (const next of later) {
      if (isTexts(next)) addTexts(languages, next)
      else if (isMore(next)) further.push(next)
      else if (!onDemand.test(next.pathname)) await visit(next)
    }
  }
  await visit(loader)
  const chunks = imports(await source(loader), loader).later
  for (const element of elements) {
    const chunk = chunks.find(({ pathname }) => new RegExp(`/${element}-\\w{7}\\.js$`).test(pathname))
    if (!chunk) return undefined
    await visit(chunk)
  }
  const largest = await largestOf(languages)
  if (largest) files.set(`texts in ${largest.language}`, largest.bytes)
  return { files, further: further.length ? (await beyond(further)) - largest.bytes : 0 }
}

/** The largest language that is not at hand, in bytes, with the way to it. */
async function beyond(ways) {
  const languages = new Map()
  let bytes = 0
  for (const way of ways) {
    const text = await source(way)
    bytes += weigh(text)
    for (const next of imports(text, way).later.filter(isTexts)) addTexts(languages, next)
  }
  return bytes + (await largestOf(languages)).bytes
}

function addTexts(languages, url) {
  const language = /-([a-z]{2,3})-\w{7}\.js$/.exec(url.pathname)?.[1] ?? ''
  languages.set(language, [...(languages.get(language) ?? []), url])
}

/** The language whose texts weigh most, of a map from each to the addresses of its chunks. */
async function largestOf(languages) {
  const texts = []
  for (const [language, urls] of languages) {
    let bytes = 0
    for (const url of urls) bytes += weigh(await source(url))
    texts.push({ language, bytes })
  }
  return texts.sort((one, other) => other.bytes - one.bytes)[0]
}

/** The page, its style sheet, and forty appeals, as long as the demo's are, with the topics to choose from, in Russian. */
async function firstDesk() {
  const { deskPage, deskPages } = await import('../../dist/api/pages/plain.js')
  const { styles } = await import('../../dist/api/pages/style.js')
  const { townStories } = await import('../../dist/api/demo/town-stories.js')
  const { demoClassifier } = await import('../../dist/api/demo/classifier.js')
  const items = townStories.map(({ category, description, place }, index) => ({
    number: 1000 + index,
    status: 'in_progress',
    category: { code: category, name: 'Ямы и разрушение дорожного полотна' },
    campaign: null,
    description,
    place: { latitude: null, longitude: null, ...place },
    receivedAt: '2026-11-26T09:41:00.000Z',
    deadline: '2026-12-08T18:59:59.999Z',
    registerBy: '2026-11-27T18:59:59.999Z',
    isOverdue: false,
    answeredAt: null,
    closedAt: null,
    assignee: 'Светлана Александровна',
    erasedAt: null,
  }))
  const bytes = (value) => Buffer.byteLength(JSON.stringify(value))
  return new Map([
    ['the page', weigh(`${await deskPage('ru', deskPages[0])}`)],
    ['its style sheet', weigh(styles)],
    ['40 appeals, plain', Math.round((bytes(items) / items.length) * 40)],
    ['the topics, plain', bytes(demoClassifier)],
  ])
}

await access(new URL('embed.js', root)).catch(() => {
  console.error('Nothing is built: run `npm run build` first.')
  process.exit(1)
})

let isExceeded = false
const details = process.argv.includes('--files')
const desk = await download(['desk'])
const pages = [
  ...budgets,
  ...(desk
    ? [{ page: 'the desk, of use', files: new Map([...desk.files, ...(await firstDesk())]), budget: deskBudget }]
    : []),
]
for (const { page, elements, budget, files: given } of pages) {
  const found = given ? { files: given, further: 0 } : await download(elements)
  if (!found) continue
  const { files, further } = found
  const bytes = [...files.values()].reduce((sum, size) => sum + size, 0)
  const isOver = bytes > budget
  isExceeded ||= isOver
  console.log(
    `${page.padEnd(16)} ${String(bytes).padStart(6)} of ${String(Math.floor(budget)).padStart(6)} bytes  ${isOver ? `OVER by ${bytes - Math.floor(budget)}` : 'within'}${further > 0 ? `; in the largest other language ${further} more` : ''}`,
  )
  if (details)
    for (const [file, size] of files) console.log(`  ${String(size).padStart(6)} ${file.replace(root.href, '')}`)
}
const built = await readdir(root, { recursive: true })
for (const { what, file, budget } of alone) {
  const [found] = built.filter((name) => file.test(name))
  if (!found) throw new Error(`${what} is not built`)
  const bytes = weigh(await source(new URL(found, root)))
  isExceeded ||= bytes > budget
  console.log(
    `${what.padEnd(16)} ${String(bytes).padStart(6)} of ${String(budget).padStart(6)} bytes  ${bytes > budget ? `OVER by ${bytes - budget}` : 'within'}`,
  )
}
if (isExceeded) process.exitCode = 1
