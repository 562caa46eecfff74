/**
 * The little that a comment may be laid out by, as in Markdown: paragraphs, `> quotes`, `- lists` and `1. lists`,
 * `**strong**` and `*emphasis*`, `[links](https://…)` and bare addresses. Everything else is text, as it was typed. What comes
 * out is a tree of names of ours and texts, never markup: whoever shows it writes no HTML of a resident's.
 *
 * Our own, since the libraries make HTML, and take a second and more for texts written to that end: each step here goes
 * over the text once.
 */
export type Markup = string | { type: MarkupType; href?: string; of: Markup[] }
export const markupTypes = ['paragraph', 'quote', 'list', 'numbers', 'item', 'strong', 'emphasis', 'link'] as const
export type MarkupType = (typeof markupTypes)[number]

/** What could be more than text. */
const signs = /[*_[\\]|https?:\/\/|^ {0,3}(?:>|[-+*] |\d{1,3}[.)] )/im

/** Null for a text that is nothing but text. */
export function readMarkup(text: string): Markup[] | null {
  if (!signs.test(text)) return null
  const blocks = readBlocks(text.split('\n'))
  const [only] = blocks
  const isPlain = blocks.length === 1 && typeof only === 'object' && only.type === 'paragraph' && only.of.length === 1
  return isPlain && only.of[0] === text ? null : blocks
}

const lineTypes: [MarkupType, RegExp][] = [
  ['quote', /^ {0,3}> ?/],
  ['list', /^ {0,3}[-+*] +(?=\S)/],
  ['numbers', /^ {0,3}\d{1,3}[.)] +(?=\S)/],
]

function readBlocks(lines: string[]): Markup[] {
  const blocks: Markup[] = []
  let open: { type: MarkupType; lines: string[] } | undefined
  const close = () => {
    if (open) blocks.push(toBlock(open))
    open = undefined
  }
  for (const line of lines) {
    const [type, start] = lineTypes.find(([, pattern]) => pattern.test(line)) ?? ['paragraph', /^(?!)/]
    if (!line.trim()) close()
    else {
      if (open?.type !== type) close()
      open ??= { type: type as MarkupType, lines: [] }
      open.lines.push(line.replace(start as RegExp, ''))
    }
  }
  close()
  return blocks
}

function toBlock({ type, lines }: { type: MarkupType; lines: string[] }): Markup {
  if (type !== 'list' && type !== 'numbers') return { type, of: readSpans(lines.join('\n')) }
  return { type, of: lines.map((line) => ({ type: 'item', of: readSpans(line) })) }
}

const spans = new RegExp(
  [
    /\\(?<escaped>[*_[\]\\>+-])/u,
    /(?<![\p{L}\p{N}*])\*\*(?=\S)(?<strong>[^*\n]*[^\s*])\*\*(?![\p{L}\p{N}*])/u,
    /(?<![\p{L}\p{N}*])\*(?=\S)(?<star>[^*\n]*[^\s*])\*(?![\p{L}\p{N}*])/u,
    /(?<![\p{L}\p{N}_])_(?=\S)(?<line>[^_\n]*[^\s_])_(?![\p{L}\p{N}_])/u,
    /\[(?<label>[^\][\n]{1,300})\]\((?<href>https?:\/\/[^\s()<>]{1,2000})\)/u,
    /(?<bare>https?:\/\/[^\s<>*[\]]{1,2000})/u,
  ]
    .map(({ source }) => source)
    .join('|'),
  'giu',
)

function readSpans(text: string): Markup[] {
  const read: Markup[] = []
  let plain = ''
  let end = 0
  const add = (markup: Markup | undefined, raw: string) => {
    if (markup === undefined || typeof markup === 'string') plain += markup ?? raw
    else {
      if (plain) read.push(plain)
      plain = ''
      read.push(markup)
    }
  }
  for (const { 0: raw, index, groups = {} } of text.matchAll(spans)) {
    plain += text.slice(end, index)
    end = index + raw.length
    const { escaped, strong, star, line, label, href, bare } = groups
    const emphasis = star ?? line
    if (escaped) add(escaped, raw)
    else if (strong) add({ type: 'strong', of: readSpans(strong) }, raw)
    else if (emphasis) add({ type: 'emphasis', of: readSpans(emphasis) }, raw)
    else if (href) add(toLink(href, label), raw)
    else if (bare) {
      const address = bare.replace(/[.,;:!?)'"»”]+$/, '')
      add(toLink(address), address)
      plain += bare.slice(address.length)
    }
  }
  plain += text.slice(end)
  if (plain) read.push(plain)
  return read
}

/** Where a link leads is seen: another name than that of the website is followed by it. */
function toLink(address: string, label?: string): Markup | undefined {
  if (!URL.canParse(address)) return undefined
  const { protocol, username, password, hostname, href } = new URL(address)
  if (!/^https?:$/.test(protocol) || username || password) return undefined
  const isNamed = label === undefined || label.toLowerCase().includes(hostname)
  return { type: 'link', href, of: [label ?? address, ...(isNamed ? [] : [` (${hostname})`])] }
}
