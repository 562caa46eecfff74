import type { AppealSummary } from '../api/appeals/contract.js'
import type {
  CreatedResidentSession,
  EndedSessions,
  ErasedMe,
  Me,
  MeChange,
  MeExport,
  MyComment,
  MySupport,
  MyVote,
  NewResidentSession,
  SentCode,
} from '../api/residents/contract.js'
import type { Page, PageQuery } from './paging.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type {
  CreatedResidentSession,
  Me,
  MeChange,
  MeExport,
  MyComment,
  MySupport,
  MyVote,
  NewResidentSession,
} from '../api/residents/contract.js'

/** Has a code sent to an e-mail address. The same answer for every address. */
export const sendResidentCode = (transport: Transport, email: string, options?: WriteOptions) =>
  transport.send<SentCode>('/residents/codes', { ...options, method: 'POST', body: { email } })

/** The `token` in the answer is the session: give it to a client as `resident`. @throws {ProblemError} `invalid-input` */
export const createResidentSession = (transport: Transport, shown: NewResidentSession, options?: WriteOptions) =>
  transport.send<CreatedResidentSession>('/residents/sessions', { ...options, method: 'POST', body: shown })

/** Signs out: here, everywhere else, or everywhere. */
export const endResidentSessions = (
  transport: Transport,
  which: 'this' | 'others' | 'all' = 'this',
  options?: WriteOptions,
) => transport.send<EndedSessions>('/residents/me/sessions', { ...options, method: 'DELETE', query: { which } })

/** What is held about the resident who asks. All that follows is @throws {ProblemError} `resident-only` without a session. */
export const getMe = (transport: Transport, options?: CallOptions) => transport.send<Me>('/residents/me', options)

/** A member left out stays, null takes it away. @throws {ProblemError} `invalid-input` */
export const correctMe = (transport: Transport, change: MeChange, options?: WriteOptions) =>
  transport.send<Me>('/residents/me', { ...options, method: 'PATCH', body: change })

export const listMyAppeals = (transport: Transport, query?: PageQuery, options?: CallOptions) =>
  transport.send<Page<AppealSummary>>('/residents/me/appeals', { ...options, query: { ...query } })

export const listMyComments = (transport: Transport, query?: PageQuery, options?: CallOptions) =>
  transport.send<Page<MyComment>>('/residents/me/comments', { ...options, query: { ...query } })

/** The appeals of others that they support, the latest first. */
export const listMySupports = (transport: Transport, options?: CallOptions) =>
  transport.send<{ items: MySupport[] }>('/residents/me/supports', options)

/** In which polls one took part; how, nobody can tell. */
export const listMyVotes = (transport: Transport, options?: CallOptions) =>
  transport.send<{ items: MyVote[] }>('/residents/me/votes', options)

/** All that is held. */
export const exportMe = (transport: Transport, options?: CallOptions) =>
  transport.send<MeExport>('/residents/me/export', options)

/** Erases the resident, and all they sent and wrote, for good. */
export const eraseMe = (transport: Transport, options?: WriteOptions) =>
  transport.send<ErasedMe>('/residents/me', { ...options, method: 'DELETE' })
