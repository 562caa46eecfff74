import type { NewBallot, PollResults } from '../api/polls/contract.js'
import type { NewPollDefinition } from '../api/polls/definition.js'
import type { NewPaperBallot, PaperBallot, PaperList, SheetStatus } from '../api/polls/paper/contract.js'
import type { PollPhoto } from '../api/polls/photos/contract.js'
import type { PollAdministration, PollListAddition, PollSummary } from '../api/polls/staff-contract.js'
import { remove } from './remove.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type { NewPollDefinition } from '../api/polls/definition.js'
export type { NewPaperBallot, PaperBallot, PaperList, SheetStatus } from '../api/polls/paper/contract.js'
export type { PollPhoto } from '../api/polls/photos/contract.js'
export type { PollAdministration, PollListAddition, PollSummary } from '../api/polls/staff-contract.js'

type Versioned = WriteOptions & { ifMatch?: string | undefined }

const written = (method: 'PUT' | 'POST', body: unknown, { ifMatch, ...options }: Versioned = {}) => ({
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

/**
 * Writes a poll, as a draft, or changes one that has not opened.
 * @param options.isNew there is to be none of that name yet
 * @throws {ProblemError} `poll-opened`, `changed-meanwhile`, `invalid-input`
 */
export const setPollDefinition = (
  transport: Transport,
  poll: string,
  definition: NewPollDefinition,
  { isNew, ...options }: Versioned & { isNew?: boolean } = {},
) => {
  const call = written('PUT', definition, options)
  const headers = { ...call.headers, 'If-None-Match': isNew ? '*' : undefined }
  return transport.send<PollAdministration>(`/polls/${poll}/definition`, { ...call, headers })
}

/** Takes a draft away. @throws {ProblemError} `poll-not-draft` */
export const deletePollDraft = (transport: Transport, poll: string, { ifMatch, ...options }: Versioned = {}) =>
  remove(transport, `/polls/${poll}/definition`, { ...options, headers: { 'If-Match': ifMatch } })

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

/** Checks a ballot as any, also on a draft; it is no vote. @throws {ProblemError} `invalid-input` */
export const testBallot = (transport: Transport, poll: string, ballot: NewBallot, options?: Versioned) =>
  transport.send<{ answers: NewBallot['answers']; results: PollResults | null }>(
    `/polls/${poll}/test-ballots`,
    written('POST', ballot, options),
  )

/** The count of ballots that were tried. @throws {ProblemError} `poll-opened` */
export const getTestResults = (transport: Transport, poll: string, options?: CallOptions) =>
  transport.send<PollResults>(`/polls/${poll}/test-ballots`, options)

/** How many may vote in a poll with a list. */
export const getPollList = (transport: Transport, poll: string, options?: CallOptions) =>
  transport.send<{ listed: number }>(`/polls/${poll}/list`, options)

/** Puts people on the list, 5,000 at once at most; kept is a keyed hash of each. @throws {ProblemError} `invalid-input` */
export const addToPollList = (
  transport: Transport,
  poll: string,
  people: PollListAddition['people'],
  options?: WriteOptions,
) => transport.send<{ listed: number }>(`/polls/${poll}/list`, written('POST', { people }, options))

/** Empties the list of a poll that has not opened. @throws {ProblemError} `poll-opened` */
export const clearPollList = (transport: Transport, poll: string) => remove(transport, `/polls/${poll}/list`)

/** A photo (JPEG, PNG, WebP), up to 10 MB, that options show by its id as their `photo`. @throws {ProblemError} `too-large`, `unsupported-file` */
export function uploadPollPhoto(transport: Transport, file: Blob & { name?: string }, options?: WriteOptions) {
  const body = new FormData()
  body.append('file', file, file.name ?? 'photo')
  return transport.send<PollPhoto>('/poll-photos', { timeout: 300_000, ...options, method: 'POST', body })
}

/** The sheets of paper that were entered, by their numbers. @param query.after the `next` of the page before */
export const listPaperBallots = (
  transport: Transport,
  poll: string,
  query?: { after?: string | undefined; status?: SheetStatus | undefined },
  options?: CallOptions,
) =>
  transport.send<PaperList>(`/polls/${poll}/paper`, {
    ...options,
    query: { ...query },
  })

/** Enters a ballot cast on paper. @throws {ProblemError} `paper-entered`, `paper-not-taken`, `poll-not-open`, `invalid-input` */
export const enterPaperBallot = (transport: Transport, poll: string, ballot: NewPaperBallot, options?: WriteOptions) =>
  transport.send<PaperBallot>(`/polls/${poll}/paper`, written('POST', ballot, options))

/** Enters it a second time, as someone else. @throws {ProblemError} `second-person`, `paper-not-waiting`, `invalid-input` (`differs`) */
export const confirmPaperBallot = (
  transport: Transport,
  poll: string,
  ballot: NewPaperBallot,
  options?: WriteOptions,
) => transport.send<PaperBallot>(`/polls/${poll}/paper/confirmations`, written('POST', ballot, options))

/** Takes a sheet back, until the poll closes. @throws {ProblemError} `poll-not-open` */
export const withdrawPaperBallot = (
  transport: Transport,
  poll: string,
  withdrawal: { sheet: string; reason: string },
  options?: WriteOptions,
) => transport.send<PaperBallot>(`/polls/${poll}/paper/withdrawals`, written('POST', withdrawal, options))

/** What voters answered to a question in words. @param after the `next` of the page before */
export const listPollWords = (
  transport: Transport,
  poll: string,
  query: { question: string; after?: string },
  options?: CallOptions,
) => transport.send<{ items: string[]; next: string | null }>(`/polls/${poll}/words`, { ...options, query })
