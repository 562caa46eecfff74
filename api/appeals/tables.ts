import { sql } from 'drizzle-orm'
import {
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
import type { AppealEventData, EventType } from './history.js'
import type { Status } from './transitions.js'

const moment = () => timestamp({ withTimezone: true })

/** What is searched: in the very words of the index. */
export const words = sql`to_tsvector('russian', description || ' ' || coalesce(address, ''))`

/**
 * Where something is still owed. In an index that few rows meet beside all that were ever closed, which is used where a
 * query says it in these very words.
 */
export const stillOpen = sql`status not in ('answered', 'closed', 'declined', 'returned', 'merged')`

/** When something is next to be done: registered, else answered or decided. In the very words of the indexes. */
export const dueAt = sql`coalesce(least(register_by, deadline), 'infinity'::timestamptz)`

/** One row an appeal: what was said, and the present state, which is the fold of its events. */
export const appeals = pgTable(
  'appeals',
  {
    organizationId: text().notNull(),
    id: uuid().notNull(),
    /** Told to the resident; counted per organization. */
    number: integer().notNull(),
    /** SHA-256 of the secret in the private link; the secret itself is not kept. Null when imported without one. */
    secretHash: text(),
    /** Who sent it, where that is known by more than a device. */
    residentId: uuid(),
    /** Snapshot: the category as it was called when the appeal was made. */
    categoryCode: text().notNull(),
    categoryNames: jsonb().$type<Localized>().notNull(),
    kind: text().$type<'message' | 'appeal'>().notNull(),
    /** The campaign whose form it was made by. */
    campaign: text(),
    description: text().notNull(),
    answers: jsonb().$type<Record<string, unknown>>().notNull(),
    language: text().notNull(),
    address: text(),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    visibility: text().$type<'public' | 'private'>().notNull(),
    source: text().$type<'web' | 'import' | 'forwarded'>().notNull(),
    /** Which organization it was forwarded from. */
    forwardedFrom: text(),
    /** The number it had where it was imported from: importing again changes nothing. */
    externalId: text(),
    status: text().$type<Status>().notNull(),
    /** The number of events; rises with each, and is the ETag. */
    version: integer().notNull(),
    /** Who deals with it, as told to the resident. */
    responsible: text(),
    /** The number of the appeal whose answer is this one's too. */
    mergedInto: integer(),
    /** The number of the appeal that it was a part of. */
    parent: integer(),
    /** Which of the staff has it in hand, and by name. */
    assignee: text(),
    assigneeName: text(),
    /** An answer that is not given yet, and whose it is. */
    draft: text(),
    draftedBy: text(),
    answer: text(),
    answeredBy: text(),
    /** How often it was taken up again after an answer. */
    reworks: smallint().notNull().default(0),
    /** Since when the resident disagrees with the answer. */
    disputedAt: moment(),
    /** Snapshot of the promise: the moment, and how it was counted. */
    deadline: moment(),
    deadlineDays: integer(),
    deadlineUnit: text().$type<'working_day' | 'calendar_day'>(),
    /** Until when it is to be registered; null once it is. */
    registerBy: moment(),
    /** Since when the clock stands: the resident was asked something. */
    pausedAt: moment(),
    receivedAt: moment().notNull(),
    answeredAt: moment(),
    closedAt: moment(),
    ratingScore: smallint(),
    /** Since when text, place, contact and files are gone: what is left is a tombstone, which the statistics count. */
    erasedAt: moment(),
    /** Since when nothing leads to who sent it. */
    anonymizedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('appeals_number').on(table.organizationId, table.number),
    uniqueIndex('appeals_external_id').on(table.organizationId, table.externalId).where(sql`external_id is not null`),
    index('appeals_merged').on(table.organizationId, table.mergedInto).where(sql`merged_into is not null`),
    index('appeals_parts').on(table.organizationId, table.parent).where(sql`parent is not null`),
    index('appeals_received').on(table.organizationId, table.receivedAt, table.id),
    index('appeals_status_due').on(table.organizationId, table.status, dueAt, table.id),
    // In the order of the desk: the open ones are few beside all that were ever closed.
    index('appeals_open_due').on(table.organizationId, dueAt, table.id).where(stillOpen),
    index('appeals_resident')
      .on(table.organizationId, table.residentId, table.number)
      .where(sql`resident_id is not null`),
    index('appeals_badly_rated_due').on(table.organizationId, dueAt, table.id).where(sql`rating_score <= 2`),
    // In Russian, whose rules read words in Latin letters as English.
    index('appeals_words').using('gin', words),
    index('appeals_category').on(table.organizationId, table.categoryCode, table.receivedAt),
    index('appeals_campaign')
      .on(table.organizationId, table.campaign, table.receivedAt)
      .where(sql`campaign is not null`),
    // What is done with, the longest ago first: where retention goes on.
    index('appeals_done')
      .on(table.organizationId, sql`coalesce(closed_at, answered_at)`)
      .where(sql`erased_at is null and coalesce(closed_at, answered_at) is not null`),
    // PostgreSQL's own geometric type and GiST: near a point without PostGIS.
    index('appeals_place')
      .using('gist', sql`organization_id`, sql`point(longitude, latitude)`)
      .where(sql`latitude is not null`),
    // Which open ones are near a point, or at an address written alike: shown before another is sent.
    index('appeals_open_place')
      .using('gist', sql`organization_id`, sql`point(longitude, latitude)`)
      .where(sql`latitude is not null and ${stillOpen}`),
    index('appeals_open_address')
      .using('gist', sql`organization_id`, sql`address gist_trgm_ops(siglen=128)`)
      .where(sql`address is not null and ${stillOpen}`),
  ],
)

/** The history: appended to, never changed. `sequence` counts from 1 within an appeal, so two writers cannot both be next. */
export const appealEvents = pgTable(
  'appeal_events',
  {
    organizationId: text().notNull(),
    appealId: uuid().notNull(),
    sequence: integer().notNull(),
    type: text().$type<EventType>().notNull(),
    /** `resident`, `system`, or `staff:` and the API key's id. */
    actor: text().notNull(),
    at: moment().notNull(),
    data: jsonb().$type<AppealEventData>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.appealId, table.sequence] }),
    foreignKey({
      name: 'appeal_events_appeal',
      columns: [table.organizationId, table.appealId],
      foreignColumns: [appeals.organizationId, appeals.id],
    }),
  ],
)

