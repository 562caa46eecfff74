import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Localized } from '../platform/fields.js'
import type { PollResults } from './contract.js'
import type { PollDefinition } from './definition.js'
import type { Answer, Answers, QuestionDefinition } from './questions.js'
import type { SignedStatement } from './recount/record.js'

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })
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
    /** Only those vote who are on the poll's list, and have shown who they are: see `pollList`. */
    isListed: boolean().notNull().default(false),
    /** Who may vote beside being one person: see `eligibility.ts`. */
    eligibility: jsonb().$type<PollDefinition['eligibility']>(),
    /** Whether ballots cast on paper are taken, and counted once entered or once a second person has confirmed them. */
    paper: text().$type<PollDefinition['paper']>().notNull().default('none'),
    /** Ballots are taken out of the bag, and counted, so many at once at least: see `count/fold.ts`. */
    resultsStep: integer().notNull().default(1),
    /** A draft is seen by staff alone. */
    state: text().$type<'draft' | 'published'>().notNull().default('published'),
    /** Rises with each change, and is the ETag. */
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
)

/** What options show, for everyone, by the SHA-256 of the content. What no poll shows is deleted: see `photos/kept.ts`. */
export const pollPhotos = pgTable(
  'poll_photos',
  {
    organizationId: text().notNull(),
    id: text().notNull(),
    content: bytea().notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    /** When it was uploaded, or last written into a poll. */
    usedAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
)

/**
 * Who may vote in a poll that `isListed`. `voter` is the keyed hash by which the roll will name them: nobody without the
 * installation's secret can tell who it is, or try out who it may be.
 */
export const pollList = pgTable(
  'poll_list',
  {
    organizationId: text().notNull(),
    pollId: text().notNull(),
    voter: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.pollId, table.voter] })],
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

/**
 * Ballots as they were put in, in the transaction that notes the voter on the roll: sealed, so that whoever has the
 * database alone reads none of them, by whatever row or time they join it. Soon they go on to `ballots`: see `count/fold.ts`.
 */
export const ballotBag = pgTable(
  'ballot_bag',
  {
    organizationId: text().notNull(),
    pollId: text().notNull(),
    /** A keyed hash of the receipt. */
    id: text().notNull(),
    sealed: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.pollId, table.id] }),
    // By which key it is sealed.
    index('ballot_bag_key').on(sql`split_part(sealed, '.', 1)`),
  ],
)

/**
 * Ballots cast on paper, by the number of the sheet. What a sheet says is sealed until the poll closes, and is then in
 * `ballots` alone: see `paper/sheets.ts`.
 */
export const pollPapers = pgTable(
  'poll_papers',
  {
    organizationId: text().notNull(),
    pollId: text().notNull(),
    sheet: text().notNull(),
    /** Null once it is counted, withdrawn, or left without a second person when the poll closed. */
    sealed: text(),
    status: text().$type<'waiting' | 'entered' | 'counted' | 'unconfirmed' | 'withdrawn'>().notNull(),
    enteredBy: text().notNull(),
    enteredAt: moment().notNull(),
    confirmedBy: text(),
    reason: text(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.pollId, table.sheet] }),
    foreignKey({
      name: 'poll_papers_poll',
      columns: [table.organizationId, table.pollId],
      foreignColumns: [polls.organizationId, polls.id],
    }),
    // By which key it is sealed.
    index('poll_papers_key').on(sql`split_part(sealed, '.', 1)`),
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

/**
 * Ballots that staff tried before voters had the poll: counted for them alone, in no count of votes, and gone once it has
 * opened. Nothing tells whose one is, nor when it came: see `trials.ts`.
 */
export const pollTrials = pgTable(
  'poll_trials',
  {
    organizationId: text().notNull(),
    pollId: text().notNull(),
    id: uuid().notNull(),
    answers: jsonb().$type<Answers>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.pollId, table.id] })],
)

/** How often a question was answered so: all that a count needs of the ballots in the box. Written by who folds, one at a time. */
export const pollCounts = pgTable(
  'poll_counts',
  {
    organizationId: text().notNull(),
    pollId: text().notNull(),
    question: text().notNull(),
    /** The SHA-256 of the answer. */
    key: text().notNull(),
    answer: jsonb().$type<Answer>().notNull(),
    count: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.pollId, table.question, table.key] })],
)

/** The count as it is told. */
export const pollTallies = pgTable(
  'poll_tallies',
  {
    organizationId: text().notNull(),
    pollId: text().notNull(),
    ballots: bigint({ mode: 'number' }).notNull(),
    /** Rises with each fold. */
    folds: bigint({ mode: 'number' }).notNull(),
    results: jsonb().$type<PollResults>(),
    /** After which fold the results were counted, when, and how many milliseconds that took. */
    countedFolds: bigint({ mode: 'number' }).notNull().default(-1),
    countedAt: moment(),
    took: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.pollId] })],
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
