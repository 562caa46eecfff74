import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ballotErrors, orderedBallot } from '../../api/polls/ballot.js'
import type { Answers, QuestionDefinition } from '../../api/polls/questions.js'

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
  ballotErrors(questions, answers).map(({ pointer, code }) => `${pointer} ${code}`)

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
      const kept = orderedBallot([single, multiple], answers)
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
      if (ballotErrors([single, multiple], given).length > 0) return
      const { where, what = [] } = orderedBallot([single, multiple], given)
      expect(['river', 'school']).toContain(where)
      expect([0, 2, 3]).toContain(what.length)
      expect(['a', 'b', 'c', 'd']).toEqual(expect.arrayContaining([...what]))
    }),
  )
})
