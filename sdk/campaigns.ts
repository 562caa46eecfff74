import type {
  Campaign,
  CampaignAdministration,
  CampaignChange,
  CampaignSummary,
  NewCampaign,
} from '../api/campaigns/contract.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type {
  Campaign,
  CampaignAdministration,
  CampaignChange,
  CampaignSummary,
  NewCampaign,
} from '../api/campaigns/contract.js'

/** The open ones; with `state: 'all'` also those ahead, over and switched off (administrators, leaders). */
export const listCampaigns = (transport: Transport, query?: { state?: 'open' | 'all' }, options?: CallOptions) =>
  transport.send<{ items: CampaignSummary[] }>('/campaigns', { ...options, query: { ...query } })

/** With what can be reported by it. Its `status` tells whether it is open. */
export const getCampaign = (transport: Transport, campaign: string, options?: CallOptions) =>
  transport.send<Campaign>(`/campaigns/${campaign}`, options)

/** Administrators and leaders: in every language, as `setCampaign` takes it. */
export const getCampaignSettings = (transport: Transport, campaign: string, options?: CallOptions) =>
  transport.send<CampaignAdministration>(`/campaigns/${campaign}/settings`, options)

/** Administrators: makes or replaces it, for this organization and all below. @throws {ProblemError} `changed-meanwhile`, `invalid-input` */
export const setCampaign = (
  transport: Transport,
  campaign: string,
  body: NewCampaign,
  { ifMatch, ...options }: WriteOptions & { ifMatch?: string | undefined } = {},
) =>
  transport.send<CampaignAdministration>(`/campaigns/${campaign}`, {
    ...options,
    method: 'PUT',
    body,
    headers: { 'If-Match': ifMatch },
  })

/** Administrators: switches it on or off, or moves its days. @throws {ProblemError} `changed-meanwhile`, `invalid-input` */
export const changeCampaign = (
  transport: Transport,
  campaign: string,
  body: CampaignChange,
  { ifMatch, ...options }: WriteOptions & { ifMatch?: string | undefined } = {},
) =>
  transport.send<CampaignAdministration>(`/campaigns/${campaign}`, {
    ...options,
    method: 'PATCH',
    body,
    headers: { 'If-Match': ifMatch },
  })
