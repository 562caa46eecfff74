import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Localized } from '../platform/fields.js'

const moment = () => timestamp({ withTimezone: true })

/** What an organization gave to another to be dealt with: a row each time. The words are in the appeal's history. */
export const forwardings = pgTable(
  'forwardings',
  {
    organizationId: text().notNull(),
    id: uuid().notNull(),
    appealId: uuid().notNull(),
    toOrganization: text().notNull(),
    /** Of the event in the appeal's history. */
    sequence: integer().notNull(),
    /** The number it has there, once it is there. */
    toNumber: integer(),
    /** What a partner elsewhere calls it, once it is known there; until then, by what it is asked. */
    reference: text(),
    token: text(),
    createdAt: moment().notNull(),
    /** Since when nothing is expected from there any more: answered, returned, or taken back. */
    endedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index('forwardings_appeal').on(table.organizationId, table.appealId),
  ],
)

/** To whom outside this installation an organization forwards by Open311. */
export const partners = pgTable(
  'partners',
  {
    organizationId: text().notNull(),
    id: text().notNull(),
    names: jsonb().$type<Localized>().notNull(),
    /** The endpoint of GeoReport v2. */
    url: text().notNull(),
    /** Empty where the partner wants none. */
    jurisdiction: text().notNull(),
    /** The service code of what `services` does not name. */
    service: text().notNull(),
    /** Service codes by those of categories here. */
    services: jsonb().$type<Record<string, string>>().notNull(),
    sharesContact: boolean().notNull(),
    takesFiles: boolean().notNull(),
    /** The partner's `api_key`. */
    sealed: text(),
    createdAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
)

/** What came from another organization. Its key keeps what is told twice from being made twice. */
export const arrivals = pgTable(
  'arrivals',
  {
    organizationId: text().notNull(),
    /** As the sender calls it. */
    forwardingId: uuid().notNull(),
    fromOrganization: text().notNull(),
    /** The appeal made of it; null where it was taken back before it came. */
    appealId: uuid(),
    /** Who had it before, the first one first: it is not sent in a circle. */
    through: text().array().notNull(),
    createdAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.forwardingId] }),
    uniqueIndex('arrivals_appeal').on(table.organizationId, table.appealId),
  ],
)

/**
 * What is to be told to the other organization: no transaction writes in two. A row stands in the tables of the one that
 * tells, and goes once the other has it.
 */
export const dispatches = pgTable(
  'dispatches',
  {
    organizationId: text().notNull(),
    /** UUIDv7: in the order of time. */
    id: uuid().notNull(),
    forwardingId: uuid().notNull(),
    /** That it is theirs; what came of it there; that it is taken back; that the resident had it erased. `ask`: what became of it at a partner elsewhere, who tells nothing unasked. */
    kind: text().$type<'forward' | 'outcome' | 'recall' | 'erase' | 'ask'>().notNull(),
    /** Of the event that tells it. */
    sequence: integer().notNull(),
    /** Not before; moved on by whoever has it in hand, and after each failure. */
    dueAt: moment().notNull(),
    attempts: smallint().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index('dispatches_due').on(table.dueAt, table.id),
  ],
)
