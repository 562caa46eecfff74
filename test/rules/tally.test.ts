import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical } from '../../api/platform/canonical.js'
import { counted } from '../../api/polls/count/published.js'
import type { Answer, Answers, QuestionDefinition } from '../../api/polls/questions.js'
import { createTally } from '../../api/polls/tally.js'

interface BallotGroup {
  answers: Answers
  count: number
}
async function tally(questions: QuestionDefinition[], groups: BallotGroup[]) {
  const count = await createTally(questions)
  for (const { answers, count: times } of groups) count.add(answers, times)
  return count.result()
}
/** The count of one question, answered so. */
async function countOf(question: QuestionDefinition, ...answers: [Answer, number][]) {
  const groups = answers.map(([answer, count]) => ({ answers: { [question.id]: answer }, count }))
  return (await tally([question], groups)).questions[0]
}

const options = (...ids: string[]) => ids.map((id) => ({ id, title: { en: id } }))
const common = { title: {}, required: true }
const questions: QuestionDefinition[] = [
  { id: 'one', type: 'single', title: {}, required: true, options: options('a', 'b', 'c') },
  { id: 'many', type: 'multiple', title: {}, required: false, options: options('x', 'y', 'z') },
]

const ballot = fc.record(
  { one: fc.constantFrom('a', 'b', 'c'), many: fc.subarray(['x', 'y', 'z'], { minLength: 1 }) },
  { requiredKeys: ['one'] },
)
type Ballot = typeof ballot extends fc.Arbitrary<infer Value> ? Value : never
const box = fc.array(ballot, { maxLength: 60 })
const singly = (ballots: Ballot[]): BallotGroup[] => ballots.map((answers) => ({ answers, count: 1 }))
const optionsOf = (counted: object) =>
  'options' in counted ? (counted.options as { id: string; count: number }[]) : []

test('each option has as many as chose it', async () => {
  await fc.assert(
    fc.asyncProperty(box, async (ballots) => {
      const { ballots: total, questions: counted } = await tally(questions, singly(ballots))
      expect(total).toBe(ballots.length)
      for (const { id, answered, ...more } of counted) {
        const key = id === 'one' ? 'one' : 'many'
        expect(answered).toBe(ballots.filter((answers) => answers[key]).length)
        for (const option of optionsOf(more))
          expect(option.count).toBe(ballots.filter((answers) => answers[key]?.includes(option.id)).length)
      }
    }),
  )
})

test('the count does not depend on order or on how equal ballots are grouped', async () => {
  await fc.assert(
    fc.asyncProperty(box, async (ballots) => {
      const groups = new Map<string, BallotGroup>()
      for (const answers of ballots.toReversed()) {
        const key = JSON.stringify(answers)
        groups.set(key, { answers, count: (groups.get(key)?.count ?? 0) + 1 })
      }
      expect(await tally(questions, [...groups.values()])).toEqual(await tally(questions, singly(ballots)))
    }),
  )
})

test('what is kept to count by gives the same count as the ballots, also after votes were changed', async () => {
  const asked: QuestionDefinition[] = [
    { id: 'one', type: 'single', ...common, options: options('a', 'b'), hasOther: true },
    {
      id: 'order',
      type: 'ranking',
      ...common,
      options: options('a', 'b', 'c'),
      counting: 'schulze',
      ties: { by: 'order' },
    },
    { id: 'why', type: 'text', ...common },
    { id: 'spot', type: 'place', ...common },
    { id: 'age', type: 'number', ...common, decimals: 0 },
  ]
  const words = fc.constantFrom('mine', 'theirs')
  const degrees = fc.constantFrom(61.0012, 61.0049, 61.0051)
  const said: fc.Arbitrary<Answers> = fc.record(
    {
      one: fc.oneof(fc.constantFrom('a', 'b'), fc.record({ other: words })),
      order: fc.shuffledSubarray(['a', 'b', 'c'], { minLength: 1 }),
      why: words,
      spot: fc.record({ latitude: degrees, longitude: degrees }),
      age: fc.integer({ min: 1, max: 5 }),
    },
    { requiredKeys: [] },
  )
  const votes = fc.array(fc.record({ first: said, changed: fc.option(said) }), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(votes, async (cast) => {
      const kept = new Map<string, number>()
      const keep = (answers: Answers, times: number) => {
        for (const each of counted(asked, answers)) kept.set(canonical(each), (kept.get(canonical(each)) ?? 0) + times)
      }
      for (const { first, changed } of cast) {
        keep(first, 1)
        if (!changed) continue
        keep(first, -1)
        keep(changed, 1)
      }
      const count = await createTally(asked)
      for (const [text, times] of kept) {
        const { question, answer } = JSON.parse(text)
        if (times > 0) count.add({ [question]: answer }, times)
      }
      const last = cast.map(({ first, changed }) => ({ answers: changed ?? first, count: 1 }))
      expect(count.result().questions).toEqual((await tally(asked, last)).questions)
    }),
  )
})

