import { listOrganizations } from '../organizations/list.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable } from '../platform/database.js'
import { localize } from '../platform/language.js'
import type { Matrix } from './contract.js'
import { type Cell, figuresOf, sumOf } from './figures.js'
import { findGroups, isCountedBy } from './groups.js'
import { bodyNames, type CategoryName, categoryNames } from './names.js'
import { type PlacedCell, readCells, readSteps } from './read.js'
import { type Asked, grouped } from './statistics.js'
import { systemicOf } from './systemic.js'
import { findTerritories } from './territories.js'

export type By = Matrix['by']

/** Steps of the small lines that show how a row went. */
const STEPS = 12

interface Column {
  id: string
  name: string
  residents: number | null
}

/**
 * Topics by places, bodies or organizations.
 * @param group shows the categories of one group; else `rows` says whether groups or categories are shown.
 */
export async function readMatrix(
  database: Queryable,
  asked: Asked & { by: By; rows: 'groups' | 'categories'; group?: string | undefined },
): Promise<Matrix> {
  const { organization, organizations, period, by, rows, group } = asked
  const [{ cells, isGrouped }, trends, names, columns] = await Promise.all([
    cellsOf(database, asked),
    readSteps(database, { organizations, period, steps: STEPS }),
    categoryNames(database, organization, asked),
    columnsOf(database, asked),
  ])
  const topic = topicFinder(names, { rows, group })
  const shown = cells.flatMap((cell) => {
    const row = isGrouped ? { id: cell.category } : topic(cell.category)
    return row
      ? [{ ...cell, row: row.id, column: columns.of(by === 'organization' ? cell.organizationId : cell.subject) }]
      : []
  })
  const residents = columns.all.reduce((sum, each) => sum + (each.residents ?? 0), 0) || null
  const residentsOf = new Map(columns.all.map((column) => [column.id, column.residents]))
  const placed = [...grouped(shown, ({ row, column }) => JSON.stringify([row, column]))].map(([key, cell]) => {
    const [row, column] = JSON.parse(key) as [string, string]
    return { row, column, cell, figures: figuresOf(cell, residentsOf.get(column) ?? null) }
  })
  const byRow = new Map([...grouped(shown, ({ row }) => row)])
  const byColumn = new Map([...grouped(shown, ({ column }) => column)])
  const most = Math.max(0, ...placed.map(({ figures }) => figures.received))
  const mostOfRow = Math.max(0, ...[...byRow.values()].map(({ counts }) => counts.received))
  const used = columns.all.filter(({ id }) => id !== '' || byColumn.has(id))
  const spreadOf = (row: string) =>
    placed.filter((each) => each.row === row && each.figures.received > 0).length / Math.max(1, used.length)
  const spreads = new Map([...byRow.keys()].map((row) => [row, spreadOf(row)]))
  const { weights } = organization.settings.insight
  const isThere = (cell: Cell) => cell.counts.received !== 0 || cell.counts.open > 0 || cell.counts.decided !== 0
  return {
    period,
    by,
    weights,
    total: figuresOf(sumOf([...byRow.values()]), residents),
    rows: [...byRow]
      .filter(([, cell]) => isThere(cell))
      .map(([id, cell]) => {
        const figures = figuresOf(cell, residents)
        const { name, group } = topic.named(id)
        const trend = Array.from({ length: STEPS }, (_, step) =>
          trends.reduce((sum, each) => sum + (topic(each.category)?.id === id ? (each.received[step] ?? 0) : 0), 0),
        )
        const systemic = systemicOf(figures, { most: mostOfRow, spread: spreads.get(id) ?? 0, weights })
        return { id, name, group, figures, trend, systemic }
      }),
    columns: used.map(({ id, name, residents }) => ({
      id,
      name,
      residents,
      figures: figuresOf(byColumn.get(id) ?? sumOf([]), residents),
    })),
    cells: placed
      .filter(({ cell }) => isThere(cell))
      .map(({ row, column, figures }) => ({
        row,
        column,
        figures,
        systemic: systemicOf(figures, { most, spread: spreads.get(row) ?? 0, weights }),
      })),
  }
}

/** Of groups the sums are kept; of those below each counts by groups of its own, as it has a classifier of its own. */
async function cellsOf(
  database: Queryable,
  { organization, organizations, period, by, rows, group }: Parameters<typeof readMatrix>[1],
): Promise<{ cells: PlacedCell[]; isGrouped: boolean }> {
  if (by === 'organization')
    return {
      cells: await readCells(database, { organizations, view: 'category', period, each: true }),
      isGrouped: false,
    }
  const subject = by === 'body' ? 'responsible' : 'territory'
  const groups = await findGroups(database, organization)
  const categories = group && [group, ...Object.keys(groups).filter((code) => groups[code] === group)]
  const isGrouped = rows === 'groups' && !group && (await isCountedBy(database, organization.id, groups))
  const view = `${isGrouped ? 'group' : 'category'}_${subject}` as const
  const cells = await readCells(database, { organizations, view, period, categories: categories || undefined })
  return { cells, isGrouped }
}

/** Which row a category belongs to; undefined where it is not shown. */
function topicFinder(names: Map<string, CategoryName>, { rows, group }: { rows: string; group: string | undefined }) {
  const groupOf = (code: string) => names.get(code)?.group ?? { code, name: code }
  const isByGroup = rows === 'groups' && group === undefined
  const groups = new Map([...names.keys()].map((code) => [groupOf(code).code, groupOf(code).name]))
  const find = (code: string): { id: string } | undefined => {
    if (group !== undefined && groupOf(code).code !== group) return undefined
    return { id: isByGroup ? groupOf(code).code : code }
  }
  return Object.assign(find, {
    named: (id: string): { name: string; group: CategoryName['group'] } =>
      isByGroup
        ? { name: groups.get(id) ?? id, group: null }
        : { name: names.get(id)?.name ?? id, group: names.get(id)?.group ?? null },
  })
}

/** The columns there are, and which of them a subject of the figures belongs to. Of no territory, or nobody's, is the empty one. */
async function columnsOf(
  database: Queryable,
  { organization, organizations, period, by, language }: Asked & { by: By },
): Promise<{ all: Column[]; of(subject: string): string }> {
  const say = (names: Record<string, string>) => localize(names, language, organization.settings.languages)
  const none = { id: '', name: '', residents: null }
  if (by === 'territory') {
    const { items } = await findTerritories(database, organization.id)
    const known = new Set(items.map(({ id }) => id))
    const all = items.map(({ id, names, residents }) => ({ id, name: say(names), residents }))
    return { all: [...all, none], of: (subject) => (known.has(subject) ? subject : '') }
  }
  if (by === 'body') {
    const called = await bodyNames(database, organization, language)
    const bodies = await readCells(database, { organizations, view: 'responsible', period })
    const names = [...new Set(bodies.map(({ subject }) => called(subject)))].filter(Boolean).sort()
    return { all: [...names.map((name) => ({ id: name, name, residents: null })), none], of: called }
  }
  return { all: await below(database, organization, organizations, say), of: (subject) => subject }
}

async function below(
  database: Queryable,
  { id, names }: ResolvedOrganization,
  organizations: readonly string[],
  say: (names: Record<string, string>) => string,
): Promise<Column[]> {
  const wanted = new Set(organizations)
  const listed = await listOrganizations(database, 10_000)
  const known = new Map(listed.map((each) => [each.id, say(each.names)]))
  known.set(id, say(names))
  return [...wanted].map((each) => ({ id: each, name: known.get(each) ?? each, residents: null }))
}
