import { sql } from 'drizzle-orm'
import {
  boolean,
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
import type { CommentStatus } from './decisions.js'
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
    /** Who wrote it, where that is known by more than a device. */
    residentId: uuid(),
    /** As the author chose to be called; null for none. */
    authorName: text(),
    /** Written by staff of the organization. */
    isOfficial: boolean().notNull(),
    text: text().notNull(),
    status: text().$type<CommentStatus>().notNull(),
    /** Why a moderator refused or hid it. */
    reason: text(),
    createdAt: moment().notNull(),
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
    // What moderators look at: few beside all that is published.
    index('comments_moderation').on(table.organizationId, table.status, table.id).where(sql`status <> 'published'`),
    // Where retention goes on.
    index('comments_age').on(table.organizationId, table.createdAt).where(sql`erased_at is null and not is_official`),
  ],
)