test('two boxes counted together are the sum of both', async () => {
  await fc.assert(
    fc.asyncProperty(box, box, async (one, other) => {
      const counts = await Promise.all(
        [one, other, [...one, ...other]].map(async (ballots) =>
          (await tally(questions, singly(ballots))).questions.flatMap(({ answered, ...more }) => [
            answered,
            ...optionsOf(more).map(({ count }) => count),
          ]),
        ),
      )
      const [first = [], second = [], both] = counts
      expect(both).toEqual(first.map((count, index) => count + (second[index] ?? 0)))
    }),
  )
})

test('an empty box lists every option with nothing', async () => {
  expect(await tally(questions, [])).toEqual({
    ballots: 0,
    questions: [
      { id: 'one', type: 'single', answered: 0, options: ['a', 'b', 'c'].map((id) => ({ id, count: 0 })) },
      { id: 'many', type: 'multiple', answered: 0, options: ['x', 'y', 'z'].map((id) => ({ id, count: 0 })) },
    ],
  })
})

test('what the poll does not ask is not counted', async () => {
  const { questions: counted } = await tally(questions, [{ answers: { one: 'removed', extra: 'a' }, count: 5 }])
  expect(counted[0]).toEqual({
    id: 'one',
    type: 'single',
    answered: 5,
    options: ['a', 'b', 'c'].map((id) => ({ id, count: 0 })),
  })
})

