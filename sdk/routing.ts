import type { NewRouting, Routing } from '../api/routing/contract.js'
import { remove } from './remove.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type { NewRouting, Routing } from '../api/routing/contract.js'

/** Coordinators, leaders, administrators: who is responsible for what, and where. @throws {ProblemError} `not-found` where nothing is routed by rules */
export const getRouting = (transport: Transport, options?: CallOptions) => transport.send<Routing>('/routing', options)

/** Coordinators, administrators: has appeals routed by these rules, in place of those before. @throws {ProblemError} `changed-meanwhile`, `invalid-input` */
export const setRouting = (
  transport: Transport,
  body: NewRouting,
  { ifMatch, ...options }: WriteOptions & { ifMatch?: string | undefined } = {},
) => transport.send<Routing>('/routing', { ...options, method: 'PUT', body, headers: { 'If-Match': ifMatch } })

/** Coordinators, administrators: has appeals routed by hand again. */
export const removeRouting = (transport: Transport) => remove(transport, '/routing')
