import { boolean, date, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { Localized } from '../platform/fields.js'
import type { Asked, Contact, Question } from './contract.js'

/** An organization's classifier: group → category. Those below it in the tree use it unless they have their own. */
export const categories = pgTable(
  'categories',
  {
    organizationId: text().notNull(),
    code: text().notNull(),
    groupCode: text().notNull(),
    groupNames: jsonb().$type<Localized>().notNull(),
    names: jsonb().$type<Localized>().notNull(),
    /** A message may be anonymous and is answered quickly; a formal appeal is identified. */
    kind: text().$type<'message' | 'appeal'>().notNull(),
    place: text().$type<Asked>().notNull(),
    contact: jsonb().$type<Contact>().notNull(),
    questions: jsonb().$type<Question[]>().notNull(),
    position: integer().notNull(),
    isActive: boolean().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.code] })],
)

/** What a category promises, as dated rows: the newest that has begun wins. */
export const categoryDeadlines = pgTable(
  'category_deadlines',
  {
    organizationId: text().notNull(),
    categoryCode: text().notNull(),
    validFrom: date().notNull(),
    days: integer().notNull(),
    unit: text().$type<'working_day' | 'calendar_day'>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.categoryCode, table.validFrom] })],
)

/** Days that differ from the ordinary week: holidays, and working days moved to a weekend. */
export const calendarDays = pgTable(
  'calendar_days',
  {
    organizationId: text().notNull(),
    date: date().notNull(),
    isWorking: boolean().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.date] })],
)
