import type { AcceptedBallot, NewBallot, Poll, PollResults } from '../api/polls/contract.js'
import type { Page, PageQuery } from './paging.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type { AcceptedBallot, NewBallot, Poll, PollResults } from '../api/polls/contract.js'

/** The open ones first. */
export const listPolls = (transport: Transport, query?: PageQuery, options?: CallOptions) =>
  transport.send<Page<Poll>>('/polls', { ...options, query: { ...query } })

export const getPoll = (transport: Transport, poll: string, options?: CallOptions) =>
  transport.send<Poll>(`/polls/${poll}`, options)

/** @throws {ProblemError} `results-embargoed` while the poll does not publish them to this device */
export const getPollResults = (transport: Transport, poll: string, options?: CallOptions) =>
  transport.send<PollResults>(`/polls/${poll}/results`, { ...options, headers: device(transport) })

/** @throws {ProblemError} `already-voted`, `poll-not-open`, `invalid-input` */
export const castBallot = (transport: Transport, poll: string, ballot: NewBallot, options?: WriteOptions) =>
  transport.send<AcceptedBallot>(`/polls/${poll}/ballots`, {
    ...options,
    method: 'POST',
    body: ballot,
    headers: device(transport),
  })

const device = (transport: Transport) => ({ 'Vmeste-Device': transport.device })
