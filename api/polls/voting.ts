import { randomSecret } from '../platform/crypto.js'
import type { Queryable, Transaction } from '../platform/database.js'
import { phaseAt } from '../platform/period.js'
import { invalid, Problem } from '../platform/problems.js'
import type { Vouched } from '../residents/vouched.js'
import { readBallot } from './ballot.js'
import type { AcceptedBallot, PollResults } from './contract.js'
import { type BagKeys, putIn, putInstead, toBagRow } from './count/bag.js'
import type { Counting } from './count/results.js'
import { isEligible } from './eligibility.js'
import { resultsEmbargo } from './embargo.js'
import { listedAmong } from './list.js'
import { findPoll, hasVoted, noteOnRoll, type PollRow } from './queries.js'
import type { Answers } from './questions.js'
import { hashOfSecret, receiptOf } from './receipt.js'
import { resultsOf, type Stated } from './recount/close.js'
import { holdOpen } from './recount/hold.js'
import { isCountedInGroups } from './tally.js'

/** What of a vote is kept, and told again to who sends it again. */
export type Accepted = Omit<AcceptedBallot, 'results'> & { results: null }

/** Of a vote, beside what it says. */
interface Casting extends BagKeys {
  now: Date
}

export interface Vote {
  /** As the roll names the voter: see `voterHash`. */
  voter: string
  answers: Answers
  /** The hash of the secret that the device made. */
  receipt?: string | undefined
  /** Throws where the voter is known by a device alone, and the poll asks for more. */
  refuse?: (() => Promise<never>) | undefined
  /** What is vouched for the voter, and which day it is where the organization is: asked for only where it matters. */
  vouched?: Vouched | undefined
  today(): string
}

/**
 * Takes a vote, in the transaction it is given.
 * @throws {Problem} `not-found`, `poll-not-open`, `invalid-input` with each wrong answer or for a receipt that another
 * ballot has, `already-voted`, `not-on-list`, `not-eligible`.
 */
export async function vote(
  transaction: Transaction,
  key: { organizationId: string; id: string },
  given: Vote & Casting,
): Promise<{ poll: PollRow; accepted: Accepted }> {
  const [, poll] = await Promise.all([holdOpen(transaction, key), findPoll(transaction, key)])
  const { row, accepted } = await prepareVote(poll, given)
  if (!(await listedAmong(transaction, poll, [given.voter])).has(given.voter)) throw new Problem('not-on-list')
  await noteOnRoll(transaction, poll, given.voter)
  if (!(await putIn(transaction, poll, row))) throw invalid('/receipt', 'taken')
  return { poll, accepted }
}

/** All of a vote that asks nothing of the database. */
export async function prepareVote(
  poll: PollRow,
  { answers, receipt: given, refuse, vouched, today, now, ...keys }: Vote & Casting,
) {
  if (phaseAt(poll, now) !== 'open') throw new Problem('poll-not-open')
  if (poll.identity === 'resident' || poll.isListed) await refuse?.()
  if (poll.eligibility && !isEligible(poll.eligibility, vouched, today())) throw new Problem('not-eligible')
  const ballot = checkBallot(poll, answers)
  const secret = given === undefined ? randomSecret() : null
  const receipt = receiptOf(given ?? (await hashOfSecret(secret ?? '')))
  const row = { ...(await toBagRow(keys, poll, { receipt, answers: ballot })), receipt }
  const accepted: Accepted = { poll: poll.id, accepted: true, receipt, secret, results: null }
  return { row, accepted }
}

/**
 * Has a ballot say something else, in the transaction it is given.
 * @throws {Problem} `not-found`, also where no ballot has the secret; `poll-not-open`, `vote-is-final`, `invalid-input`.
 */
export async function changeVote(
  transaction: Transaction,
  key: { organizationId: string; id: string },
  { ballotSecret, answers, now, ...keys }: Casting & { ballotSecret: string; answers: Answers },
): Promise<{ poll: PollRow; accepted: Accepted }> {
  const [, poll] = await Promise.all([holdOpen(transaction, key), findPoll(transaction, key)])
  if (phaseAt(poll, now) !== 'open') throw new Problem('poll-not-open')
  if (!poll.isChangeable) throw new Problem('vote-is-final')
  const ballot = checkBallot(poll, answers)
  const receipt = receiptOf(await hashOfSecret(ballotSecret))
  const row = await toBagRow(keys, poll, { receipt, answers: ballot, isChange: true })
  if (!(await putInstead(transaction, poll, { ...row, receipt }))) throw new Problem('not-found')
  return { poll, accepted: { poll: poll.id, accepted: true, receipt, secret: null, results: null } }
}

function checkBallot({ questions }: PollRow, answers: Answers): Answers {
  const { errors, ballot } = readBallot(questions, answers)
  if (errors.length > 0) throw new Problem('invalid-input', { errors })
  return ballot
}

/** Counts what was voted, and tells it to the voter; null while it is embargoed, and where counting takes long. */
export async function resultsAfterVote(
  database: Queryable,
  poll: PollRow,
  counting: Counting,
  now: Date,
): Promise<PollResults | null> {
  if (phaseAt(poll, now) !== 'open') return null
  await counting.voted(database, poll)
  const isTold = resultsEmbargo(poll, { hasVoted: true }, now) === null && isCountedInGroups(poll.questions)
  return isTold ? counting.asTold(database, poll) : null
}

/**
 * @param reader.voters as the roll may name the reader.
 * @throws {Problem} `results-embargoed` with what the reader has to wait for: `availableAfter` is `vote` or an instant.
 */
export async function readResults(
  database: Queryable,
  poll: PollRow,
  { voters, stated, counting, now }: { voters: string[]; stated: Stated; counting: Counting; now: Date },
): Promise<PollResults> {
  const isAsked = poll.results === 'after_vote' && phaseAt(poll, now) !== 'closed'
  const availableAfter = resultsEmbargo(poll, { hasVoted: isAsked && (await hasVoted(database, poll, voters)) }, now)
  if (availableAfter) throw new Problem('results-embargoed', { availableAfter })
  // As it was signed, for good, and counted once.
  if (phaseAt(poll, now) === 'closed') return resultsOf(await stated(database, poll))
  return counting.results(database, poll)
}
