import fc from 'fast-check'
import type { Count } from '../../api/polls/counting/count.js'

/** So many ballots that say the same. */
export type Box<Ballot> = readonly (readonly [ballot: Ballot, count: number])[]

export function counted<Ballot, Result>(count: Count<Ballot, Result>, box: Box<Ballot>): Result {
  for (const [ballot, times] of box) count.add(ballot, times)
  return count.result()
}

/** `8 acdb`: eight who rank a first, then c, d and b; one line for those who vote alike. */
export const ranked = (text: string): Box<string[]> =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' '))
    .map(([count = '', ranking = '']) => [[...ranking], Number(count)])

export const letters = ['a', 'b', 'c', 'd', 'e'] as const

/** Rankings of some options or of all, in groups. */
export const rankedBox = (options: readonly string[] = letters, minLength = 1): fc.Arbitrary<Box<string[]>> =>
  fc.array(fc.tuple(fc.shuffledSubarray([...options], { minLength }), fc.integer({ min: 1, max: 9 })), {
    minLength: 1,
    maxLength: 30,
  })

/** How many prefer one option to another, counted ballot by ballot. */
export const preferring = (box: Box<readonly string[]>, one: string, other: string): number =>
  box.reduce((sum, [ranking, count]) => {
    const [place, otherPlace] = [ranking.indexOf(one), ranking.indexOf(other)]
    return place >= 0 && (otherPlace < 0 || place < otherPlace) ? sum + count : sum
  }, 0)

export const votersIn = (box: Box<unknown>): number => box.reduce((sum, [, count]) => sum + count, 0)
