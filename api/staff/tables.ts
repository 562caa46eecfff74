import { sql } from 'drizzle-orm'
import { bigint, index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Role } from '../identity/roles.js'

const moment = () => timestamp({ withTimezone: true })

/**
 * People who may be staff, of one organization or of several. They belong to the installation, as their sessions and
 * links do: without an `organization_id`, so that only the owner of the database reads them, and no request of an
 * organization.
 */
export const staffAccounts = pgTable(
  'staff_accounts',
  {
    id: uuid().primaryKey(),
    /** In lower case. */
    email: text().notNull(),
    name: text().notNull(),
    /** Argon2id; null for who signs in otherwise. */
    passwordHash: text(),
    /** Sealed: the secret that the person's app makes codes of; and one that waits to be confirmed by a code. */
    totp: text(),
    totpPending: text(),
    /** The half minute of the last code that was taken: none is taken twice. */
    totpStep: integer(),
    /** Keyed hashes of the codes for who has lost the app; each goes with its use. */
    recovery: text().array().notNull().default(sql`'{}'`),
    createdAt: moment().notNull(),
    signedInAt: moment(),
  },
  (table) => [uniqueIndex('staff_accounts_email').on(table.email)],
)

const accountId = () =>
  uuid()
    .notNull()
    .references(() => staffAccounts.id, { onDelete: 'cascade' })

/** Who is signed in, where. Of the token only a hash is kept. */
export const staffSessions = pgTable(
  'staff_sessions',
  {
    hash: text().primaryKey(),
    /** Names it to the person, who may end it. */
    id: uuid().notNull(),
    accountId: accountId(),
    /** `password`, `password+code`, `invitation`, … */
    way: text().notNull(),
    /** Browser and system, in a few words. */
    agent: text().notNull(),
    createdAt: moment().notNull(),
    seenAt: moment().notNull(),
    expiresAt: moment().notNull(),
  },
  (table) => [index('staff_sessions_account').on(table.accountId), index('staff_sessions_expires').on(table.expiresAt)],
)

/** Keys by which people sign in without a password (WebAuthn). What is kept opens nothing: the other half never leaves their device. */
export const staffPasskeys = pgTable(
  'staff_passkeys',
  {
    /** Names it to the person, who may remove it. */
    id: uuid().primaryKey(),
    accountId: accountId(),
    /** As the device calls it, and its public half (COSE); both base64url. */
    credentialId: text().notNull(),
    publicKey: text().notNull(),
    /** How often it says it has signed, where it counts: one that falls back was copied. */
    counter: bigint({ mode: 'number' }).notNull(),
    /** How a browser reaches it: `internal`, `usb`, … */
    transports: text().array().notNull(),
    name: text().notNull(),
    createdAt: moment().notNull(),
    usedAt: moment(),
  },
  (table) => [
    uniqueIndex('staff_passkeys_credential').on(table.credentialId),
    index('staff_passkeys_account').on(table.accountId),
  ],
)

/** What passkeys have signed already, by a hash: none of it opens twice. */
export const staffSpentChallenges = pgTable(
  'staff_spent_challenges',
  {
    hash: text().primaryKey(),
    /** After which it would be refused anyway. */
    expiresAt: moment().notNull(),
  },
  (table) => [index('staff_spent_challenges_expires').on(table.expiresAt)],
)

/** Links by which a new password is set, each once. */
export const staffResets = pgTable(
  'staff_resets',
  {
    hash: text().primaryKey(),
    accountId: accountId(),
    expiresAt: moment().notNull(),
  },
  (table) => [index('staff_resets_account').on(table.accountId)],
)

/** What a person is in an organization, and in everything below it. */
export const staffRoles = pgTable(
  'staff_roles',
  {
    organizationId: text().notNull(),
    accountId: uuid().notNull(),
    role: text().$type<Role>().notNull(),
    createdAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.accountId, table.role] }),
    index('staff_roles_account').on(table.accountId),
  ],
)

/** Who is asked to become staff, by a link in a mail. It goes when it is followed. */
export const staffInvitations = pgTable(
  'staff_invitations',
  {
    organizationId: text().notNull(),
    id: uuid().notNull(),
    email: text().notNull(),
    role: text().$type<Role>().notNull(),
    hash: text().notNull(),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('staff_invitations_hash').on(table.organizationId, table.hash),
    uniqueIndex('staff_invitations_email').on(table.organizationId, table.email, table.role),
  ],
)
