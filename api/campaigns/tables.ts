import { boolean, date, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import type { Localized } from '../platform/fields.js'
import type { CampaignCategory } from './contract.js'

/** Themed intake: categories of its own for a while. Those below the organization in the tree take part, unless they do not want to. */
export const campaigns = pgTable(
  'campaigns',
  {
    organizationId: text().notNull(),
    id: text().notNull(),
    names: jsonb().$type<Localized>().notNull(),
    descriptions: jsonb().$type<Localized>().notNull(),
    /** Days where whoever takes part is, the first and the last; null has no end. */
    opensOn: date().notNull(),
    closesOn: date(),
    categories: jsonb().$type<CampaignCategory[]>().notNull(),
    isActive: boolean().notNull(),
    /** Rises with each change, and is the ETag. */
    version: integer().notNull().default(1),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
)
