import { expect, test } from 'vitest'
import { pollDefinitionSchema } from '../../api/polls/definition.js'
import { toPublicPoll } from '../../api/polls/view.js'
import {
  changeType,
  type Former,
  moved,
  newQuestion,
  type Question,
  type QuestionOf,
  questionTypes,
  withBeginning,
  without,
} from '../../widgets/poll-builder/definition.js'
import { begin, nameFor, starts } from '../../widgets/poll-builder/starts.js'
import { toPoll } from '../../widgets/poll-builder/to-poll.js'
import { votersIn } from '../../widgets/poll-builder/voters.js'
import { atClocks, momentAt } from '../../widgets/shared/clocks.js'

const now = Date.parse('2026-11-27T20:00:00Z')
const timeZone = 'Asia/Yekaterinburg'

/** With a text in every place that must have one. */
const filled = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value, (name, member) => (/^titles?$/.test(name) ? { en: 'Some', ru: 'Нечто' } : member)))

test('what a poll begins with is taken by the API once its texts are written, and every type of question is', () => {
  for (const start of starts) {
    const definition = filled(begin(start, { timeZone, now }))
    // It is tomorrow's morning there, where it is past midnight already.
    expect(definition.opensAt).toBe('2026-11-29T09:00')
    const { success, error } = pollDefinitionSchema.safeParse(definition)
    expect([start, success, error?.issues[0]?.path]).toEqual([
      start,
      start !== 'blank',
      ...(start === 'blank' ? [['questions']] : [undefined]),
    ])
  }
  for (const [index, from] of questionTypes.entries())
    for (const to of [from, questionTypes[(index + 1) % questionTypes.length] ?? from]) {
      const questions = filled([changeType(newQuestion(from, 'q1'), to, new Map())])
      const { error } = pollDefinitionSchema.safeParse({ ...filled(begin('blank', { timeZone, now })), questions })
      expect([from, to, error?.issues]).toEqual([from, to, undefined])
    }
})

test('a question whose type was changed and changed back has its projects with their prices', () => {
  const former: Former = new Map()
  const budget = newQuestion('budget', 'q1') as QuestionOf<'budget'>
  budget.projects[1] = { id: 'o2', title: { en: 'A bridge' }, price: 700 }
  const back = (['single', 'text', 'budget'] as const).reduce<Question>(
    (question, type) => changeType(question, type, former),
    budget,
  )
  expect(back).toMatchObject({ projects: budget.projects })
})

test('the preview shows what the API would show', () => {
  const questions = filled(questionTypes.map((type, index) => newQuestion(type, `q${index}`)))
  const asked = { paper: 'entered', eligibility: { minimumAge: 18, check: 'declared' } } as const
  for (const [some, more] of [
    [questions, asked],
    [questions.slice(0, 2), {}],
  ] as const) {
    const blank = filled(begin('blank', { timeZone, now }))
    const definition = { ...blank, ...more, descriptions: { ru: 'О чём' }, questions: [...some] }
    const { opensAt, closesAt, ...kept } = pollDefinitionSchema.parse(definition)
    const row = {
      ...{ ...kept, id: 'any', organizationId: 'hanty', state: 'draft' as const, version: 1 },
      opensAt: new Date(momentAt(opensAt, timeZone)),
      closesAt: new Date(momentAt(closesAt, timeZone)),
    }
    const languages = ['en', 'ru']
    const settings = { languages, identity: { appeals: [], polls: ['anonymous' as const], discussions: [] } }
    const shown = toPublicPoll(row as never, 'ru', settings as never, row.opensAt)
    expect(toPoll(definition, { id: 'any', language: 'ru', languages, timeZone, blank: '…' })).toEqual(shown)
  }
})

test('clocks are read both ways, also where they are moved', () => {
  expect(atClocks('2026-12-01T04:00:00.000Z', timeZone)).toBe('2026-12-01T09:00')
  for (const clocks of ['2026-03-29T01:59', '2026-03-29T03:00', '2026-10-25T04:00'])
    expect(atClocks(momentAt(clocks, 'Europe/Berlin'), 'Europe/Berlin')).toBe(clocks)
})

test('a page that begins with a question goes along when it is moved, and a condition goes with its question', () => {
  const questions = ['a', 'b', 'c'].map((id) => newQuestion('single', id))
  const two = withBeginning(questions, 1, true)
  expect(two.map(({ id, page }) => [id, page ?? 1])).toEqual([
    ['a', 1],
    ['b', 2],
    ['c', 2],
  ])
  expect(moved(two, 1, 2).map(({ id, page }) => [id, page ?? 1])).toEqual([
    ['a', 1],
    ['c', 1],
    ['b', 2],
  ])
  const asked = [...questions.slice(0, 2), { ...newQuestion('text', 'd'), when: { question: 'a', equals: 'o1' } }]
  expect(without(asked, 0).map(({ id, when }) => [id, when])).toEqual([
    ['b', undefined],
    ['d', undefined],
  ])
})

test('a poll is named after its title, by a name that is free', () => {
  expect(nameFor('Имя для сквера, ёлки!', [])).toBe('imya-dlya-skvera-elki')
  expect(nameFor('Benches', ['benches', 'benches-2'])).toBe('benches-3')
  expect(nameFor('حديقة', [])).toBe('poll')
})

test('people of a file are read once each, from the first column', () => {
  expect(votersIn('\ufeffMail;Name\r\n"anna@mail.test";A\nANNA@mail.test\n\nnobody', 'email', '')).toEqual({
    people: [{ email: 'ANNA@mail.test' }],
    wrong: [5],
  })
  expect(votersIn('17\n18', 'site', 'town').people).toEqual([
    { way: 'site', issuer: 'town', subject: '17' },
    { way: 'site', issuer: 'town', subject: '18' },
  ])
})
