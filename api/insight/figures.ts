import type { Figures } from './contract.js'
import { type Counts, counted, nothing, type Spans } from './counts.js'

/** The counts of one thing over a period. */
export interface Cell {
  /** Added in the period; of `open` and `overdue`, how many were at its end. */
  counts: Counts
  spans: Spans
  /** What came in the period of the same length before it. */
  receivedBefore: number
}

/** Every figure that is shown anywhere, by its one definition: see `figuresSchema`. */
export function figuresOf({ counts, spans, receivedBefore }: Cell, residents: number | null = null): Figures {
  const { received, solved, open, overdue } = counts
  return {
    received,
    solved,
    solvedShare: share(solved, solved + open),
    open,
    overdue,
    overdueShare: share(overdue, open),
    inTimeShare: share(counts.inTime, counts.promised + overdue),
    averageDays: counts.decided > 0 ? counts.days / counts.decided : null,
    medianDays: medianOf(spans),
    ratings: counts.rated,
    ratedWellShare: share(counts.ratedWell, counts.rated),
    reworkShare: share(counts.reworks, counts.answers),
    supporters: counts.supporters,
    perThousand: residents ? (received * 1000) / residents : null,
    change: receivedBefore > 0 ? received / receivedBefore - 1 : null,
  }
}

/** A period can take back more than it gives, of what was before it: a share stays one. */
const share = (part: number, whole: number): number | null =>
  whole > 0 ? Math.min(1, Math.max(0, part) / whole) : null

/** Null where as many were taken back as given. */
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
