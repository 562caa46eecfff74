import { localDate } from '../appeals/deadlines.js'
import {
  findImported,
  findTakenNumbers,
  holdNumbers,
  type ImportedAppeal,
  insertImported,
} from '../appeals/imported.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import { type Database, inOrganization, type Transaction } from '../platform/database.js'
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
  imported: number
  /** Here already, from an earlier run. */
  known: number
  refused: number
}

/** Rows read before they are written, in one transaction. */
const BATCH = 500

type ReadLine = { line: number; row: ReadRow }
type RefusedLine = { line: number; cause: string }

/**
 * Imports appeals, batch by batch. Each batch is a transaction and each row is known by its `externalId`, so a run that
 * was interrupted is continued by the same run again, and one that was not changes nothing.
 *
 * @throws {MappingError} for a mapping that does not fit the file, or a classifier that may not be added to.
 */
export async function importAppeals(database: Database, work: AppealImport): Promise<ImportCount> {
  const { organization, source, mapping, timeZone, signal, now } = work
  const readers = compileMapping(mapping, source.columns)
  const count: ImportCount = { imported: 0, known: 0, refused: 0 }
  let batch: ReadLine[] = []
  let refused: RefusedLine[] = []

  const flush = async () => {
    if (batch.length > 0) {
      const written = await inOrganization(database, organization.path, (transaction) =>
        write(transaction, work, batch),
      )
      refused.push(...written.refused)
      count.imported += written.imported
      count.known += batch.length - written.imported - written.refused.length
    }
    count.refused += refused.length
    refused.sort((a, b) => a.line - b.line)
    for (const { line, cause } of refused) work.onRefused(line, cause)
    batch = []
    refused = []
    work.onProgress(count)
  }

  for await (const read of source.rows()) {
    if (signal.aborted) break
    const { line } = read
    if ('cause' in read) refused.push(read)
    else {
      try {
        batch.push({ line, row: readRow(read.row, { readers, dates: mapping.dates, timeZone, now }) })
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        refused.push({ line, cause: error.message })
      }
    }
    if (batch.length + refused.length >= BATCH) await flush()
  }
  await flush()
  return count
}

/** Writes what of a batch is not here yet, with the categories it needs. */
async function write(transaction: Transaction, work: AppealImport, batch: readonly ReadLine[]) {
  const { organization, language, isCreatingCategories: isCreating, now } = work
  const { id: organizationId, settings } = organization
  const last = await holdNumbers(transaction, organizationId)
  const { rows, refused } = await missing(transaction, organizationId, batch)
  if (rows.length === 0) return { imported: 0, refused }

  const today = localDate(now, settings.timeZone)
  const categories = await createCategoryFinder(transaction, { organization, language, today, isCreating })
  const taken: ImportedAppeal[] = []
  for (const { line, row } of rows) {
    const { category: text, group, ...said } = row
    const category = await categories.find(text, group)
    if (!category) {
      refused.push({ line, cause: `category: “${text}” is not in the classifier (--create-categories adds it)` })
      continue
    }
    const { code: categoryCode, names: categoryNames, kind } = category
    taken.push({ ...said, categoryCode, categoryNames, kind, language, visibility: settings.appealsVisibility })
  }
  await categories.save()
  if (taken.length > 0) await insertImported(transaction, { organizationId, batch: taken, last })
  return { imported: taken.length, refused }
}

/** Those of a batch that are not here yet; what comes twice in the file is known the second time. */
async function missing(transaction: Transaction, organizationId: string, batch: readonly ReadLine[]) {
  const externalIds = batch.map(({ row }) => row.externalId)
  const numbers = batch.flatMap(({ row }) => row.number ?? [])
  const [seen, takenNumbers] = await Promise.all([
    findImported(transaction, { organizationId, externalIds }),
    findTakenNumbers(transaction, { organizationId, numbers }),
  ])
  const rows: ReadLine[] = []
  const refused: RefusedLine[] = []
  for (const { line, row } of batch) {
    if (seen.has(row.externalId)) continue
    if (row.number !== undefined && takenNumbers.has(row.number)) {
      refused.push({ line, cause: `number: ${row.number} is another appeal's` })
      continue
    }
    seen.add(row.externalId)
    if (row.number !== undefined) takenNumbers.add(row.number)
    rows.push({ line, row })
  }
  return { rows, refused }
}
