import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  doublePrecision,
  foreignKey,
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
import type { CommentStatus, FlagReason, LoggedDecision } from './decisions.js'
import type { Paragraph } from './drafts/paragraphs.js'
import type { Findings } from './findings.js'
import type { Pace } from './following/pace.js'
import type { FoundOpinions, KeptMap } from './opinions/find.js'
import type { Policy, StatementAuthors } from './policy.js'
import type { Stage } from './stages.js'

/** Where it is about; degrees, WGS 84. */
export interface Place {
  address?: string | undefined
  latitude?: number | undefined
  longitude?: number | undefined
}

const moment = () => timestamp({ withTimezone: true })

export const discussions = pgTable(
  'discussions',
  {
    organizationId: text().notNull(),
    id: text().notNull(),
    titles: jsonb().$type<Localized>().notNull(),
    texts: jsonb().$type<Localized>().notNull(),
    opensAt: moment().notNull(),
    closesAt: moment(),
    place: jsonb().$type<Place>(),
    stage: text().$type<Stage>().notNull().default('discussing'),
    /** When which stage was reached. */
    stages: jsonb().$type<{ stage: Stage; at: string }[]>().notNull().default([]),
    /** What the organization made of it, and what it decided; empty until said. */
    summaries: jsonb().$type<Localized>().notNull().default({}),
    outcomes: jsonb().$type<Localized>().notNull().default({}),
    /** Since when no comments are taken for a while, and why. */
    frozenAt: moment(),
    frozenFor: text(),
    /** Seconds between two comments of one author; 0 for none. */
    slowMode: integer().notNull().default(0),
    /** When a moderator looks at comments here; null for as the organization has it. */
    moderation: text().$type<Policy>(),
    /** Who adds short statements. */
    statements: text().$type<StatementAuthors>().notNull().default('residents'),
    /** The latest version of the text that is discussed; null for none. */
    draftVersion: integer(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
)

/** Comments in threads of two levels: `rootId` is the comment that opened the thread, `parentId` the one answered. */
export const comments = pgTable(
  'comments',
  {
    organizationId: text().notNull(),
    discussionId: text().notNull(),
    /** UUIDv7: orders by time. */
    id: uuid().notNull(),
    rootId: uuid(),
    parentId: uuid(),
    /** Of what opens a thread: which paragraph of the draft it is on, and in which version it was read. */
    paragraph: text(),
    draftVersion: integer(),
    /** Who wrote it, where that is known by more than a device. */
    residentId: uuid(),
    /** Who may change it: a keyed hash of the resident or the device, the same in all discussions of the organization. */
    author: text(),
    /** As the author chose to be called; null for none. */
    authorName: text(),
    /** Written by staff of the organization. */
    isOfficial: boolean().notNull(),
    /** A short statement: to be agreed or disagreed with, in no thread and answered by nobody. */
    isStatement: boolean().notNull().default(false),
    text: text().notNull(),
    status: text().$type<CommentStatus>().notNull(),
    /** Why a moderator refused or hid it. */
    reason: text(),
    createdAt: moment().notNull(),
    editedAt: moment(),
    /** Of official ones: shown before all others, the latest first. */
    pinnedAt: moment(),
    /** Since when a moderator has had a look: flags alone hide it no more. */
    decidedAt: moment(),
    /** Why it waited, and what the checks found; for moderators. */
    findings: jsonb().$type<Findings>(),
    /** How many agree, disagree and are unsure, how sure that is, and how many reply: counted behind (see `recount.ts`). */
    agree: integer().notNull().default(0),
    disagree: integer().notNull().default(0),
    unsure: integer().notNull().default(0),
    score: doublePrecision().notNull().default(0),
    replyCount: integer().notNull().default(0),
    /** Since when text and name are gone; the place in its thread stays. */
    erasedAt: moment(),
    /** Since when the name is gone, and what is masked of the text. */
    anonymizedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.discussionId, table.id] }),
    foreignKey({
      name: 'comments_discussion',
      columns: [table.organizationId, table.discussionId],
      foreignColumns: [discussions.organizationId, discussions.id],
    }),
    // Each partial, so that none but the right one fits: an embedded database has no statistics to choose by.
    index('comments_roots').on(table.organizationId, table.discussionId, table.id).where(sql`root_id is null`),
    index('comments_replies')
      .on(table.organizationId, table.discussionId, table.rootId, table.id)
      .where(sql`root_id is not null`),
    index('comments_resident').on(table.organizationId, table.residentId, table.id).where(sql`resident_id is not null`),
    index('comments_paragraph')
      .on(table.organizationId, table.discussionId, table.paragraph, table.id)
      .where(sql`paragraph is not null`),
    index('comments_best')
      .on(table.organizationId, table.discussionId, table.score, table.id)
      .where(sql`root_id is null`),
    index('comments_discussed')
      .on(table.organizationId, table.discussionId, table.replyCount, table.id)
      .where(sql`root_id is null`),
    index('comments_pinned')
      .on(table.organizationId, table.discussionId, table.pinnedAt)
      .where(sql`pinned_at is not null`),
    index('comments_statements').on(table.organizationId, table.discussionId, table.id).where(sql`is_statement`),
    index('comments_author').on(table.organizationId, table.author, table.id).where(sql`author is not null`),
    // What moderators look at: few beside all that is published.
    index('comments_moderation').on(table.organizationId, table.status, table.id).where(sql`status <> 'published'`),
    // What the organization said lately, for those who follow by mail: few beside all that residents write.
    index('comments_official').on(table.organizationId, table.createdAt).where(sql`is_official`),
    // Where retention goes on.
    index('comments_age').on(table.organizationId, table.createdAt).where(sql`erased_at is null and not is_official`),
  ],
)

