import { strToU8, Zip, ZipDeflate } from 'fflate'
import type { CsvCell } from './csv.js'

/** Rows of one sheet, the head among them: no spreadsheet reads more. */
export const SHEET_ROWS = 1_048_576
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A text, a number, or a moment as the clock shows it where it is read: milliseconds since 1970, of that clock. */
export type SheetCell = CsvCell | { clock: number }

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
/** What a workbook of one sheet needs beside the sheet (ECMA-376): style 1 is bold, 2 a date with its time. */
const parts: Record<string, string> = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${XLSX}.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Vmeste" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`,
}

/** What comes before the rows of a sheet, with its first one, which stays in sight; and what after. */
export const sheetHead = (names: readonly string[]): string =>
  `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="16"/><sheetData><row>${names.map((name) => textCell(name, 1)).join('')}</row>`
export const SHEET_TAIL = '</sheetData></worksheet>'

export const sheetRow = (cells: readonly SheetCell[]): string => `<row>${cells.map(cell).join('')}</row>`

function cell(value: SheetCell): string {
  if (value === null || value === '') return '<c/>'
  if (typeof value === 'number') return `<c><v>${value}</v></c>`
  // Days since the last of 1899, as spreadsheets count.
  if (typeof value === 'object') return `<c s="2"><v>${value.clock / 86_400_000 + 25_569}</v></c>`
  return textCell(value, 0)
}

/** The most that a cell holds. */
const LONGEST = 32_767
/** Never a formula. What XML cannot hold is left out. */
const textCell = (text: string, style: number) =>
  `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(text.slice(0, LONGEST))}</t></is></c>`
const escaped = (text: string) =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')

/** A workbook of one sheet, packed as the sheet is written: no more of it is ever held than came at once. */
export function workbook(sheet: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  let packed: ZipDeflate
  let finish = () => {}
  return sheet.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      start(controller) {
        const zip = new Zip((error, bytes) => (error ? controller.error(error) : controller.enqueue(bytes)))
        for (const [name, text] of Object.entries(parts)) {
          const part = new ZipDeflate(name)
          zip.add(part)
          part.push(strToU8(HEAD + text), true)
        }
        packed = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 6 })
        zip.add(packed)
        finish = () => {
          packed.push(new Uint8Array(0), true)
          zip.end()
        }
      },
      transform: (bytes) => packed.push(bytes),
      flush: () => finish(),
    }),
  )
}
