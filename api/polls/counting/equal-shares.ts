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

/** All that stays alike while shares rise. */
interface Market {
  /** In the order of ties: what has a vote and fits the budget. */
  projects: { place: number; price: number; supporters: Uint32Array }[]
  /** How many voters are in each group. */
  sizes: Float64Array
  voters: number
}

/** Effective votes that differ by less are alike: so little is lost in rounding. */
const PRECISION = 1e-9
/** By how much the shares rise from one step to the next. */
const RISE = 1.01

/**
 * The method of equal shares, for ballots that name any number of projects. The budget is divided among the voters,
 * and a project is bought by those who named it, each paying as much as another unless they have less left. Bought
 * next is the project that has the most effective votes: its price divided by the most that a voter pays for it, which
 * is the variant with a utility of the price ("cost utilities").
 *
 * Shares alone seldom spend everything. So they are raised in steps of a hundredth (the literature's "Add1" raises them
 * by one unit of money, which for large sums takes long) to a step at which the outcome is exhaustive, or else to one
 * after which it would cost more than the budget. Which step that is, is found by doubling and halving, not by trying
 * each: of a thousand steps some twenty are looked at, so that a count takes no longer than others can wait. From what is
 * still left the projects with the most votes are funded, as long as they fit. Exhaustive means that no project with a
 * vote fits what is left; one without a vote is not funded.
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
  const market = openMarket(projects, budget, groups, voters)
  const supported = market.projects.map(({ place }) => place)
  const priceOf = (place: number) => projects[place]?.price ?? 0
  const cost = (places: Iterable<number>) => costOf([...places].flatMap((place) => projects[place] ?? []))
  const rest = (bought: ReadonlySet<number>) => {
    const left = budget - cost(bought)
    return supported.filter((place) => !bought.has(place) && priceOf(place) <= left)
  }

  const shareAt = (step: number) => (voters > 0 ? (budget / voters) * RISE ** step : 0)
  const { step, bought } = lastStep(
    (step) => buy(market, shareAt(step)),
    (bought) => (cost(bought) > budget ? 'beyond' : rest(bought).length === 0 ? 'exhaustive' : 'goes-on'),
  )
  const fromRest = new Set<number>()
  for (const place of supported.toSorted((one, other) => (votes[other]?.count ?? 0) - (votes[one]?.count ?? 0)))
    if (rest(new Set([...bought, ...fromRest])).includes(place)) fromRest.add(place)

  const ids = (isIn: (place: number) => boolean) => projects.filter((_, place) => isIn(place)).map(({ id }) => id)
  return {
    funded: ids((place) => bought.has(place) || fromRest.has(place)),
    cost: cost(bought) + cost(fromRest),
    votes,
    share: shareAt(step),
    fromRest: ids((place) => fromRest.has(place)),
  }
}

/**
 * The step at which shares rise no more: steps are doubled until one ends it, and what lies between is halved. It ends
 * always: once everyone could pay for everything, what is bought is all, which is exhaustive or beyond the budget.
 */
function lastStep(
  buyAt: (step: number) => Set<number>,
  judge: (bought: ReadonlySet<number>) => 'goes-on' | 'exhaustive' | 'beyond',
): { step: number; bought: Set<number> } {
  let best = { step: 0, bought: buyAt(0) }
  if (judge(best.bought) !== 'goes-on') return best
  let end: typeof best | undefined
  while (!end || end.step - best.step > 1) {
    const step = end ? (best.step + end.step) >> 1 : Math.max(1, best.step * 2)
    const tried = { step, bought: buyAt(step) }
    if (judge(tried.bought) === 'goes-on') best = tried
    else end = tried
  }
  return judge(end.bought) === 'exhaustive' ? end : best
}

function openMarket(projects: readonly Project[], budget: number, groups: readonly Group[], voters: number): Market {
  const supporters = projects.map((): number[] => [])
  for (const [index, group] of groups.entries()) for (const place of group.projects) supporters[place]?.push(index)
  return {
    projects: projects.flatMap(({ price }, place) => {
      const own = supporters[place] ?? []
      return own.length > 0 && price <= budget ? [{ place, price, supporters: Uint32Array.from(own) }] : []
    }),
    sizes: Float64Array.from(groups, ({ count }) => count),
    voters,
  }
}

/** What the voters buy when each has so much. */
function buy({ projects, sizes, voters }: Market, share: number): Set<number> {
  const money = new Float64Array(sizes.length).fill(share)
  /** Prices are whole: so nothing is bought of what only the rounding would pay. */
  let left = Math.round(share * voters)
  /** With the effective votes when last looked at: they only fall. */
  let offered = projects.map((project) => ({ ...project, votes: Infinity }))
  const bought = new Set<number>()
  for (;;) {
    let best: { project: (typeof offered)[number]; payment: number } | undefined
    for (const project of offered.sort((one, other) => other.votes - one.votes || one.place - other.place)) {
      if (best && project.votes < best.project.votes * (1 - PRECISION)) break
      const payment = project.price <= left ? equalPayment(project, sizes, money) : undefined
      project.votes = payment === undefined ? 0 : project.price / payment
      if (payment === undefined) continue
      const most = best?.project.votes ?? 0
      const isAlike = best && Math.abs(project.votes - most) <= most * PRECISION
      if (!best || (isAlike ? project.place < best.project.place : project.votes > most)) best = { project, payment }
    }
    if (!best) return bought
    const { project, payment } = best
    bought.add(project.place)
    left -= project.price
    for (const group of project.supporters) money[group] = Math.max(0, (money[group] ?? 0) - payment)
    offered = offered.filter((other) => other !== project && other.votes > 0)
  }
}

/** What each pays at most when all pay as much as they can of an equal part; undefined when they cannot pay it. */
function equalPayment(
  { price, supporters }: Market['projects'][number],
  sizes: Float64Array,
  money: Float64Array,
): number | undefined {
  let total = 0
  for (const group of supporters) total += (money[group] ?? 0) * (sizes[group] ?? 0)
  if (total < price * (1 - PRECISION)) return undefined
  // Who owns less than an equal part gives it all; what they lack is divided among the others, until none lacks more.
  let payment = 0
  for (let payersBefore = -1; ; ) {
    let unpaid = price
    let payers = 0
    let richest = 0
    for (const group of supporters) {
      const owned = money[group] ?? 0
      const size = sizes[group] ?? 0
      richest = Math.max(richest, owned)
      if (owned < payment) unpaid -= owned * size
      else payers += size
    }
    // What is missing by the rounding is nobody's.
    if (payers === 0) return richest
    if (payers === payersBefore) return Math.min(payment, richest)
    payersBefore = payers
    payment = unpaid / payers
  }
}

const votesFor = (place: number, groups: readonly Group[]): number =>
  groups.reduce((sum, { count, projects }) => (projects.includes(place) ? sum + count : sum), 0)