const ofComment = {
  organizationId: text().notNull(),
  discussionId: text().notNull(),
  commentId: uuid().notNull(),
}
type OfComment = Record<keyof typeof ofComment, AnyPgColumn>

const commentKey = (name: string, { organizationId, discussionId, commentId }: OfComment) =>
  foreignKey({
    name,
    columns: [organizationId, discussionId, commentId],
    foreignColumns: [comments.organizationId, comments.discussionId, comments.id],
  })

/** What stood in a comment before its author changed it. */
export const commentVersions = pgTable(
  'comment_versions',
  { ...ofComment, at: moment().notNull(), text: text().notNull() },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.discussionId, table.commentId, table.at] }),
    commentKey('comment_versions_comment', table),
  ],
)

/** Who agrees (1), disagrees (-1) or is unsure (0): one row a person, written by nobody else. */
export const commentReactions = pgTable(
  'comment_reactions',
  {
    ...ofComment,
    /** A keyed hash of the resident or the device, else of address and browser; the same in one discussion alone. */
    voter: text().notNull(),
    value: smallint().notNull(),
    at: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.discussionId, table.commentId, table.voter] }),
    commentKey('comment_reactions_comment', table),
    index('comment_reactions_at').on(table.at),
  ],
)

/** That someone finds a moderator should look, and why. Settled once one has. */
export const commentFlags = pgTable(
  'comment_flags',
  {
    ...ofComment,
    flagger: text().notNull(),
    reason: text().$type<FlagReason>().notNull(),
    text: text().notNull(),
    at: moment().notNull(),
    settledAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.discussionId, table.commentId, table.flagger] }),
    commentKey('comment_flags_comment', table),
    index('comment_flags_open').on(table.organizationId, table.commentId).where(sql`settled_at is null`),
  ],
)

/** The groups of opinion of a discussion as they were last found: counts and places alone, of nobody in particular. */
export const discussionOpinions = pgTable(
  'discussion_opinions',
  {
    organizationId: text().notNull(),
    discussionId: text().notNull(),
    /** Of what was voted until then. */
    at: moment().notNull(),
    /** Who voted often enough to be placed. */
    voters: integer().notNull(),
    found: jsonb().$type<FoundOpinions>().notNull(),
    /** By what one is told where oneself stands; null where too few voted. */
    model: jsonb().$type<KeptMap>(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.discussionId] }),
    foreignKey({
      name: 'discussion_opinions_discussion',
      columns: [table.organizationId, table.discussionId],
      foreignColumns: [discussions.organizationId, discussions.id],
    }).onDelete('cascade'),
  ],
)

