import type { Queryable } from '../platform/database.js'
import type { Figures, Statistics } from './contract.js'
import { readMatrix } from './matrix.js'
import type { Period } from './read.js'
import { periodBefore } from './rhythm.js'
import { type Asked, readStatistics } from './statistics.js'

/** What leaders are told of a period: read where the screen reads it, so that both say the same. */
export interface Report {
  period: Period
  targets: Statistics['targets']
  figures: Figures
  before: Figures
  /** The most systemic cells; of an organization without territories, by body. */
  systemic: { topic: string; place: string; score: number; received: number }[]
  overdue: { topic: string; overdue: number }[]
  topics: { topic: string; figures: Figures }[]
}

/** Lines of each list: the rest is seen at the desk. */
const [SYSTEMIC, OVERDUE, TOPICS] = [5, 10, 10]

export async function readReport(database: Queryable, asked: Asked): Promise<Report> {
  const [now, before] = await Promise.all([
    readStatistics(database, asked),
    readStatistics(database, { ...asked, period: periodBefore(asked.period) }),
  ])
  const by = now.territories.length > 0 ? 'territory' : 'body'
  const { rows, columns, cells } = await readMatrix(database, { ...asked, by, rows: 'categories' })
  const nameOf = (all: readonly { id: string; name: string }[], id: string) => all.find((each) => each.id === id)?.name
  return {
    period: now.period,
    targets: now.targets,
    figures: now.figures,
    before: before.figures,
    systemic: cells
      .flatMap(({ row, column, systemic, figures }) => {
        const topic = nameOf(rows, row) ?? row
        const place = nameOf(columns, column) ?? column
        return systemic ? [{ topic, place, score: systemic.score, received: figures.received }] : []
      })
      .sort((one, other) => other.score - one.score)
      .slice(0, SYSTEMIC),
    overdue: now.categories
      .filter(({ figures }) => figures.overdue > 0)
      .map(({ name, figures }) => ({ topic: name, overdue: figures.overdue }))
      .sort((one, other) => other.overdue - one.overdue)
      .slice(0, OVERDUE),
    topics: now.categories.slice(0, TOPICS).map(({ name, figures }) => ({ topic: name, figures })),
  }
}