/** Personal data, apart from the appeal: read only for staff and the resident, erased on its own. */
export const appealContacts = pgTable(
  'appeal_contacts',
  {
    organizationId: text().notNull(),
    appealId: uuid().notNull(),
    /** Name, e-mail and phone, as JSON, sealed: see `sealing.ts`. */
    sealed: text(),
    /** In the clear, until they are sealed: rows written before contacts were. */
    name: text(),
    email: text(),
    phone: text(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.appealId] }),
    foreignKey({
      name: 'appeal_contacts_appeal',
      columns: [table.organizationId, table.appealId],
      foreignColumns: [appeals.organizationId, appeals.id],
    }),
    // By key: finds what another than the present one sealed, and (null) what is not sealed yet.
    index('appeal_contacts_key').on(sql`split_part(sealed, '.', 1)`),
  ],
)

/** Who says of an appeal that it is theirs too. A row each: there is no count that all who support would wait for. */
export const appealSupporters = pgTable(
  'appeal_supporters',
  {
    organizationId: text().notNull(),
    appealId: uuid().notNull(),
    /** A keyed hash of what they are known by, another with each appeal: see `support.ts`. */
    supporter: text().notNull(),
    /** Who it is, where that is known by more than a device. */
    residentId: uuid(),
    /** By which they are told of it, where they left an address. */
    followerId: uuid(),
    at: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.appealId, table.supporter] }),
    foreignKey({
      name: 'appeal_supporters_appeal',
      columns: [table.organizationId, table.appealId],
      foreignColumns: [appeals.organizationId, appeals.id],
    }),
    index('appeal_supporters_resident')
      .on(table.organizationId, table.residentId, table.at)
      .where(sql`resident_id is not null`),
  ],
)

/** Which of the staff a note of a colleague calls to an appeal, until they have acted on it or seen it. */
export const appealMentions = pgTable(
  'appeal_mentions',
  {
    organizationId: text().notNull(),
    /** As the history names them. */
    actor: text().notNull(),
    appealId: uuid().notNull(),
    at: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.actor, table.appealId] }),
    foreignKey({
      name: 'appeal_mentions_appeal',
      columns: [table.organizationId, table.appealId],
      foreignColumns: [appeals.organizationId, appeals.id],
    }),
    index('appeal_mentions_appeal').on(table.organizationId, table.appealId),
  ],
)

/** The next appeal number of each organization. */
export const appealCounters = pgTable('appeal_counters', {
  organizationId: text().primaryKey(),
  last: integer().notNull(),
})
