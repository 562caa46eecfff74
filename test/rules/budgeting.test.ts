import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equalShares } from '../../api/polls/counting/equal-shares.js'
import { isComputable, knapsack } from '../../api/polls/counting/knapsack.js'
import type { Project } from '../../api/polls/counting/projects.js'
import { type Box, counted } from './counting.fixture.js'

const priced = (prices: Record<string, number>): Project[] =>
  Object.entries(prices).map(([id, price]) => ({ id, price }))
const many = (prefix: string, length: number) => Array.from({ length }, (_, index) => `${prefix}${index}`)

const vote = (ids: string[]) => fc.tuple(fc.subarray(ids, { minLength: 1 }), fc.integer({ min: 1, max: 20 }))
const instance = fc
  .record({
    prices: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
    budget: fc.integer({ min: 1, max: 150 }),
  })
  .chain(({ prices, budget }) => {
    const projects = prices.map((price, index) => ({ id: `p${index}`, price }))
    return fc.record({
      projects: fc.constant(projects),
      budget: fc.constant(budget),
      box: fc.array(vote(projects.map(({ id }) => id)), { maxLength: 15 }) as fc.Arbitrary<Box<string[]>>,
    })
  })

const costOfIds = (projects: Project[], ids: string[]) =>
  projects.reduce((sum, { id, price }) => (ids.includes(id) ? sum + price : sum), 0)
const votesOf = (box: Box<string[]>, id: string) =>
  box.reduce((sum, [ids, count]) => (ids.includes(id) ? sum + count : sum), 0)

describe('the knapsack', () => {
  test('has the most votes that the budget can buy, whichever choice is tried', () => {
    fc.assert(
      fc.property(instance, ({ projects, budget, box }) => {
        const { funded, cost, votes } = counted(knapsack(projects, budget), box)
        const total = (ids: string[]) => ids.reduce((sum, id) => sum + votesOf(box, id), 0)
        let most = 0
        for (let choice = 0; choice < 1 << projects.length; choice++) {
          const ids = projects.filter((_, index) => choice & (1 << index)).map(({ id }) => id)
          if (costOfIds(projects, ids) <= budget) most = Math.max(most, total(ids))
        }
        expect(total(funded)).toBe(most)
        expect(cost).toBe(costOfIds(projects, funded))
        expect(cost).toBeLessThanOrEqual(budget)
        expect(votes).toEqual(projects.map(({ id }) => ({ id, count: votesOf(box, id) })))
      }),
    )
  })

  test('takes, of choices with as many votes, the one with the first project in the order of ties', () => {
    const box: Box<string[]> = [
      [['a'], 5],
      [['b'], 5],
    ]
    expect(counted(knapsack(priced({ a: 3, b: 3 }), 5), box).funded).toEqual(['a'])
    expect(counted(knapsack(priced({ b: 3, a: 3 }), 5), box).funded).toEqual(['b'])
  })

  test('funds nothing without a vote, or beyond the whole budget', () => {
    expect(counted(knapsack(priced({ a: 3, b: 3, c: 99 }), 50), [[['b', 'c'], 1]])).toEqual({
      funded: ['b'],
      cost: 3,
      votes: [
        { id: 'a', count: 0 },
        { id: 'b', count: 1 },
        { id: 'c', count: 1 },
      ],
    })
  })

  test('is computed for a hundred projects and a hundred million, in thousands; for prices too fine it is refused', () => {
    const projects = many('p', 100).map((id, index) => ({ id, price: 1_000 * (1_000 + ((index * 7_919) % 9_000)) }))
    expect(isComputable(projects, 100_000_000)).toBe(true)
    const box: Box<string[]> = projects.map(({ id }, index) => [[id], 1 + ((index * 31) % 97)])
    const { cost, funded } = counted(knapsack(projects, 100_000_000), box)
    expect(cost).toBeLessThanOrEqual(100_000_000)
    expect(funded.length).toBeGreaterThan(10)
    const fine = projects.map(({ id, price }) => ({ id, price: price + 1 }))
    expect(isComputable(fine, 100_000_000)).toBe(false)
    expect(() => knapsack(fine, 100_000_000)).toThrow(RangeError)
  })
})

