import {
  bigint,
  boolean,
  index,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'

const moment = () => timestamp({ withTimezone: true })

/** Where an organization has others told of what happens. What messages are signed with is derived: see `secret.ts`. */
export const webhooks = pgTable(
  'webhooks',
  {
    organizationId: text().notNull(),
    id: uuid().notNull(),
    url: text().notNull(),
    /** The types of events; empty for all. */
    types: text().array().notNull(),
    isActive: boolean().notNull(),
    /** In the outbox: up to where messages are made. */
    position: bigint({ mode: 'number' }).notNull(),
    createdAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
)

/** Messages that are not taken yet. */
export const webhookMessages = pgTable(
  'webhook_messages',
  {
    organizationId: text().notNull(),
    /** UUIDv7; the message's id, the same with each attempt. */
    id: uuid().notNull(),
    webhookId: uuid().notNull(),
    type: text().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: moment().notNull(),
    /** Not before; null for one that is given up, until it is sent again by hand. */
    dueAt: moment(),
    attempts: smallint().notNull(),
    /** What went wrong last: a status, or why nobody was reached. */
    failure: text(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index('webhook_messages_due').on(table.dueAt),
    index('webhook_messages_of').on(table.organizationId, table.webhookId),
  ],
)
