/// <reference types="mocha" />
import { sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import type { Poll } from '../../../sdk/polls.js'
import type { VmestePoll } from '../../../widgets/poll/poll.js'
import '../../../widgets/poll/define.js'
import { accessible, find, findAll, focused, pause, read, says, show, tidy, until } from '../shared/page.js'
import { problem, type Reply, type Stub, stub } from '../shared/stub.js'
import { long, longResults } from './long.fixture.js'

const receipt = '0f0e0d0c-0b0a-4908-8706-050403020100'
const accepted: Reply = {
  status: 201,
  body: { poll: 'long', accepted: true, receipt, secret: null, results: longResults },
}

describe('<vmeste-poll> that asks more than choices', () => {
  let api: Stub
  beforeEach(() => {
    api = stub()
  })
  afterEach(tidy)

  const open = async (members: Partial<Poll> = {}, lang = 'en') => {
    await api.answer('GET /polls/long', { body: { ...long, ...members } })
    await api.answer('GET ', { body: { map: null } })
    return show<VmestePoll>(
      `<vmeste-poll api="${location.origin}" organization="${api.organization}" poll="long" lang="${lang}"></vmeste-poll>`,
    )
  }
  const part = (shown: VmestePoll, name: 'ballot' | 'poll-results' | 'poll-receipt') =>
    until(() => {
      const inner = find(shown, `vmeste-${name}`)
      return inner.shadowRoot?.querySelector('[part=button], table') && inner
    })
  const go = (ballot: HTMLElement) => find(ballot, '.primary').click()
  const click = async (ballot: HTMLElement, ...selectors: string[]) => {
    for (const selector of selectors) {
      ;(await until(() => find(ballot, selector))).click()
      await pause(0)
    }
  }
  const type = (ballot: HTMLElement, id: string, words: string) => {
    const field = find<HTMLInputElement>(ballot, `#${id}`)
    field.value = words
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  const page = (ballot: HTMLElement, number: number) => says(ballot, `Page ${number} of 3`)
  const hasFocus = (check: (element: Element) => boolean, said: string) =>
    until(() => {
      const at = focused()
      if (at && check(at)) return true
      throw new Error(`the focus is at ${at?.id} ${at?.getAttribute('aria-label')}`)
    }, said)

  /** Answers what must be answered on the first page. */
  const first = async (ballot: HTMLElement) => {
    await click(ballot, '#order-in-road', '#order-in-park', '[value=trees]')
    go(ballot)
  }
  /** And on the second. */
  const second = async (ballot: HTMLElement) => {
    await click(ballot, '[name=state-light][value=bad]', '[name=state-snow][value=good]', '[name=why][value=heat]')
    go(ballot)
  }

  for (const lang of ['en', 'ru', 'ar']) {
    it(`has axe find nothing in ${lang}: on any page, wrong, done, and in the results of every type`, async () => {
      await api.answer('POST /polls/long/ballots', accepted)
      const shown = await open({}, lang)
      const ballot = await part(shown, 'ballot')
      await accessible(shown)
      go(ballot)
      await until(() => find(ballot, '#order.error').textContent)
      await accessible(shown)
      await first(ballot)
      await until(() => find(ballot, '[name=mark]'))
      go(ballot)
      await until(() => find(ballot, '#state-light.error').textContent)
      await accessible(shown)
      await second(ballot)
      await until(() => find(ballot, '#words'))
      await accessible(shown)
      go(ballot)
      const results = await part(shown, 'poll-results')
      await accessible(shown)
      const said = findAll(results, 'section').map(read)
      assert.equal(said.length, 9)
      const held = await part(shown, 'poll-receipt')
      find(held, 'summary').click()
      await accessible(shown)
    })
  }

  it('is filled in by keyboard alone, each move said and the focus kept, and sends what was meant', async () => {
    await api.answer('POST /polls/long/ballots', accepted)
    const shown = await open()
    const ballot = await part(shown, 'ballot')
    const tab = () => sendKeys({ press: 'Tab' })
    await tab()
    await hasFocus(({ id }) => id === 'order-in-bridge', 'the first option to rank')
    await sendKeys({ press: 'Enter' })
    // Where the option was is the next one.
    await hasFocus(({ id }) => id === 'order-in-road', 'the next option')
    await sendKeys({ press: 'Enter' })
    await hasFocus(({ id }) => id === 'order-in-park', 'the last option')
    await sendKeys({ down: 'Shift' })
    for (const _ of ['out', 'up']) await tab()
    await sendKeys({ up: 'Shift' })
    await hasFocus(({ id }) => id === 'order-up-road', 'up with the second')
    await sendKeys({ press: 'Enter' })
    await says(ballot, 'The road: number 1 of 2.')
    await hasFocus(({ id }) => id === 'order-down-road', 'down, for up is at its end')
    find<HTMLInputElement>(ballot, '[value=lamps]').focus()
    await sendKeys({ press: 'Space' })
    await says(ballot, 'Chosen for RUB 70. Left: RUB 30 of RUB 100.')
    await tab()
    await sendKeys({ press: 'Space' })
    await says(ballot, 'that is RUB 10 too much')
    await sendKeys({ press: 'Enter' })
    await says(ballot, 'That costs more than there is.')
    await hasFocus((at) => (at as HTMLInputElement).value === 'lamps', 'the first of what is too dear')
    await sendKeys({ press: 'Space' })
    await sendKeys({ press: 'Enter' })
    await page(ballot, 2)
    await hasFocus(({ id }) => id === 'page', 'the heading of the page')
    await tab()
    await sendKeys({ press: 'Space' })
    await sendKeys({ press: 'ArrowRight' })
    await second(ballot)
    await page(ballot, 3)
    type(ballot, 'day', '2026-12-31')
    type(ballot, 'spot-point', '61,5, 69.25')
    type(ballot, 'words', ' All good. ')
    go(ballot)
    await says(shown, 'Thank you!')
    await hasFocus((at) => at.textContent?.includes('Thank you!') ?? false, 'the thanks')
    const [sent] = await api.asked('POST /polls/long/ballots')
    assert.deepEqual((sent?.body as { answers?: unknown } | undefined)?.answers, {
      order: ['road', 'bridge'],
      money: ['trees'],
      mark: 2,
      state: { light: 'bad', snow: 'good' },
      why: 'heat',
      day: '2026-12-31',
      spot: { latitude: 61.5, longitude: 69.25 },
      words: 'All good.',
    })
  })

  it('asks what a condition wants, takes something else, and keeps page and order over a reload', async () => {
    const shown = await open()
    const ballot = await part(shown, 'ballot')
    await first(ballot)
    await page(ballot, 2)
    const order = () => findAll<HTMLInputElement>(ballot, '[name=why]').map(({ value }) => value)
    const before = order()
    await click(ballot, '[name=why][value=cold]')
    await until(() => find(ballot, '#degrees'))
    type(ballot, 'degrees', 'many')
    await click(ballot, '[name=state-light][value=bad]', '[name=state-snow][value=good]')
    go(ballot)
    await says(ballot, 'Please write a number.')
    await hasFocus(({ id }) => id === 'degrees', 'the wrong number')
    await click(ballot, '[name=why][value="*"]')
    await until(() => findAll(ballot, '#degrees').length === 0)
    await until(() => find(ballot, '#why-other'))
    type(ballot, 'why-other', 'Wind')
    shown.remove()

    const again = await part(await open(), 'ballot')
    await page(again, 2)
    assert.equal(find<HTMLInputElement>(again, '#why-other').value, 'Wind')
    assert.deepEqual(
      findAll<HTMLInputElement>(again, '[name=why]').map(({ value }) => value),
      before,
    )
  })

  it('leads to the page of what the API found wrong, with everything kept', async () => {
    const errors = [{ pointer: '/answers/money', code: 'over-budget', detail: 'Prices have risen.' }]
    await api.answer('POST /polls/long/ballots', problem(422, 'invalid-input', { errors }))
    const shown = await open()
    const ballot = await part(shown, 'ballot')
    await first(ballot)
    await page(ballot, 2)
    await second(ballot)
    await page(ballot, 3)
    go(ballot)
    await says(ballot, 'Prices have risen.')
    await page(ballot, 1)
    await hasFocus((at) => (at as HTMLInputElement).value === 'lamps', 'the budget')
    assert.isTrue(find<HTMLInputElement>(ballot, '[value=trees]').checked)
    await accessible(shown)
  })

  it('is changed by the secret that only this device has, and shows a receipt that a closed poll lists', async () => {
    await api.answer('POST /polls/long/ballots', accepted)
    await api.answer('PUT /polls/long/ballots', { ...accepted, status: 200 })
    const shown = await open()
    const ballot = await part(shown, 'ballot')
    await first(ballot)
    await page(ballot, 2)
    await second(ballot)
    await page(ballot, 3)
    go(ballot)
    const held = await part(shown, 'poll-receipt')
    find(held, 'summary').click()
    await says(held, receipt)
    find(held, 'button').click()
    await says(held, 'Fill it in anew')
    await accessible(shown)
    find(held, 'button').click()
    await says(held, 'Change my vote')
    find(held, 'button').click()
    const anew = await part(shown, 'ballot')
    await first(anew)
    await page(anew, 2)
    await second(anew)
    await page(anew, 3)
    go(anew)
    await says(shown, 'Thank you!')
    const [[cast], [changed]] = [
      await api.asked('POST /polls/long/ballots'),
      await api.asked('PUT /polls/long/ballots'),
    ]
    const secret = `${changed?.headers['vmeste-ballot']}`
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))
    const hash = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
    assert.equal((cast?.body as { receipt?: string } | undefined)?.receipt, hash)
    shown.remove()

    await api.answer('GET /polls/long/receipts', { body: { items: [receipt], next: null } })
    await api.answer('GET /polls/long/results', { body: longResults })
    const closed = await part(await open({ status: 'closed' }), 'poll-receipt')
    find(closed, 'summary').click()
    findAll(closed, 'button')[1]?.click()
    await says(closed, 'It is in the count.')
    const [asked] = await api.asked('GET /polls/long/receipts')
    assert.equal(asked?.query.after, '0f0e0d0c-0b0a-4908-8706-0504030200ff')
  })

  it('shows new results as votes come in, of every type', async () => {
    await api.answer('GET /polls/long/results', { body: longResults })
    const shown = await open({ results: 'always' })
    await says(shown, 'Results so far')
    find(shown, 'summary').click()
    const results = await part(shown, 'poll-results')
    const said = findAll(results, 'section').map(read).join(' ')
    for (const words of [
      'The road The bridge The park',
      'wins',
      'Lamps — RUB 70funded 80% 4 votes',
      'Mean 4 Median 4',
      'The light 25% 1 vote 75% 3 votes',
      'Something else 20% 1 vote',
      'Mean -20.5 Median -20 Least -40 Most -5',
      'December 31, 2026 75% 3 votes Other days: 1.',
      '61, 69 100% 3 votes',
      'Answered: 2.',
    ])
      assert.include(said, words)
    await api.answer('GET /polls/long/results', { body: { ...longResults, ballots: 6 } })
    await until(async () => (await api.streams()) > 0)
    await api.tell('poll.voted', { poll: 'long' })
    await says(results, 'Voters: 6.')
  })
})
