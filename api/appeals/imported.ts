import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Queryable, rowsOf, type Transaction } from '../platform/database.js'
import type { AppealEvent } from './history.js'
import { foldHistory } from './history.js'
import { appealCounters, appealEvents, appeals } from './tables.js'

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
 * Writes a batch. What another import wrote at the same moment is left as that one wrote it.
 * @returns how many were written. @throws when a given number is taken.
 */
export async function insertImported(
  transaction: Transaction,
  { organizationId, batch }: { organizationId: string; batch: readonly ImportedAppeal[] },
): Promise<number> {
  const unnumbered = batch.filter(({ number }) => number === undefined).length
  const highest = Math.max(0, ...batch.map(({ number }) => number ?? 0))
  let next = (await takeNumbers(transaction, organizationId, { count: unnumbered, atLeast: highest })) - unnumbered
  const rows = batch.map(({ events, number, ...said }): AppealRow => {
    next += number === undefined ? 1 : 0
    return { ...said, ...foldHistory(events), organizationId, number: number ?? next, answers: {}, source: 'import' }
  })
  const written = await transaction
    .insert(appeals)
    .values(rows)
    .onConflictDoNothing({ target: [appeals.organizationId, appeals.externalId], where: sql`external_id is not null` })
    .returning({ id: appeals.id })
  const ids = new Set(written.map(({ id }) => id))
  const events = batch
    .filter(({ id }) => ids.has(id))
    .flatMap(({ id, events }) =>
      events.map((event) => ({ ...event, organizationId, appealId: id, actor: 'system' as const })),
    )
  if (events.length > 0) await transaction.insert(appealEvents).values(events)
  return ids.size
}

/** Moves the counter past `atLeast` and on by `count`; the last number taken. */
async function takeNumbers(
  transaction: Transaction,
  organizationId: string,
  { count, atLeast }: { count: number; atLeast: number },
): Promise<number> {
  const [counter] = await rowsOf<{ last: number }>(
    transaction,
    sql`insert into ${appealCounters} (organization_id, last) values (${organizationId}, ${atLeast + count}::int)
      on conflict (organization_id)
      do update set last = greatest(${appealCounters}.last, ${atLeast}::int) + ${count}::int
      returning last`,
  )
  if (!counter) throw new Error('an upsert that returns no row')
  return Number(counter.last)
}
