import { jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import type { SavedFilters } from './contract.js'

/** What each of the staff looks through again and again at the desk. */
export const savedFilters = pgTable(
  'saved_filters',
  {
    organizationId: text().notNull(),
    /** `staff:` and the id of the account or key. */
    actor: text().notNull(),
    items: jsonb().$type<SavedFilters['items']>().notNull(),
    changedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.actor] })],
)
