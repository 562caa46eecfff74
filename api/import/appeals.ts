import { localDate } from '../appeals/deadlines.js'
import { findImported, findTakenNumbers, type ImportedAppeal, insertImported } from '../appeals/imported.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import { type Database, inOrganization } from '../platform/database.js'
import { createCategoryFinder } from './category-finder.js'
import { type AppealMapping, compileMapping } from './mapping.js'
import { type ReadRow, Refusal, readRow } from './row.js'
import type { Source } from './source.js'

export interface AppealImport {
  organization: ResolvedOrganization
  source: Source
  mapping: AppealMapping
  /** IANA name: the clocks by which the file tells times. */
  timeZone: string
  /** Of the texts in the file. */
  language: string
  isCreatingCategories: boolean
  signal: AbortSignal
  now: Date
  onRefused(line: number, cause: string): void
  onProgress(count: ImportCount): void
}

export interface ImportCount {
  read: number
  imported: number
  /** Here already, from an earlier run. */
  known: number
}

/** Rows written in one transaction. */
const BATCH = 500

/**
 * Imports appeals, batch by batch. Each batch is a transaction and each row is known by its `externalId`, so a run that
 * was interrupted is continued by the same run again, and one that was not changes nothing.
 *
 * @throws {RangeError} for a mapping that does not fit the file, or a classifier that may not be added to.
 */
export async function importAppeals(database: Database, work: AppealImport): Promise<ImportCount> {
  const { organization, source, mapping, timeZone, language, signal, onRefused } = work
  const { id: organizationId, settings } = organization
  const readers = compileMapping(mapping, source.columns)
  const categories = await createCategoryFinder(database, {
    organization,
    language,
    today: localDate(work.now, settings.timeZone),
    isCreating: work.isCreatingCategories,
  })
  const count: ImportCount = { read: 0, imported: 0, known: 0 }
  let batch: { row: ReadRow; line: number }[] = []

  const flush = async () => {
    const fresh = await unknown(database, organizationId, batch, onRefused)
    count.known += fresh.known
    const taken: ImportedAppeal[] = []
    for (const { row, line } of fresh.rows) {
      const { category: text, group, ...said } = row
      const category = await categories.find(text, group)
      if (!category) {
        onRefused(line, `category: “${text}” is not in the classifier (--create-categories adds it)`)
        continue
      }
      const { code: categoryCode, names: categoryNames, kind } = category
      taken.push({ ...said, categoryCode, categoryNames, kind, language, visibility: settings.appealsVisibility })
    }
    if (taken.length > 0) {
      const written = await inOrganization(database, organizationId, async (transaction) => {
        await categories.save(transaction)
        return insertImported(transaction, { organizationId, batch: taken })
      })
      count.imported += written
      count.known += taken.length - written
    }
    batch = []
    work.onProgress(count)
  }

  for await (const { row, line } of source.rows) {
    if (signal.aborted) break
    count.read += 1
    try {
      batch.push({ row: readRow(row, { readers, dates: mapping.dates, timeZone }), line })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      onRefused(line, error.message)
    }
    if (batch.length >= BATCH) await flush()
  }
  if (batch.length > 0) await flush()
  return count
}

/** Those of a batch that are not here yet; what comes twice in the file counts as known the second time. */
async function unknown(
  database: Database,
  organizationId: string,
  batch: readonly { row: ReadRow; line: number }[],
  onRefused: AppealImport['onRefused'],
) {
  const externalIds = batch.map(({ row }) => row.externalId)
  const numbers = batch.flatMap(({ row }) => row.number ?? [])
  const [seen, takenNumbers] = await Promise.all([
    findImported(database, { organizationId, externalIds }),
    findTakenNumbers(database, { organizationId, numbers }),
  ])
  const rows = []
  let known = 0
  for (const { row, line } of batch) {
    if (seen.has(row.externalId)) {
      known += 1
      continue
    }
    if (row.number !== undefined && takenNumbers.has(row.number)) {
      onRefused(line, `number: ${row.number} is another appeal's`)
      continue
    }
    seen.add(row.externalId)
    if (row.number !== undefined) takenNumbers.add(row.number)
    rows.push({ row, line })
  }
  return { rows, known }
}
