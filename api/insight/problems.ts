import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { localDate } from '../appeals/deadlines.js'
import { recordAudit } from '../audit/record.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable, Transaction } from '../platform/database.js'
import { localize } from '../platform/language.js'
import { Problem } from '../platform/problems.js'
import { addDays, daysBetween } from './days.js'
import { figuresOf, sumOf } from './figures.js'
import { bodyNames, categoryNames } from './names.js'
import type { SystemicProblem } from './problems-contract.js'
import { type Period, readCells } from './read.js'
import { insightProblems } from './tables.js'
import { findTerritories } from './territories.js'

export type ProblemRow = typeof insightProblems.$inferSelect

interface Reader {
  organization: ResolvedOrganization
  language: string
  now: Date
}

/** The register, what is under way first, with figures of as many days before and after each was taken. */
export async function readProblems(database: Queryable, reader: Reader, only?: string): Promise<SystemicProblem[]> {
  const { organization, language, now } = reader
  const { id: organizationId, settings } = organization
  const rows = await database
    .select()
    .from(insightProblems)
    .where(and(eq(insightProblems.organizationId, organizationId), only ? eq(insightProblems.id, only) : undefined))
    .orderBy(sql`${insightProblems.endedAt} is not null`, asc(insightProblems.dueOn), desc(insightProblems.id))
  if (rows.length === 0) return []
  const [names, called, { items: territories }] = await Promise.all([
    categoryNames(database, organization, reader),
    bodyNames(database, organization, language),
    findTerritories(database, organizationId),
  ])
  const groups = new Map([...names.values()].map(({ group }) => [group?.code, group?.name]))
  const territoryNames = new Map(
    territories.map(({ id, names }) => [id, localize(names, language, settings.languages)]),
  )
  return Promise.all(
    rows.map(async ({ organizationId: _, takenAt, endedAt, ...row }): Promise<SystemicProblem> => {
      const { before, after, days } = periodsOf({ takenAt, endedAt, now, timeZone: settings.timeZone })
      const isOfRow = (code: string) => code === row.row || names.get(code)?.group?.code === row.row
      const view = row.column === '' ? 'category' : row.by === 'body' ? 'category_responsible' : 'category_territory'
      const of = async (period: Period) => {
        const cells = await readCells(database, { organizations: [organizationId], view, period })
        const mine = cells.filter(
          ({ category, subject }) =>
            isOfRow(category) && (row.column === '' || called(subject) === row.column || subject === row.column),
        )
        return figuresOf(sumOf(mine))
      }
      const [figuresBefore, figuresAfter] = await Promise.all([of(before), of(after)])
      return {
        ...row,
        rowName: names.get(row.row)?.name ?? groups.get(row.row) ?? row.row,
        columnName: territoryNames.get(row.column) ?? row.column,
        takenAt: takenAt.toISOString(),
        endedAt: endedAt?.toISOString() ?? null,
        days,
        before: figuresBefore,
        after: figuresAfter,
      }
    }),
  )
}

/** From the day on which it was taken up to its end, or today; and as many days before that. */
export function periodsOf({
  takenAt,
  endedAt,
  now,
  timeZone,
}: Pick<ProblemRow, 'takenAt' | 'endedAt'> & { now: Date; timeZone: string }): {
  before: Period
  after: Period
  days: number
} {
  const from = localDate(takenAt, timeZone)
  const to = localDate(endedAt ?? now, timeZone)
  const days = daysBetween(from, to) + 1
  return { before: { from: addDays(from, -days), to: addDays(from, -1) }, after: { from, to }, days }
}

type By = { actor: string; at: Date }

export async function addProblem(transaction: Transaction, row: ProblemRow, { actor, at }: By): Promise<void> {
  const { organizationId, id } = row
  await transaction.insert(insightProblems).values(row)
  await recordAudit(transaction, { organizationId, actor, at, action: 'problem.taken', subject: `problems/${id}` })
}

/** @throws {Problem} `not-found`. */
export async function updateProblem(
  transaction: Transaction,
  { organizationId, id }: Pick<ProblemRow, 'organizationId' | 'id'>,
  change: Partial<Pick<ProblemRow, 'responsible' | 'measure' | 'dueOn' | 'endedAt'>>,
  { actor, at }: By,
): Promise<void> {
  if (Object.keys(change).length === 0) return
  const changed = await transaction
    .update(insightProblems)
    .set(change)
    .where(and(eq(insightProblems.organizationId, organizationId), eq(insightProblems.id, id)))
    .returning({ id: insightProblems.id })
  if (changed.length === 0) throw new Problem('not-found')
  const details = { changed: Object.keys(change) }
  await recordAudit(transaction, {
    organizationId,
    actor,
    at,
    action: 'problem.changed',
    subject: `problems/${id}`,
    details,
  })
}