/** What was decided of a comment, for moderators and, without who decided, for everyone. */
export const commentDecisions = pgTable(
  'comment_decisions',
  {
    ...ofComment,
    /** UUIDv7: orders by time. */
    id: uuid().notNull(),
    decision: text().$type<LoggedDecision>().notNull(),
    from: text().$type<CommentStatus>().notNull(),
    to: text().$type<CommentStatus>().notNull(),
    /** Empty where none was given, or the comment is erased. */
    reason: text().notNull(),
    /** What it takes to undo it. */
    reasonBefore: text(),
    decidedBefore: moment(),
    /** `system`, or `staff:` and an id. */
    actor: text().notNull(),
    at: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    commentKey('comment_decisions_comment', table),
    index('comment_decisions_of').on(table.organizationId, table.discussionId, table.commentId, table.id),
  ],
)

/** What an author says against a hiding or a refusal: once, and another person decides. */
export const commentObjections = pgTable(
  'comment_objections',
  {
    ...ofComment,
    text: text().notNull(),
    at: moment().notNull(),
    settledAt: moment(),
    isGranted: boolean(),
    /** What the author is told. */
    answer: text().notNull().default(''),
    /** In which they objected. */
    language: text().notNull().default('en'),
    /** When they are written to, where they were signed in; moved on by whoever is doing it. */
    tellAt: moment(),
    tellAttempts: smallint().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.discussionId, table.commentId] }),
    commentKey('comment_objections_comment', table),
    index('comment_objections_tell').on(table.tellAt).where(sql`tell_at is not null`),
    index('comment_objections_open').on(table.organizationId, table.commentId).where(sql`settled_at is null`),
  ],
)

/** Who is told of a discussion by mail. The address stands here alone, sealed. */
export const discussionFollowers = pgTable(
  'discussion_followers',
  {
    organizationId: text().notNull(),
    id: uuid().notNull(),
    discussionId: text().notNull(),
    /** A keyed hash of the address: one follows a discussion once, and finds it among what is their own. */
    subject: text().notNull(),
    sealed: text().notNull(),
    /** In which they are written to. */
    language: text().notNull(),
    pace: text().$type<Pace>().notNull(),
    createdAt: moment().notNull(),
    /** When the address was last asked whether it wants this. */
    askedAt: moment(),
    /** Since when the address is known to be theirs; null until then, and nothing but the question goes there. */
    confirmedAt: moment(),
    /** Since when they want to hear no more. */
    endedAt: moment(),
    /** What they were told until then, or what there was before they followed. */
    toldAt: moment().notNull(),
    /** When they are written to next, if there is anything to tell; moved on by whoever is doing it. */
    dueAt: moment(),
    /** How often the mail that is due has failed. */
    attempts: smallint().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    foreignKey({
      name: 'discussion_followers_discussion',
      columns: [table.organizationId, table.discussionId],
      foreignColumns: [discussions.organizationId, discussions.id],
    }).onDelete('cascade'),
    uniqueIndex('discussion_followers_subject').on(table.organizationId, table.subject, table.discussionId),
    index('discussion_followers_due').on(table.dueAt).where(sql`due_at is not null`),
    // By key: finds what another than the present one sealed.
    index('discussion_followers_key').on(sql`split_part(sealed, '.', 1)`),
  ],
)

/** The versions of a text that is discussed, each whole. */
export const discussionDrafts = pgTable(
  'discussion_drafts',
  {
    organizationId: text().notNull(),
    discussionId: text().notNull(),
    version: integer().notNull(),
    at: moment().notNull(),
    language: text().notNull(),
    paragraphs: jsonb().$type<Paragraph[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.discussionId, table.version] }),
    foreignKey({
      name: 'discussion_drafts_discussion',
      columns: [table.organizationId, table.discussionId],
      foreignColumns: [discussions.organizationId, discussions.id],
    }).onDelete('cascade'),
  ],
)
