import type { Figures } from './contract.js'
import { type Count, type Counts, counted, nothing, type Spans } from './counts.js'

/** The counts of one thing over a period. */
export interface Cell {
  /** Added in the period; of `open` and `overdue`, how many were at its end. */
  counts: Counts
  spans: Spans
  /** What came in the period of the same length before it. */
  receivedBefore: number
}

/**
 * Every figure that is shown anywhere, by its one definition: see `figuresSchema`. A period can take back more than it
 * gives, of what was before it: that is shown as nothing.
 */
export function figuresOf({ counts, spans, receivedBefore }: Cell, residents: number | null = null): Figures {
  const shown = (count: Count) => Math.max(0, counts[count])
  const [received, solved, open, overdue] = [shown('received'), shown('solved'), shown('open'), shown('overdue')]
  return {
    received,
    solved,
    solvedShare: share(solved, solved + open),
    open,
    overdue,
    overdueShare: share(overdue, open),
    inTimeShare: share(counts.inTime, counts.promised + overdue),
    averageDays: averageOf(spans, counts.days),
    medianDays: medianOf(spans),
    ratings: shown('rated'),
    ratedWellShare: share(counts.ratedWell, counts.rated),
    reworkShare: share(counts.reworks, counts.answers),
    supporters: shown('supporters'),
    perThousand: residents ? (received * 1000) / residents : null,
    change: receivedBefore > 0 ? received / receivedBefore - 1 : null,
  }
}

/** A share stays one, whatever is taken back. */
const share = (part: number, whole: number): number | null =>
  whole > 0 ? Math.min(1, Math.max(0, part) / whole) : null

/**
 * Of the same answers as the median. What was taken back by days is added to their sum again; of what took longer than is
 * told apart, no less than that is left.
 */
export function averageOf(spans: Spans, days: number): number | null {
  let [given, least, total] = [0, 0, days]
  for (const [each, times] of spans)
    if (times > 0) {
      given += times
      least += each * times
    } else total -= each * times
  return given > 0 ? Math.max(least, total) / given : null
}

/** Null where no more were given than taken back. */
export function medianOf(spans: Spans): number | null {
  const given = [...spans].filter(([, times]) => times > 0).sort(([one], [other]) => one - other)
  const total = given.reduce((sum, [, times]) => sum + times, 0)
  if (total === 0) return null
  /** That of the one at this place, counted from 0. */
  const at = (place: number): number => {
    let passed = 0
    for (const [days, times] of given) {
      passed += times
      if (place < passed) return days
    }
    return 0
  }
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2
}

/** Several cells as one: of a group of categories, of all territories. */
export function sumOf(cells: readonly Cell[]): Cell {
  const counts = nothing()
  const spans = new Map<number, number>()
  let receivedBefore = 0
  for (const cell of cells) {
    for (const count of counted) counts[count] += cell.counts[count]
    for (const [days, times] of cell.spans) spans.set(days, (spans.get(days) ?? 0) + times)
    receivedBefore += cell.receivedBefore
  }
  return { counts, spans, receivedBefore }
}
