import { sql } from 'drizzle-orm'
import {
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Way } from '../organizations/ways.js'

const moment = () => timestamp({ withTimezone: true })

/** Those who are known by more than a device, each to one organization. */
export const residents = pgTable(
  'residents',
  {
    organizationId: text().notNull(),
    id: uuid().notNull(),
    way: text().$type<Exclude<Way, 'anonymous'>>().notNull(),
    /** A keyed hash of what they are known by: of the e-mail address, or of who vouches and whom for. */
    subject: text().notNull(),
    /** E-mail and name, as JSON, sealed: see `sealing.ts`. Null where neither is known. */
    sealed: text(),
    createdAt: moment().notNull(),
    /** To the day: the moment would tell which ballot is whose. */
    lastSeenAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('residents_subject').on(table.organizationId, table.subject),
    index('residents_seen').on(table.lastSeenAt),
    // By key: finds what another than the present one sealed.
    index('residents_key').on(sql`split_part(sealed, '.', 1)`),
  ],
)

/** Where a resident is signed in. Of the token only a hash is kept. */
export const residentSessions = pgTable(
  'resident_sessions',
  {
    organizationId: text().notNull(),
    hash: text().notNull(),
    residentId: uuid().notNull(),
    createdAt: moment().notNull(),
    /** To the day. */
    lastUsedAt: moment().notNull(),
    expiresAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.hash] }),
    foreignKey({
      name: 'resident_sessions_resident',
      columns: [table.organizationId, table.residentId],
      foreignColumns: [residents.organizationId, residents.id],
    }),
    index('resident_sessions_resident').on(table.organizationId, table.residentId),
    index('resident_sessions_expires').on(table.expiresAt),
  ],
)

/** Whom an organization believes when they tell who a resident is: websites that sign it. */
export const residentSources = pgTable(
  'resident_sources',
  {
    organizationId: text().notNull(),
    id: uuid().notNull(),
    way: text().$type<'site'>().notNull(),
    /** As the tokens name it (`iss`). */
    issuer: text().notNull(),
    /** Where its public keys are; null where a secret is shared instead. */
    jwks: text(),
    /** The shared secret, sealed. */
    sealed: text(),
    createdAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index('resident_sources_issuer').on(table.organizationId, table.issuer),
    // By key: finds what another than the present one sealed.
    index('resident_sources_key').on(sql`split_part(sealed, '.', 1)`),
  ],
)

/** The code last sent to each address: a new one takes its place. */
export const residentCodes = pgTable(
  'resident_codes',
  {
    organizationId: text().notNull(),
    subject: text().notNull(),
    /** A keyed hash: of six digits any other is soon tried out. */
    hash: text().notNull(),
    expiresAt: moment().notNull(),
    attemptsLeft: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.subject] }),
    index('resident_codes_expires').on(table.expiresAt),
  ],
)
