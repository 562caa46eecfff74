/// <reference types="mocha" />
import { sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import type { PaperBallot } from '../../../sdk/poll-writing.js'
import { nextSheet } from '../../../widgets/poll-builder/paper/next-sheet.js'
import type { VmestePollBuilder } from '../../../widgets/poll-builder/poll-builder.js'
import '../../../widgets/poll-builder/define.js'
import { accessible, find, findAll, focused, read, show, tidy, until } from '../shared/page.js'
import { problem, type Stub, stub } from '../shared/stub.js'

const named = (...ids: string[]) => ids.map((id) => ({ id, title: { en: `The ${id}` } }))
const poll = {
  id: 'benches',
  status: 'open',
  version: 1,
  titles: { en: 'Benches' },
  descriptions: {},
  questions: [
    { id: 'colour', type: 'single', title: { en: 'Which colour?' }, required: true, options: named('green', 'red') },
    { id: 'mark', type: 'scale', title: { en: 'How good?' }, required: true, from: 0, to: 5, page: 2 },
  ],
  identity: 'device',
  results: 'after_close',
  isChangeable: false,
  isListed: false,
  resultsStep: 5,
  eligibility: null,
  paper: 'confirmed',
  opensAt: '2026-01-11T04:00:00.000Z',
  closesAt: '2027-01-25T13:00:00.000Z',
}
const me = '018f0000-0000-7000-8000-000000000001'
const sheet = (name: string, change: Partial<PaperBallot> = {}): PaperBallot => ({
  sheet: name,
  status: 'waiting',
  enteredBy: 'staff:vera',
  enteredAt: '2026-11-27T10:00:00.000Z',
  confirmedBy: null,
  reason: null,
  ...change,
})
const listed = (...items: PaperBallot[]) => ({
  body: {
    items,
    next: null,
    counts: { waiting: items.length, entered: 0, counted: 0, unconfirmed: 0, withdrawn: 0 },
    names: { 'staff:vera': 'Vera', [`staff:${me}`]: 'Anna' },
  },
})

let api: Stub
beforeEach(async () => {
  api = stub()
  await api.answer('GET ', { body: { name: 'Hanty', languages: ['en'], timeZone: 'Asia/Yekaterinburg' } })
  await api.answer('GET /poll-definitions', { body: { items: [] } })
  await api.answer('GET /polls/benches/definition', { body: poll })
  const organization = { id: api.organization, name: 'Hanty' }
  const roles = ['coordinator', 'leader'].map((role) => ({ organization, role }))
  await api.answer('GET /staff/session', { body: { person: { id: me, name: 'Anna', roles } } })
})
afterEach(async () => {
  sessionStorage.clear()
  history.replaceState(null, '', ' ')
  await tidy()
})

const open = async () => {
  history.replaceState(null, '', '#paper=benches')
  const shown = show<VmestePollBuilder>(
    `<vmeste-poll-builder api="${location.origin}/of/${api.organization}" organization="${api.organization}"></vmeste-poll-builder>`,
  )
  const papers = await until(() => find(shown, 'vmeste-poll-paper'))
  await until(() => find(find(papers, 'vmeste-ballot'), 'input'))
  return { shown, papers }
}
const press = (...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => sendKeys({ press: key })), Promise.resolve())
const says = (element: Element, words: string) =>
  until(() => read(find(element, '.root')).includes(words), `it says ${words}`)
const isAtFirst = () =>
  until(() => (focused() as HTMLInputElement | null)?.name === 'colour', 'the focus is at the first question')
const bodies = async (beginning: string) => (await api.asked(beginning)).map(({ body }) => JSON.stringify(body))

