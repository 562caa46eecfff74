import { and, asc, count, eq, gt, isNotNull, sql } from 'drizzle-orm'
import { recordAudit } from '../../audit/record.js'
import type { Queryable, Transaction } from '../../platform/database.js'
import { isSame } from '../../platform/equal.js'
import { phaseAt } from '../../platform/period.js'
import { invalid, Problem } from '../../platform/problems.js'
import type { SealedPlace, Sealing } from '../../platform/sealing.js'
import { readBallot } from '../ballot.js'
import { filled } from '../count/bag.js'
import { findPoll, type PollRow } from '../queries.js'
import type { Answers } from '../questions.js'
import { boxLock, holdOpen } from '../recount/hold.js'
import { pollPapers } from '../tables.js'

export type PaperRow = typeof pollPapers.$inferSelect

interface Which {
  organizationId: string
  id: string
}
interface By {
  actor: string
  at: Date
}
interface Entering extends By {
  sealing: Sealing
  /** Whether a person is signed in: of keys, one person may have several. */
  isPerson: boolean
}

export const paperPlace = (organizationId: string, sheet: string, pollId: string): SealedPlace => ({
  organizationId,
  column: 'poll_papers.sealed',
  row: `${pollId}/${sheet}`,
})

/**
 * Keeps what a sheet says, sealed, until the poll closes and it is counted: until then it may be withdrawn.
 * @throws {Problem} `not-found`, `poll-not-open`, `paper-not-taken`, `person-only` where a second person is wanted,
 * `paper-entered`, `invalid-input`.
 */
export async function enterSheet(
  transaction: Transaction,
  which: Which,
  { sheet, answers }: { sheet: string; answers: Answers },
  { actor, at, sealing, isPerson }: Entering,
): Promise<PaperRow> {
  const poll = await openPoll(transaction, which, at)
  if (poll.paper === 'none') throw new Problem('paper-not-taken')
  if (poll.paper === 'confirmed' && !isPerson) throw new Problem('person-only')
  const ballot = checked(poll, answers)
  const { organizationId, id: pollId } = poll
  const row: PaperRow = {
    organizationId,
    pollId,
    sheet,
    sealed: await sealing.seal(paperPlace(organizationId, sheet, pollId), filled(ballot)),
    status: poll.paper === 'confirmed' ? 'waiting' : 'entered',
    enteredBy: actor,
    enteredAt: at,
    confirmedBy: null,
    reason: null,
  }
  const { organizationId: _, pollId: __, sheet: ___, ...anew } = row
  const [written] = await transaction
    .insert(pollPapers)
    .values(row)
    .onConflictDoUpdate({
      target: [pollPapers.organizationId, pollPapers.pollId, pollPapers.sheet],
      set: anew,
      setWhere: eq(pollPapers.status, 'withdrawn'),
    })
    .returning()
  if (!written) throw new Problem('paper-entered')
  await record(transaction, written, 'poll.paper-entered', { actor, at })
  return written
}

/** Kept with a sheet that waits once a second person has entered something else, so that nobody finds out by trying. */
const DIFFERS = 'differs'

/**
 * Notes that a second person enters something else than the first, in a transaction that lasts: before `confirmSheet`,
 * which refuses it. The second time the sheet is withdrawn. Whether it differs; what else is wrong is not looked at.
 */
export async function noteDifference(
  transaction: Transaction,
  which: Which,
  { sheet, answers }: { sheet: string; answers: Answers },
  { actor, at, sealing, isPerson }: Entering,
): Promise<boolean> {
  await transaction.execute(sql`select pg_advisory_xact_lock_shared(${boxLock(which)})`)
  const poll = await findPoll(transaction, which)
  if (!isPerson || phaseAt(poll, at) !== 'open') return false
  const found = await find(transaction, poll, sheet)
  const { errors, ballot } = readBallot(poll.questions, answers)
  if (found?.status !== 'waiting' || found.enteredBy === actor || errors.length > 0) return false
  if (isSame(ballot, await answersOf(found, sealing))) return false
  const changed = { reason: DIFFERS, ...(found.reason !== null && { status: 'withdrawn' as const, sealed: null }) }
  await change(transaction, found, changed, 'poll.paper-differed', { actor, at })
  return true
}

/**
 * @throws {Problem} `not-found`, `poll-not-open`, `person-only`, `second-person`, `paper-not-waiting`, `invalid-input`
 * (`differs`).
 */
export async function confirmSheet(
  transaction: Transaction,
  which: Which,
  { sheet, answers }: { sheet: string; answers: Answers },
  { actor, at, sealing, isPerson }: Entering,
): Promise<PaperRow> {
  const poll = await openPoll(transaction, which, at)
  if (!isPerson) throw new Problem('person-only')
  const found = await lock(transaction, poll, sheet)
  if (found.status !== 'waiting') throw new Problem('paper-not-waiting')
  if (found.enteredBy === actor) throw new Problem('second-person')
  const ballot = checked(poll, answers)
  if (!isSame(ballot, await answersOf(found, sealing))) throw invalid('/answers', DIFFERS)
  const confirmed = { status: 'entered' as const, confirmedBy: actor, reason: null }
  return change(transaction, found, confirmed, 'poll.paper-confirmed', { actor, at })
}

/** What it said is gone. @throws {Problem} `not-found`, `poll-not-open`. */
export async function withdrawSheet(
  transaction: Transaction,
  which: Which,
  { sheet, reason }: { sheet: string; reason: string },
  by: By,
): Promise<PaperRow> {
  const poll = await openPoll(transaction, which, by.at)
  const found = await lock(transaction, poll, sheet)
  if (found.status === 'withdrawn') return found
  return change(transaction, found, { status: 'withdrawn', sealed: null, reason }, 'poll.paper-withdrawn', by)
}

