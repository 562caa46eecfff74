import type { AppealSummary } from '../appeals/contract.js'
import { BOM, type CsvCell, csvLine } from '../platform/csv.js'
import { SHEET_TAIL, type SheetCell, sheetHead, sheetRow, XLSX } from '../platform/xlsx.js'

/** A file as it is written: what comes before the appeals (or comments), each of them, and what after. */
export interface Format<Item = AppealSummary> {
  mediaType: string
  head: string
  /** Undefined for what does not belong in it. @param isFirst of those written. */
  row(item: Item, isFirst: boolean): string | undefined
  tail: string
}

type Column = [name: string, of: (appeal: AppealSummary) => CsvCell]
const columns: readonly Column[] = [
  ['number', ({ number }) => number],
  ['status', ({ status }) => status],
  ['category', ({ category }) => category.code],
  ['category_name', ({ category }) => category.name],
  ['description', ({ description }) => description],
  ['address', ({ place }) => place?.address ?? null],
  ['latitude', ({ place }) => place?.latitude ?? null],
  ['longitude', ({ place }) => place?.longitude ?? null],
  ['received_at', ({ receivedAt }) => receivedAt],
  ['deadline', ({ deadline }) => deadline],
  ['is_overdue', ({ isOverdue }) => (isOverdue ? 'yes' : 'no')],
  ['answered_at', ({ answeredAt }) => answeredAt],
  ['closed_at', ({ closedAt }) => closedAt],
  ['supporters', ({ supporters }) => supporters],
]
const ofStaff: readonly Column[] = [
  ['campaign', ({ campaign }) => campaign],
  ['register_by', ({ registerBy }) => registerBy],
  ['assignee', ({ assignee }) => assignee ?? null],
  ['erased_at', ({ erasedAt }) => erasedAt],
]

export function csvFormat(isStaff: boolean): Format {
  const all = isStaff ? [...columns, ...ofStaff] : columns
  return {
    mediaType: 'text/csv; charset=utf-8',
    head: BOM + csvLine(all.map(([name]) => name)),
    row: (appeal) => csvLine(all.map(([, of]) => of(appeal))),
    tail: '',
  }
}

/** The sheet of a workbook for staff, with moments as the clock shows them in the time zone. */
export function xlsxFormat(timeZone: string): Format {
  const all = [...columns, ...ofStaff]
  const clock = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  const told = (name: string, value: CsvCell): SheetCell =>
    typeof value === 'string' && moments.has(name)
      ? { clock: Date.parse(`${clock.format(new Date(value)).replace(' ', 'T')}Z`) }
      : value
  return {
    mediaType: XLSX,
    head: sheetHead(all.map(([name]) => name)),
    row: (appeal) => sheetRow(all.map(([name, of]) => told(name, of(appeal)))),
    tail: SHEET_TAIL,
  }
}
const moments = new Set(['received_at', 'deadline', 'answered_at', 'closed_at', 'register_by', 'erased_at'])

export const jsonlFormat: Format = {
  mediaType: 'application/jsonl; charset=utf-8',
  head: '',
  row: (appeal) => `${JSON.stringify(appeal)}\n`,
  tail: '',
}

export const geojsonFormat: Format = {
  mediaType: 'application/geo+json; charset=utf-8',
  head: '{"type":"FeatureCollection","features":[\n',
  row: ({ place, ...properties }, isFirst) => {
    if (!place || place.latitude === null || place.longitude === null) return undefined
    const feature = {
      type: 'Feature',
      id: properties.number,
      geometry: { type: 'Point', coordinates: [place.longitude, place.latitude] },
      properties: { ...properties, address: place.address },
    }
    return `${isFirst ? '' : ',\n'}${JSON.stringify(feature)}`
  },
  tail: '\n]}\n',
}