describe('<vmeste-poll-paper>', () => {
  it('takes sheets in a row by keyboard: digits choose, Enter sends, and the next number is there', async () => {
    await api.answer('GET /polls/benches/paper', listed())
    await api.answer(
      'POST /polls/benches/paper',
      problem(409, 'paper-entered'),
      { body: sheet('B-009', { enteredBy: `staff:${me}` }) },
      problem(500, 'internal'),
      { body: sheet('B-010', { enteredBy: `staff:${me}` }) },
    )
    const { shown, papers } = await open()
    await accessible(shown)
    find(papers, '#sheet').focus()
    await sendKeys({ type: 'B-009' })
    await press('Enter')
    await isAtFirst()
    await press('2')
    await until(() => (focused() as HTMLInputElement).name === 'mark')
    await press('4')
    await until(() => focused()?.localName === 'button')
    await press('Enter')
    // Refused for its number: that alone is to be mended.
    await says(papers, 'Detail of paper-entered.')
    await until(() => focused()?.id === 'sheet')
    await accessible(shown)
    await press('Enter')
    await isAtFirst()
    assert.isTrue(find<HTMLInputElement>(find(papers, 'vmeste-ballot'), '[value=red]').checked)
    await press('2', '4', 'Enter')
    await says(papers, 'B-009 is entered, and waits for a second person.')
    await isAtFirst()
    assert.equal(find<HTMLInputElement>(papers, '#sheet').value, 'B-010')
    assert.lengthOf(findAll(find(papers, 'vmeste-ballot'), ':checked'), 0)
    // What fails loses nothing, and what may have arrived is not entered twice.
    await press('1', '0', 'Enter')
    await until(() => read(find(find(papers, 'vmeste-ballot'), '.notice')).startsWith('Detail of internal'))
    find(find(papers, 'vmeste-ballot'), '.primary').click()
    await says(papers, 'B-010 is entered')
    const sent = await api.asked('POST /polls/benches/paper')
    const body = (name: string, colour: string, mark: number) => ({ sheet: name, answers: { colour, mark } })
    assert.deepEqual(sent.at(-1)?.body, body('B-010', 'green', 0))
    assert.deepEqual(sent[1]?.body, body('B-009', 'red', 4))
    assert.equal(sent.at(-2)?.headers['idempotency-key'], sent.at(-1)?.headers['idempotency-key'])
    await says(papers, 'Anna')
  })

  it('has a second person confirm what waits for them, and says where they differ', async () => {
    await api.answer(
      'GET /polls/benches/paper',
      listed(sheet('B-1'), sheet('B-2'), sheet('B-3', { enteredBy: `staff:${me}` })),
    )
    await api.answer(
      'POST /polls/benches/paper/confirmations',
      problem(422, 'invalid-input', { errors: [{ pointer: '/answers', code: 'differs', detail: 'Differs.' }] }),
      { body: sheet('B-1', { status: 'entered', confirmedBy: `staff:${me}` }) },
    )
    const { shown, papers } = await open()
    await says(papers, '2 wait for you')
    find(papers, '[value=second]').click()
    await isAtFirst()
    assert.equal(find<HTMLInputElement>(papers, '#sheet').value, 'B-1')
    await accessible(shown)
    await press('1', '5', 'Enter')
    await until(() =>
      read(find(find(papers, 'vmeste-ballot'), '.notice')).startsWith('The first person entered something else'),
    )
    find(find(papers, 'vmeste-ballot'), '[value=red]').click()
    find(find(papers, 'vmeste-ballot'), '.primary').click()
    await says(papers, 'B-1 is confirmed.')
    await isAtFirst()
    assert.equal(find<HTMLInputElement>(papers, '#sheet').value, 'B-2')
    assert.deepEqual(await bodies('POST /polls/benches/paper/confirmations'), [
      '{"sheet":"B-1","answers":{"colour":"green","mark":5}}',
      '{"sheet":"B-1","answers":{"colour":"red","mark":5}}',
    ])
  })

  it('takes a sheet back with a reason, and shows who did what', async () => {
    await api.answer('GET /polls/benches/paper', listed(sheet('B-1')))
    await api.answer('POST /polls/benches/paper/withdrawals', {
      body: sheet('B-1', { status: 'withdrawn', reason: 'Torn' }),
    })
    const entry = {
      id: '1',
      at: '2026-11-27T10:00:00.000Z',
      actor: 'staff:vera',
      name: 'Vera',
      subject: 'polls/benches',
    }
    await api.answer('GET /audit', {
      body: {
        items: [{ ...entry, action: 'poll.paper-differed', details: { sheet: 'B-1', status: 'waiting' } }],
        next: null,
      },
    })
    const { shown, papers } = await open()
    await until(() => find(papers, '[data-sheet="B-1"]'))
    find(papers, '[data-sheet="B-1"]').click()
    await until(() => focused()?.id === 'reason')
    await press('Enter')
    await says(papers, 'Please say why')
    await accessible(shown)
    await sendKeys({ type: 'Torn' })
    await press('Enter')
    await says(papers, 'taken back Torn')
    find(papers, 'summary').click()
    await says(papers, 'Vera: B-1 entered otherwise than the first time')
    assert.equal((await api.asked('GET /audit'))[0]?.query.subject, 'polls/benches')
    await accessible(shown)
  })

  it('knows which number is the next', () => {
    const next = ['B-0417', 'B-099', '2026/9', '12a', 'none', '']
    assert.deepEqual(next.map(nextSheet), ['B-0418', 'B-100', '2026/10', '13a', '', ''])
  })
})
