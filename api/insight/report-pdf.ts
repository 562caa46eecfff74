import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import type { Written } from './report-text.js'

const MARGIN = 48
/** Points: A4 less its margins, and of it what is left for the words before the figures. */
const WIDTH = 595 - 2 * MARGIN
const COLUMN = 92

/**
 * A report to print or to hand on: A4, tagged, so that screen readers read its tables. The font is in the file, with
 * Latin, Cyrillic and what the peoples of Russia write besides.
 */
export async function reportPdf({ language, title, period, sections }: Written): Promise<Uint8Array> {
  const { resolve } = createRequire(import.meta.url)
  const font = (name: string) => resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    font: font('DejaVuSans'),
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: language,
    info: { Title: `${title}, ${period}` },
  })
  const pieces: Uint8Array[] = []
  document.on('data', (piece: Uint8Array) => pieces.push(piece))
  const end = new Promise<void>((done, fail) => {
    document.on('end', done)
    document.on('error', fail)
  })
  document.registerFont('bold', font('DejaVuSans-Bold')).registerFont('plain', font('DejaVuSans'))
  const root = document.struct('Document')
  document.addStructure(root)
  const say = (role: 'H1' | 'H2' | 'P', text: string, size: number) =>
    root.add(
      document.struct(role, {}, () => {
        document
          .font(role === 'P' ? 'plain' : 'bold')
          .fontSize(size)
          .text(text, MARGIN, undefined, { width: WIDTH })
      }),
    )
  say('H1', title, 18)
  say('P', period, 11)
  for (const { title: name, head, rows } of sections) {
    document.moveDown(1.2)
    say('H2', name, 13)
    document.moveDown(0.4)
    const options = {
      position: { x: MARGIN, y: document.y },
      columnStyles: (index: number) => ({
        width: index === 0 ? WIDTH - COLUMN * (head.length - 1) : COLUMN,
        align: { x: index === 0 ? ('left' as const) : ('right' as const), y: 'top' as const },
      }),
      rowStyles: (index: number) => ({
        border: { bottom: index === 0 ? 1 : 0.5, top: 0, left: 0, right: 0 },
        borderColor: '#99a3b3',
        padding: 4,
      }),
      // Its types do not know it yet.
      structParent: root,
      data: [
        head.map((text) => ({ text, type: 'TH' as const, scope: 'Column' as const })),
        ...rows.map((row) => [...row]),
      ],
    }
    document.font('plain').fontSize(9.5).table(options)
  }
  root.end()
  document.end()
  await end
  return Buffer.concat(pieces)
}
