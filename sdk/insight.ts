import type {
  InsightTerritories,
  Matrix,
  NewInsightTerritories,
  OfficerFigures,
  Statistics,
} from '../api/insight/contract.js'
import type { InsightDigest } from '../api/insight/digest-contract.js'
import type { NewSystemicProblem, SystemicProblem, SystemicProblemChange } from '../api/insight/problems-contract.js'
import { ProblemError } from './problems.js'
import type { CallOptions, Transport, WriteOptions } from './transport.js'

export type {
  Figures,
  InsightTerritories,
  Matrix,
  NewInsightTerritories,
  OfficerFigures,
  Statistics,
} from '../api/insight/contract.js'
export type { InsightDigest } from '../api/insight/digest-contract.js'
export type { NewSystemicProblem, SystemicProblem, SystemicProblemChange } from '../api/insight/problems-contract.js'

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

/** Where it hurts: topics by territories, bodies or the organizations below. */
export const getMatrix = (
  transport: Transport,
  query: AskedPeriod & { by?: Matrix['by']; rows?: 'groups' | 'categories'; group?: string | undefined } = {},
  options?: CallOptions,
) => transport.send<Matrix>('/insight/matrix', { ...options, query: { ...query } })

/** The figures, the matrix, a report to print, or all appeals that staff read, as a file. */
export async function downloadInsight(
  transport: Transport,
  file: InsightFile,
  query: AskedPeriod & { by?: Matrix['by']; rows?: 'groups' | 'categories' } = {},
  options: CallOptions = {},
): Promise<Blob> {
  const response = await transport.open(files[file], { ...options, query: file === 'appeals.xlsx' ? {} : { ...query } })
  if (!response.ok) throw new ProblemError(response.status, await response.json())
  return response.blob()
}
const files = {
  'statistics.csv': '/statistics/statistics.csv',
  'statistics.xlsx': '/statistics/statistics.xlsx',
  'matrix.csv': '/insight/matrix/matrix.csv',
  'matrix.xlsx': '/insight/matrix/matrix.xlsx',
  'report.pdf': '/insight/report.pdf',
  'appeals.xlsx': '/exports/appeals.xlsx',
} as const
export type InsightFile = keyof typeof files

/** Leaders, signed in as people: how often they are written to with the figures. */
export const getInsightDigest = (transport: Transport, options?: CallOptions) =>
  transport.send<InsightDigest>('/insight/digest', options)

export const setInsightDigest = (transport: Transport, rhythm: InsightDigest['rhythm'], options: WriteOptions = {}) =>
  transport.send<InsightDigest>('/insight/digest', { ...options, method: 'PUT', body: { rhythm } })

/** The appeals of a cell, by number: `listAppeals` takes them. */
export const listCellCases = (
  transport: Transport,
  query: AskedPeriod & { by?: 'territory' | 'body'; row?: string | undefined; column?: string | undefined } = {},
  options?: CallOptions,
) => transport.send<{ numbers: number[]; total: number }>('/insight/cases', { ...options, query: { ...query } })

/** The register of systemic problems, with figures before and after. */
export const listSystemicProblems = (transport: Transport, options?: CallOptions) =>
  transport.send<{ items: SystemicProblem[] }>('/insight/problems', options)

/** Leaders: takes a cell of the matrix into work. */
export const createSystemicProblem = (transport: Transport, body: NewSystemicProblem, options: WriteOptions = {}) =>
  transport.send<SystemicProblem>('/insight/problems', { ...options, method: 'POST', body })

/** Leaders: sets who, what and when anew, or ends it. */
export const changeSystemicProblem = (
  transport: Transport,
  id: string,
  body: SystemicProblemChange,
  options: WriteOptions = {},
) => transport.send<SystemicProblem>(`/insight/problems/${id}`, { ...options, method: 'PATCH', body })

/** The districts or settlements that figures are broken down by. */
export const listTerritories = (transport: Transport, options?: CallOptions) =>
  transport.send<InsightTerritories>('/territories', options)

/** Administrators: has figures broken down by these. */
export const setTerritories = (transport: Transport, body: NewInsightTerritories, options: WriteOptions = {}) =>
  transport.send<InsightTerritories>('/territories', { ...options, method: 'PUT', body })
