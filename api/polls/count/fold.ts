import { and, eq, sql } from 'drizzle-orm'
import { emit } from '../../events/emit.js'
import { canonical } from '../../platform/canonical.js'
import { sha256 } from '../../platform/crypto.js'
import { anyOf, rowsOf, type Transaction } from '../../platform/database.js'
import { everyBallot, type PollRow } from '../queries.js'
import type { Answers } from '../questions.js'
import { sealOf } from '../recount/seal.js'
import { ballots, pollCounts, pollTallies } from '../tables.js'
import { type BaggedBallot, type BagKeys, openBagRow, removeFromBag, sizeOfBag, takeFromBag } from './bag.js'
import { counted, type QuestionAnswer } from './published.js'

/** Different answers held at once while a whole box is counted: written one by one they would be written many times. */
const MOST_DIFFERENT = 20_000
/** Ballots moved by one transaction at most. */
const MOST = 2_000

/**
 * Moves ballots from the bag into the box, many at once and in the order of their random receipts, in a transaction of
 * its own, and adds them to the count.
 *
 * A ballot cannot be put into the box in the transaction of the vote: PostgreSQL keeps with every row by which
 * transaction it was written, and rows lie in the order they were written in, so that roll and box could be laid side by
 * side. Nor in one that follows each vote: the order would be that of the roll. So it waits, sealed, in the bag, which
 * the transaction of the vote does write (nothing acknowledged is lost), until there are as many as the poll's
 * `resultsStep`. When the poll closes, the rest is moved, and the whole box is laid down anew: see `mix`.
 *
 * It is the same step by which the results rise. And of all who vote none updates a row that another updates: whoever
 * folds does, one at a time.
 *
 * @param keys.isClosing moves all there are. @returns how many were moved.
 */
export async function fold(
  transaction: Transaction,
  poll: PollRow,
  keys: BagKeys & { now: Date; isClosing?: boolean },
): Promise<number> {
  await holdCount(transaction, poll)
  const least = keys.isClosing ? 1 : poll.resultsStep
  let moved = 0
  while ((await sizeOfBag(transaction, poll, least)) >= least) {
    const more = await move(transaction, poll, keys, least)
    moved += more
    if (more < least || !keys.isClosing) break
  }
  // While nobody may read the results, the stream does not tell when someone votes either.
  if (moved > 0 && poll.results !== 'after_close') {
    const data = { poll: poll.id }
    const { organizationId } = poll
    await emit(transaction, { organizationId, topic: `polls/${poll.id}`, type: 'poll.voted', data, at: keys.now })
  }
  return moved
}

/** Who folds, or counts, is alone. */
export async function holdCount(transaction: Transaction, { organizationId, id }: PollRow): Promise<void> {
  const name = `poll count ${organizationId}/${id}`
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
}

async function move(
  transaction: Transaction,
  poll: PollRow,
  keys: BagKeys & { isClosing?: boolean },
  least: number,
): Promise<number> {
  await beginCount(transaction, poll)
  const rows = await takeFromBag(transaction, poll, { atMost: MOST, isClosing: keys.isClosing })
  if (rows.length < least) return 0
  const opened = await Promise.all(
    rows.map(async (row) => {
      // What someone changed in the database stays where it is: the roll has one more than the box then.
      const ballot = await openBagRow(keys, poll, row).catch(() => undefined)
      return ballot ? [{ id: row.id, ballot }] : []
    }),
  )
  const found = opened.flat()
  // Of fewer than the step, whatever else lies in the bag, each could be joined to its voter.
  if (found.length < least) return 0
  const moved = found.map(({ ballot }) => ballot)
  const before = await answersBefore(transaction, poll, moved)
  await putInBox(transaction, poll, moved, keys.secret)
  await removeFromBag(
    transaction,
    poll,
    found.map(({ id }) => id),
  )
  const addition = nothing()
  for (const { answers } of moved) add(addition, poll, answers, 1)
  for (const answers of before) add(addition, poll, answers, -1)
  await addToCount(transaction, poll, addition)
  return moved.length
}

/** Puts ballots of paper into the box and the count, under ids that are as random as those of any other. The caller is alone. */
export async function layDown(
  transaction: Transaction,
  poll: PollRow,
  papers: readonly Answers[],
  secret: string,
): Promise<void> {
  for (let start = 0; start < papers.length; start += MOST) {
    const some = papers.slice(start, start + MOST)
    await beginCount(transaction, poll)
    const ballots = some.map((answers) => ({ receipt: crypto.randomUUID(), answers }))
    await putInBox(transaction, poll, ballots, secret)
    const addition = nothing()
    for (const answers of some) add(addition, poll, answers, 1)
    await addToCount(transaction, poll, addition)
  }
}

