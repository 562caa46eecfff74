import { v7 as uuid } from 'uuid'
import type { Queryable } from '../platform/database.js'
import { auditEntries } from './tables.js'

export interface AuditEntry {
  organizationId: string
  /** `command`, `system`, or `staff:` and the id of the key or account. */
  actor: string
  /** What was done: a noun and a past participle, such as `organization.changed`. */
  action: string
  /** What it was done to, such as `campaigns/school-meals`; left out for the organization itself. */
  subject?: string
  /** Names of what changed, before and after. Never personal data, never a secret: this is kept for good. */
  details?: Record<string, unknown>
  at: Date
}

/** Writes what was done into the organization's audit trail, in the transaction that does it. */
export async function recordAudit(transaction: Queryable, entry: AuditEntry): Promise<void> {
  await transaction.insert(auditEntries).values({ subject: null, details: {}, ...entry, id: uuid() })
}
