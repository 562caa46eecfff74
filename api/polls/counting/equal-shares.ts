import { type Count, placesIn, toPlaces } from './count.js'
import { costOf, type Funded, type Project } from './projects.js'

export interface EqualShares extends Funded {
  /** Each voter's share of the budget when the outcome was found: the budget divided among all, or more. */
  share: number
  /** Those of the funded that no shares paid for, but what was left at the end. */
  fromRest: string[]
}

/** So many voters who named the same projects: they own as much at every moment. */
interface Group {
  count: number
  projects: number[]
}

/** Effective votes that differ by less are alike: so little is lost in rounding. */
const PRECISION = 1e-9
/** By how much the shares rise at a time. */
const RISE = 1.01

/**
 * The method of equal shares, for ballots that name any number of projects. The budget is divided among the voters,
 * and a project is bought by those who named it, each paying as much as another unless they have less left. Bought
 * next is the project that has the most effective votes: its price divided by the most that a voter pays for it, which
 * is the variant with a utility of the price ("cost utilities").
 *
 * Shares alone seldom spend everything. So they are raised (by a hundredth at a time; the literature's "Add1" raises
 * them by one unit of money, which for large sums takes long) until the outcome is exhaustive or would cost more than
 * the budget. From what is still left the projects with the most votes are funded, as long as they fit. Exhaustive
 * means that no project with a vote fits what is left; one without a vote is not funded.
 *
 * Sources: D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with Additive Utilities",
 * NeurIPS 2021, arXiv:2008.13276; https://equalshares.net for effective votes and completion.
 *
 * @param projects all of them, in the order of ties: see `ties.ts`
 */
export function equalShares(projects: readonly Project[], budget: number): Count<readonly string[], EqualShares> {
  const places = toPlaces(projects.map(({ id }) => id))
  const groups = new Map<string, Group>()
  let voters = 0
  return {
    add(named, count = 1) {
      const chosen = placesIn(named, places).sort((one, other) => one - other)
      const key = chosen.join()
      const group = groups.get(key) ?? { count: 0, projects: chosen }
      group.count += count
      groups.set(key, group)
      voters += count
    },
    result: () => divide(projects, budget, [...groups.values()], voters),
  }
}

function divide(projects: readonly Project[], budget: number, groups: readonly Group[], voters: number): EqualShares {
  const votes = projects.map(({ id }, place) => ({ id, count: votesFor(place, groups) }))
  const supported = [...projects.keys()].filter((place) => votes[place]?.count && priceOf(place) <= budget)
  const cost = (places: Iterable<number>) => costOf([...places].flatMap((place) => projects[place] ?? []))
  const rest = (bought: ReadonlySet<number>) =>
    supported.filter((place) => !bought.has(place) && cost(bought) + priceOf(place) <= budget)
  function priceOf(place: number) {
    return projects[place]?.price ?? 0
  }

  let share = voters > 0 ? budget / voters : 0
  let bought = buy(supported, priceOf, groups, share)
  while (rest(bought).length > 0) {
    const more = buy(supported, priceOf, groups, share * RISE)
    if (cost(more) > budget) break
    share *= RISE
    bought = more
  }
  const fromRest = new Set<number>()
  for (const place of supported.toSorted((one, other) => (votes[other]?.count ?? 0) - (votes[one]?.count ?? 0)))
    if (rest(new Set([...bought, ...fromRest])).includes(place)) fromRest.add(place)

  const ids = (isIn: (place: number) => boolean) => projects.filter((_, place) => isIn(place)).map(({ id }) => id)
  return {
    funded: ids((place) => bought.has(place) || fromRest.has(place)),
    cost: cost(bought) + cost(fromRest),
    votes,
    share,
    fromRest: ids((place) => fromRest.has(place)),
  }
}

/** What the voters buy when each has so much. */
function buy(
  supported: readonly number[],
  priceOf: (place: number) => number,
  groups: readonly Group[],
  share: number,
): Set<number> {
  const money = groups.map(() => share)
  const supporters = new Map(
    supported.map((place) => [place, [...groups.keys()].filter((group) => groups[group]?.projects.includes(place))]),
  )
  /** The effective votes when last looked at: they only fall. */
  const effective = new Map(supported.map((place) => [place, Infinity]))
  const bought = new Set<number>()
  for (;;) {
    let best: { place: number; votes: number; payment: number } | undefined
    for (const [place, before] of [...effective].sort(([one, a], [other, b]) => b - a || one - other)) {
      if (best && before < best.votes * (1 - PRECISION)) break
      const price = priceOf(place)
      const payment = equalPayment(price, supporters.get(place) ?? [], groups, money)
      if (payment === undefined) {
        effective.delete(place)
        continue
      }
      const votes = price / payment
      effective.set(place, votes)
      const isAlike = best && Math.abs(votes - best.votes) <= best.votes * PRECISION
      if (!best || (isAlike ? place < best.place : votes > best.votes)) best = { place, votes, payment }
    }
    if (!best) return bought
    bought.add(best.place)
    effective.delete(best.place)
    for (const group of supporters.get(best.place) ?? []) money[group] = Math.max(0, (money[group] ?? 0) - best.payment)
  }
}

/** What each pays at most when all pay as much as they can of an equal part; undefined when they cannot pay it. */
function equalPayment(
  price: number,
  supporters: readonly number[],
  groups: readonly Group[],
  money: readonly number[],
): number | undefined {
  const owned = (group: number) => money[group] ?? 0
  const size = (group: number) => groups[group]?.count ?? 0
  const total = supporters.reduce((sum, group) => sum + owned(group) * size(group), 0)
  if (total < price * (1 - PRECISION)) return undefined
  let unpaid = price
  let payers = supporters.reduce((sum, group) => sum + size(group), 0)
  let richest = 0
  for (const group of supporters.toSorted((one, other) => owned(one) - owned(other))) {
    if (unpaid / payers <= owned(group)) return unpaid / payers
    richest = owned(group)
    unpaid -= richest * size(group)
    payers -= size(group)
  }
  return richest
}

const votesFor = (place: number, groups: readonly Group[]): number =>
  groups.reduce((sum, { count, projects }) => (projects.includes(place) ? sum + count : sum), 0)
