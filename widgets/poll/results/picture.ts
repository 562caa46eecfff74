import type { Block } from './blocks.js'

/** What a picture is made of, in pixels from the top and the side where reading begins. */
export type Shape =
  | { kind: 'box'; x: number; y: number; width: number; height: number; strength: number }
  | { kind: 'text'; x: number; y: number; text: string; size: number; isBold: boolean; isEnd: boolean }

export interface Picture {
  width: number
  height: number
  isRightToLeft: boolean
  accent: string
  shapes: readonly Shape[]
}

const WIDTH = 800
const EDGE = 40
const LINE = 26
const ink = '#1b1f24'

/** Lays out the blocks one below the other. */
export function picture(
  title: string,
  blocks: readonly Block[],
  look: { accent: string; isRightToLeft: boolean },
): Picture {
  const shapes: Shape[] = []
  let y = EDGE
  let heading = ''
  const box = (x: number, top: number, width: number, height: number, strength: number) =>
    shapes.push({ kind: 'box', x, y: top, width, height, strength })
  /** In lines of about so many letters as there is room for. */
  const text = (words: string, place: { x?: number; size?: number; isBold?: boolean; room?: number } = {}) => {
    const { x = 0, size = 16, isBold = false, room = WIDTH - 2 * EDGE - x } = place
    for (const line of linesOf(words, room / (size * 0.56))) {
      y += LINE * (size / 16)
      shapes.push({ kind: 'text', x: EDGE + x, y: y - 7, text: line, size, isBold, isEnd: false })
    }
  }
  const end = (words: string, x: number, at: number, isBold = false) =>
    shapes.push({ kind: 'text', x, y: at, text: words, size: 14, isBold, isEnd: true })

  text(title, { size: 24, isBold: true })
  for (const block of blocks) {
    if (block.kind === 'title' || block.kind === 'bars' || block.kind === 'grid') y += LINE / 2
    if (block.kind === 'title') {
      heading = block.text
      text(heading, { isBold: true })
    } else if (block.kind === 'note') text(block.text, { size: 14 })
    else if (block.kind === 'order')
      block.items.forEach(({ text: name, leads }, place) => {
        text(`${place + 1}. ${name}`, { isBold: leads, x: 12 })
      })
    else if (block.kind === 'figures') text(block.figures.map(([name, value]) => `${name}: ${value}`).join(' · '))
    else if (block.kind === 'bars') {
      text(block.caption, { isBold: true })
      for (const { title: name, mark, part, share, amount, leads } of block.rows) {
        text(mark ? `${name} (${mark})` : name, { size: 14, isBold: leads })
        box(EDGE, y, WIDTH - 2 * EDGE - 180, 10, 0.08)
        box(EDGE, y, (WIDTH - 2 * EDGE - 180) * part, 10, leads ? 1 : 0.55)
        end(`${share} · ${amount}`, WIDTH - EDGE, y + 11)
        y += 16
      }
    } else {
      if (block.caption !== heading) text(block.caption, { isBold: true })
      const head = 190
      const column = (WIDTH - 2 * EDGE - head) / block.columns.length
      const short = (words: string, room: number) => linesOf(words, room / 8)[0] ?? ''
      block.columns.forEach((name, index) => {
        end(short(name, column), EDGE + head + column * (index + 1) - 8, y + 18)
      })
      y += LINE
      for (const { title: name, cells } of block.rows) {
        cells.forEach(({ part, text: value, detail }, index) => {
          box(EDGE + head + column * index, y + 2, column - 4, LINE - 4, part * 0.4)
          end(column > 110 && detail ? `${value} (${detail})` : value, EDGE + head + column * (index + 1) - 8, y + 18)
        })
        text(name, { size: 14, room: head })
      }
    }
  }
  return { width: WIDTH, height: Math.ceil(y + EDGE), shapes, ...look }
}

/** As a text of SVG 1.1, with nothing in it that a page's policy would have to allow. */
export function toSvg({ width, height, isRightToLeft, accent, shapes }: Picture): string {
  const along = (x: number, own = 0) => (isRightToLeft ? width - x - own : x)
  const direction = isRightToLeft ? ' direction="rtl"' : ''
  const drawn = shapes.map((shape) => {
    if (shape.kind === 'box')
      return `<rect x="${round(along(shape.x, shape.width))}" y="${round(shape.y)}" width="${round(shape.width)}" height="${shape.height}" rx="3" fill="${accent}" fill-opacity="${round(shape.strength)}"/>`
    const { x, y, text, size, isBold, isEnd } = shape
    return `<text x="${round(along(x))}" y="${round(y)}" font-size="${size}"${isBold ? ' font-weight="bold"' : ''}${isEnd ? ' text-anchor="end"' : ''}${direction}>${escaped(text)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" fill="${ink}"><rect width="100%" height="100%" fill="#fff"/>${drawn.join('')}</svg>`
}

/** Drawn, not made of the SVG: a page's policy may forbid pictures from blobs. Twice as fine, for print. */
export function toPng({ width, height, isRightToLeft, accent, shapes }: Picture): Promise<Blob | null> {
  const canvas = Object.assign(document.createElement('canvas'), { width: width * 2, height: height * 2 })
  const brush = canvas.getContext('2d')
  if (!brush) return Promise.resolve(null)
  brush.scale(2, 2)
  brush.fillStyle = '#fff'
  brush.fillRect(0, 0, width, height)
  brush.direction = isRightToLeft ? 'rtl' : 'ltr'
  for (const shape of shapes) {
    const x = isRightToLeft ? width - shape.x : shape.x
    if (shape.kind === 'box') {
      brush.globalAlpha = shape.strength
      brush.fillStyle = accent
      brush.fillRect(isRightToLeft ? x - shape.width : x, shape.y, shape.width, shape.height)
    } else {
      brush.globalAlpha = 1
      brush.fillStyle = ink
      brush.font = `${shape.isBold ? 'bold ' : ''}${shape.size}px sans-serif`
      brush.textAlign = shape.isEnd ? 'end' : 'start'
      brush.fillText(shape.text, x, shape.y)
    }
  }
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/png')
  })
}

const round = (value: number): number => Math.round(value * 100) / 100
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? '')

/** At spaces, each line of at most about so many letters. */
function linesOf(words: string, letters: number): string[] {
  const lines: string[] = []
  for (const word of words.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < letters) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
