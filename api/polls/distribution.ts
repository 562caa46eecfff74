import type { Count } from './counting/count.js'

/** How often each number was answered; what is no number is not counted. */
export function countDistribution(): Count<unknown, ReadonlyMap<number, number>> {
  const counts = new Map<number, number>()
  return {
    add(value, times = 1) {
      if (typeof value === 'number') counts.set(value, (counts.get(value) ?? 0) + times)
    },
    result: () => counts,
  }
}

type Values = readonly (readonly [value: number, count: number])[]

/** The smallest first. */
export const sortedValues = (counts: ReadonlyMap<number, number>): Values =>
  [...counts].sort(([one], [other]) => one - other)

/** Null where there are none. The median of an even number is between the two in the middle. @param values the smallest first */
export function summary(values: Values): { mean: number | null; median: number | null } {
  const total = values.reduce((sum, [, count]) => sum + count, 0)
  if (total === 0) return { mean: null, median: null }
  const sum = values.reduce((all, [value, count]) => all + value * count, 0)
  return { mean: sum / total, median: (at(values, (total - 1) >> 1) + at(values, total >> 1)) / 2 }
}

/** The value that is so many from the smallest. */
function at(values: Values, index: number): number {
  let before = 0
  for (const [value, count] of values) {
    before += count
    if (index < before) return value
  }
  return Number.NaN
}
