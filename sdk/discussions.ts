import type { Comment, Discussion, ModeratedComment, NewModeration, Sort, Thread } from '../api/discussions/contract.js'
import type { LatestComment } from '../api/discussions/latest-contract.js'
import type { Opinions } from '../api/discussions/opinions/contract.js'
import type { OwnOpinion } from '../api/discussions/statements/contract.js'
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
export type { LatestComment } from '../api/discussions/latest-contract.js'
export type { Markup } from '../api/discussions/markup.js'
export type { Opinions } from '../api/discussions/opinions/contract.js'
export type { OwnOpinion } from '../api/discussions/statements/contract.js'

export interface CommentsQuery extends PageQuery {
  sort?: Sort | undefined
  /** The replies of one thread instead, oldest first. */
  thread?: string | undefined
  /** Those on one paragraph of the draft alone. */
  paragraph?: string | undefined
}

/** The open ones first. */
export const listDiscussions = (transport: Transport, query?: PageQuery, options?: CallOptions) =>
  transport.send<Page<Discussion>>('/discussions', { ...options, query: { ...query } })

export const getDiscussion = (transport: Transport, discussion: string, options?: CallOptions) =>
  transport.send<Discussion>(`/discussions/${discussion}`, options)

/** Threads, each with its first three replies and their number. */
export const listComments = (transport: Transport, discussion: string, query?: CommentsQuery, options?: CallOptions) =>
  transport.send<Page<Thread>>(`/discussions/${discussion}/comments`, { ...options, query: { ...query } })

/** The latest of all discussions, or of one: five, unless another `limit` is given. */
export const listLatestComments = (
  transport: Transport,
  query?: { discussion?: string | undefined; limit?: number | undefined },
  options?: CallOptions,
) => transport.send<{ items: LatestComment[] }>('/latest-comments', { ...options, query: { ...query } })

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

/** Groups of opinion and what they share, as they were last found; none below the `minimum` of voters. */
export const getOpinions = (transport: Transport, discussion: string, options?: CallOptions) =>
  transport.send<Opinions>(`/discussions/${discussion}/opinions`, options)

/** Short statements to agree or disagree with, oldest first. */
export const listStatements = (transport: Transport, discussion: string, query?: PageQuery, options?: CallOptions) =>
  transport.send<Page<Comment>>(`/discussions/${discussion}/statements`, { ...options, query: { ...query } })

/** What the resident, or the transport's `device`, voted, which statement is next, and where on the map of opinions that is. @param query.not another one than this, if there is */
export const getOwnOpinion = (
  transport: Transport,
  discussion: string,
  query?: { not?: string | undefined },
  options?: CallOptions,
) =>
  transport.send<OwnOpinion>(`/discussions/${discussion}/opinions/own`, {
    ...options,
    query: { ...query },
    headers: { 'Vmeste-Device': transport.device },
  })
