import { jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** What was changed, and by whom: appended to, never changed. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    organizationId: text().notNull(),
    /** UUIDv7: in the order of time. */
    id: uuid().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** `command`, `system`, or `staff:` and the id of the key or account. */
    actor: text().notNull(),
    /** What was done, such as `organization.changed`. */
    action: text().notNull(),
    /** What it was done to, such as `campaigns/school-meals`; null for the organization itself. */
    subject: text(),
    /** No personal data: names of what changed, before and after. */
    details: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
)
