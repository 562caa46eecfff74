import type { Comment, NewComment, ReactionValue } from '../api/discussions/contract.js'
import type { EditComment, NewFlag } from '../api/discussions/own-contract.js'
import type { NewStatement } from '../api/discussions/statements/contract.js'
import type { Transport, WriteOptions } from './transport.js'

export type { EditComment, NewFlag } from '../api/discussions/own-contract.js'
export type { NewStatement } from '../api/discussions/statements/contract.js'

/** Comments or replies; officially with a staff token. Its `status` is `waiting` where a moderator looks first. @throws {ProblemError} `discussion-not-open`, `invalid-input` */
export const createComment = (transport: Transport, discussion: string, comment: NewComment, options?: WriteOptions) =>
  transport.send<Comment>(`/discussions/${discussion}/comments`, {
    ...known(transport, options),
    method: 'POST',
    body: comment,
  })

/** Adds a short statement that others agree or disagree with; officially with a staff token. @throws {ProblemError} `discussion-not-open`, `forbidden`, `invalid-input` */
export const createStatement = (
  transport: Transport,
  discussion: string,
  statement: NewStatement,
  options?: WriteOptions,
) =>
  transport.send<Comment>(`/discussions/${discussion}/statements`, {
    ...known(transport, options),
    method: 'POST',
    body: statement,
  })

/** By its device an author is known again, and a voter counted once. */
const known = ({ device }: Transport, options?: WriteOptions) => ({ ...options, headers: { 'Vmeste-Device': device } })

const at = (discussion: string, comment: string) => `/discussions/${discussion}/comments/${comment}`

/** Changes one's own, known again by the transport's `device` or `resident`. @throws {ProblemError} `forbidden`, `comment-settled`, `discussion-not-open` */
export const editComment = (
  transport: Transport,
  discussion: string,
  comment: string,
  body: EditComment,
  options?: WriteOptions,
) => transport.send<Comment>(at(discussion, comment), { ...known(transport, options), method: 'PATCH', body })

/** Takes back one's own. @throws {ProblemError} `forbidden`, `comment-settled` */
export const withdrawComment = (transport: Transport, discussion: string, comment: string, options?: WriteOptions) =>
  transport.send<Comment>(at(discussion, comment), { ...known(transport, options), method: 'DELETE' })

/** Agrees, disagrees or is unsure, once per person; null takes it back. The comment as it stands. @throws {ProblemError} `discussion-not-open` */
export const setReaction = (
  transport: Transport,
  discussion: string,
  comment: string,
  value: ReactionValue | null,
  options?: WriteOptions,
) =>
  transport.send<Comment>(`${at(discussion, comment)}/reaction`, {
    ...known(transport, options),
    method: 'PUT',
    body: { value },
  })

/** Has a moderator look. Whether it is hidden until one has. */
export const flagComment = (
  transport: Transport,
  discussion: string,
  comment: string,
  flag: NewFlag,
  options?: WriteOptions,
) =>
  transport.send<{ isHidden: boolean }>(`${at(discussion, comment)}/flags`, {
    ...known(transport, options),
    method: 'POST',
    body: flag,
  })

/** Staff: shows an official comment before all others, or no more. @throws {ProblemError} `pins-full` */
export const pinComment = (
  transport: Transport,
  discussion: string,
  comment: string,
  isPinned: boolean,
  options?: WriteOptions,
) => transport.send<Comment>(`${at(discussion, comment)}/pin`, { ...options, method: 'PUT', body: { isPinned } })
