import { boolean, foreignKey, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Localized } from '../platform/fields.js'
import type { Answers, QuestionDefinition } from './questions.js'
import type { SignedStatement } from './recount/record.js'

const moment = () => timestamp({ withTimezone: true })

export const polls = pgTable(
  'polls',
  {
    organizationId: text().notNull(),
    id: text().notNull(),
    titles: jsonb().$type<Localized>().notNull(),
    descriptions: jsonb().$type<Localized>().notNull(),
    questions: jsonb().$type<QuestionDefinition[]>().notNull(),
    /** `resident`: only those vote who have shown who they are, also where the organization takes others. */
    identity: text().$type<'device' | 'resident'>().notNull(),
    /** When the results may be read. */
    results: text().$type<'always' | 'after_vote' | 'after_close'>().notNull(),
    opensAt: moment().notNull(),
    closesAt: moment().notNull(),
    /** Whoever keeps the secret of a ballot may change it until closing: see `receipt.ts`. */
    isChangeable: boolean().notNull().default(false),
    /** A draft is seen by staff alone. */
    state: text().$type<'draft' | 'published'>().notNull().default('published'),
    /** Rises with each change, and is the ETag. */
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
)

/**
 * Who voted. Nothing here says what, and nothing joins it to a ballot: no shared key, no time.
 * `voter` is a keyed hash of what the voter is known by, different in every poll.
 */
export const pollVoters = pgTable(
  'poll_voters',
  {
    organizationId: text().notNull(),
    pollId: text().notNull(),
    voter: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.pollId, table.voter] }),
    foreignKey({
      name: 'poll_voters_poll',
      columns: [table.organizationId, table.pollId],
      foreignColumns: [polls.organizationId, polls.id],
    }),
  ],
)

/** What was voted. The id is random (UUIDv4), of the voter's secret: a time-ordered one would tell when, and so by whom. */
export const ballots = pgTable(
  'ballots',
  {
    organizationId: text().notNull(),
    pollId: text().notNull(),
    id: uuid().notNull(),
    answers: jsonb().$type<Answers>().notNull(),
    /** Shows that it was put in the box by us: see `recount/seal.ts`. */
    seal: text(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.pollId, table.id] }),
    foreignKey({
      name: 'ballots_poll',
      columns: [table.organizationId, table.pollId],
      foreignColumns: [polls.organizationId, polls.id],
    }),
  ],
)

/** What an organization signed when a poll was closed. */
export const pollStatements = pgTable(
  'poll_statements',
  {
    organizationId: text().notNull(),
    pollId: text().notNull(),
    signed: jsonb().$type<SignedStatement>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.pollId] }),
    foreignKey({
      name: 'poll_statements_poll',
      columns: [table.organizationId, table.pollId],
      foreignColumns: [polls.organizationId, polls.id],
    }),
  ],
)
