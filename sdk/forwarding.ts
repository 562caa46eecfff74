import type { ForwardingTarget } from '../api/forwarding/contract.js'
import type { Page, PageQuery } from './paging.js'
import type { CallOptions, Transport } from './transport.js'

export type { ForwardingTarget } from '../api/forwarding/contract.js'

/** Staff: to which organizations an appeal can be forwarded, the nearest first. */
export const listForwardingTargets = (
  transport: Transport,
  query: PageQuery & { q?: string | undefined } = {},
  options?: CallOptions,
) => transport.send<Page<ForwardingTarget>>('/forwarding-targets', { ...options, query: { ...query } })
