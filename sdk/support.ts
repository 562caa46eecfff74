import type { SimilarAppeal, SimilarQuery } from '../api/appeals/similar-contract.js'
import type { NewSupport, Support } from '../api/appeals/support-contract.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type { SimilarAppeal, SimilarQuery } from '../api/appeals/similar-contract.js'
export type { NewSupport, Support } from '../api/appeals/support-contract.js'

/** What has been reported like this and is still open, the likeliest first: to be asked before sending. */
export const findSimilarAppeals = (transport: Transport, query: SimilarQuery, options?: CallOptions) =>
  transport.send<{ items: SimilarAppeal[] }>('/appeals/similar', { ...options, method: 'POST', body: query })

/**
 * Says of a public appeal still open that it is the resident's too; counted once, however often it is sent. With an `email`,
 * and `consent`, they are told of each step. @throws {ProblemError} `support-not-possible`
 */
export const supportAppeal = (transport: Transport, number: number, support: NewSupport = {}, options?: WriteOptions) =>
  transport.send<Support>(`/appeals/${number}/support`, {
    ...options,
    method: 'POST',
    body: support,
    headers: { 'Vmeste-Device': transport.device },
  })

/** Takes it back. */
export const withdrawSupport = (transport: Transport, number: number, options?: WriteOptions) =>
  transport.send<Support>(`/appeals/${number}/support`, {
    ...options,
    method: 'DELETE',
    headers: { 'Vmeste-Device': transport.device },
  })
