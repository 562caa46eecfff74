import type {
  Comment,
  Discussion,
  ModeratedComment,
  NewComment,
  NewModeration,
  Thread,
} from '../api/discussions/contract.js'
import type { Page, PageQuery } from './paging.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type {
  Comment,
  Discussion,
  ModeratedComment,
  NewComment,
  NewModeration,
  Thread,
} from '../api/discussions/contract.js'

export interface CommentsQuery extends PageQuery {
  sort?: 'newest' | 'oldest' | undefined
  /** The replies of one thread instead, oldest first. */
  thread?: string | undefined
}

/** The open ones first. */
export const listDiscussions = (transport: Transport, query?: PageQuery, options?: CallOptions) =>
  transport.send<Page<Discussion>>('/discussions', { ...options, query: { ...query } })

export const getDiscussion = (transport: Transport, discussion: string, options?: CallOptions) =>
  transport.send<Discussion>(`/discussions/${discussion}`, options)

/** Threads, each with its first three replies and their number. */
export const listComments = (transport: Transport, discussion: string, query?: CommentsQuery, options?: CallOptions) =>
  transport.send<Page<Thread>>(`/discussions/${discussion}/comments`, { ...options, query: { ...query } })

/** Moderators: of all discussions, those that wait, or were refused or hidden; the oldest first. */
export const listModeration = (
  transport: Transport,
  query?: PageQuery & { status?: 'waiting' | 'refused' | 'hidden' },
  options?: CallOptions,
) => transport.send<Page<ModeratedComment>>('/comments', { ...options, query: { ...query } })

/** Moderators: publishes, refuses or hides. @throws {ProblemError} `moderation-not-possible`, whose document names the `legal` decisions */
export const moderateComment = (
  transport: Transport,
  { discussion, id }: Pick<ModeratedComment, 'discussion' | 'id'>,
  moderation: NewModeration,
  options?: WriteOptions,
) =>
  transport.send<ModeratedComment>(`/discussions/${discussion}/comments/${id}/moderation`, {
    ...options,
    method: 'POST',
    body: moderation,
  })

/** Comments or replies; officially with a staff token. Its `status` is `waiting` where a moderator looks first. @throws {ProblemError} `discussion-not-open`, `invalid-input` */
export const createComment = (transport: Transport, discussion: string, comment: NewComment, options?: WriteOptions) =>
  transport.send<Comment>(`/discussions/${discussion}/comments`, { ...options, method: 'POST', body: comment })
