import { pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** Texts that answers begin with. */
export const answerTemplates = pgTable(
  'answer_templates',
  {
    organizationId: text().notNull(),
    id: uuid().notNull(),
    name: text().notNull(),
    text: text().notNull(),
    /** Null is for any. */
    category: text(),
    changedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
)
