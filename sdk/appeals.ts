import type { Colleague, NewPart, QueueCounts } from '../api/appeals/casework-contract.js'
import type {
  Appeal,
  AppealSummary,
  CreatedAppeal,
  NewAppeal,
  NewRating,
  NewTransition,
  ResidentAppeal,
  StaffAppeal,
} from '../api/appeals/contract.js'
import type { AppealMap } from '../api/appeals/map-contract.js'
import type { BrowserChange, Notices } from '../api/notifications/contract.js'
import type { Page, PageQuery } from './paging.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type { Colleague, NewPart, QueueCounts } from '../api/appeals/casework-contract.js'
export type {
  Appeal,
  AppealSummary,
  CreatedAppeal,
  NewAppeal,
  NewRating,
  NewTransition,
  ResidentAppeal,
  StaffAppeal,
} from '../api/appeals/contract.js'
export type { AppealMap } from '../api/appeals/map-contract.js'
export type { BrowserChange, Notices } from '../api/notifications/contract.js'

export type AppealStatus = AppealSummary['status']

export interface AppealsQuery extends PageQuery {
  /** `open` stands for all not yet answered. */
  status?: AppealStatus | 'open' | readonly (AppealStatus | 'open')[] | undefined
  category?: string | undefined
  /** Only those made by this campaign; staff are told the `total`. */
  campaign?: string | undefined
  /** Staff: one of the desk's queues. */
  queue?: keyof QueueCounts | undefined
  /** Staff: a number, or words in any form. */
  q?: string | undefined
  /** Only these, up to 100: which of them are still in the list, and how they stand. */
  numbers?: readonly number[] | undefined
  /** Degrees, WGS 84: only those within `radius`, nearest first. */
  near?: { latitude: number; longitude: number } | undefined
  /** West, south, east and north in degrees, WGS 84, by comma: only those within. */
  box?: string | undefined
  /** Metres, up to 50,000. Default 1,000. */
  radius?: number | undefined
  since?: Date | string | undefined
  until?: Date | string | undefined
  sort?: 'newest' | 'deadline' | undefined
}

/** The `secret` in the answer opens the private view; it is told this once. @throws {ProblemError} `invalid-input`, `campaign-not-open` */
export const createAppeal = (transport: Transport, appeal: NewAppeal, options?: WriteOptions) =>
  transport.send<CreatedAppeal>('/appeals', { ...options, method: 'POST', body: appeal })

/** What anyone may read; with a staff token, all. */
export const listAppeals = (transport: Transport, query: AppealsQuery = {}, options?: CallOptions) =>
  transport.send<Page<AppealSummary> & { total?: number }>('/appeals', {
    ...options,
    query: {
      ...query,
      status: query.status && [query.status].flat().join(),
      numbers: query.numbers?.join(),
      near: query.near && `${query.near.latitude},${query.near.longitude}`,
      since: instant(query.since),
      until: instant(query.until),
    },
  })

/** How many public appeals are where: in each square of 64 pixels of a map at that zoom. */
export const getAppealMap = (
  transport: Transport,
  query: Pick<AppealsQuery, 'status' | 'category' | 'campaign' | 'since' | 'until'> & { box: string; zoom: number },
  options?: CallOptions,
) =>
  transport.send<AppealMap>('/map', {
    ...options,
    query: {
      ...query,
      status: query.status && [query.status].flat().join(),
      since: instant(query.since),
      until: instant(query.until),
    },
  })

/** The public view; the resident's with the `secret`; the officer's with a staff token. `view` tells which. */
export const getAppeal = (
  transport: Transport,
  number: number,
  { secret, ...options }: CallOptions & { secret?: string | undefined } = {},
) => transport.send<Appeal>(`/appeals/${number}`, { ...options, headers: bearer(secret) })

/**
 * Staff. With `ifMatch` (the appeal's ETag, such as `"3"`), refused by `changed-meanwhile` when someone else acted first.
 * @throws {ProblemError} `illegal-transition`, whose document names the `legal` ones
 */
