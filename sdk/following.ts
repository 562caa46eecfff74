import type { Followed, NewFollower } from '../api/discussions/following/contract.js'
import type { Transport, WriteOptions } from './transport.js'

export type { Followed, NewFollower } from '../api/discussions/following/contract.js'

/**
 * Has an address told of a discussion by mail, once it says by the link in a mail that it wants this.
 * @throws {ProblemError} `invalid-input`, `too-many-requests`, `discussion-not-open` once it has come to its outcome
 */
export const followDiscussion = (
  transport: Transport,
  discussion: string,
  follower: NewFollower,
  options?: WriteOptions,
) => transport.send<Followed>(`/discussions/${discussion}/followers`, { ...options, method: 'POST', body: follower })