describe('equal shares', () => {
  /** Example 1 of M. Lackner, P. Skowron, "Multi-Winner Voting with Approval Preferences", arXiv:2007.01795: a committee is a budget of places. */
  test('buy a alone in the example of the book: 8 of 12 pay an eighth each, and nobody else can pay', () => {
    const committee = priced({ a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1 })
    const { funded, fromRest, votes } = counted(equalShares(committee, 4), [
      [['a', 'b'], 3],
      [['a', 'c'], 3],
      [['a', 'd'], 2],
      [['b', 'c', 'f'], 1],
      [['e'], 1],
      [['f'], 1],
      [['g'], 1],
    ])
    expect(votes[0]).toEqual({ id: 'a', count: 8 })
    // With shares raised the four that the book's second phase adds are bought too.
    expect(funded).toEqual(['a', 'b', 'c', 'd'])
    expect(fromRest).toEqual([])
  })

  /** Example 2.12 of the same book: with three places each of eight owns 3/8; c costs its five a fifth each, then a's can pay. */
  test('buy c and a, and not the more popular d, whose voters have spent their part', () => {
    const box: Box<string[]> = [
      [['c', 'd'], 3],
      [['a', 'b'], 2],
      [['a', 'c'], 2],
      [['b', 'd'], 1],
    ]
    const { funded } = counted(equalShares(priced({ a: 1, b: 1, c: 1, d: 1 }), 3), box)
    expect(funded).toEqual(['a', 'c', 'd'])
  })

  /** https://en.wikipedia.org/wiki/Method_of_equal_shares, "Motivation". */
  test('give 51 of 100 voters five of ten projects and 49 five, where the knapsack gives ten and none', () => {
    const [red, blue] = [many('red', 10), many('blue', 10)]
    const projects = [...red, ...blue].map((id) => ({ id, price: 100 }))
    const box: Box<string[]> = [
      [red, 51],
      [blue, 49],
    ]
    const { funded } = counted(equalShares(projects, 1_000), box)
    expect([funded.filter((id) => red.includes(id)).length, funded.length]).toEqual([5, 10])
    expect(counted(knapsack(projects, 1_000), box).funded).toEqual(red)
  })

  /** The example file of https://equalshares.net/implementation/computation/ : everything can be paid, so everything is. */
  test('fund all where all fits', () => {
    const { funded, cost } = counted(equalShares(priced({ 1: 5_000, 2: 10_000, 3: 85_000 }), 100_000), [
      [['1', '2'], 1],
      [['1'], 1],
      [['3'], 1],
      [['1', '2', '3'], 1],
    ])
    expect([funded, cost]).toEqual([['1', '2', '3'], 100_000])
  })

  test('do not buy what the few who have money left would pay nearly alone, though more have named it', () => {
    // Of eight each owns 10. Five buy p for 9 each. For x three of its four have 1 left, so the fourth would pay 10;
    // the two for y pay 6.5 each, and h buys z alone. What is left, 12, does not pay x.
    const { funded, fromRest, share } = counted(equalShares(priced({ p: 45, x: 13, y: 13, z: 10 }), 80), [
      [['p', 'x'], 3],
      [['x', 'y'], 1],
      [['y'], 1],
      [['p'], 2],
      [['z'], 1],
    ])
    expect([funded, fromRest, share]).toEqual([['p', 'y', 'z'], [], 10])
  })

  test('never cost more than the budget, and leave no project with a vote that what is left would pay', () => {
    fc.assert(
      fc.property(instance, ({ projects, budget, box }) => {
        const { funded, cost, fromRest } = counted(equalShares(projects, budget), box)
        expect(cost).toBe(costOfIds(projects, funded))
        expect(cost).toBeLessThanOrEqual(budget)
        for (const { id, price } of projects)
          if (!funded.includes(id) && votesOf(box, id) > 0) expect(price).toBeGreaterThan(budget - cost)
        for (const id of funded) expect(votesOf(box, id)).toBeGreaterThan(0)
        expect(funded).toEqual(expect.arrayContaining(fromRest))
      }),
    )
  })

  test('give every group that agrees what its part of the budget pays', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), (ours, theirs) => {
        const [us, them] = [many('ours', 10), many('theirs', 10)]
        const projects = [...us, ...them].map((id) => ({ id, price: 60 }))
        const { funded } = counted(equalShares(projects, 600), [
          [us, ours],
          [them, theirs],
        ])
        const part = Math.floor((10 * ours) / (ours + theirs) + 1e-9)
        expect(funded.filter((id) => us.includes(id)).length).toBeGreaterThanOrEqual(part)
      }),
    )
  })

  test('do not depend on the order of the ballots, on how alike ones are grouped, or on what projects are called', () => {
    fc.assert(
      fc.property(instance, ({ projects, budget, box }) => {
        const result = counted(equalShares(projects, budget), box)
        const singly = box.flatMap(([ids, count]) =>
          Array.from({ length: count }, () => [ids.toReversed(), 1] as const),
        )
        expect(counted(equalShares(projects, budget), singly).funded).toEqual(result.funded)
        const renamed = (id: string) => `renamed-${id}`
        const other = counted(
          equalShares(
            projects.map(({ id, price }) => ({ id: renamed(id), price })),
            budget,
          ),
          box.map(([ids, count]) => [ids.map(renamed), count]),
        )
        expect(other.funded).toEqual(result.funded.map(renamed))
      }),
    )
  })

  test('look at some twenty steps of shares where a thousand would be tried: of 2,000 voters who all differ, in no time', () => {
    const projects = many('p', 30).map((id, index) => ({ id, price: 1_000 + ((index * 7_919) % 9_001) }))
    const box: Box<string[]> = Array.from({ length: 2_000 }, (_, voter) => [
      projects
        .filter((_, index) => (voter * 2_654_435_761 + index * index * 40_503) % 97 < 40 - index)
        .map(({ id }) => id),
      1,
    ])
    // Named by one alone: it fits what is left until the very end.
    const lone = { id: 'lone', price: 900 }
    const count = equalShares([...projects, lone], 60_000)
    for (const [ids, times] of box) count.add(ids, times)
    count.add(['lone'])
    const { cost } = count.result()
    expect(cost).toBeLessThanOrEqual(60_000)
  })

  test('buy nothing of what only the rounding of great sums would pay', () => {
    const projects = priced({ a: 500_000_000_000, b: 500_000_000_100 })
    expect(counted(equalShares(projects, 1_000_000_000_000), [[['a', 'b'], 7]])).toMatchObject({
      funded: ['a'],
      cost: 500_000_000_000,
    })
  })

  test('fund nothing where nobody voted', () => {
    expect(equalShares(priced({ a: 1 }), 5).result()).toMatchObject({ funded: [], cost: 0, share: 0 })
  })
})
