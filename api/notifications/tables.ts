import { sql } from 'drizzle-orm'
import {
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'

const moment = () => timestamp({ withTimezone: true })

/**
 * Who hears of an appeal, by mail or in a browser. Of whoever sent it the mail address is not here: it is the contact of
 * the appeal, read when a mail is sent.
 */
export const followers = pgTable(
  'followers',
  {
    organizationId: text().notNull(),
    id: uuid().notNull(),
    appealId: uuid().notNull(),
    /** The address of someone else, who supports it, sealed. */
    sealed: text(),
    /** How they rated the answer, who did not send the appeal themselves. */
    ratingScore: smallint(),
    /** In which they are written to. */
    language: text().notNull(),
    /** Of a browser: where it is told, sealed. */
    push: text(),
    createdAt: moment().notNull(),
    /** Since when the address is known to be theirs; null until then, and nothing but the question whether it is goes there. */
    confirmedAt: moment(),
    /** Since when they want to hear no more. */
    endedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index('followers_appeal').on(table.organizationId, table.appealId),
    index('followers_push_key').on(sql`split_part(push, '.', 1)`).where(sql`push is not null`),
    index('followers_key').on(sql`split_part(sealed, '.', 1)`).where(sql`sealed is not null`),
  ],
)

/** What is to be sent. A row goes once the mail server, or a browser's push service, has it. */
export const deliveries = pgTable(
  'deliveries',
  {
    organizationId: text().notNull(),
    id: uuid().notNull(),
    followerId: uuid().notNull(),
    /** A question whether the address is theirs; a step of the appeal; a request to rate the answer. */
    kind: text().$type<'confirm' | 'step' | 'rate'>().notNull(),
    /** Of the event that is told of. */
    sequence: integer(),
    /** Not before; moved on by whoever is sending it, and after each failure. */
    dueAt: moment().notNull(),
    attempts: smallint().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    foreignKey({
      name: 'deliveries_follower',
      columns: [table.organizationId, table.followerId],
      foreignColumns: [followers.organizationId, followers.id],
    }).onDelete('cascade'),
    index('deliveries_due').on(table.dueAt),
  ],
)

/** The days on which staff of an organization were written to, so that each is done once, by whichever process is first. */
export const digests = pgTable(
  'digests',
  {
    organizationId: text().notNull(),
    /** Where the organization is. */
    day: date().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.day] })],
)