describe('of each type of question there is told', () => {
  test('how many wrote something else, and never what', async () => {
    const question = { ...common, id: 'q', type: 'single' as const, options: options('a', 'b'), hasOther: true }
    const counted = await countOf(question, ['a', 3], [{ other: 'a skating rink' }, 2])
    expect(counted).toMatchObject({ answered: 5, options: [{ count: 3 }, { count: 0 }], other: 2 })
    expect(JSON.stringify(counted)).not.toContain('skating')
    const text = await countOf({ ...common, id: 'q', type: 'text' }, ['my own words', 4])
    expect(text).toEqual({ id: 'q', type: 'text', answered: 4 })
  })

  test('of a ranking the winner by the poll’s rule, with what leads to it', async () => {
    const question = (counting: 'schulze' | 'instant-runoff' | 'borda'): QuestionDefinition => ({
      ...common,
      id: 'q',
      type: 'ranking',
      options: options('memphis', 'nashville', 'chattanooga', 'knoxville'),
      counting,
      ties: { by: 'order' },
    })
    // https://en.wikipedia.org/wiki/Tennessee_example
    const box: [Answer, number][] = [
      [['memphis', 'nashville', 'chattanooga', 'knoxville'], 42],
      [['nashville', 'chattanooga', 'knoxville', 'memphis'], 26],
      [['chattanooga', 'knoxville', 'nashville', 'memphis'], 15],
      [['knoxville', 'chattanooga', 'nashville', 'memphis'], 17],
    ]
    expect(await countOf(question('schulze'), ...box)).toMatchObject({
      winner: 'nashville',
      pairwise: {
        matrix: [
          [0, 42, 42, 42],
          [58, 0, 68, 68],
          [58, 32, 0, 83],
          [58, 32, 17, 0],
        ],
      },
    })
    expect(await countOf(question('borda'), ...box)).toMatchObject({
      winner: 'nashville',
      scores: [{ score: 126 }, { score: 194 }, { score: 173 }, { score: 107 }],
    })
    expect(await countOf(question('instant-runoff'), ...box)).toMatchObject({
      winner: 'knoxville',
      rounds: [{ out: 'chattanooga' }, { out: 'nashville' }, { out: null }],
    })
  })

  test('of a scale every value, the mean, the median and, of a recommendation, the promoter score', async () => {
    const scale = { ...common, id: 'q', type: 'scale' as const, from: 0, to: 10 }
    const box: [Answer, number][] = [
      [10, 3],
      [9, 2],
      [8, 3],
      [2, 2],
    ]
    const counted = await countOf({ ...scale, isRecommendation: true }, ...box)
    // Five promoters and two detractors of ten.
    expect(counted).toMatchObject({ answered: 10, mean: 7.6, median: 8.5, promoterScore: 30 })
    expect(counted && 'values' in counted && counted.values[9]).toEqual({ value: 9, count: 2 })
    expect(await countOf(scale, ...box)).not.toHaveProperty('promoterScore')
    expect(await countOf({ ...scale, isRecommendation: true })).toMatchObject({
      mean: null,
      median: null,
      promoterScore: null,
    })
  })

  test('of a matrix each row, of numbers the mean and the median, of dates the days', async () => {
    const matrix = {
      ...common,
      id: 'q',
      type: 'matrix' as const,
      rows: options('bus', 'tram'),
      options: options('good', 'bad'),
    }
    expect(await countOf(matrix, [{ bus: 'good', tram: 'bad' }, 2], [{ bus: 'bad' }, 1])).toMatchObject({
      rows: [
        {
          id: 'bus',
          answered: 3,
          options: [
            { id: 'good', count: 2 },
            { id: 'bad', count: 1 },
          ],
        },
        {
          id: 'tram',
          answered: 2,
          options: [
            { id: 'good', count: 0 },
            { id: 'bad', count: 2 },
          ],
        },
      ],
    })
    const number = { ...common, id: 'q', type: 'number' as const, decimals: 1 }
    expect(await countOf(number, [1, 1], [2.5, 1], [4, 2])).toMatchObject({
      mean: 2.875,
      median: 3.25,
      least: 1,
      most: 4,
    })
    const date = { ...common, id: 'q', type: 'date' as const }
    expect(await countOf(date, ['2026-12-31', 3], ['2026-12-24', 5])).toMatchObject({
      days: [
        { day: '2026-12-24', count: 5 },
        { day: '2026-12-31', count: 3 },
      ],
      leftOut: 0,
    })
  })

  test('nothing of fewer than three answers: a number or a day may be one person’s', async () => {
    const number = { ...common, id: 'q', type: 'number' as const, decimals: 0 }
    const nothing = { mean: null, median: null, least: null, most: null }
    expect(await countOf(number, [41, 2])).toMatchObject({ answered: 2, ...nothing })
    expect(await countOf(number, [41, 2], [47, 1])).toMatchObject({ mean: 43, median: 41, least: 41, most: 47 })
    expect(
      await countOf({ ...common, id: 'q', type: 'date' }, ['1950-02-03', 1], ['1951-01-01', 3], ['1960-05-06', 2]),
    ).toEqual({ id: 'q', type: 'date', answered: 6, days: [{ day: '1951-01-01', count: 3 }], leftOut: 3 })
  })

  test('of places only squares with several answers, for one may be someone’s home', async () => {
    const place = { ...common, id: 'q', type: 'place' as const }
    expect(
      await countOf(
        place,
        [{ latitude: 61.0042, longitude: 69.0019 }, 2],
        [{ latitude: 61.001, longitude: 68.998 }, 1],
        [{ latitude: 61.1, longitude: 69 }, 2],
      ),
    ).toEqual({ id: 'q', type: 'place', answered: 5, cells: [{ latitude: 61, longitude: 69, count: 3 }] })
  })

  test('of a budget the votes and what is funded, by the poll’s rule', async () => {
    const budget = (counting: 'knapsack' | 'equal-shares'): QuestionDefinition => ({
      ...common,
      id: 'q',
      type: 'budget',
      projects: [
        ...options('a', 'b').map((option) => ({ ...option, price: 60 })),
        { ...options('c')[0], id: 'c', title: {}, price: 40 },
      ],
      budget: 100,
      currency: 'RUB',
      counting,
      ties: { by: 'order' },
    })
    const box: [Answer, number][] = [
      [['a'], 6],
      [['b', 'c'], 4],
    ]
    expect(await countOf(budget('knapsack'), ...box)).toEqual({
      id: 'q',
      type: 'budget',
      answered: 10,
      counting: 'knapsack',
      budget: 100,
      projects: [
        { id: 'a', count: 6 },
        { id: 'b', count: 4 },
        { id: 'c', count: 4 },
      ],
      funded: ['a', 'c'],
      cost: 100,
    })
    expect(await countOf(budget('equal-shares'), ...box)).toMatchObject({ funded: ['a', 'c'], cost: 100, fromRest: [] })
  })
})
