/// <reference types="mocha" />
import { sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import type { Comment, Discussion, Opinions, OwnOpinion } from '../../../sdk/discussions.js'
import type { VmesteOpinions } from '../../../widgets/opinions/opinions.js'
import '../../../widgets/opinions/define.js'
import { accessible, find, findAll, read, says, show, tidy, until } from '../shared/page.js'
import { problem, type Stub, stub } from '../shared/stub.js'

const discussion: Partial<Discussion> = { id: 'square', title: 'The square', isOpen: true, statements: 'residents' }
const id = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
const statement = (number: number): Partial<Comment> => ({ id: id(number), text: `Statement ${number}` })
const own = (next: number | null, members: Partial<OwnOpinion> = {}) => ({
  next: next === null ? null : statement(next),
  ...{ statements: 3, voted: 0, votes: [], position: null, ...members },
})
const few: Opinions = { at: null, voters: 7, minimum: 20, groups: [], shared: [] }
const group = (name: string, x: number, voters: number): Opinions['groups'][number] => ({
  ...{ id: name, voters, x, y: 0.1, radius: 0.2 },
  says: [{ comment: id(1), text: `Said by ${name}`, says: 'agree', voters, of: voters }],
  squares: [{ x, y: 0.1, voters }],
})
const many: Opinions = {
  ...few,
  voters: 40,
  groups: [group('A', -0.5, 25), group('B', 0.6, 15)],
  shared: [{ comment: id(2), text: 'Said by all', says: 'disagree', voters: 30, of: 40 }],
}

describe('<vmeste-opinions>', () => {
  let api: Stub
  beforeEach(() => {
    api = stub()
  })
  afterEach(tidy)

  const open = async (mine: object, opinions = few, members: Partial<Discussion> = {}, ...later: object[]) => {
    await api.answer('GET /discussions/square', { body: { ...discussion, ...members } })
    await api.answer('GET /discussions/square/opinions', { body: opinions })
    await api.answer('GET /discussions/square/opinions/own', ...[mine, ...later].map((body) => ({ body })))
    return show<VmesteOpinions>(
      `<vmeste-opinions api="${location.origin}" organization="${api.organization}" discussion="square"></vmeste-opinions>`,
    )
  }
  const button = (shown: VmesteOpinions, label: string) =>
    until(() => findAll(shown, 'button').find((one) => read(one) === label))
  const statementOf = (shown: VmesteOpinions) => read(find(shown, '.statement'))

  for (const [language, words] of Object.entries({
    en: { few: 'once 20 people', group: 'Group A', you: 'nearest to group B', share: '63%', done: 'voted on all' },
    ru: { few: 'ответят 20 человек', group: 'Группа A', you: 'к группе B', share: '63', done: 'на все утверждения' },
    ar: { few: 'عندما يصوّت', group: 'المجموعة A', you: 'إلى المجموعة B', share: '63', done: 'كل العبارات' },
  }))
    it(`is accessible in every state, in ${language}`, async () => {
      document.documentElement.lang = language
      const empty = await open(own(null, { statements: 0 }))
      await says(empty, words.few)
      await accessible(empty)
      await tidy()
      document.documentElement.lang = language
      const votes: OwnOpinion['votes'] = [{ statement: id(1), text: 'Statement 1', value: 'agree' }]
      const position = { x: 0.5, y: 0, group: 'B' }
      const done = await open(own(null, { voted: 3, votes, position }), many)
      for (const word of [words.group, words.you, words.done]) await says(done, word)
      assert.include(read(find(done, 'table')).replaceAll(/\s/g, ' '), words.share)
      for (const drawn of ['.A path', '.B circle', '.own path'])
        assert.equal(find(done, `[role=img] ${drawn}`).namespaceURI, 'http://www.w3.org/2000/svg')
      await accessible(done)
    })

  it('gives one statement after another, by keyboard, with the focus where it was', async () => {
    await api.answer(`PUT /discussions/square/comments/${id(1)}/reaction`, { body: statement(1) })
    await api.answer(`PUT /discussions/square/comments/${id(2)}/reaction`, { body: statement(2) })
    const shown = await open(own(1), few, {}, own(2, { voted: 1 }), own(null, { voted: 2, statements: 2 }))
    ;(await button(shown, 'Disagree')).focus()
    await sendKeys({ press: 'Enter' })
    await until(() => statementOf(shown) === 'Statement 2')
    assert.equal(read((shown.shadowRoot as ShadowRoot).activeElement as HTMLElement), 'Disagree')
    await says(shown, 'Your vote is counted.')
    await sendKeys({ press: 'Enter' })
    await says(shown, 'voted on all statements')
    // The button is gone: who pressed it is led to what stands there instead.
    await until(() => (shown.shadowRoot as ShadowRoot).activeElement?.className === 'statement')
    const sent = await api.asked('PUT')
    assert.equal(JSON.stringify(sent.map(({ body }) => body)), '[{"value":"disagree"},{"value":"disagree"}]')
    assert.match(sent[0]?.headers['vmeste-device'] ?? '', /^[\w-]{16,64}$/)
    assert.equal(
      (await api.asked('GET /discussions/square/opinions/own'))[1]?.headers['vmeste-device'],
      sent[0]?.headers['vmeste-device'],
    )
  })

  it('passes a statement over, and lets a vote be changed and taken back', async () => {
    await api.answer(`PUT /discussions/square/comments/${id(1)}/reaction`, { body: statement(1) })
    const votes = (value: string) =>
      own(2, { voted: 1, votes: [{ statement: id(1), text: 'Statement 1', value }] as never })
    const shown = await open(
      votes('agree'),
      few,
      {},
      { ...votes('agree'), next: statement(3) },
      votes('unsure'),
      own(1),
    )
    ;(await button(shown, 'Show another')).click()
    await until(() => statementOf(shown) === 'Statement 3')
    assert.equal((await api.asked('GET /discussions/square/opinions/own'))[1]?.query.not, id(2))
    find(shown, 'summary').click()
    const mine = () => findAll(shown, 'li button')
    mine()[2]?.click()
    await until(() => mine()[2]?.getAttribute('aria-pressed') === 'true')
    mine()[2]?.click()
    await until(() => mine().length === 0)
    assert.equal(
      JSON.stringify((await api.asked('PUT')).map(({ body }) => body)),
      '[{"value":"unsure"},{"value":null}]',
    )
  })

  it('takes a statement once, keeps what was not taken, and says why', async () => {
    const wrong = { errors: [{ pointer: '/text', code: 'stated', detail: 'This is stated already.' }] }
    const created = { status: 201, body: { ...statement(4), status: 'waiting' } }
    await api.answer(
      'POST /discussions/square/statements',
      problem(422, 'invalid-input', wrong),
      { drop: true },
      created,
    )
    const shown = await open(own(1), few, {}, own(1))
    ;(await until(() => find(shown, 'details summary'))).click()
    const write = (value: string) => {
      const field = find<HTMLTextAreaElement>(shown, 'textarea')
      field.value = value
      field.dispatchEvent(new InputEvent('input', { bubbles: true }))
      find(shown, 'form .primary').click()
    }
    write(' ')
    await says(shown, 'Please write a statement.')
    write('More trees')
    await says(shown, 'This is stated already.')
    assert.equal(find(shown, 'textarea').getAttribute('aria-invalid'), 'true')
    assert.include(localStorage.getItem(`vmeste:statement:${api.organization}/square`) ?? '', 'More trees')
    write('More benches')
    await says(shown, 'A moderator looks at it first.')
    assert.equal(find<HTMLTextAreaElement>(shown, 'textarea').value, '')
    const keys = (await api.asked('POST')).map(({ headers }) => headers['idempotency-key'])
    // Sent again after the connection broke, it is the same; another text is another one.
    assert.equal(new Set(keys).size, 2)
    assert.equal(keys[1], keys[2])
  })

  it('offers no form where staff alone add statements, and no voting when it is over', async () => {
    const staffs = await open(own(1), few, { statements: 'staff' })
    await until(() => statementOf(staffs) === 'Statement 1')
    assert.equal(findAll(staffs, 'form').length, 0)
    await tidy()
    const closed = await open(own(1), few, { isOpen: false })
    await says(closed, 'Voting on statements is over.')
    assert.equal(findAll(closed, '.statement, form').length, 0)
    await tidy()
    const frozen = { since: '2026-11-20T09:00:00Z', reason: 'a quarrel' }
    await says(await open(own(1), few, { isOpen: false, frozen }), 'a quarrel')
  })
})
