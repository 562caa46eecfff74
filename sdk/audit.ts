import type { AuditEntry } from '../api/audit/contract.js'
import type { Page, PageQuery } from './paging.js'
import type { CallOptions, Transport } from './transport.js'

export type { AuditEntry } from '../api/audit/contract.js'

/** What was changed, when and by whom, the latest first. For leaders and administrators. @param query.subject such as `polls/park` */
export const listAudit = (
  transport: Transport,
  query: PageQuery & { subject?: string | undefined } = {},
  options?: CallOptions,
) => transport.send<Page<AuditEntry>>('/audit', { ...options, query: { ...query } })
