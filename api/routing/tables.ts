import { integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Territory } from '../organizations/territory.js'
import type { Localized } from '../platform/fields.js'

/** That an organization routes its appeals by rules, and who is responsible where none of them holds. */
export const routings = pgTable('routings', {
  organizationId: text().primaryKey(),
  responsible: jsonb().$type<Localized>().notNull(),
  assignee: uuid(),
  assigneeName: text(),
  /** Rises with each change, and is the ETag. */
  version: integer().notNull(),
  changedAt: timestamp({ withTimezone: true }).notNull(),
})

/** Category or group and territory → who is responsible. What is null holds for any. */
export const routingRules = pgTable(
  'routing_rules',
  {
    organizationId: text().notNull(),
    id: text().notNull(),
    category: text(),
    group: text(),
    territory: jsonb().$type<Territory>(),
    /** As told to the resident. */
    responsible: jsonb().$type<Localized>().notNull(),
    /** Which account of the organization's staff has it in hand, and by name. */
    assignee: uuid(),
    assigneeName: text(),
    /** Of rules that are alike specific the first counts. */
    position: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
)
