import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable } from '../platform/database.js'
import { localize } from '../platform/language.js'
import type { Statistics } from './contract.js'
import { type Cell, figuresOf, sumOf } from './figures.js'
import { bodyNames, categoryNames } from './names.js'
import { type Period, readCells, readMonths } from './read.js'
import { findTerritories } from './territories.js'

export interface Asked {
  organization: ResolvedOrganization
  /** Whose figures: the organization alone, or with those below it. */
  organizations: readonly string[]
  period: Period
  language: string
  now: Date
}

/** What everyone may know. @param database that sees all of the organizations. */
export async function readStatistics(database: Queryable, asked: Asked): Promise<Statistics> {
  const { organization, organizations, period, language } = asked
  const { settings } = organization
  const of = (view: 'all' | 'category') => readCells(database, { organizations, view, period })
  const [all, categories, places, bodies, names, called, { items: territories }] = await Promise.all([
    of('all'),
    of('category'),
    // Those below have territories of their own, which may be called the same.
    readCells(database, { organizations: [organization.id], view: 'territory', period }),
    // Two towns may each have a body of the same name.
    readCells(database, { organizations, view: 'responsible', period, each: true }),
    categoryNames(database, organization, asked),
    bodyNames(database, organization, language),
    findTerritories(database, organization.id),
  ])
  const total = sumOf(all)
  const months = await readMonths(database, { organizations, period, atEnd: total.counts })
  const byCategory = grouped(categories, ({ category }) => category)
  const byTerritory = grouped(places, ({ subject }) => subject)
  const byBody = grouped(bodies, ({ organizationId, subject }) => JSON.stringify([organizationId, called(subject)]))
  const known = territories.reduce((sum, each) => sum + (each.residents ?? 0), 0) || null
  // Who lives in the territories did not send what came to those below.
  const residents = organizations.length === 1 ? known : null
  return {
    period,
    figures: figuresOf(total, residents),
    targets: settings.insight.targets,
    months: months.map(({ month, cell }) => ({ month, figures: figuresOf(cell, residents) })),
    categories: [...byCategory].filter(isThere).map(([code, cell]) => ({
      code,
      name: names.get(code)?.name ?? code,
      group: names.get(code)?.group ?? null,
      figures: figuresOf(cell, residents),
    })),
    territories: territories.map(({ id, names, residents }) => ({
      id,
      name: localize(names, language, settings.languages),
      residents,
      figures: figuresOf(byTerritory.get(id) ?? sumOf([]), residents),
    })),
    bodies: [...byBody]
      .filter(isThere)
      .map(([key, cell]) => {
        const [organization, name] = JSON.parse(key) as [string, string]
        return { name, organization, figures: figuresOf(cell) }
      })
      .filter(({ name }) => name !== ''),
  }
}

/** What neither came nor is left to do is not told. */
const isThere = ([, { counts }]: [unknown, Cell]) => counts.received !== 0 || counts.open > 0 || counts.decided !== 0

/** Cells that are one and the same thing, as one; the largest first. */
export function grouped<Of extends Cell>(cells: readonly Of[], keyOf: (cell: Of) => string): Map<string, Cell> {
  const parts = new Map<string, Of[]>()
  for (const cell of cells) {
    const key = keyOf(cell)
    const known = parts.get(key)
    if (known) known.push(cell)
    else parts.set(key, [cell])
  }
  return new Map(
    [...parts]
      .map(([key, cells]): [string, Cell] => [key, sumOf(cells)])
      .sort(([, one], [, other]) => other.counts.received - one.counts.received),
  )
}
