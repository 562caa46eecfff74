import type { z } from 'zod'
import { type AppealSummary, appealsQuery } from '../appeals/contract.js'
import { countRows, listRows } from '../appeals/list.js'
import { publicStatuses, toSummary } from '../appeals/view.js'
import { requireStaff } from '../identity/authenticate.js'
import { textsFor } from '../pages/texts.js'
import { toAtom } from '../platform/atom.js'
import { type AppContext, createRouter, privateCache, publicCache } from '../platform/http.js'
import { localize } from '../platform/language.js'
import { toPage } from '../platform/paging.js'
import { invalid } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { SHEET_ROWS, workbook } from '../platform/xlsx.js'
import { downloadAppeals } from './contract.js'
import { csvFormat, type Format, geojsonFormat, jsonlFormat, xlsxFormat } from './formats.js'
import { streamed } from './stream.js'

/** Appeals read from the database at once. */
const PAGE = 1000
/** Entries of a feed. */
const FED = 50
/** Seconds for which a file may be kept by whoever carries it. */
const FRESH = 60

export function exportRoutes({ database: index, settings, now }: Services) {
  return createRouter().openapi(downloadAppeals, async (c) => {
    const organization = c.get('organization')
    const { file } = c.req.valid('param')
    const isStaff = c.get('staff') !== undefined
    if (file === 'appeals.xlsx') requireStaff(c)
    if (isStaff) privateCache(c)
    else publicCache(c, FRESH)
    const isClosed = !isStaff && organization.settings.appealsVisibility === 'private'
    const reader = { organization, language: c.get('language'), now: now() }
    const asked = (query: z.output<typeof appealsQuery>) => ({
      organizationId: organization.id,
      query,
      only: isStaff ? undefined : publicStatuses(organization.settings),
      index,
      looker: { actor: '', now: now(), timeZone: organization.settings.timeZone },
    })
    const given = { ...appealsQuery.parse({}), ...c.req.valid('query') }
    const read = async (cursor: string | undefined, limit = PAGE) => {
      if (isClosed) return { items: [], next: undefined }
      const { rows, cursorOf } = await listRows(c.get('database'), asked({ ...given, limit, cursor }))
      const page = toPage(rows, limit, (row) => toSummary(row, reader, isStaff ? 'all' : 'masked'), cursorOf)
      return { items: page.items, next: page.next ?? undefined }
    }
    if (file === 'appeals.atom') {
      const { items } = await read(undefined, FED)
      const origin = settings.PUBLIC_URL ?? new URL(c.req.url).origin
      return c.body(feedOf(c, items, origin), 200, { 'content-type': 'application/atom+xml; charset=utf-8' })
    }
    const formats: Record<typeof file, Format> = {
      'appeals.csv': csvFormat(isStaff),
      'appeals.jsonl': jsonlFormat,
      'appeals.xlsx': xlsxFormat(organization.settings.timeZone),
      'appeals.geojson': geojsonFormat,
    }
    const format = formats[file]
    // What fails fails as a problem document: the first page is read before anything is sent.
    const first = await read(undefined)
    const rows = isClosed ? 0 : await countRows(c.get('database'), asked(given))
    if (file === 'appeals.xlsx' && rows >= SHEET_ROWS) throw invalid('/file', 'too-many-rows')
    const written = streamed(format, (cursor) => (cursor === undefined ? Promise.resolve(first) : read(cursor)))
    return c.body(file === 'appeals.xlsx' ? workbook(written) : written, 200, {
      'content-type': format.mediaType,
      'content-disposition': `attachment; filename="${organization.id}-${file}"`,
      'vmeste-rows': String(rows),
    })
  })
}

/** What was reported, the newest first, each by its own page. */
function feedOf(c: AppContext, items: readonly AppealSummary[], origin: string): string {
  const { id, names, settings } = c.get('organization')
  const language = c.get('language')
  const { pathname, search } = new URL(c.req.url)
  const name = localize(names, language, settings.languages)
  const category = items[0]?.category.name
  const { statuses, appeals } = textsFor(language)
  return toAtom({
    id: origin + pathname + search,
    title: [name, c.req.query('category') ? category : appeals].filter(Boolean).join(': '),
    link: `${origin}/o/${id}/appeals`,
    author: name,
    since: new Date(items.at(-1)?.receivedAt ?? 0),
    entries: items.toReversed().map(({ number, category, status, description, place, receivedAt }) => ({
      id: `${number}`,
      title: `№ ${number}: ${category.name} (${statuses[status]})`,
      text: [description, place?.address].filter(Boolean).join('\n') || undefined,
      link: `${origin}/o/${id}/appeals/${number}`,
      at: new Date(receivedAt),
    })),
  })
}
