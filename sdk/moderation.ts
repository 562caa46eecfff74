import type { NewBlock } from '../api/abuse/contract.js'
import type {
  CommentContext,
  LogEntry,
  ModerationQueue,
  NewObjection,
  OwnDecision,
  QueuedComment,
  QueueReason,
} from '../api/discussions/moderation-contract.js'
import type { Page, PageQuery } from './paging.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type {
  CommentContext,
  LogEntry,
  ModerationQueue,
  NewObjection,
  Objection,
  OwnDecision,
  QueuedComment,
  QueueReason,
} from '../api/discussions/moderation-contract.js'

export interface QueueQuery extends PageQuery {
  reason?: QueueReason | undefined
  discussion?: string | undefined
  /** By when it was written; `oldest` unless given. */
  sort?: 'oldest' | 'newest' | undefined
}

/** Which comment: what is listed will do. */
type Which = Pick<QueuedComment, 'discussion' | 'id'>
const at = ({ discussion, id }: Which) => `/discussions/${discussion}/comments/${id}`

/** Moderators: what waits, in all discussions. The event `moderation.changed` says that it is to be read again. */
export const getModerationQueue = (transport: Transport, query?: QueueQuery, options?: CallOptions) =>
  transport.send<ModerationQueue>('/moderation/queue', { ...options, query: { ...query } })

/** Moderators: the thread around a comment, what stood there before, what was decided, and what else its author wrote. */
export const getCommentContext = (transport: Transport, which: Which, options?: CallOptions) =>
  transport.send<CommentContext>(`${at(which)}/context`, options)

/** Moderators: takes back one's own last decision. @throws {ProblemError} `undo-not-possible`, `decided-meanwhile` */
export const undoModeration = (transport: Transport, which: Which, options?: WriteOptions) =>
  transport.send<QueuedComment>(`${at(which)}/moderation`, { ...options, method: 'DELETE' })

/** What became of one's own comment, known by the transport's `device` or `resident`. @throws {ProblemError} `forbidden` */
export const getOwnDecision = (transport: Transport, which: Which, options?: CallOptions) =>
  transport.send<OwnDecision>(`${at(which)}/objection`, {
    ...options,
    headers: { 'Vmeste-Device': transport.device },
  })

/** Objects to what a moderator hid or refused, once. @throws {ProblemError} `forbidden`, `objection-not-possible` */
export const objectToDecision = (transport: Transport, which: Which, body: NewObjection, options?: WriteOptions) =>
  transport.send<OwnDecision>(`${at(which)}/objection`, { ...options, method: 'POST', body })

/** What was decided and why, for everyone; the latest first. */
export const listModerationLog = (
  transport: Transport,
  query?: PageQuery & { discussion?: string | undefined },
  options?: CallOptions,
) => transport.send<Page<LogEntry>>('/moderation/log', { ...options, query: { ...query } })

/** Moderators: takes nothing more from there, such as the sender of `comments/ID`. */
export const createBlock = (transport: Transport, block: NewBlock, options?: WriteOptions) =>
  transport.send<{ id: string; expiresAt: string }>('/blocks', { ...options, method: 'POST', body: block })
