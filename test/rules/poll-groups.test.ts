import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countGroups, toldGroups, weighted } from '../../api/polls/groups.js'
import type { QuestionDefinition } from '../../api/polls/questions.js'

const titled = (id: string) => ({ id, title: { en: id } })
const named = (...ids: string[]) => ids.map(titled)
const minimum = 5
const district: QuestionDefinition = {
  ...titled('district'),
  type: 'single',
  required: false,
  options: [
    { ...titled('north'), share: 300 },
    { ...titled('south'), share: 100 },
    { ...titled('isle'), share: undefined },
  ],
  groups: { minimum },
}
const where: QuestionDefinition = {
  ...titled('where'),
  type: 'single',
  required: true,
  options: named('river', 'school'),
}
const why: QuestionDefinition = { ...titled('why'), type: 'text', required: false }

async function count(...votes: [times: number, district: string | undefined, where: string][]) {
  const groups = await countGroups([district, where, why])
  for (const [times, from, to] of votes)
    for (let index = 0; index < times; index++) groups.add({ ...(from && { district: from }), where: to, why: 'words' })
  return groups.result()[0]?.results[0]
}

test('a group is told by itself, and its weight is that of the population', async () => {
  const told = await count(
    [8, 'north', 'river'],
    [2, 'north', 'school'],
    [5, 'south', 'river'],
    [15, 'south', 'school'],
  )
  expect(told?.groups.map(({ id, result }) => [id, result.answered])).toEqual([
    ['north', 10],
    ['south', 20],
  ])
  // 0.75 · 8/10 + 0.25 · 5/20
  expect(told?.weighted?.map(({ id, share }) => [id, share.toFixed(4)])).toEqual([
    ['river', '0.6625'],
    ['school', '0.3375'],
  ])
  expect(told?.notTold).toBe(0)
})

test('of few nothing is told, nor what could be taken from the whole', async () => {
  const told = await count([9, 'north', 'river'], [6, 'south', 'school'], [2, 'isle', 'river'], [1, undefined, 'river'])
  // Those of the isle and of nowhere are three: the south is not told either, and there is no weight of it.
  expect(told?.groups.map(({ id }) => id)).toEqual(['north'])
  expect([told?.notTold, told?.weighted]).toEqual([9, null])
})

test('whatever groups there are, those told are large, and those not told are as many together, or none', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(counts, fc.integer({ min: 0, max: 12 }), fc.integer({ min: 5, max: 12 }), (sizes, rest, least) => {
      const groups = sizes.map((size, index) => ({ id: `${index}`, count: size }))
      const told = toldGroups(groups, { rest, minimum: least })
      const hidden = groups.reduce((sum, { id, count: size }) => sum + (told.has(id) ? 0 : size), rest)
      expect(groups.every(({ id, count: size }) => !told.has(id) || size >= least)).toBe(true)
      expect(hidden === 0 || hidden >= least || told.size === 0).toBe(true)
    }),
  )
})

test('weights that are as who voted change nothing, and shares add up to one', () => {
  const groups = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 50 })), { minLength: 1 })
  fc.assert(
    fc.property(groups, (votes) => {
      const counted = votes.map(([yes, no]) => ({
        share: yes + no,
        answered: yes + no,
        counts: [
          { id: 'yes', count: yes },
          { id: 'no', count: no },
        ],
      }))
      const all = votes.reduce((sum, [yes, no]) => sum + yes + no, 0)
      const [yes, no] = weighted(counted)
      expect(yes?.share).toBeCloseTo(votes.reduce((sum, [each]) => sum + each, 0) / all, 9)
      expect((yes?.share ?? 0) + (no?.share ?? 0)).toBeCloseTo(1, 9)
    }),
  )
})
