import { and, count, eq, sql } from 'drizzle-orm'
import { keyedHash } from '../../platform/crypto.js'
import { anyOf, type Queryable, rowsOf, type Transaction } from '../../platform/database.js'
import type { SealedPlace, Sealing } from '../../platform/sealing.js'
import type { PollRow } from '../queries.js'
import type { Answers } from '../questions.js'
import { ballotBag, ballots } from '../tables.js'

/** A ballot on its way into the box. */
export interface BaggedBallot {
  receipt: string
  answers: Answers
  /** It may be in the box already, and says something else now. */
  isChange?: true
}

export interface BagKeys {
  /** The installation's. */
  secret: string
  sealing: Sealing
}

interface BagRow {
  id: string
  sealed: string
}

type PollKey = Pick<PollRow, 'organizationId' | 'id'>

/** Bytes to which contents are filled up: how long one is says something of it. */
const FILLED_TO = 256

export async function toBagRow({ secret, sealing }: BagKeys, poll: PollKey, ballot: BaggedBallot): Promise<BagRow> {
  const { organizationId, id: pollId } = poll
  const id = await keyedHash(secret, 'ballot bag', organizationId, pollId, ballot.receipt)
  return { id, sealed: await sealing.seal(bagPlace(organizationId, id, pollId), filled(ballot)) }
}

/** As JSON, as long as others are. */
export function filled(value: unknown): string {
  const content = JSON.stringify(value)
  const { length } = new TextEncoder().encode(content)
  return content + ' '.repeat((FILLED_TO - (length % FILLED_TO)) % FILLED_TO)
}

/** @throws where it was changed, or sealed with a key that is gone. */
export const openBagRow = async (
  { sealing }: BagKeys,
  { organizationId, id: pollId }: PollKey,
  { id, sealed }: BagRow,
): Promise<BaggedBallot> => JSON.parse(await sealing.unseal(bagPlace(organizationId, id, pollId), sealed))

export const bagPlace = (organizationId: string, id: string, pollId: string): SealedPlace => ({
  organizationId,
  column: 'ballot_bag.sealed',
  row: `${pollId}/${id}`,
})

/** Puts ballots in that are new; answers the ids of those that are in: of a receipt that is taken there is none. */
export async function putIn(
  transaction: Transaction,
  { organizationId, id: pollId }: PollKey,
  row: BagRow & { receipt: string },
): Promise<boolean> {
  const { receipt, ...values } = row
  const [put, boxed] = await Promise.all([
    transaction
      .insert(ballotBag)
      .values({ organizationId, pollId, ...values })
      .onConflictDoNothing()
      .returning({ id: ballotBag.id }),
    // After it: who moves the one that is in the bag is waited for, and has put it in the box.
    isInBox(transaction, { organizationId, id: pollId }, receipt),
  ])
  return put.length > 0 && !boxed
}

/** Has a ballot say something else; false where there is none of the receipt, and then the transaction must not last. */
export async function putInstead(
  transaction: Transaction,
  { organizationId, id: pollId }: PollKey,
  { receipt, id, sealed }: BagRow & { receipt: string },
): Promise<boolean> {
  const [put] = await transaction
    .insert(ballotBag)
    .values({ organizationId, pollId, id, sealed })
    .onConflictDoUpdate({
      target: [ballotBag.organizationId, ballotBag.pollId, ballotBag.id],
      set: { sealed },
    })
    .returning({ isNew: sql<boolean>`xmax = 0` })
  return !put?.isNew || isInBox(transaction, { organizationId, id: pollId }, receipt)
}

async function isInBox(database: Queryable, { organizationId, id: pollId }: PollKey, receipt: string) {
  const found = await database
    .select({ id: ballots.id })
    .from(ballots)
    .where(and(eq(ballots.organizationId, organizationId), eq(ballots.pollId, pollId), eq(ballots.id, receipt)))
  return found.length > 0
}

const inBagOf = ({ organizationId, id }: PollKey) =>
  and(eq(ballotBag.organizationId, organizationId), eq(ballotBag.pollId, id))

/** How many there are; counted no further than asked for. */
export async function sizeOfBag(database: Queryable, poll: PollKey, atMost: number): Promise<number> {
  const some = database.select({ id: ballotBag.id }).from(ballotBag).where(inBagOf(poll)).limit(atMost).as('some')
  const [found] = await database.select({ count: count() }).from(some)
  return found?.count ?? 0
}

/**
 * Takes hold of ballots for the transaction.
 * @param isClosing waits for what someone else has in hand at this moment, a voter or who seals it anew; otherwise that
 * is left for the next time.
 */
export const takeFromBag = (
  transaction: Transaction,
  poll: PollKey,
  { atMost, isClosing }: { atMost: number; isClosing: boolean | undefined },
): Promise<BagRow[]> =>
  transaction
    .select({ id: ballotBag.id, sealed: ballotBag.sealed })
    .from(ballotBag)
    .where(inBagOf(poll))
    .limit(atMost)
    .for('update', isClosing ? {} : { skipLocked: true })

export async function removeFromBag(transaction: Transaction, { organizationId, id }: PollKey, ids: string[]) {
  await rowsOf(
    transaction,
    sql`delete from ${ballotBag} where ${ballotBag.organizationId} = ${organizationId} and ${ballotBag.pollId} = ${id}
      and ${ballotBag.id} = ${anyOf(ids, 'text')}`,
  )
}
