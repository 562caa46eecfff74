import { and, count, desc, eq, exists, gte, inArray, lt, sql } from 'drizzle-orm'
import { appeals } from '../appeals/tables.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable } from '../platform/database.js'
import { addDays } from './days.js'
import { bodyNames, categoryNames } from './names.js'
import type { Period } from './read.js'
import { insightCases } from './tables.js'

/** As many numbers as a list of appeals takes. */
const MOST = 100

/** The appeals that a cell of the matrix counts as received, the latest first. */
export async function findCases(
  database: Queryable,
  {
    organization,
    period,
    by,
    row,
    column,
    now,
  }: {
    organization: ResolvedOrganization
    period: Period
    by: 'territory' | 'body'
    row: string | undefined
    column: string | undefined
    now: Date
  },
): Promise<{ numbers: number[]; total: number }> {
  const { id: organizationId, settings } = organization
  const [language = 'en'] = settings.languages
  const names = await categoryNames(database, organization, { language, now })
  const codes = [...names].flatMap(([code, { group }]) => (group?.code === row ? [code] : []))
  const start = (day: string) => sql`(${day}::date::timestamp at time zone ${settings.timeZone})`
  const where = and(
    eq(appeals.organizationId, organizationId),
    gte(appeals.receivedAt, start(period.from)),
    lt(appeals.receivedAt, start(addDays(period.to, 1))),
    row === undefined ? undefined : inArray(appeals.categoryCode, [row, ...codes]),
    column === undefined
      ? undefined
      : by === 'territory'
        ? exists(
            database
              .select({ version: insightCases.version })
              .from(insightCases)
              .where(
                and(
                  eq(insightCases.organizationId, organizationId),
                  eq(insightCases.appealId, appeals.id),
                  eq(insightCases.territory, column),
                ),
              ),
          )
        : inArray(sql`coalesce(${appeals.responsible}, '')`, await writtenFor(database, organization, column)),
  )
  const [rows, [whole]] = await Promise.all([
    database
      .select({ number: appeals.number })
      .from(appeals)
      .where(where)
      .orderBy(desc(appeals.receivedAt), desc(appeals.id))
      .limit(MOST),
    database.select({ total: count() }).from(appeals).where(where),
  ])
  return { numbers: rows.map(({ number }) => number), total: whole?.total ?? 0 }
}

/** A body, as it is called in each language. */
async function writtenFor(database: Queryable, organization: ResolvedOrganization, body: string): Promise<string[]> {
  const { languages } = organization.settings
  const told = await Promise.all(languages.map((language) => bodyNames(database, organization, language)))
  return [...new Set([body, ...told.map((called) => called(body))])]
}
