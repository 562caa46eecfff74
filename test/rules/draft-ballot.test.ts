import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBallot } from '../../api/polls/ballot.js'
import type { Answers, QuestionDefinition } from '../../api/polls/questions.js'
import { readAnswer } from '../../widgets/poll/ballot/answers.js'
import { askedOf, type Draft, type DraftAnswer, type Question, toPoint } from '../../widgets/poll/ballot/draft.js'

const named = (...ids: string[]) => ids.map((id) => ({ id, title: id }))
const base = { title: 'Title' }
const when = { question: 'one', equals: 'a' }
const ties = { by: 'order' as const }
const questions: Question[] = [
  { ...base, id: 'one', type: 'single', required: true, options: named('a', 'b'), hasOther: true },
  {
    ...base,
    id: 'many',
    type: 'multiple',
    required: true,
    options: named('a', 'b', 'c'),
    hasOther: true,
    minimum: 2,
    maximum: 3,
    when,
  },
  {
    ...base,
    id: 'rank',
    type: 'ranking',
    required: false,
    options: named('a', 'b', 'c'),
    minimum: 2,
    counting: 'borda',
    ties,
  },
  { ...base, id: 'scale', type: 'scale', required: false, from: 1, to: 3 },
  {
    ...base,
    id: 'matrix',
    type: 'matrix',
    required: true,
    rows: named('r', 's'),
    options: named('a', 'b'),
    when: { question: 'scale', equals: 2 },
  },
  { ...base, id: 'text', type: 'text', required: true, maximum: 5 },
  { ...base, id: 'number', type: 'number', required: false, minimum: 0, maximum: 10, decimals: 1 },
  {
    ...base,
    id: 'date',
    type: 'date',
    required: false,
    earliest: '2026-01-01',
    latest: '2026-12-31',
    when: { question: 'number', equals: 2 },
  },
  { ...base, id: 'place', type: 'place', required: false },
  {
    ...base,
    id: 'budget',
    type: 'budget',
    required: false,
    budget: 10,
    currency: 'RUB',
    counting: 'knapsack',
    ties,
    projects: [
      { id: 'a', title: 'a', price: 4 },
      { id: 'b', title: 'b', price: 7 },
    ],
  },
]

const ids = (...all: string[]) => fc.shuffledSubarray(all)
const other = fc.option(fc.constantFrom('', ' ', 'else'), { nil: undefined })
const withOther = (chosen: fc.Arbitrary<string[]>) =>
  fc
    .tuple(chosen, other)
    .map(([each, words]): DraftAnswer => (words === undefined ? each : [...each, { other: words }]))
const one = (...all: string[]) => fc.constantFrom<DraftAnswer>([], ...all.map((id) => [id]))
const drafts: fc.Arbitrary<Draft> = fc.record(
  {
    one: fc.oneof(one('a', 'b'), fc.constantFrom<DraftAnswer>([{ other: 'else' }], [{ other: ' ' }])),
    many: withOther(ids('a', 'b', 'c')),
    rank: ids('a', 'b', 'c'),
    scale: one('1', '2', '3'),
    matrix: fc.dictionary(fc.constantFrom('r', 's'), fc.constantFrom('a', 'b')).map((said) => ({ ...said })),
    text: fc.constantFrom('', ' ', 'words'),
    number: fc.constantFrom('', 'two', '2', '2,0', '2.5', '2,55', '-1', '11'),
    date: fc.constantFrom('', '2025-12-31', '2026-06-01', '2027-01-01'),
    place: fc.constantFrom('', 'here', '61.5, 69', '61,5 69,25', '91, 0', '1 181'),
    budget: ids('a', 'b'),
  },
  { requiredKeys: [] },
)

test('what the element takes the API takes, as it was meant, and what it refuses the API refuses', () => {
  fc.assert(
    fc.property(drafts, (draft) => {
      const answers: Answers = {}
      const wrong: string[] = []
      for (const question of askedOf(questions, draft)) {
        const read = readAnswer(question, draft[question.id])
        if ('code' in read) wrong.push(question.id)
        else if (read.answer !== undefined) answers[question.id] = read.answer
      }
      const { errors, ballot } = readBallot(questions as unknown as QuestionDefinition[], answers)
      // What the element refuses is not sent: to the API it is missing, or of no matter.
      const needed = wrong.filter((id) => questions.find((question) => question.id === id)?.required)
      if (wrong.every((id) => !questions.some(({ when: condition }) => condition?.question === id)))
        expect(errors.map(({ pointer }) => pointer)).toEqual(needed.map((id) => `/answers/${id}`))
      if (wrong.length === 0) expect(Object.keys(ballot)).toEqual(Object.keys(answers))
    }),
    { numRuns: 2000 },
  )
})

test('coordinates are read as people write them', () => {
  const point = { latitude: 61.0042, longitude: 69.0019 }
  for (const typed of ['61.0042, 69.0019', '61.0042 69.0019', '61,0042; 69,0019', ' 61,0042, 69,0019 '])
    expect(toPoint(typed)).toEqual(point)
  for (const typed of ['', '61', 'north, east', '91, 0', '0, 181', '1, 2, 3']) expect(toPoint(typed)).toBeUndefined()
})
