import { index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { BlockKind } from './blocking.js'

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

/** Whose writes an organization, and all below it, does not take. */
export const blocks = pgTable(
  'blocks',
  {
    organizationId: text().notNull(),
    id: uuid().notNull(),
    kind: text().$type<BlockKind>().notNull(),
    /** A network as it is; all else as a keyed hash. */
    value: text().notNull(),
    reason: text().notNull(),
    createdBy: text().notNull(),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('blocks_value').on(table.organizationId, table.kind, table.value),
    index('blocks_expires').on(table.expiresAt),
  ],
)

/** From where something was written, for a while: so that staff can block it without seeing it. */
export const senders = pgTable(
  'senders',
  {
    organizationId: text().notNull(),
    /** Such as `appeals/1042`. */
    about: text().notNull(),
    /** Keyed hashes. The address is forgotten first. */
    device: text(),
    address: text(),
    /** A keyed hash of what two texts share that are nearly the same. */
    essence: text().notNull(),
    at: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.about] }),
    index('senders_essence').on(table.organizationId, table.essence, table.at),
    index('senders_at').on(table.at),
  ],
)
