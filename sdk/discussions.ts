import type {
  Comment,
  Discussion,
  ModeratedComment,
  NewComment,
  NewModeration,
  ReactionValue,
  Sort,
  Thread,
} from '../api/discussions/contract.js'
import type { Opinions } from '../api/discussions/opinions/contract.js'
import type { EditComment, NewFlag } from '../api/discussions/own-contract.js'
import type { Page, PageQuery } from './paging.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type {
  Comment,
  Discussion,
  ModeratedComment,
  NewComment,
  NewModeration,
  ReactionValue,
  Sort,
  Thread,
} from '../api/discussions/contract.js'
export type { Markup } from '../api/discussions/markup.js'
export type { Opinions } from '../api/discussions/opinions/contract.js'
export type { EditComment, NewFlag } from '../api/discussions/own-contract.js'

export interface CommentsQuery extends PageQuery {
  sort?: Sort | undefined
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

/** Moderators: of all discussions, those that wait, were refused, hidden or flagged; the oldest first. */
export const listModeration = (
  transport: Transport,
  query?: PageQuery & { status?: 'waiting' | 'refused' | 'hidden' | 'flagged' },
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

const at = (discussion: string, comment: string) => `/discussions/${discussion}/comments/${comment}`

/** Changes one's own, known again by the transport's `device` or `resident`. @throws {ProblemError} `forbidden`, `comment-settled`, `discussion-not-open` */
export const editComment = (
  transport: Transport,
  discussion: string,
  comment: string,
  body: EditComment,
  options?: WriteOptions,
) => transport.send<Comment>(at(discussion, comment), { ...options, method: 'PATCH', body })

/** Takes back one's own. @throws {ProblemError} `forbidden`, `comment-settled` */
export const withdrawComment = (transport: Transport, discussion: string, comment: string, options?: WriteOptions) =>
  transport.send<Comment>(at(discussion, comment), { ...options, method: 'DELETE' })

/** Agrees, disagrees or is unsure, once per person; null takes it back. The comment as it stands. @throws {ProblemError} `discussion-not-open` */
export const setReaction = (
  transport: Transport,
  discussion: string,
  comment: string,
  value: ReactionValue | null,
  options?: WriteOptions,
) => transport.send<Comment>(`${at(discussion, comment)}/reaction`, { ...options, method: 'PUT', body: { value } })

/** Has a moderator look. Whether it is hidden until one has. */
export const flagComment = (
  transport: Transport,
  discussion: string,
  comment: string,
  flag: NewFlag,
  options?: WriteOptions,
) =>
  transport.send<{ isHidden: boolean }>(`${at(discussion, comment)}/flags`, { ...options, method: 'POST', body: flag })

/** Staff: shows an official comment before all others, or no more. @throws {ProblemError} `pins-full` */
export const pinComment = (
  transport: Transport,
  discussion: string,
  comment: string,
  isPinned: boolean,
  options?: WriteOptions,
) => transport.send<Comment>(`${at(discussion, comment)}/pin`, { ...options, method: 'PUT', body: { isPinned } })

/** Groups of opinion and what they share, as they were last found; none below the `minimum` of voters. */
export const getOpinions = (transport: Transport, discussion: string, options?: CallOptions) =>
  transport.send<Opinions>(`/discussions/${discussion}/opinions`, options)
