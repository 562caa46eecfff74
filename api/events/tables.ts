import { sql } from 'drizzle-orm'
import { bigint, index, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/**
 * What happened, written in the transaction that made it happen. The notifier gives each row its `position`
 * after the commit, so that positions rise in the order readers can see: a cursor never skips a late commit.
 */
export const outbox = pgTable(
  'outbox',
  {
    organizationId: text().notNull(),
    id: uuid().notNull(),
    /** Rises by one per organization; null until announced. */
    position: bigint({ mode: 'number' }),
    /** What it is about: `discussions/{id}`, `polls/{id}`, `appeals/{number}`. */
    topic: text().notNull(),
    type: text().notNull(),
    /** Public: it goes to every reader. */
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index('outbox_position').on(table.organizationId, table.position),
    index('outbox_unannounced').on(table.organizationId, table.id).where(sql`position is null`),
    index('outbox_created').on(table.createdAt),
  ],
)
