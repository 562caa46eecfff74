import type { InsightTerritories, NewInsightTerritories, OfficerFigures, Statistics } from '../api/insight/contract.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type {
  Figures,
  InsightTerritories,
  NewInsightTerritories,
  OfficerFigures,
  Statistics,
} from '../api/insight/contract.js'

/** Days, `YYYY-MM-DD`, both included; the last year, unless given. */
export interface AskedPeriod {
  from?: string | undefined
  to?: string | undefined
}

/** What was received, solved, in time and rated well. @param query.scope `all`: with the organizations below */
export const getStatistics = (
  transport: Transport,
  query: AskedPeriod & { scope?: 'own' | 'all' } = {},
  options?: CallOptions,
) => transport.send<Statistics>('/statistics', { ...options, query: { ...query } })

/** Leaders: the answers of each officer. */
export const getOfficerFigures = (transport: Transport, query: AskedPeriod = {}, options?: CallOptions) =>
  transport.send<OfficerFigures>('/insight/officers', { ...options, query: { ...query } })

/** The districts or settlements that figures are broken down by. */
export const listTerritories = (transport: Transport, options?: CallOptions) =>
  transport.send<InsightTerritories>('/territories', options)

/** Administrators: has figures broken down by these. */
export const setTerritories = (transport: Transport, body: NewInsightTerritories, options: WriteOptions = {}) =>
  transport.send<InsightTerritories>('/territories', { ...options, method: 'PUT', body })
