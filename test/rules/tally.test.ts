import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Answers, QuestionDefinition } from '../../api/polls/questions.js'
import { type BallotGroup, tally } from '../../api/polls/tally.js'

const options = (...ids: string[]) => ids.map((id) => ({ id, title: { en: id } }))
const questions: QuestionDefinition[] = [
  { id: 'one', type: 'single', title: {}, required: true, options: options('a', 'b', 'c') },
  { id: 'many', type: 'multiple', title: {}, required: false, options: options('x', 'y', 'z') },
]

const ballot: fc.Arbitrary<Answers> = fc.record(
  { one: fc.constantFrom('a', 'b', 'c'), many: fc.subarray(['x', 'y', 'z'], { minLength: 1 }) },
  { requiredKeys: ['one'] },
)
const box = fc.array(ballot, { maxLength: 60 })
const singly = (ballots: Answers[]): BallotGroup[] => ballots.map((answers) => ({ answers, count: 1 }))

test('each option has as many as chose it', () => {
  fc.assert(
    fc.property(box, (ballots) => {
      const { ballots: total, questions: counted } = tally(questions, singly(ballots))
      expect(total).toBe(ballots.length)
      for (const { id, answered, options } of counted) {
        expect(answered).toBe(ballots.filter((answers) => answers[id]).length)
        for (const option of options)
          expect(option.count).toBe(ballots.filter((answers) => answers[id]?.includes(option.id)).length)
      }
    }),
  )
})

test('the count does not depend on order or on how equal ballots are grouped', () => {
  fc.assert(
    fc.property(box, (ballots) => {
      const groups = new Map<string, BallotGroup>()
      for (const answers of ballots.toReversed()) {
        const key = JSON.stringify(answers)
        groups.set(key, { answers, count: (groups.get(key)?.count ?? 0) + 1 })
      }
      expect(tally(questions, [...groups.values()])).toEqual(tally(questions, singly(ballots)))
    }),
  )
})

test('two boxes counted together are the sum of both', () => {
  fc.assert(
    fc.property(box, box, (one, other) => {
      const counts = [one, other, [...one, ...other]].map((ballots) =>
        tally(questions, singly(ballots)).questions.flatMap(({ answered, options }) => [
          answered,
          ...options.map(({ count }) => count),
        ]),
      )
      const [first = [], second = [], both] = counts
      expect(both).toEqual(first.map((count, index) => count + (second[index] ?? 0)))
    }),
  )
})

test('an empty box lists every option with nothing', () => {
  expect(tally(questions, [])).toEqual({
    ballots: 0,
    questions: [
      { id: 'one', answered: 0, options: ['a', 'b', 'c'].map((id) => ({ id, count: 0 })) },
      { id: 'many', answered: 0, options: ['x', 'y', 'z'].map((id) => ({ id, count: 0 })) },
    ],
  })
})

test('what the poll does not ask is not counted', () => {
  const [first] = tally(questions, [{ answers: { one: 'removed', extra: 'a' }, count: 5 }]).questions
  expect(first).toEqual({ id: 'one', answered: 5, options: ['a', 'b', 'c'].map((id) => ({ id, count: 0 })) })
})