/** In the order of their numbers, with one to spare to tell whether more follow. */
export const selectSheets = (
  database: Queryable,
  { organizationId, id }: Which,
  { after, limit, status }: { after?: string | undefined; limit: number; status?: PaperRow['status'] | undefined },
): Promise<PaperRow[]> =>
  database
    .select()
    .from(pollPapers)
    .where(
      and(
        isOf({ organizationId, pollId: id }),
        status === undefined ? undefined : eq(pollPapers.status, status),
        after === undefined ? undefined : gt(pollPapers.sheet, after),
      ),
    )
    .orderBy(asc(pollPapers.sheet))
    .limit(limit + 1)

/** How many sheets stand how. */
export async function countSheets(
  database: Queryable,
  { organizationId, id }: Which,
): Promise<Record<PaperRow['status'], number>> {
  const rows = await database
    .select({ status: pollPapers.status, count: count() })
    .from(pollPapers)
    .where(isOf({ organizationId, pollId: id }))
    .groupBy(pollPapers.status)
  const none = { waiting: 0, entered: 0, counted: 0, unconfirmed: 0, withdrawn: 0 }
  return { ...none, ...Object.fromEntries(rows.map(({ status, count }) => [status, count])) }
}

/**
 * Takes what the sheets say out of their seals, in the transaction that closes the poll: from then on nothing joins a
 * sheet to what it says. Of one that waits for a second person in vain it is gone. One that someone changed in the
 * database stays as it is: see `sheetsLeft`.
 */
export async function takeSheets(transaction: Transaction, poll: PollRow, sealing: Sealing): Promise<Answers[]> {
  const rows = await transaction
    .select()
    .from(pollPapers)
    .where(and(isOf({ organizationId: poll.organizationId, pollId: poll.id }), eq(pollPapers.status, 'entered')))
    .for('update')
  const taken: Answers[] = []
  for (const row of rows) {
    const answers = await answersOf(row, sealing).catch(() => undefined)
    if (!answers) continue
    taken.push(answers)
    await transaction.update(pollPapers).set({ status: 'counted', sealed: null }).where(isIt(row))
  }
  await transaction
    .update(pollPapers)
    .set({ status: 'unconfirmed', sealed: null })
    .where(and(isOf({ organizationId: poll.organizationId, pollId: poll.id }), eq(pollPapers.status, 'waiting')))
  return taken
}

/** How many sheets should be counted, and do not open. */
export async function sheetsLeft(database: Queryable, { organizationId, id }: Which): Promise<number> {
  const [found] = await database
    .select({ count: count() })
    .from(pollPapers)
    .where(and(isOf({ organizationId, pollId: id }), eq(pollPapers.status, 'entered'), isNotNull(pollPapers.sealed)))
  return found?.count ?? 0
}

/** How many sheets no second person has confirmed until the poll closed. */
export async function countUnconfirmed(database: Queryable, { organizationId, id }: Which): Promise<number> {
  const [found] = await database
    .select({ count: count() })
    .from(pollPapers)
    .where(and(isOf({ organizationId, pollId: id }), eq(pollPapers.status, 'unconfirmed')))
  return found?.count ?? 0
}

async function openPoll(transaction: Transaction, which: Which, at: Date): Promise<PollRow> {
  const [, poll] = await Promise.all([holdOpen(transaction, which), findPoll(transaction, which)])
  if (phaseAt(poll, at) !== 'open') throw new Problem('poll-not-open')
  return poll
}

function checked({ questions }: PollRow, answers: Answers): Answers {
  const { errors, ballot } = readBallot(questions, answers)
  if (errors.length > 0) throw new Problem('invalid-input', { errors })
  return ballot
}

const answersOf = async ({ organizationId, pollId, sheet, sealed }: PaperRow, sealing: Sealing): Promise<Answers> =>
  JSON.parse(await sealing.unseal(paperPlace(organizationId, sheet, pollId), sealed ?? ''))

async function lock(transaction: Transaction, poll: PollRow, sheet: string): Promise<PaperRow> {
  const found = await find(transaction, poll, sheet)
  if (!found) throw new Problem('not-found')
  return found
}

async function find(transaction: Transaction, poll: PollRow, sheet: string): Promise<PaperRow | undefined> {
  const [found] = await transaction
    .select()
    .from(pollPapers)
    .where(isIt({ organizationId: poll.organizationId, pollId: poll.id, sheet }))
    .for('update')
  return found
}

async function change(
  transaction: Transaction,
  found: PaperRow,
  changed: Partial<PaperRow>,
  action: string,
  by: By,
): Promise<PaperRow> {
  await transaction.update(pollPapers).set(changed).where(isIt(found))
  const row = { ...found, ...changed }
  await record(transaction, row, action, by)
  return row
}

/** Who did what with which sheet; never what it says. */
const record = (
  transaction: Transaction,
  { organizationId, pollId, sheet, status, reason }: PaperRow,
  action: string,
  { actor, at }: By,
) =>
  recordAudit(transaction, {
    organizationId,
    actor,
    action,
    subject: `polls/${pollId}`,
    details: { sheet, status, ...(reason !== null && { reason }) },
    at,
  })

const isOf = ({ organizationId, pollId }: Pick<PaperRow, 'organizationId' | 'pollId'>) =>
  and(eq(pollPapers.organizationId, organizationId), eq(pollPapers.pollId, pollId))
const isIt = ({ sheet, ...poll }: Pick<PaperRow, 'organizationId' | 'pollId' | 'sheet'>) =>
  and(isOf(poll), eq(pollPapers.sheet, sheet))
