import { emit } from '../events/emit.js'
import { keyedHash, randomSecret } from '../platform/crypto.js'
import type { Queryable, Transaction } from '../platform/database.js'
import { phaseAt } from '../platform/period.js'
import { Problem } from '../platform/problems.js'
import { readBallot } from './ballot.js'
import type { AcceptedBallot, PollResults } from './contract.js'
import { resultsEmbargo } from './embargo.js'
import { countBallots, findPoll, hasVoted, insertBallot, type PollRow, replaceBallot } from './queries.js'
import type { Answers } from './questions.js'
import { hashOfSecret, receiptOf } from './receipt.js'
import { holdOpen, resultsOf, type Stated } from './recount/close.js'
import { sealOf } from './recount/seal.js'
import { isCountedInGroups } from './tally.js'

/** By what a voter is known: as a resident (see `residents/subject.ts`), by the device's random key, else by the network address and browser. */
export type VoterTraits = { resident: string } | { device: string } | { address: string; userAgent: string }

/** The voter as the roll of one poll names them: nobody without the secret can tell who it is, or join it to another poll. */
export function voterHash(
  secret: string,
  poll: { organizationId: string; id: string },
  traits: VoterTraits,
): Promise<string> {
  return keyedHash(secret, poll.organizationId, poll.id, ...partsOf(traits))
}

function partsOf(traits: VoterTraits): string[] {
  if ('resident' in traits) return ['resident', traits.resident]
  return 'device' in traits ? ['device', traits.device] : ['address', traits.address, traits.userAgent]
}

/**
 * Counts a vote, in the transaction it is given.
 * @param refuse throws where the voter is known by a device alone, and the poll asks for more.
 * @throws {Problem} `not-found`, `poll-not-open`, `invalid-input` with each wrong answer, `already-voted`.
 */
export async function vote(
  transaction: Transaction,
  key: { organizationId: string; id: string },
  {
    voter,
    answers,
    receipt: given,
    key: installation,
    now,
    refuse,
  }: {
    voter: string
    answers: Answers
    /** The hash of the secret that the device made. */
    receipt?: string | undefined
    /** The installation's secret, which seals the ballot. */
    key: string
    now: Date
    refuse?: (() => Promise<never>) | undefined
  },
): Promise<AcceptedBallot> {
  const [, poll] = await Promise.all([holdOpen(transaction, key), findPoll(transaction, key)])
  if (phaseAt(poll, now) !== 'open') throw new Problem('poll-not-open')
  if (poll.identity === 'resident') await refuse?.()
  const { errors, ballot } = readBallot(poll.questions, answers)
  if (errors.length > 0) throw new Problem('invalid-input', { errors })
  const secret = given === undefined ? randomSecret() : null
  const receipt = receiptOf(given ?? (await hashOfSecret(secret ?? '')))
  const seal = await sealOf(installation, poll, { receipt, answers: ballot })
  await insertBallot(transaction, poll, { voter, answers: ballot, receipt, seal })
  await announce(transaction, poll, now)
  return { ...(await accepted(transaction, poll, now)), receipt, secret }
}

/**
 * Has a ballot say something else, in the transaction it is given.
 * @throws {Problem} `not-found`, also where no ballot has the secret; `poll-not-open`, `vote-is-final`, `invalid-input`.
 */
export async function changeVote(
  transaction: Transaction,
  key: { organizationId: string; id: string },
  { secret, answers, key: installation, now }: { secret: string; answers: Answers; key: string; now: Date },
): Promise<AcceptedBallot> {
  const [, poll] = await Promise.all([holdOpen(transaction, key), findPoll(transaction, key)])
  if (phaseAt(poll, now) !== 'open') throw new Problem('poll-not-open')
  if (!poll.isChangeable) throw new Problem('vote-is-final')
  const { errors, ballot } = readBallot(poll.questions, answers)
  if (errors.length > 0) throw new Problem('invalid-input', { errors })
  const receipt = receiptOf(await hashOfSecret(secret))
  const seal = await sealOf(installation, poll, { receipt, answers: ballot })
  if (!(await replaceBallot(transaction, poll, { receipt, answers: ballot, seal }))) throw new Problem('not-found')
  await announce(transaction, poll, now)
  return { ...(await accepted(transaction, poll, now)), receipt, secret: null }
}

async function announce(transaction: Transaction, poll: PollRow, now: Date): Promise<void> {
  // While nobody may read the results, the stream does not tell how many vote either.
  if (poll.results !== 'after_close') {
    const topic = `polls/${poll.id}`
    const data = { poll: poll.id }
    await emit(transaction, { organizationId: poll.organizationId, topic, type: 'poll.voted', data, at: now })
  }
}

async function accepted(transaction: Transaction, poll: PollRow, now: Date) {
  const isTold = resultsEmbargo(poll, { hasVoted: true }, now) === null && isCountedInGroups(poll.questions)
  return { poll: poll.id, accepted: true as const, results: isTold ? await countBallots(transaction, poll) : null }
}

/**
 * @param voters as the roll may name the reader.
 * @throws {Problem} `results-embargoed` with what the reader has to wait for: `availableAfter` is `vote` or an instant.
 */
export async function readResults(
  database: Queryable,
  poll: PollRow,
  { voters, stated, now }: { voters: string[]; stated: Stated; now: Date },
): Promise<PollResults> {
  const isAsked = poll.results === 'after_vote' && phaseAt(poll, now) !== 'closed'
  const availableAfter = resultsEmbargo(poll, { hasVoted: isAsked && (await hasVoted(database, poll, voters)) }, now)
  if (availableAfter) throw new Problem('results-embargoed', { availableAfter })
  // As it was signed, for good, and counted once.
  if (phaseAt(poll, now) === 'closed') return resultsOf(await stated(database, poll))
  return countBallots(database, poll)
}
