import type { AcceptedBallot, NewBallot, Poll, PollResults } from '../api/polls/contract.js'
import type { PollGroups } from '../api/polls/groups-contract.js'
import type { Page, PageQuery } from './paging.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type { AcceptedBallot, NewBallot, Poll, PollResults } from '../api/polls/contract.js'
export type { PollGroups } from '../api/polls/groups-contract.js'

/** The open ones first. */
export const listPolls = (transport: Transport, query?: PageQuery, options?: CallOptions) =>
  transport.send<Page<Poll>>('/polls', { ...options, query: { ...query } })

export const getPoll = (transport: Transport, poll: string, options?: CallOptions) =>
  transport.send<Poll>(`/polls/${poll}`, options)

/** @throws {ProblemError} `results-embargoed` while the poll does not publish them to this device */
export const getPollResults = (transport: Transport, poll: string, options?: CallOptions) =>
  transport.send<PollResults>(`/polls/${poll}/results`, { ...options, headers: device(transport) })

/** The count of a closed poll by what voters say of themselves. @throws {ProblemError} `poll-not-closed` */
export const getPollGroups = (transport: Transport, poll: string, options?: CallOptions) =>
  transport.send<PollGroups>(`/polls/${poll}/groups`, options)

/** @throws {ProblemError} `already-voted`, `poll-not-open`, `invalid-input` */
export const castBallot = (transport: Transport, poll: string, ballot: NewBallot, options?: WriteOptions) =>
  transport.send<AcceptedBallot>(`/polls/${poll}/ballots`, {
    ...options,
    method: 'POST',
    body: ballot,
    headers: device(transport),
  })

/**
 * What `castBallot` takes for the receipt of a secret made here; undefined where the browser has no cryptography, which
 * pages without TLS have not.
 */
export async function hashOfSecret(secret: string): Promise<string | undefined> {
  const digest = await globalThis.crypto.subtle?.digest('SHA-256', new TextEncoder().encode(secret))
  return digest && [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Votes otherwise, by the secret of the ballot: the one made here, whose SHA-256 was sent as `receipt`, or the `secret`
 * that the answer brought.
 * @throws {ProblemError} `not-found` for another secret; `poll-not-open`, `vote-is-final`, `invalid-input`
 */
export const changeBallot = (
  transport: Transport,
  poll: string,
  secret: string,
  ballot: Pick<NewBallot, 'answers'>,
  options?: WriteOptions,
) =>
  transport.send<AcceptedBallot>(`/polls/${poll}/ballots`, {
    ...options,
    method: 'PUT',
    body: ballot,
    headers: { 'Vmeste-Ballot': secret },
  })

/** The receipts in the count of a closed poll. @param after the `next` of the page before @throws {ProblemError} `poll-not-closed` */
export const listReceipts = (transport: Transport, poll: string, query?: { after?: string }, options?: CallOptions) =>
  transport.send<{ items: string[]; next: string | null }>(`/polls/${poll}/receipts`, {
    ...options,
    query: { ...query },
  })

const device = (transport: Transport) => ({ 'Vmeste-Device': transport.device })
