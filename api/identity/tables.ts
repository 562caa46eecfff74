import { index, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { KeyRole } from './roles.js'

const moment = () => timestamp({ withTimezone: true })

/** Keys by which programs, and the demo's desk, act as staff. Only a hash is kept. */
export const apiKeys = pgTable(
  'api_keys',
  {
    organizationId: text().notNull(),
    id: uuid().notNull(),
    hash: text().notNull(),
    role: text().$type<KeyRole>().notNull(),
    name: text().notNull(),
    createdAt: moment().notNull(),
    expiresAt: moment(),
    lastUsedAt: moment(),
    revokedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('api_keys_hash').on(table.organizationId, table.hash),
  ],
)

/** What admitted one write, and so no other: proofs of work, and the forms of pages without scripts. */
export const spentProofs = pgTable(
  'spent_proofs',
  {
    organizationId: text().notNull(),
    id: text().notNull(),
    /** After which it would be refused anyway. */
    expiresAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index('spent_proofs_expires').on(table.expiresAt),
  ],
)
