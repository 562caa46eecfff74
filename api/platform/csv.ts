export type CsvCell = string | number | null

/** A byte order mark, by which spreadsheets know UTF-8. */
export const BOM = '\ufeff'

/** One line of a table (RFC 4180), with its end. */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(written).join(',')}\r\n`

/** A text that a spreadsheet would take for a formula is marked as a text. */
function written(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}
