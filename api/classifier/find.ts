import { and, asc, desc, eq, gte, inArray, lte, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../platform/database.js'
import { calendarDays, categories, categoryDeadlines } from './tables.js'

export type FoundCategory = typeof categories.$inferSelect & {
  /** In force on the day asked about. */
  deadline: { days: number; unit: 'working_day' | 'calendar_day' } | null
}

interface Asked {
  /** The organization's, from the root down to itself. */
  path: readonly string[]
  /** `YYYY-MM-DD` where the organization is. */
  today: string
}

/** What an organization can be asked about, in the classifier's order: its own classifier, else that of the nearest above it. */
export const findCategories = (database: Queryable, asked: Asked): Promise<FoundCategory[]> =>
  select(database, asked, eq(categories.isActive, true))

/** With those that are offered no longer. */
export const findAllCategories = (database: Queryable, asked: Asked): Promise<FoundCategory[]> =>
  select(database, asked, undefined)

export async function findCategory(
  database: Queryable,
  { code, ...asked }: Asked & { code: string },
): Promise<FoundCategory | undefined> {
  const [found] = await select(database, asked, and(eq(categories.isActive, true), eq(categories.code, code)))
  return found
}

/**
 * The days from one date to another that differ from the ordinary week, the word of the nearest organization winning.
 * Both dates are `YYYY-MM-DD` and included.
 */
export async function findCalendar(
  database: Queryable,
  { path, from, until }: { path: readonly string[]; from: string; until: string },
): Promise<Map<string, boolean>> {
  const days = await database
    .select()
    .from(calendarDays)
    .where(
      and(inArray(calendarDays.organizationId, [...path]), gte(calendarDays.date, from), lte(calendarDays.date, until)),
    )
  // The root first, so that what is nearer overwrites it.
  days.sort((a, b) => path.indexOf(a.organizationId) - path.indexOf(b.organizationId))
  return new Map(days.map(({ date, isWorking }) => [date, isWorking]))
}

async function select(database: Queryable, { path, today }: Asked, condition: SQL | undefined) {
  const inForce = database
    .select({ days: categoryDeadlines.days, unit: categoryDeadlines.unit })
    .from(categoryDeadlines)
    .where(
      and(
        eq(categoryDeadlines.organizationId, categories.organizationId),
        eq(categoryDeadlines.categoryCode, categories.code),
        lte(categoryDeadlines.validFrom, today),
      ),
    )
    .orderBy(desc(categoryDeadlines.validFrom))
    .limit(1)
    .as('in_force')
  const rows = await database
    .select({ category: categories, days: inForce.days, unit: inForce.unit })
    .from(categories)
    .leftJoinLateral(inForce, sql`true`)
    .where(and(eq(categories.organizationId, nearest(path)), condition))
    .orderBy(asc(categories.position), asc(categories.code))
  return rows.map(({ category, days, unit }) => ({
    ...category,
    deadline: days === null || unit === null ? null : { days, unit },
  }))
}

/** The organization nearest in the path that has a classifier. */
const nearest = (path: readonly string[]) => sql<string>`(
  select id from unnest(array[${sql.join(
    path.map((id) => sql`${id}`),
    sql`, `,
  )}]::text[]) with ordinality as above (id, depth)
  where exists (select from categories owned where owned.organization_id = above.id)
  order by depth desc limit 1)`
