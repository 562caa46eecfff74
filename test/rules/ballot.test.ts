import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readBallot } from '../../api/polls/ballot.js'
import type { Answer, Answers, QuestionDefinition } from '../../api/polls/questions.js'

const options = (...ids: string[]) => ids.map((id) => ({ id, title: { en: id } }))
const single: QuestionDefinition = {
  id: 'where',
  type: 'single',
  title: {},
  required: true,
  options: options('river', 'school'),
}
const multiple: QuestionDefinition = {
  id: 'what',
  type: 'multiple',
  title: {},
  required: false,
  options: options('a', 'b', 'c', 'd'),
  minimum: 2,
  maximum: 3,
}
const codes = (questions: QuestionDefinition[], answers: Answers) =>
  readBallot(questions, answers).errors.map(({ pointer, code }) => `${pointer} ${code}`)

describe('a ballot', () => {
  test.each<[string, QuestionDefinition, Answers, string[]]>([
    ['with one option counts', single, { where: 'river' }, []],
    ['lacks a required answer', single, {}, ['/answers/where required']],
    ['leaves a required answer empty', single, { where: '' }, ['/answers/where required']],
    ['names an option the question lacks', single, { where: 'moon' }, ['/answers/where unknown']],
    ['gives several for one', single, { where: ['river'] }, ['/answers/where invalid_type']],
    ['gives one for several', multiple, { what: 'a' }, ['/answers/what invalid_type']],
    ['may leave out what is not required', multiple, {}, []],
    ['may leave it empty', multiple, { what: [] }, []],
    ['chooses too few', multiple, { what: ['a'] }, ['/answers/what too_small']],
    ['chooses as few as it may', multiple, { what: ['a', 'b'] }, []],
    ['chooses as many as it may', multiple, { what: ['a', 'b', 'c'] }, []],
    ['chooses too many', multiple, { what: ['a', 'b', 'c', 'd'] }, ['/answers/what too_big']],
    ['chooses one twice', multiple, { what: ['a', 'a'] }, ['/answers/what duplicate']],
    ['chooses an unknown one among others', multiple, { what: ['a', 'x'] }, ['/answers/what unknown']],
  ])('that %s', (_, question, answers, expected) => expect(codes([question], answers)).toEqual(expected))

  test('that answers what is not asked is told so, by a JSON pointer', () => {
    expect(codes([single], { where: 'river', 'a/b~c': 'x' })).toEqual(['/answers/a~1b~0c unknown'])
  })

  test('is not fooled by the names every object knows', () => {
    const question = { ...single, id: 'constructor' }
    expect(codes([question], {})).toEqual(['/answers/constructor required'])
    expect(codes([single], JSON.parse('{"where":"river","__proto__":"x"}'))).toEqual(['/answers/__proto__ unknown'])
    expect(codes([single], { where: 'toString' })).toEqual(['/answers/where unknown'])
  })
})

test('ballots that say the same are kept the same, in whatever order they were filled in', () => {
  const chosen = fc.shuffledSubarray(['a', 'b', 'c', 'd'])
  fc.assert(
    fc.property(chosen, fc.boolean(), (what, isFirst) => {
      const answers: Answers = isFirst ? { where: 'river', what } : { what, where: 'river' }
      const { ballot: kept } = readBallot(
        [single, { ...multiple, minimum: 1, maximum: 4 } as QuestionDefinition],
        answers,
      )
      const expected = { where: 'river', ...(what.length > 0 && { what: what.toSorted() }) }
      expect(JSON.stringify(kept)).toBe(JSON.stringify(expected))
    }),
  )
})

test('whatever is sent, a ballot without errors chooses only what is offered', () => {
  const value = fc.oneof(fc.string(), fc.constantFrom('river', 'a'), fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'x')))
  const answers = fc.dictionary(fc.constantFrom('where', 'what', 'other'), value)
  fc.assert(
    fc.property(answers, (given) => {
      const { errors, ballot } = readBallot([single, multiple], given)
      if (errors.length > 0) return
      const { where, what } = ballot
      const chosen = Array.isArray(what) ? what : []
      expect(['river', 'school']).toContain(where)
      expect([0, 2, 3]).toContain(chosen.length)
      expect(['a', 'b', 'c', 'd']).toEqual(expect.arrayContaining([...chosen]))
    }),
  )
})

