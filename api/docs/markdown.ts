import { Marked } from 'marked'

/** Renders the guides, which are part of the package and trusted; headings get an anchor, tables can be scrolled. */
const marked = new Marked({
  renderer: {
    heading({ tokens, depth, text }) {
      const id = anchor(text)
      const content = this.parser.parseInline(tokens)
      return depth === 1 ? `<h1>${content}</h1>` : `<h${depth} id="${id}"><a href="#${id}">${content}</a></h${depth}>`
    },
    code({ text, lang }) {
      const label = lang === 'sh' || lang === 'html' ? ' class="example"' : ''
      return `<pre${label} tabindex="0"><code>${escapeHtml(text)}</code></pre>`
    },
    table(token) {
      const cells = (row: typeof token.header, tag: string) =>
        row.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')
      const body = token.rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('')
      return `<div class="scroll" tabindex="0" role="group" aria-label="Table"><table><thead><tr>${cells(token.header, 'th')}</tr></thead><tbody>${body}</tbody></table></div>`
    },
  },
})

export const renderMarkdown = (text: string) => marked.parse(text, { async: false })
export const inlineMarkdown = (text: string) =>
  text
    .split(/\n\n+/)
    .map((paragraph) => marked.parseInline(paragraph, { async: false }))
    .join('<br><br>')

const anchor = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
