import type { ForwardingTarget } from '../api/forwarding/contract.js'
import type { NewPartner, Partner, PartnerService } from '../api/forwarding/partners-contract.js'
import type { Page, PageQuery } from './paging.js'
import type { CallOptions, Transport } from './transport.js'

export type { ForwardingTarget } from '../api/forwarding/contract.js'
export type { NewPartner, Partner, PartnerService } from '../api/forwarding/partners-contract.js'

/** Staff: to which organizations an appeal can be forwarded, the nearest first. */
export const listForwardingTargets = (
  transport: Transport,
  query: PageQuery & { q?: string | undefined } = {},
  options?: CallOptions,
) => transport.send<Page<ForwardingTarget>>('/forwarding-targets', { ...options, query: { ...query } })

/** Administrators: to whom elsewhere appeals can be forwarded, by Open311. */
export const listPartners = (transport: Transport, options?: CallOptions) =>
  transport.send<{ items: Partner[] }>('/partners', options)

/** Administrators: names one, or changes it. @param id appeals are forwarded to `partner:` and this. */
export const putPartner = (transport: Transport, id: string, body: NewPartner, options?: CallOptions) =>
  transport.send<Partner>(`/partners/${encodeURIComponent(id)}`, { ...options, method: 'PUT', body })

/** Administrators: forwards nothing there any more; what waits there is dealt with here again. */
export const removePartner = (transport: Transport, id: string, options?: CallOptions) =>
  transport.send<void>(`/partners/${encodeURIComponent(id)}`, { ...options, method: 'DELETE' })

/** Administrators: which services the partner has, asked of it now. @throws `partner-unreachable`. */
export const listPartnerServices = (transport: Transport, id: string, options?: CallOptions) =>
  transport.send<{ items: PartnerService[] }>(`/partners/${encodeURIComponent(id)}/services`, options)
