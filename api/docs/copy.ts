import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { packageRoot } from '../platform/package-root.js'
import { LOADER, withoutLive } from './elements.js'
import type { Section } from './search-options.js'

export interface CopiedFile {
  /** Below the folder of the copy. */
  name: string
  content: string
}

const ours = /^\/(docs(\/|$)|problems\/|v1\/openapi\.json$)/

/**
 * Reads the whole documentation from a server, as files that lead to each other wherever they lie, opened from a disk
 * too. The search is done by a script of its own, since no server is there for it.
 * @param origin of the server: what is not documentation leads there.
 * @throws {Error} where a page is missing, or named so that its file would lie elsewhere.
 */
export async function* copyDocs(origin: string): AsyncGenerator<CopiedFile> {
  const read = async (from: string) => {
    const response = await fetch(new URL(from, origin))
    if (!response.ok) throw new Error(`${origin}${from} answers ${response.status}`)
    return response.text()
  }
  const seen = new Set(['/docs', '/docs/search'])
  // What is added while it is gone through is gone through too.
  for (const from of seen) {
    const name = fileOf(from)
    const text = withoutService(await read(from), origin + from)
    if (!name.endsWith('.html')) {
      yield { name, content: text }
      continue
    }
    for (const [, to = ''] of text.matchAll(/ href="([^"#?]*)/g)) if (ours.test(to)) seen.add(to)
    const content = text.replace(/ (href|action)="(\/[^"]*)"/g, (_, attribute: string, to: string) => {
      const [, address = '', rest = ''] = /^([^#?]*)(.*)$/.exec(to) ?? []
      return ` ${attribute}="${ours.test(address) ? relative(name, address) + rest : origin + to}"`
    })
    yield {
      name,
      content: from === '/docs/search' ? await withScript(name, content, await read('/docs/search.json')) : content,
    }
  }
}

/** `/docs` is `docs/index.html`, `/docs/api` is `docs/api.html`. */
const fileOf = (address: string) => {
  const name = address.slice(1)
  if (name.split(/[\\/]/).includes('..')) throw new Error(`${address} leads out of the folder`)
  if (name === 'docs') return 'docs/index.html'
  return /\.\w+$/.test(name) ? name : `${name}.html`
}

const relative = (from: string, address: string) => path.posix.relative(path.posix.dirname(from), fileOf(address))

/** An element has no service behind it in a copy. */
const withoutService = (text: string, address: string) =>
  text.includes(LOADER)
    ? withoutLive(text.replace(LOADER, ''), `It works where the service is: <a href="${address}">${address}</a>.`)
    : text

async function withScript(name: string, content: string, found: string): Promise<string> {
  const sections: Section[] = JSON.parse(found).map(({ path: to, ...section }: Section) => {
    const [address = '', anchor] = to.split('#')
    return { ...section, path: relative(name, address) + (anchor ? `#${anchor}` : '') }
  })
  const script = await readFile(path.join(packageRoot, 'dist/docs/search.js'), 'utf8')
  // Neither may end the element it stands in.
  const inside = (text: string) => text.replaceAll('</', '<\\/')
  return content.replace(
    '</body>',
    () =>
      `<script type="application/json" id="sections">${inside(JSON.stringify(sections))}</script>\n<script>${inside(script)}</script>\n</body>`,
  )
}