describe('an answer', () => {
  const common = { id: 'q', title: {}, required: true }
  const ranking: QuestionDefinition = {
    ...common,
    type: 'ranking',
    options: options('a', 'b', 'c'),
    minimum: 2,
    counting: 'borda',
    ties: { by: 'order' },
  }
  const scale: QuestionDefinition = { ...common, type: 'scale', from: 1, to: 5 }
  const matrix: QuestionDefinition = {
    ...common,
    type: 'matrix',
    rows: options('bus', 'tram'),
    options: options('good', 'bad'),
  }
  const number: QuestionDefinition = { ...common, type: 'number', minimum: 0, maximum: 10, decimals: 1 }
  const budget: QuestionDefinition = {
    ...common,
    type: 'budget',
    projects: [
      ['a', 60],
      ['b', 50],
      ['c', 40],
    ].map(([id, price]) => ({ id: String(id), title: {}, price: Number(price) })),
    budget: 100,
    currency: 'RUB',
    counting: 'knapsack',
    ties: { by: 'order' },
  }
  const other: QuestionDefinition = { ...single, id: 'q', hasOther: true } as QuestionDefinition
  const others: QuestionDefinition = {
    ...multiple,
    id: 'q',
    hasOther: true,
    minimum: 1,
    maximum: 2,
  } as QuestionDefinition

  test.each<[string, QuestionDefinition, Answer, string[]]>([
    ['ranks as many as it must', ranking, ['c', 'a'], []],
    ['ranks too few', ranking, ['c'], ['/answers/q too_small']],
    ['ranks one twice', ranking, ['c', 'c'], ['/answers/q duplicate']],
    ['ranks what is not there', ranking, ['c', 'x'], ['/answers/q unknown']],
    ['ranks by a text', ranking, 'c', ['/answers/q invalid_type']],
    ['is on the scale', scale, 5, []],
    ['is beyond the scale', scale, 6, ['/answers/q too_big']],
    ['is below it', scale, 0, ['/answers/q too_small']],
    ['is between its steps', scale, 2.5, ['/answers/q invalid_type']],
    ['fills every row', matrix, { bus: 'good', tram: 'bad' }, []],
    ['leaves a row out', matrix, { bus: 'good' }, ['/answers/q/tram required']],
    [
      'fills a row that is not there',
      matrix,
      { bus: 'good', tram: 'bad', __proto__x: 'bad' },
      ['/answers/q/__proto__x unknown'],
    ],
    ['fills a row with what is not offered', matrix, { bus: 'toString', tram: 'bad' }, ['/answers/q/bus unknown']],
    ['is a text', { ...common, type: 'text' }, 'More light', []],
    ['is a text too long', { ...common, type: 'text', maximum: 5 }, 'More light', ['/answers/q too_big']],
    ['holds what cannot be kept', { ...common, type: 'text' }, 'nul\u0000', ['/answers/q characters']],
    ['is blank', { ...common, type: 'text' }, '  ', ['/answers/q required']],
    ['is a number', number, 2.5, []],
    ['is a number too fine', number, 2.55, ['/answers/q not_multiple_of']],
    ['is a number too large', number, 11, ['/answers/q too_big']],
    ['is a number in words', number, '2', ['/answers/q invalid_type']],
    ['is a day', { ...common, type: 'date', earliest: '2026-01-01', latest: '2026-12-31' }, '2026-02-28', []],
    ['is a day that never was', { ...common, type: 'date' }, '2026-02-30', ['/answers/q invalid_format']],
    ['is a day too late', { ...common, type: 'date', latest: '2026-12-31' }, '2027-01-01', ['/answers/q too_big']],
    ['is a place', { ...common, type: 'place' }, { latitude: 61, longitude: 69 }, []],
    [
      'is a place beyond the pole',
      { ...common, type: 'place' },
      { latitude: 91, longitude: 69 },
      ['/answers/q/latitude too_big'],
    ],
    ['is half a place', { ...common, type: 'place' }, { latitude: 61 }, ['/answers/q/longitude invalid_type']],
    ['spends all there is', budget, ['a', 'c'], []],
    ['spends more than there is', budget, ['a', 'b'], ['/answers/q over-budget']],
    ['is something else', other, { other: 'The bridge' }, []],
    [
      'is something else where that is not offered',
      { ...single, id: 'q' },
      { other: 'The bridge' },
      ['/answers/q unknown'],
    ],
    ['is something else without a word', other, { other: ' ' }, ['/answers/q/other too_small']],
    ['is one of the options and something else', others, ['a', { other: 'A pond' }], []],
    ['is something else twice', others, [{ other: 'A pond' }, { other: 'A lake' }], ['/answers/q duplicate']],
  ])('that %s', (_, question, answer, expected) => expect(codes([question], { q: answer })).toEqual(expected))

  test('to a question that was not asked is neither missed nor kept', () => {
    const why: QuestionDefinition = {
      ...common,
      id: 'why',
      type: 'text',
      when: { question: 'where', equals: 'school' },
    }
    expect(codes([single, why], { where: 'river' })).toEqual([])
    expect(codes([single, why], { where: 'school' })).toEqual(['/answers/why required'])
    expect(readBallot([single, why], { where: 'river', why: 'It is near' })).toEqual({
      errors: [],
      ballot: { where: 'river' },
    })
    expect(readBallot([single, why], { where: 'school', why: ' It is near ' }).ballot).toEqual({
      where: 'school',
      why: 'It is near',
    })
  })

  test('that ranks keeps its order', () => {
    expect(readBallot([ranking], { q: ['c', 'a'] }).ballot).toEqual({ q: ['c', 'a'] })
  })
})
