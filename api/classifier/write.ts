import { and, desc, eq, lte, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '../platform/database.js'
import type { Localized } from '../platform/fields.js'
import { categories, categoryDeadlines } from './tables.js'

export type CategoryRow = typeof categories.$inferSelect

export interface PromisedDeadline {
  /** `YYYY-MM-DD`, where the organization is. */
  validFrom: string
  days: number
  unit: 'working_day' | 'calendar_day'
}

/** Every category of the organization's own classifier, in its order. */
export const ownCategories = (database: Queryable, organizationId: string): Promise<CategoryRow[]> =>
  database
    .select()
    .from(categories)
    .where(eq(categories.organizationId, organizationId))
    .orderBy(categories.position, categories.code)

/** Adds or replaces a category; names in languages that are not given stay. */
export async function writeCategory(database: Queryable, row: CategoryRow): Promise<void> {
  const { organizationId, code, names, groupNames, ...rest } = row
  await database
    .insert(categories)
    .values(row)
    .onConflictDoUpdate({
      target: [categories.organizationId, categories.code],
      set: {
        ...rest,
        names: sql`${categories.names} || excluded.names`,
        groupNames: sql`${categories.groupNames} || excluded.group_names`,
      },
    })
}

/** Adds what is missing and leaves what is there. */
export async function addCategories(database: Queryable, rows: readonly CategoryRow[]): Promise<void> {
  if (rows.length > 0) {
    await database
      .insert(categories)
      .values([...rows])
      .onConflictDoNothing()
  }
}

/** Promises a deadline from a day on, unless just that is already in force then. Whether anything was written. */
export async function writeDeadline(
  transaction: Transaction,
  { organizationId, code, deadline }: { organizationId: string; code: string; deadline: PromisedDeadline },
): Promise<boolean> {
  const { validFrom, days, unit } = deadline
  const [inForce] = await transaction
    .select()
    .from(categoryDeadlines)
    .where(
      and(
        eq(categoryDeadlines.organizationId, organizationId),
        eq(categoryDeadlines.categoryCode, code),
        lte(categoryDeadlines.validFrom, validFrom),
      ),
    )
    .orderBy(desc(categoryDeadlines.validFrom))
    .limit(1)
  if (inForce?.days === days && inForce.unit === unit) return false
  await transaction
    .insert(categoryDeadlines)
    .values({ organizationId, categoryCode: code, ...deadline })
    .onConflictDoUpdate({
      target: [categoryDeadlines.organizationId, categoryDeadlines.categoryCode, categoryDeadlines.validFrom],
      set: { days, unit },
    })
  return true
}

/** Whether two texts in several languages are one: every one that `given` has is the same in `kept`. */
export const saysTheSame = (kept: Localized, given: Localized) =>
  Object.entries(given).every(([language, text]) => kept[language] === text)
