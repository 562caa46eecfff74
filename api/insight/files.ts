import { BOM, type CsvCell, csvLine } from '../platform/csv.js'
import { SHEET_TAIL, sheetHead, sheetRow, workbook, XLSX } from '../platform/xlsx.js'
import { type Figures, figuresSchema, type Matrix, type Statistics } from './contract.js'

/** A table that is written to a file. */
export interface Table {
  head: readonly string[]
  rows: readonly (readonly CsvCell[])[]
}

const keys = Object.keys(figuresSchema.shape) as (keyof Figures)[]
const told = (figures: Figures): CsvCell[] => keys.map((key) => figures[key])

/** Of what each line tells: the whole, a month, a topic, a territory or a body. */
export const statisticsTable = ({ figures, months, categories, territories, bodies }: Statistics): Table => ({
  head: ['of', 'id', 'name', 'group', ...keys],
  rows: [
    ['total', '', '', '', ...told(figures)],
    ...months.map(({ month, figures }) => ['month', month, '', '', ...told(figures)]),
    ...categories.map(({ code, name, group, figures }) => ['topic', code, name, group?.name ?? '', ...told(figures)]),
    ...territories.map(({ id, name, figures }) => ['territory', id, name, '', ...told(figures)]),
    ...bodies.map(({ name, organization, figures }) => ['body', organization, name, '', ...told(figures)]),
  ],
})

/** A line for each cell; where the row or the column is empty of a name, it is the sum of all of them. */
export function matrixTable({ total, rows, columns, cells }: Matrix): Table {
  const row = new Map(rows.map((each) => [each.id, each]))
  const column = new Map(columns.map((each) => [each.id, each.name]))
  return {
    head: ['of', 'row', 'row_name', 'group', 'column', 'column_name', ...keys, 'systemic'],
    rows: [
      ['total', '', '', '', '', '', ...told(total), null],
      ...rows.map(({ id, name, group, figures, systemic }) => [
        ...['row', id, name, group?.name ?? '', '', ''],
        ...told(figures),
        systemic?.score ?? null,
      ]),
      ...columns.map(({ id, name, figures }) => ['column', '', '', '', id, name, ...told(figures), null]),
      ...cells.map(({ row: id, column: of, figures, systemic }) => [
        ...['cell', id, row.get(id)?.name ?? id, row.get(id)?.group?.name ?? '', of, column.get(of) ?? of],
        ...told(figures),
        systemic?.score ?? null,
      ]),
    ],
  }
}

/** @param kind how the file is written; CSV begins with a byte order mark. */
export function toFile(
  { head, rows }: Table,
  kind: 'csv' | 'xlsx',
): { type: string; body: ReadableStream<Uint8Array> } {
  const [first, line, last] =
    kind === 'csv' ? [BOM + csvLine(head), csvLine, ''] : [sheetHead(head), sheetRow, SHEET_TAIL]
  const text = new Blob([first, ...rows.map(line), last]).stream()
  return kind === 'csv' ? { type: 'text/csv; charset=utf-8', body: text } : { type: XLSX, body: workbook(text) }
}
