import { index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

const moment = () => timestamp({ withTimezone: true })

/**
 * How often something happened in a window of time. Each process counts by itself and adds what it counted once a
 * second: however much happens, a row is written as often as there are processes.
 */
export const rates = pgTable(
  'rates',
  {
    organizationId: text().notNull(),
    /** Of what, and by whom: `appeals:address:` and a keyed hash. */
    scope: text().notNull(),
    beganAt: moment().notNull(),
    count: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.scope, table.beganAt] }),
    index('rates_began').on(table.beganAt),
  ],
)
