import type { AppealSummary } from '../../sdk/appeals.js'
import { dueAt } from './due.js'

export type Sort = 'deadline' | 'newest'

/** Where an appeal stands in a list: the lower, the earlier. Those alike stand in the order they came. */
function placeOf(appeal: AppealSummary, sort: Sort): [number, number] {
  return sort === 'deadline'
    ? [dueAt(appeal) ?? Number.POSITIVE_INFINITY, appeal.number]
    : [-Date.parse(appeal.receivedAt), -appeal.number]
}

/**
 * The list after some of its appeals changed: those found take the place they now have, the others asked for are gone.
 * @param isWhole false: more follow, and one that comes after the last is left to them.
 */
export function merge(
  items: readonly AppealSummary[],
  { asked, found }: { asked: readonly number[]; found: readonly AppealSummary[] },
  { sort, isWhole }: { sort: Sort; isWhole: boolean },
): AppealSummary[] {
  const changed = new Set(asked)
  const merged = items.filter(({ number }) => !changed.has(number))
  for (const appeal of found) {
    if (!changed.has(appeal.number)) continue
    const [moment, number] = placeOf(appeal, sort)
    const after = merged.findIndex((other) => {
      const [otherMoment, otherNumber] = placeOf(other, sort)
      return otherMoment > moment || (otherMoment === moment && otherNumber > number)
    })
    if (after >= 0) merged.splice(after, 0, appeal)
    else if (isWhole) merged.push(appeal)
  }
  return merged
}

/** More appeals at the end; one that is there already stays where it is. */
export function join(items: readonly AppealSummary[], more: readonly AppealSummary[]): AppealSummary[] {
  const known = new Set(items.map(({ number }) => number))
  return [...items, ...more.filter(({ number }) => !known.has(number))]
}
