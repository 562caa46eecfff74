import { type CategoryRow, ownCategories, saysTheSame, writeCategory, writeDeadline } from '../classifier/write.js'
import { type Database, inOrganization, type Transaction } from '../platform/database.js'
import type { ClassifierEntry } from './classifier-file.js'

export interface ClassifierCount {
  added: number
  changed: number
  unchanged: number
}

/**
 * Brings an organization's own classifier to what is given, in its order. What is not given stays as it is; names in
 * other languages stay too, so that a classifier can be imported language by language.
 *
 * @param validFrom `YYYY-MM-DD`: from when a deadline holds that says no day of its own.
 */
export function importClassifier(
  database: Database | Transaction,
  {
    organizationId,
    entries,
    validFrom,
  }: { organizationId: string; entries: readonly ClassifierEntry[]; validFrom: string },
): Promise<ClassifierCount> {
  return inOrganization(database, organizationId, async (transaction) => {
    const kept = new Map((await ownCategories(transaction, organizationId)).map((row) => [row.code, row]))
    const count = { added: 0, changed: 0, unchanged: 0 }
    for (const [index, { deadline, ...entry }] of entries.entries()) {
      const row: CategoryRow = { ...entry, organizationId, position: index + 1 }
      const before = kept.get(row.code)
      const isSame = before !== undefined && same(before, row)
      if (!isSame) await writeCategory(transaction, row)
      const isPromised =
        deadline !== undefined &&
        (await writeDeadline(transaction, {
          organizationId,
          code: row.code,
          deadline: { ...deadline, validFrom: deadline.validFrom ?? validFrom },
        }))
      count[before ? (isSame && !isPromised ? 'unchanged' : 'changed') : 'added'] += 1
    }
    return count
  })
}

function same(kept: CategoryRow, given: CategoryRow): boolean {
  const bare = ({ names: _names, groupNames: _groupNames, ...rest }: CategoryRow) => canonical(rest)
  return (
    saysTheSame(kept.names, given.names) && saysTheSame(kept.groupNames, given.groupNames) && bare(kept) === bare(given)
  )
}

/** JSON with members in one order: the database keeps another than we do. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
