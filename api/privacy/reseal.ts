import { type SQL, sql } from 'drizzle-orm'
import { contactPlace } from '../appeals/contacts.js'
import { discussionFollowerPlace } from '../discussions/following/follow.js'
import { partnerPlace } from '../forwarding/partners.js'
import { pushPlace } from '../notifications/browsers.js'
import { followerPlace } from '../notifications/follow.js'
import { type Database, inOrganization, type Queryable, rowsOf, type Transaction } from '../platform/database.js'
import type { SealedPlace, Sealing } from '../platform/sealing.js'
import { bagPlace } from '../polls/count/bag.js'
import { paperPlace } from '../polls/paper/sheets.js'
import { residentPlace } from '../residents/contact.js'
import { sourcePlace } from '../residents/sources.js'
import { totpPlace } from '../staff/totp.js'

/** A column of sealed values. The table has an index on `split_part(<column>, '.', 1)`: the key of each. */
export interface SealedColumn {
  table: string
  column: string
  /** The column of the row's id. */
  row: string
  /** The column of what the row is of, where its place names that too. */
  of?: string
  place(organizationId: string, row: string, of: string): SealedPlace
  /** The table is of the installation, and has no `organization_id`. */
  isOfNoOrganization?: boolean
  /** Columns that held the same in the clear before there was sealing: sealed as JSON, and emptied. */
  inTheClear?: readonly string[]
}

/** Every sealed column there is: what is missing here is lost when its key is. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'appeal_contacts',
    column: 'sealed',
    row: 'appeal_id',
    place: contactPlace,
    inTheClear: ['name', 'email', 'phone'],
  },
  { table: 'ballot_bag', column: 'sealed', row: 'id', of: 'poll_id', place: bagPlace },
  { table: 'partners', column: 'sealed', row: 'id', place: partnerPlace },
  { table: 'poll_papers', column: 'sealed', row: 'sheet', of: 'poll_id', place: paperPlace },
  { table: 'followers', column: 'push', row: 'id', place: pushPlace },
  { table: 'followers', column: 'sealed', row: 'id', place: followerPlace },
  { table: 'discussion_followers', column: 'sealed', row: 'id', place: discussionFollowerPlace },
  { table: 'residents', column: 'sealed', row: 'id', place: residentPlace },
  { table: 'resident_sources', column: 'sealed', row: 'id', place: sourcePlace },
  { table: 'staff_accounts', column: 'totp', row: 'id', place: (_, row) => totpPlace(row), isOfNoOrganization: true },
]

/** Rows sealed in one transaction: few, so that nobody who writes waits long. */
const BATCH = 200

export interface Resealed {
  done: number
  /** Another process had them at the moment, and the next round takes them; or someone changed them in the database. */
  left: number
  /** By key: what no key of the settings opens. */
  lost: Record<string, number>
}

/**
 * Seals with the present key what another sealed, and what is not sealed at all, batch by batch. It may be ended at any
 * moment and begun again, and several processes may do it at once: each value is whole under the one key or the other.
 *
 * @param options.isOver ends it after the batch under way.
 */
export async function reseal(
  database: Database,
  sealing: Sealing,
  { isOver = () => false, progress = () => {} }: { isOver?(): boolean; progress?(done: number): void } = {},
): Promise<Resealed> {
  let done = 0
  for (const column of sealedColumns) {
    for (const stale of staleIn(column, sealing)) {
      while (!isOver()) {
        const owner = column.isOfNoOrganization ? sql`''` : sql`organization_id`
        const rows = await rowsOf<{ organization_id: string }>(
          database,
          sql`select ${owner} as organization_id from ${sql.identifier(column.table)} where ${stale} limit 1`,
        )
        const [next] = rows
        if (!next) break
        const work = (transaction: Transaction) =>
          resealBatch(transaction, column, stale, sealing, next.organization_id)
        const sealed = column.isOfNoOrganization
          ? await database.transaction(work)
          : await inOrganization(database, next.organization_id, work)
        // Others have these in hand, or nothing opens them.
        if (sealed === 0) break
        done += sealed
        progress(done)
      }
    }
  }
  return { done, ...(await countStale(database, sealing)) }
}

async function resealBatch(
  transaction: Transaction,
  { table, column, row, of = row, place, isOfNoOrganization, inTheClear = [] }: SealedColumn,
  stale: SQL,
  sealing: Sealing,
  organizationId: string,
): Promise<number> {
  const names = [row, of, column, ...inTheClear].map((name) => sql.identifier(name))
  const mine = isOfNoOrganization ? sql`true` : sql`organization_id = ${organizationId}`
  const found = await rowsOf<Record<string, string | null>>(
    transaction,
    sql`select ${sql.join(names, sql`, `)} from ${sql.identifier(table)}
      where ${mine} and ${stale} limit ${BATCH} for update skip locked`,
  )
  let done = 0
  for (const values of found) {
    const id = String(values[row])
    const sealed = values[column]
    const at = place(organizationId, id, String(values[of]))
    const plain = sealed
      ? await sealing.unseal(at, sealed).catch(() => undefined)
      : JSON.stringify(Object.fromEntries(inTheClear.map((name) => [name, values[name] ?? null])))
    // What someone changed in the database must not keep the rest from it.
    if (plain === undefined) continue
    const changes = [
      sql`${sql.identifier(column)} = ${await sealing.seal(at, plain)}`,
      ...inTheClear.map((name) => sql`${sql.identifier(name)} = null`),
    ]
    await transaction.execute(sql`update ${sql.identifier(table)} set ${sql.join(changes, sql`, `)}
      where ${mine} and ${sql.identifier(row)} = ${id} and ${sql.identifier(of)} = ${values[of]}`)
    done += 1
  }
  return done
}

/** What waits to be sealed, in the words of the index: by each other key that opens it, or by none. */
const staleIn = ({ column, inTheClear }: SealedColumn, { keys, currentKey }: Sealing): SQL[] => [
  ...keys.filter((key) => key !== currentKey).map((key) => sql`${keyIn(column)} = ${key}`),
  ...(inTheClear ? [sql`${keyIn(column)} is null`] : []),
]

const keyIn = (column: string) => sql`split_part(${sql.identifier(column)}, '.', 1)`

/** How much waits to be sealed anew, and what cannot be. */
export async function countStale(database: Queryable, sealing: Sealing): Promise<Omit<Resealed, 'done'>> {
  const result: Omit<Resealed, 'done'> = { left: 0, lost: {} }
  for (const { table, column, inTheClear } of sealedColumns) {
    const counts = await rowsOf<{ key: string | null; count: number | string }>(
      database,
      sql`select ${keyIn(column)} as key, count(*) as count from ${sql.identifier(table)} group by 1`,
    )
    for (const { key, count } of counts) {
      if (key === sealing.currentKey || (key === null && !inTheClear)) continue
      if (key === null || sealing.keys.includes(key)) result.left += Number(count)
      else result.lost[key] = (result.lost[key] ?? 0) + Number(count)
    }
  }
  return result
}
