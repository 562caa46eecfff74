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

/** Whom an organization believes when they tell who a resident is: websites that sign it, and providers of OpenID Connect. */
export const residentSources = pgTable(
  'resident_sources',
  {
    organizationId: text().notNull(),
    id: uuid().notNull(),
    way: text().$type<'site' | 'oidc'>().notNull(),
    /** As the tokens name it (`iss`); of a provider its address. */
    issuer: text().notNull(),
    /** Where its public keys are; null where a secret is shared instead. */
    jwks: text(),
    /** As the provider has us registered. */
    clientId: text(),
    /** The shared secret, or the provider's for us, sealed. */
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

/**
 * A sign-in elsewhere that is under way: from the start until the browser comes back, by a hash of its state; then, for a
 * moment, until the page that wanted it takes it, by a hash of the code that it was handed.
 */
export const residentSignIns = pgTable(
  'resident_sign_ins',
  {
    organizationId: text().notNull(),
    hash: text().notNull(),
    /** What goes on with it, as JSON. Not sealed anew with the next key: it is over before. */
    sealed: text().notNull(),
    expiresAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.hash] }),
    index('resident_sign_ins_expires').on(table.expiresAt),
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
