import { sql } from 'drizzle-orm'
import { customType, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

/** The answer given to each `Idempotency-Key`, kept in the transaction of the write it answered. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    organizationId: text().notNull(),
    /** SHA-256 of method, path and key. */
    hash: text().notNull(),
    /** SHA-256 of the request: the same key with another request is refused. */
    fingerprint: text().notNull(),
    status: integer(),
    /** The body, encrypted with the key itself, which is not kept: an answer may hold a secret. */
    answer: bytea(),
    /** What the answer tells of, such as `appeals/1042`: erased with it. */
    about: text(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.hash] }),
    index('idempotency_keys_created').on(table.createdAt),
    index('idempotency_keys_about').on(table.organizationId, table.about).where(sql`about is not null`),
  ],
)

/** The secret of this installation, when the settings give none. */
export const instanceSecrets = pgTable('instance_secrets', {
  name: text().primaryKey(),
  value: text().notNull(),
})
