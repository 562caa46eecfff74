import type { NewSavedFilters, SavedFilters } from '../api/filters/contract.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type { SavedFilters } from '../api/filters/contract.js'

/** Staff: the filters of the desk that whoever asks has saved. */
export const getFilters = (transport: Transport, options?: CallOptions) =>
  transport.send<SavedFilters>('/filters', options)

/** Staff: saves filters for oneself, in place of those before. @throws {ProblemError} `invalid-input` */
export const setFilters = (transport: Transport, body: NewSavedFilters, options?: WriteOptions) =>
  transport.send<SavedFilters>('/filters', { ...options, method: 'PUT', body })
