import type { NewBallot } from '../api/polls/contract.js'
import type { NewPollDefinition } from '../api/polls/definition.js'
import type { PollAdministration, PollSummary } from '../api/polls/staff-contract.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type { NewPollDefinition } from '../api/polls/definition.js'
export type { PollAdministration, PollSummary } from '../api/polls/staff-contract.js'

type Versioned = WriteOptions & { ifMatch?: string | undefined }

const written = (method: 'PUT' | 'POST' | 'DELETE', body: unknown, { ifMatch, ...options }: Versioned = {}) => ({
  ...options,
  method,
  body,
  headers: { 'If-Match': ifMatch },
})

/** All polls, drafts too. For coordinators, leaders and administrators. */
export const listPollDefinitions = (transport: Transport, options?: CallOptions) =>
  transport.send<{ items: PollSummary[] }>('/poll-definitions', options)

/** A poll in every language, as it was written. */
export const getPollDefinition = (transport: Transport, poll: string, options?: CallOptions) =>
  transport.send<PollAdministration>(`/polls/${poll}/definition`, options)

/** Writes a poll, as a draft, or changes one that has not opened. @throws {ProblemError} `poll-opened`, `changed-meanwhile`, `invalid-input` */
export const setPollDefinition = (
  transport: Transport,
  poll: string,
  definition: NewPollDefinition,
  options?: Versioned,
) => transport.send<PollAdministration>(`/polls/${poll}/definition`, written('PUT', definition, options))

/** Takes a draft away. @throws {ProblemError} `poll-not-draft` */
export const deletePollDraft = (transport: Transport, poll: string, options?: Versioned) =>
  transport.send<void>(`/polls/${poll}/definition`, written('DELETE', undefined, options))

/** Makes a draft that asks the same. */
export const copyPoll = (transport: Transport, poll: string, id: string, options?: Versioned) =>
  transport.send<PollAdministration>(`/polls/${poll}/copies`, written('POST', { id }, options))

/** Has a draft open to voters. @throws {ProblemError} `poll-not-draft`, `invalid-input` */
export const publishPoll = (
  transport: Transport,
  poll: string,
  times: { opensAt?: string; closesAt?: string } = {},
  options?: Versioned,
) => transport.send<PollAdministration>(`/polls/${poll}/publication`, written('POST', times, options))

/** Ends the voting now. @throws {ProblemError} `poll-not-open` */
export const closePoll = (transport: Transport, poll: string, options?: Versioned) =>
  transport.send<PollAdministration>(`/polls/${poll}/closing`, written('POST', {}, options))

/** Checks a ballot as any, also on a draft, and does not count it. @throws {ProblemError} `invalid-input` */
export const testBallot = (transport: Transport, poll: string, ballot: NewBallot, options?: Versioned) =>
  transport.send<{ answers: NewBallot['answers'] }>(`/polls/${poll}/test-ballots`, written('POST', ballot, options))

/** What voters answered to a question in words. @param after the `next` of the page before */
export const listPollWords = (
  transport: Transport,
  poll: string,
  query: { question: string; after?: string },
  options?: CallOptions,
) => transport.send<{ items: string[]; next: string | null }>(`/polls/${poll}/words`, { ...options, query })
