import { sql } from 'drizzle-orm'
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Territory as Geometry } from '../organizations/territory.js'
import type { Localized } from '../platform/fields.js'
import type { counted } from './counts.js'
import type { Rhythm } from './rhythm.js'

const moment = () => timestamp({ withTimezone: true })
const named = () => ({
  received: integer().notNull(),
  open: integer().notNull(),
  overdue: integer().notNull(),
  solved: integer().notNull(),
  decided: integer().notNull(),
  promised: integer().notNull(),
  inTime: integer().notNull(),
  days: integer().notNull(),
  answers: integer().notNull(),
  reworks: integer().notNull(),
  rated: integer().notNull(),
  ratedWell: integer().notNull(),
  supporters: integer().notNull(),
})
/** A column for each count, and one for the histogram of days: see `counts.ts`. */
const counts = () => ({ ...(named() satisfies Record<(typeof counted)[number], unknown>), spans: numeric().notNull() })

/**
 * By what the counts are broken down: `category` and `subject` hold what of it there is, else nothing; where it is by
 * groups, `category` is a group. Those are sums of the categories, so that the matrix need not add up all of its cells.
 */
export const views = [
  'all',
  'category',
  'territory',
  'responsible',
  'officer',
  'category_territory',
  'category_responsible',
  'group_territory',
  'group_responsible',
] as const
export type View = (typeof views)[number]

const cell = () => ({
  category: text().notNull(),
  /** The territory, the body or the officer; empty where there is none. */
  subject: text().notNull(),
})

/** What was added to the counts on a day. */
export const insightDays = pgTable(
  'insight_days',
  {
    organizationId: text().notNull(),
    view: text().$type<View>().notNull(),
    day: date().notNull(),
    ...cell(),
    ...counts(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.view, table.day, table.category, table.subject] })],
)

/** All that was added before a Monday: any period is the difference of two of them, and of some days at its ends. */
export const insightWeeks = pgTable(
  'insight_weeks',
  {
    organizationId: text().notNull(),
    view: text().$type<View>().notNull(),
    before: date().notNull(),
    ...cell(),
    ...counts(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.view, table.before, table.category, table.subject] })],
)

/** How far each appeal is counted. */
export const insightCases = pgTable(
  'insight_cases',
  {
    organizationId: text().notNull(),
    appealId: uuid().notNull(),
    /** The events that are counted, and up to when time has passed. */
    version: integer().notNull(),
    until: moment().notNull(),
    supporters: jsonb().$type<Record<string, number>>().notNull(),
    /** Kept when the place is erased: it leads to nobody. Empty outside all. */
    territory: text().notNull(),
    /** When time alone changes a count. */
    overdueAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.appealId] }),
    index('insight_cases_overdue').on(table.organizationId, table.overdueAt).where(sql`overdue_at is not null`),
  ],
)

/** How far each organization is counted. Whoever counts holds its row. */
export const insightProgress = pgTable('insight_progress', {
  organizationId: text().primaryKey(),
  /** In the outbox. */
  position: bigint({ mode: 'number' }).notNull(),
  /** The last Monday that has its sums. */
  lastMonday: date().notNull(),
  /** Whose days are counted: in another one all is counted anew. Empty before anything is. */
  timeZone: text().notNull().default(''),
  /** By which groups of categories it is counted; a category that is missing is a group of its own. Null before any. */
  groups: jsonb().$type<Record<string, string>>(),
})

/** Whose appeals are to be counted anew, and not before when. */
export const insightRecounts = pgTable('insight_recounts', {
  organizationId: text().primaryKey(),
  dueAt: moment().notNull(),
})

/** The districts, settlements or wards of an organization, by which figures are broken down. */
export const territories = pgTable(
  'territories',
  {
    organizationId: text().notNull(),
    id: text().notNull(),
    position: integer().notNull(),
    names: jsonb().$type<Localized>().notNull(),
    residents: integer(),
    geometry: jsonb().$type<Geometry>(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
)

/** Systemic problems that a leader took into work. */
export const insightProblems = pgTable(
  'insight_problems',
  {
    organizationId: text().notNull(),
    id: uuid().notNull(),
    /** A category or a group; the territory or body, empty for all. */
    row: text().notNull(),
    by: text().$type<'territory' | 'body'>().notNull(),
    column: text().notNull(),
    responsible: text().notNull(),
    measure: text().notNull(),
    dueOn: date().notNull(),
    takenAt: moment().notNull(),
    takenBy: text().notNull(),
    endedAt: moment(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
)

/**
 * How often a leader is written to with the figures, and the last day that was told of. The row of nobody
 * (`accountId` of zeros) says which day the organization was gone through.
 */
export const insightDigests = pgTable(
  'insight_digests',
  {
    organizationId: text().notNull(),
    accountId: uuid().notNull(),
    rhythm: text().$type<Rhythm>().notNull(),
    toldUntil: date(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.accountId] })],
)

/** Sudden local rises that were announced: none is announced again within two weeks. */
export const insightRises = pgTable(
  'insight_rises',
  {
    organizationId: text().notNull(),
    category: text().notNull(),
    /** Of the square of the grid: its south-western corner, in hundredths of a degree. */
    south: integer().notNull(),
    west: integer().notNull(),
    announcedAt: moment().notNull(),
    days: integer().notNull(),
    observed: integer().notNull(),
    expected: numeric({ mode: 'number' }).notNull(),
    /** The appeals that made it. */
    numbers: integer().array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.category, table.south, table.west, table.announcedAt] }),
  ],
)
