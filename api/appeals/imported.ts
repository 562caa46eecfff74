import { and, eq, inArray, sql } from 'drizzle-orm'
import { askRecount } from '../insight/recount.js'
import type { Queryable, Transaction } from '../platform/database.js'
import type { AppealEvent } from './history.js'
import { foldHistory } from './history.js'
import { appealCounters, appealEvents, appeals } from './tables.js'

/** Milliseconds after the last batch, until when an import is taken to be over. */
const QUIET = 10_000

type AppealRow = typeof appeals.$inferInsert

/** An appeal from elsewhere: what was said, and a history whose fold is where it stands. */
export interface ImportedAppeal
  extends Pick<
    AppealRow,
    | 'id'
    | 'categoryCode'
    | 'categoryNames'
    | 'kind'
    | 'description'
    | 'language'
    | 'address'
    | 'latitude'
    | 'longitude'
    | 'visibility'
    | 'receivedAt'
  > {
  externalId: string
  /** Given by the counter unless known. */
  number?: number
  events: AppealEvent[]
}

/** Which of these are here already. */
export async function findImported(
  database: Queryable,
  { organizationId, externalIds }: { organizationId: string; externalIds: string[] },
): Promise<Set<string>> {
  const found = await database
    .select({ externalId: appeals.externalId })
    .from(appeals)
    .where(and(eq(appeals.organizationId, organizationId), inArray(appeals.externalId, externalIds)))
  return new Set(found.flatMap(({ externalId }) => externalId ?? []))
}

export async function findTakenNumbers(
  database: Queryable,
  { organizationId, numbers }: { organizationId: string; numbers: number[] },
): Promise<Set<number>> {
  const found = await database
    .select({ number: appeals.number })
    .from(appeals)
    .where(and(eq(appeals.organizationId, organizationId), inArray(appeals.number, numbers)))
  return new Set(found.map(({ number }) => number))
}

/**
 * Holds the counter of appeal numbers until the transaction ends: whoever else numbers appeals here waits, another
 * import too, so that what is found to be missing stays so until it is written. The last number taken.
 */
export async function holdNumbers(transaction: Transaction, organizationId: string): Promise<number> {
  const [counter] = await transaction
    .insert(appealCounters)
    .values({ organizationId, last: 0 })
    .onConflictDoUpdate({ target: appealCounters.organizationId, set: { last: sql`${appealCounters.last}` } })
    .returning({ last: appealCounters.last })
  if (!counter) throw new Error('an upsert that returns no row')
  return counter.last
}

/**
 * Writes a batch of which nothing is here yet.
 * @param last the last number taken, as `holdNumbers` tells it in the same transaction.
 */
export async function insertImported(
  transaction: Transaction,
  { organizationId, batch, last }: { organizationId: string; batch: readonly ImportedAppeal[]; last: number },
): Promise<void> {
  let counted = Math.max(last, ...batch.map(({ number }) => number ?? 0))
  const rows = batch.map(({ events, number, ...said }): AppealRow => {
    counted += number === undefined ? 1 : 0
    const { address = null, latitude = null, longitude = null } = said
    return {
      ...said,
      ...foldHistory(events),
      organizationId,
      number: number ?? counted,
      // Null where nothing is known, so that every batch is one statement, prepared once.
      address,
      latitude,
      longitude,
      secretHash: null,
      deadlineDays: null,
      deadlineUnit: null,
      answers: {},
      source: 'import',
    }
  })
  await transaction.insert(appeals).values(rows)
  await transaction
    .insert(appealEvents)
    .values(batch.flatMap(({ id, events }) => events.map((event) => ({ ...event, organizationId, appealId: id }))))
  await askRecount(transaction, organizationId, new Date(Date.now() + QUIET))
  await transaction
    .update(appealCounters)
    .set({ last: counted })
    .where(eq(appealCounters.organizationId, organizationId))
}