/** What ballots that say something else now said before. */
async function answersBefore(transaction: Transaction, poll: PollRow, moved: BaggedBallot[]): Promise<Answers[]> {
  const changed = moved.flatMap(({ receipt, isChange }) => (isChange ? [receipt] : []))
  if (changed.length === 0) return []
  const rows = await rowsOf<{ answers: Answers }>(
    transaction,
    sql`select ${ballots.answers} from ${ballots} where ${isOf(ballots, poll)}
      and ${ballots.id} = ${anyOf(changed, 'uuid')}`,
  )
  return rows.map(({ answers }) => answers)
}

async function putInBox(transaction: Transaction, poll: PollRow, moved: BaggedBallot[], secret: string): Promise<void> {
  const rows = await Promise.all(
    moved.map(async ({ receipt, answers }) => ({
      id: receipt,
      answers,
      seal: await sealOf(secret, poll, { receipt, answers }),
    })),
  )
  await transaction.execute(
    sql`insert into ${ballots} (organization_id, poll_id, id, answers, seal)
      select ${poll.organizationId}, ${poll.id}, id, answers, seal
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as moved(id uuid, answers jsonb, seal text) order by id
      on conflict (organization_id, poll_id, id) do update set answers = excluded.answers, seal = excluded.seal`,
  )
}

/** What ballots add to a count: alike answers, once, by their text. */
interface Addition {
  ballots: number
  answers: Map<string, { said: QuestionAnswer; count: number }>
}
const nothing = (): Addition => ({ ballots: 0, answers: new Map() })

function add(to: Addition, { questions }: PollRow, answers: Answers, times: number): void {
  to.ballots += times
  for (const said of counted(questions, answers)) {
    const text = canonical(said)
    const known = to.answers.get(text)
    if (known) known.count += times
    else to.answers.set(text, { said, count: times })
  }
}

async function addToCount(transaction: Transaction, poll: PollRow, addition: Addition): Promise<void> {
  const rows = await Promise.all(
    Array.from(addition.answers, async ([text, { said, count }]) => ({ ...said, key: await sha256(text), count })),
  )
  const total = addition.ballots
  const { organizationId, id: pollId } = poll
  await Promise.all([
    transaction.execute(
      sql`insert into ${pollCounts} (organization_id, poll_id, question, key, answer, count)
        select ${organizationId}, ${pollId}, question, key, answer, count
        from jsonb_to_recordset(${JSON.stringify(rows.filter(({ count }) => count !== 0))}::text::jsonb)
          as said(question text, key text, answer jsonb, count bigint)
        on conflict (organization_id, poll_id, question, key) do update set count = poll_counts.count + excluded.count`,
    ),
    transaction
      .update(pollTallies)
      .set({ ballots: sql`${pollTallies.ballots} + ${total}`, folds: sql`${pollTallies.folds} + 1` })
      .where(isOf(pollTallies, poll)),
  ])
}

/** Has a count to add to: of ballots that were put in the box otherwise, all are counted, once. The caller is alone. */
export async function beginCount(transaction: Transaction, poll: PollRow): Promise<void> {
  const { organizationId, id: pollId } = poll
  const begun = await transaction
    .insert(pollTallies)
    .values({ organizationId, pollId, ballots: 0, folds: 0 })
    .onConflictDoNothing()
    .returning({ folds: pollTallies.folds })
  if (begun.length === 0) return
  let addition = nothing()
  for await (const { answers } of everyBallot(transaction, poll)) {
    add(addition, poll, answers, 1)
    if (addition.answers.size < MOST_DIFFERENT) continue
    await addToCount(transaction, poll, addition)
    addition = nothing()
  }
  if (addition.ballots > 0) await addToCount(transaction, poll, addition)
}

/** Lays the ballots of a closed poll down anew, in the order of their ids, which are random: so that neither where they lie nor by which transaction they came tells which came together. */
export async function mix(transaction: Transaction, poll: PollRow): Promise<void> {
  await transaction.execute(
    sql`with taken as (delete from ${ballots} where ${isOf(ballots, poll)} returning *)
      insert into ${ballots} select * from taken order by id`,
  )
}

const isOf = (
  table: typeof ballots | typeof pollTallies | typeof pollCounts,
  { organizationId, id }: Pick<PollRow, 'organizationId' | 'id'>,
) => and(eq(table.organizationId, organizationId), eq(table.pollId, id))