export const createTransition = (
  transport: Transport,
  number: number,
  transition: NewTransition,
  { ifMatch, ...options }: WriteOptions & { ifMatch?: string | undefined } = {},
) =>
  transport.send<StaffAppeal>(`/appeals/${number}/transitions`, {
    ...options,
    method: 'POST',
    body: transition,
    headers: { 'If-Match': ifMatch },
  })

/**
 * The resident, by the secret: replies to a question (`in_progress`, from `waiting`), or disagrees with an answer
 * (`disputed`). @throws {ProblemError} `illegal-transition`
 */
export const respondToAppeal = (
  transport: Transport,
  number: number,
  response: { to: 'in_progress' | 'disputed'; text: string; attachments?: string[] },
  { secret, ...options }: WriteOptions & { secret: string },
) =>
  transport.send<ResidentAppeal>(`/appeals/${number}/transitions`, {
    ...options,
    method: 'POST',
    body: response,
    headers: bearer(secret),
  })

/** Staff: how many appeals wait in each queue. */
export const getQueues = (transport: Transport, options?: CallOptions) =>
  transport.send<QueueCounts>('/queues', options)

/** Staff: a note that staff alone read; it calls the colleagues `mentions`, by id. */
export const createNote = (
  transport: Transport,
  number: number,
  text: string,
  { mentions, ...options }: WriteOptions & { mentions?: string[] } = {},
) => transport.send<StaffAppeal>(`/appeals/${number}/notes`, { ...options, method: 'POST', body: { text, mentions } })

/** Staff: what called you to an appeal has been seen. */
export const settleMention = (transport: Transport, number: number, options?: WriteOptions) =>
  transport.send<StaffAppeal>(`/appeals/${number}/mention`, { ...options, method: 'DELETE' })

/** Staff: makes an appeal of its own of a part of one; answers with the whole. @throws {ProblemError} `split-not-possible` */
export const splitAppeal = (transport: Transport, number: number, part: NewPart, options?: WriteOptions) =>
  transport.send<StaffAppeal>(`/appeals/${number}/parts`, { ...options, method: 'POST', body: part })

/** Staff: who may have appeals in hand here, by name. */
export const listColleagues = (
  transport: Transport,
  query: PageQuery & { q?: string | undefined } = {},
  options?: CallOptions,
) => transport.send<Page<Colleague>>('/colleagues', { ...options, query: { ...query } })

/** Staff: takes an appeal in hand (`me`), hands it to a colleague (by id), or gives it back (null). @throws {ProblemError} `forbidden` */
export const setAssignee = (transport: Transport, number: number, assignee: string | null, options?: WriteOptions) =>
  transport.send<StaffAppeal>(`/appeals/${number}/assignee`, { ...options, method: 'PUT', body: { assignee } })

/** The resident, by the secret. @throws {ProblemError} `not-answered-yet`, `already-rated` */
export const rateAppeal = (
  transport: Transport,
  number: number,
  rating: NewRating,
  { secret, ...options }: WriteOptions & { secret: string },
) =>
  transport.send<ResidentAppeal>(`/appeals/${number}/rating`, {
    ...options,
    method: 'POST',
    body: rating,
    headers: bearer(secret),
  })

/** The resident, by the secret: has a browser told of each step, or no more. Where the profile has a `pushKey`. */
export const setPush = (
  transport: Transport,
  number: number,
  change: BrowserChange,
  { secret, ...options }: WriteOptions & { secret: string },
) =>
  transport.send<Notices>(`/appeals/${number}/push`, {
    ...options,
    method: 'PUT',
    body: change,
    headers: bearer(secret),
  })

/** Without a secret, nothing that would stand in the way of the transport's own token. */
const bearer = (secret: string | undefined): Record<string, string> =>
  secret ? { Authorization: `Bearer ${secret}` } : {}

const instant = (moment: Date | string | undefined) => (moment instanceof Date ? moment.toISOString() : moment)
