import { Parser } from 'htmlparser2'
import { readMarkup } from '../discussions/markup.js'

/** What is in them is not said to anyone. */
const unsaid = new Set(['script', 'style', 'iframe', 'object', 'noscript', 'template', 'svg', 'math', 'head'])
const blocks = new Set(['p', 'div', 'li', 'ul', 'ol', 'blockquote', 'pre', 'table', 'tr', 'h1', 'h2', 'h3', 'h4', 'h5'])
const marks: Record<string, string> = { strong: '**', b: '**', em: '_', i: '_' }

/** HTML from elsewhere in the little markup that comments have (see `markup.ts`): all else is left out, or is text. */
export function htmlToMarkup(html: string): string {
  const written: { text: string; isItem: boolean }[] = []
  const lists: (number | undefined)[] = []
  /** Where marks and links that are open began in the text. */
  const begun: { name: string; at: number; href?: string | undefined }[] = []
  let text = ''
  let silent = 0
  let quotes = 0
  let item: string | undefined

  const end = () => {
    const said = text
      .split('\n')
      .map((line) => line.trim())
      .join('\n')
      .trim()
    text = ''
    begun.length = 0
    if (!said) return
    if (item !== undefined) written.push({ text: item + said.replace(/\n+/g, ' '), isItem: true })
    else written.push({ text: quotes > 0 ? said.replace(/^/gm, '> ') : said, isItem: false })
    item = undefined
  }

  const parser = new Parser({
    onopentag(name, attributes) {
      if (unsaid.has(name)) silent++
      if (silent > 0) return
      if (name === 'br') text += '\n'
      if (name === 'img' && attributes.alt) text += attributes.alt
      if (blocks.has(name)) end()
      if (name === 'blockquote') quotes++
      if (name === 'ul' || name === 'ol') lists.push(name === 'ol' ? 0 : undefined)
      if (name === 'li') item = nextItem(lists)
      if (name in marks || name === 'a') begun.push({ name, at: text.length, href: attributes.href })
    },
    ontext(said) {
      if (silent === 0) text += escaped(said.replace(/\s+/g, ' '))
    },
    onclosetag(name) {
      if (unsaid.has(name)) silent--
      if (silent > 0) return
      if (blocks.has(name)) end()
      if (name === 'blockquote') quotes = Math.max(0, quotes - 1)
      if (name === 'ul' || name === 'ol') lists.pop()
      const index = begun.findLastIndex((one) => one.name === name)
      if (index < 0) return
      const [{ at, href } = { at: 0 }] = begun.splice(index)
      const inner = text.slice(at)
      text = text.slice(0, at) + (name === 'a' ? linked(inner, href) : marked(inner, marks[name] ?? ''))
    },
  })
  parser.end(html)
  end()
  return written.reduce((whole, { text, isItem }, index) => {
    if (index === 0) return text
    return `${whole}${isItem && written[index - 1]?.isItem ? '\n' : '\n\n'}${text}`
  }, '')
}

function nextItem(lists: (number | undefined)[]): string {
  const count = lists.at(-1)
  if (count === undefined) return '- '
  lists[lists.length - 1] = count + 1
  return `${count + 1}. `
}

/** Only where it would be taken for markup: nobody reads signs that say nothing. */
function escaped(text: string): string {
  if (readMarkup(text) === null) return text
  return text
    .replace(/https?:\/\/\S+|[*_[\]\\]/gi, (part) => (part.length > 1 ? part : `\\${part}`))
    .replace(/^(\s*)([>+-] )/, '$1\\$2')
}

function marked(inner: string, mark: string): string {
  const [, before = '', said = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(inner) ?? []
  return !said || /[*\n]/.test(said) || said.includes(mark) ? inner : before + mark + said + mark + after
}

function linked(inner: string, href: string | undefined): string {
  const to = target(href)
  const label = inner.replace(/\s+/g, ' ').trim()
  if (!to) return inner
  // What is shown of long addresses is cut off.
  if (!label || (/[./]/.test(label) && to.includes(label.replace(/…|\.\.\.$/, '')))) return to
  return /[[\]\\]/.test(label) || label.length > 300 ? `${label} ${to}` : `[${label}](${to})`
}

/** Where a link leads, without the way over Disqus, which counts who follows it. */
function target(href: string | undefined): string | undefined {
  if (!href || !URL.canParse(href)) return undefined
  const url = new URL(href)
  if (!/^https?:$/.test(url.protocol)) return undefined
  const over = url.hostname === 'disq.us' ? url.searchParams.get('url')?.replace(/:[\w-]{20,}$/, '') : undefined
  if (over) return target(over)
  return url.href.replace(/[()<>\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
}
