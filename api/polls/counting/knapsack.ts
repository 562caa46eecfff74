import { approval } from './approval.js'
import type { Count } from './count.js'
import { costOf, type Funded, type Project } from './projects.js'

/** Up to how many cells the tables of one poll may have together. */
export const MOST_CELLS = 20_000_000

/** The cells of a table: projects times budget, the budget in the largest unit that all prices are multiples of. */
export const cellsOf = (projects: readonly Project[], budget: number): number =>
  projects.length * (capacityOf(projects, budget) + 1)

/**
 * Whether the best choice can be computed for these prices and this budget: a budget of 100,000,000 is for a hundred
 * projects whose prices are multiples of 1,000. To be asked when a poll is written.
 */
export const isComputable = (projects: readonly Project[], budget: number): boolean =>
  cellsOf(projects, budget) <= MOST_CELLS

/**
 * Spends a budget so that the projects funded have the most votes together: the knapsack problem, solved exactly by
 * dynamic programming. Of choices with as many votes the one is taken that has the first project in the order of ties
 * on which they differ. Projects without a vote are not funded.
 *
 * @param projects all of them, in the order of ties: see `ties.ts`
 * @throws {RangeError} when `isComputable` says no.
 */
export function knapsack(projects: readonly Project[], budget: number): Count<readonly string[], Funded> {
  if (!isComputable(projects, budget)) throw new RangeError('too many prices for an exact choice')
  const counted = approval(projects.map(({ id }) => id))
  return {
    add: counted.add,
    result() {
      const votes = counted.result().scores.map(({ id, score }) => ({ id, count: score }))
      const funded = choose(projects, votes, budget)
      return { funded: funded.map(({ id }) => id), cost: costOf(funded), votes }
    },
  }
}

function choose(projects: readonly Project[], votes: readonly { count: number }[], budget: number): readonly Project[] {
  const unit = unitOf(projects)
  const capacity = capacityOf(projects, budget)
  const width = capacity + 1
  const isTaken = new Uint8Array(projects.length * width)
  /** The most votes that the projects looked at so far, the last of them first, can have for so much money. */
  const most = new Float64Array(width)
  for (const [index, { price }] of [...projects.entries()].reverse()) {
    const count = votes[index]?.count ?? 0
    if (count === 0) continue
    for (let money = capacity; money >= price / unit; money--) {
      const taken = (most[money - price / unit] ?? 0) + count
      if (taken < (most[money] ?? 0)) continue
      most[money] = taken
      isTaken[index * width + money] = 1
    }
  }
  let money = capacity
  return projects.filter(({ price }, index) => {
    const isChosen = isTaken[index * width + money] === 1
    if (isChosen) money -= price / unit
    return isChosen
  })
}

const unitOf = (projects: readonly Project[]): number =>
  projects.reduce((unit, { price }) => greatestCommonDivisor(unit, price), 0) || 1

const greatestCommonDivisor = (one: number, other: number): number =>
  other === 0 ? one : greatestCommonDivisor(other, one % other)

/** Never more than all cost together. */
const capacityOf = (projects: readonly Project[], budget: number): number =>
  Math.floor(Math.min(budget, costOf(projects)) / unitOf(projects))
