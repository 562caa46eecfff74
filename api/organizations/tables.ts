import { index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { Localized } from '../platform/fields.js'
import type { OrganizationSettings } from './settings.js'
import type { Territory } from './territory.js'

/** The tree of organizations. A shared lookup: it points at nothing, so that it can be a Citus reference table. */
export const organizations = pgTable(
  'organizations',
  {
    id: text().primaryKey(),
    /** From the root of the tree down to this organization itself; the parent is the last but one. */
    path: text().array().notNull(),
    kind: text().$type<'federal' | 'regional' | 'municipal' | 'institution'>().notNull(),
    names: jsonb().$type<Localized>().notNull(),
    /** What is not set here is inherited from the parent. */
    settings: jsonb().$type<OrganizationSettings>().notNull(),
    /** Apart from the settings, since it is large and seldom asked for. Null: that of the nearest above it. */
    territory: jsonb().$type<Territory>(),
    /** Rises with each change, and is the ETag. */
    version: integer().notNull().default(1),
    /** Since when its addresses answer 410; what it holds stays. */
    retiredAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  // Finds what is below: a path holds every organization above.
  (table) => [index('organizations_path').using('gin', table.path)],
)
