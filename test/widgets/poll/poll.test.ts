/// <reference types="mocha" />
import { sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import { hashOfSecret, receiptOf } from '../../../api/polls/receipt.js'
import type { Poll, PollResults } from '../../../sdk/polls.js'
import type { VmestePoll } from '../../../widgets/poll/poll.js'
import '../../../widgets/poll/define.js'
import { accessible, find, findAll, focused, pause, read, says, show, text, tidy, until } from '../shared/page.js'
import { problem, type Reply, type Stub, stub } from '../shared/stub.js'

const poll: Poll = {
  id: 'park',
  title: 'Which park first?',
  description: 'One park will be renewed.',
  status: 'open',
  opensAt: '2026-01-01T09:00:00Z',
  closesAt: '2126-01-31T09:00:00Z',
  identity: 'device',
  results: 'after_vote',
  isChangeable: false,
  isPlain: true,
  questions: [
    {
      id: 'where',
      type: 'single',
      title: 'Where?',
      required: true,
      options: [
        { id: 'north', title: 'In the north' },
        { id: 'south', title: 'In the south' },
      ],
    },
    {
      id: 'lacks',
      type: 'multiple',
      title: 'What does it lack?',
      required: false,
      maximum: 2,
      options: [
        { id: 'light', title: 'Light' },
        { id: 'bench', title: 'Benches' },
        { id: 'play', title: 'A playground' },
      ],
    },
  ],
}

const results: PollResults = {
  poll: 'park',
  ballots: 4,
  questions: [
    {
      id: 'where',
      type: 'single',
      answered: 4,
      options: [
        { id: 'south', count: 3 },
        { id: 'north', count: 1 },
      ],
    },
    {
      id: 'lacks',
      type: 'multiple',
      answered: 2,
      options: [
        { id: 'light', count: 2 },
        { id: 'bench', count: 1 },
        { id: 'play', count: 0 },
      ],
    },
  ],
}

const receipt = '0f0e0d0c-0b0a-4908-8706-050403020100'
const counted = { poll: 'park', accepted: true, receipt, secret: null }
const accepted: Reply = { status: 201, body: { ...counted, results } }

describe('<vmeste-poll>', () => {
  let api: Stub
  beforeEach(() => {
    api = stub()
  })
  afterEach(tidy)

  const open = async (members: Partial<Poll> = {}, attributes = '') => {
    await api.answer('GET /polls/park', { body: { ...poll, ...members } })
    return element(attributes)
  }
  const element = (attributes = '') =>
    show<VmestePoll>(
      `<vmeste-poll api="${location.origin}" organization="${api.organization}" poll="park" ${attributes}><a href="#way-out">The poll’s own page</a></vmeste-poll>`,
    )
  const choose = async (shown: VmestePoll, ...values: string[]) => {
    for (const value of values) (await until(() => find<HTMLInputElement>(shown, `[value=${value}]`))).click()
    await shown.updateComplete
  }
  const vote = (shown: VmestePoll) => find<HTMLButtonElement>(shown, '.primary').click()
  const ballots = async () =>
    (await api.asked('POST /polls/park/ballots')).map(({ body }) => (body as { answers: unknown }).answers)
  const tally = (shown: VmestePoll) => until(() => find(shown, 'vmeste-poll-results'))
  const stored = () => localStorage.getItem(`vmeste:poll:${api.organization}/park`)

  for (const [language, words] of Object.entries({
    en: {
      vote: 'Vote',
      failed: 'could not be loaded',
      none: 'no open poll',
      check: 'correct',
      thanks: 'Thank you',
      closed: 'Closed on',
      opens: 'Voting opens',
    },
    ru: {
      vote: 'Проголосовать',
      failed: 'Не удалось',
      none: 'опросов нет',
      check: 'Исправьте',
      thanks: 'Спасибо',
      closed: 'Завершён',
      opens: 'Начнётся',
    },
    ar: {
      vote: 'صوّت',
      failed: 'تعذّر',
      none: 'لا استطلاعات',
      check: 'تصحيح',
      thanks: 'شكرًا',
      closed: 'انتهى',
      opens: 'يبدأ',
    },
  })) {
    describe(`axe finds nothing, in ${language}, when it`, () => {
      const lang = `lang="${language}"`

      it('is loading', async () => {
        await api.answer('GET /polls/park', { delay: 2000, body: poll })
        const shown = element(lang)
        await until(() => find(shown, '.root[lang] [aria-busy=true]'))
        await accessible(shown)
      })

      it('cannot be loaded', async () => {
        await api.answer('GET /polls/park', { drop: true })
        const shown = element(lang)
        await says(shown, words.failed)
        await accessible(shown)
      })

      it('has nothing to show', async () => {
        await api.answer('GET /polls', { body: { items: [], next: null } })
        const shown = element(lang)
        shown.removeAttribute('poll')
        await says(shown, words.none)
        await accessible(shown)
      })

      it('is open, and then not filled in', async () => {
        const shown = await open({ results: 'always' }, lang)
        await says(shown, words.vote)
        await accessible(shown)
        vote(shown)
        await says(shown, words.check)
        await accessible(shown)
      })

      it('has been voted in', async () => {
        await api.answer('POST /polls/park/ballots', accepted)
        const shown = await open({}, lang)
        await choose(shown, 'south')
        vote(shown)
        await says(shown, words.thanks)
        await accessible(shown)
      })

      it('is closed, or not yet open', async () => {
        await api.answer('GET /polls/park/results', { body: results })
        const shown = await open({ status: 'closed' }, lang)
        await says(shown, words.closed)
        await accessible(shown)
        const other = await open({ status: 'scheduled' }, lang)
        await says(other, words.opens)
        await accessible(other)
      })
    })
  }

  it('is voted in by keyboard alone, and tells the result to where the focus is', async () => {
    await api.answer('POST /polls/park/ballots', accepted)
    const shown = await open()
    await says(shown, 'Vote')
    await sendKeys({ press: 'Tab' })
    assert.equal((focused() as HTMLInputElement).value, 'north')
    await sendKeys({ press: 'ArrowDown' })
    await sendKeys({ press: 'Tab' })
    await sendKeys({ press: 'Space' })
    for (const _ of ['bench', 'play', 'button']) await sendKeys({ press: 'Tab' })
    await sendKeys({ press: 'Enter' })
    await says(shown, 'Thank you!')
    assert.deepEqual(await ballots(), [{ where: 'south', lacks: ['light'] }])
    await until(() => focused()?.textContent?.includes('Thank you!'))
  })

  it('shows the results in words, whatever their order', async () => {
    await api.answer('POST /polls/park/ballots', accepted)
    const shown = await open()
    await choose(shown, 'north')
    vote(shown)
    await says(await tally(shown), 'Voters: 4.')
    assert.deepEqual(findAll(await tally(shown), 'tbody tr').map(read), [
      'In the north 25% 1 vote',
      'In the south 75% 3 votes',
      'Light 100% 2 votes',
      'Benches 50% 1 vote',
      'A playground 0% 0 votes',
    ])
    const [north, south] = findAll(await tally(shown), 'tbody i').map((bar) => bar.offsetWidth)
    assert.closeTo((south ?? 0) / (north || 1), 3, 0.1)
  })

  it('tells the page that a vote was cast, but not how', async () => {
    await api.answer('POST /polls/park/ballots', accepted)
    const shown = await open()
    const told = new Promise<CustomEvent>((resolve) =>
      document.addEventListener('vmeste-voted', (event) => resolve(event as CustomEvent), { once: true }),
    )
    await choose(shown, 'north')
    vote(shown)
    assert.deepEqual((await told).detail, { organization: api.organization, poll: 'park' })
  })

  it('says at the question what is missing or too much, and moves the focus there', async () => {
    const shown = await open()
    await choose(shown, 'light', 'bench', 'play')
    vote(shown)
    await until(() => (focused() as HTMLInputElement | null)?.value === 'north')
    const [where, lacks] = findAll(shown, 'fieldset')
    assert.equal(find(shown, '#where.error').textContent, 'Please choose an answer.')
    assert.equal(where?.getAttribute('aria-describedby'), 'where')
    assert.equal(find(shown, '#lacks.error').textContent, 'Choose 1 to 2.')
    assert.equal(lacks?.getAttribute('aria-invalid'), 'true')
    assert.deepEqual(await ballots(), [])
    await choose(shown, 'south')
    assert.equal(find(shown, '#where').textContent, '')
  })

  it('shows a problem found by the API at its question, keeping what was chosen', async () => {
    const errors = [{ pointer: '/answers/lacks', code: 'too_big', detail: 'Only one, please.' }]
    await api.answer('POST /polls/park/ballots', problem(422, 'invalid-input', { errors }))
    const shown = await open()
    await choose(shown, 'south', 'light')
    vote(shown)
    await until(() => (focused() as HTMLInputElement | null)?.value === 'light')
    assert.equal(find(shown, '#lacks.error').textContent, 'Only one, please.')
    assert.isTrue(find<HTMLInputElement>(shown, '[value=south]').checked)
    await accessible(shown)
  })

  it('is kind to who voted before, and shows the results', async () => {
    await api.answer('POST /polls/park/ballots', problem(409, 'already-voted'))
    await api.answer('GET /polls/park/results', { body: results })
    const shown = await open()
    await choose(shown, 'south')
    vote(shown)
    await says(shown, 'Detail of already-voted.')
    await says(await tally(shown), 'Voters: 4.')
    await accessible(shown)
  })

  it('shows a poll that closed meanwhile as closed', async () => {
    await api.answer('POST /polls/park/ballots', problem(409, 'poll-not-open'))
    const shown = await open({ results: 'after_close' })
    await choose(shown, 'south')
    await api.answer('GET /polls/park', { body: { ...poll, status: 'closed' } })
    vote(shown)
    await says(shown, 'Closed on')
  })

  it('says when the results come, after a vote in a poll that shows them at its end', async () => {
    await api.answer('POST /polls/park/ballots', { status: 201, body: { ...counted, results: null } })
    const shown = await open({ results: 'after_close' })
    await choose(shown, 'south')
    vote(shown)
    await says(shown, 'Results after January 31, 2126')
    assert.deepEqual(await api.asked('GET /polls/park/results'), [])
  })

  it('lets the results be seen before voting where the poll allows it', async () => {
    await api.answer('GET /polls/park/results', { body: results })
    const shown = await open({ results: 'always' })
    await says(shown, 'Results so far')
    find(shown, 'summary').click()
    await says(await tally(shown), 'In the south 75% 3 votes')
    await accessible(shown)
  })

  it('takes the first open poll when none is named', async () => {
    await api.answer('GET /polls', { body: { items: [poll], next: null } })
    const shown = await open()
    shown.removeAttribute('poll')
    await says(shown, poll.title)
    assert.equal(
      (await until(async () => (await api.asked('GET /polls')).find(({ path }) => path === '/polls'))).query.limit,
      '1',
    )
  })

  it('stores nothing before the resident acts, and afterwards not how the vote was cast', async () => {
    await api.answer('POST /polls/park/ballots', accepted)
    await api.answer('GET /polls/park/results', { body: results })
    const shown = await open({ results: 'always' })
    await says(shown, 'Vote')
    assert.equal(localStorage.length, 0)
    assert.deepEqual(await indexedDB.databases(), [])
    assert.equal(document.cookie, '')
    await choose(shown, 'south')
    assert.include(stored(), 'south')
    vote(shown)
    await says(shown, 'Thank you!')
    assert.deepEqual(Object.keys(JSON.parse(stored() ?? '')), ['hasVoted', 'secret', 'receipt'])
    assert.notInclude(stored(), 'south')
  })

  it('sends a device key made by the vote, and the same one later', async () => {
    await api.answer('POST /polls/park/ballots', accepted)
    await api.answer('GET /polls/park/results', { body: results })
    const shown = await open()
    await choose(shown, 'south')
    vote(shown)
    await says(shown, 'Thank you!')
    const [cast] = await api.asked('POST')
    assert.match(cast?.headers['vmeste-device'] ?? '', /^[\w-]{16,64}$/)
    await open()
    const asked = await until(async () => (await api.asked('GET /polls/park/results'))[0])
    assert.equal(asked.headers['vmeste-device'], cast?.headers['vmeste-device'])
  })

  it('keeps the choice, and later that this device voted, over a reload', async () => {
    localStorage.setItem(`vmeste:poll:${api.organization}/park`, '{"answers":{"where":["south"]}}')
    const shown = await open()
    await until(() => find<HTMLInputElement>(shown, '[value=south]').checked)
    shown.remove()

    const other = stub()
    localStorage.setItem(`vmeste:poll:${other.organization}/park`, '{"hasVoted":true}')
    api = other
    await api.answer('GET /polls/park/results', { body: results })
    const again = await open()
    await says(again, 'Your vote is counted.')
    await says(await tally(again), 'In the south 75%')
  })

  it('keeps a ballot while the network is dead, says so, and sends the same one when it is back', async () => {
    await api.answer('POST /polls/park/ballots', { drop: true })
    const shown = await open()
    await choose(shown, 'south')
    vote(shown)
    await says(shown, 'No connection. Your vote is kept')
    await accessible(shown)
    assert.include(stored(), '"key"')
    await api.answer('POST /polls/park/ballots', accepted)
    vote(shown)
    await says(shown, 'Thank you!')
    const cast = await api.asked('POST')
    assert.isAbove(cast.length, 2)
    assert.equal(new Set(cast.map(({ headers }) => headers['idempotency-key'])).size, 1)
  })

  it('sends a ballot that was on its way when the page was left', async () => {
    await api.answer('POST /polls/park/ballots', accepted)
    const memory = { answers: { where: ['south'] }, ballot: { where: 'south' }, key: 'a-key-of-before' }
    localStorage.setItem(`vmeste:poll:${api.organization}/park`, JSON.stringify(memory))
    await api.answer('GET /polls/park/results', { body: results, delay: 100 })
    const shown = await open({ results: 'always' })
    await says(shown, 'Thank you!')
    assert.equal(focused(), document.body)
    const [cast] = await api.asked('POST')
    assert.equal(cast?.headers['idempotency-key'], 'a-key-of-before')
    assert.deepEqual(await ballots(), [{ where: 'south' }])
  })

  it('moves the focus on when what had it goes away unasked', async () => {
    await api.answer('POST /polls/park/ballots', { ...accepted, delay: 300 })
    const memory = { answers: { where: ['south'] }, ballot: { where: 'south' }, key: 'a-key-of-before' }
    localStorage.setItem(`vmeste:poll:${api.organization}/park`, JSON.stringify(memory))
    const shown = await open()
    ;(await until(() => find(shown, '[value=south]'))).focus()
    await says(shown, 'Thank you!')
    await until(() => focused()?.textContent?.includes('Thank you!'))
  })

  it('sends another answer by another key', async () => {
    await api.answer('POST /polls/park/ballots', { drop: true })
    const shown = await open()
    await choose(shown, 'south')
    vote(shown)
    await says(shown, 'No connection.')
    await api.answer('POST /polls/park/ballots', accepted)
    await choose(shown, 'north')
    vote(shown)
    await says(shown, 'Thank you!')
    const keys = (await api.asked('POST')).map(({ headers }) => headers['idempotency-key'])
    assert.notEqual(keys[0], keys.at(-1))
  })

  it('keeps the receipt of a vote whose answer was lost, and the way to change it', async () => {
    await api.answer('POST /polls/park/ballots', { drop: true })
    await api.answer('GET /polls/park/results', { body: results })
    const shown = await open({ isChangeable: true })
    await choose(shown, 'south')
    vote(shown)
    await says(shown, 'No connection.')
    await api.answer('POST /polls/park/ballots', problem(409, 'already-voted'))
    await choose(shown, 'north')
    vote(shown)
    await says(shown, 'Detail of already-voted.')
    const [cast] = await api.asked('POST')
    const { secret, receipt } = JSON.parse(stored() ?? '')
    const hash = await hashOfSecret(secret)
    assert.equal((cast?.body as { receipt?: string } | undefined)?.receipt, hash)
    assert.equal(receipt, receiptOf(hash))
    await says(await until(() => find(shown, 'vmeste-poll-receipt')), 'Change my vote')
  })

  it('counts two clicks once', async () => {
    await api.answer('POST /polls/park/ballots', { ...accepted, delay: 200 })
    const shown = await open()
    await choose(shown, 'south')
    vote(shown)
    vote(shown)
    await says(shown, 'Thank you!')
    assert.equal((await ballots()).length, 1)
  })

  it('works where storage is blocked', async () => {
    const storage = Object.getOwnPropertyDescriptor(window, 'localStorage') as PropertyDescriptor
    Object.defineProperty(window, 'localStorage', {
      configurable: true,
      get() {
        throw new DOMException('blocked', 'SecurityError')
      },
    })
    try {
      await api.answer('POST /polls/park/ballots', accepted)
      const shown = await open()
      await choose(shown, 'south')
      vote(shown)
      await says(shown, 'Thank you!')
    } finally {
      Object.defineProperty(window, 'localStorage', storage)
    }
  })

  it('offers the way out and another try when it cannot be loaded', async () => {
    await api.answer('GET /polls/park', problem(404, 'not-found'), { body: poll })
    const shown = element()
    await says(shown, 'Detail of not-found.')
    assert.isNotNull(shown.querySelector('a')?.assignedSlot)
    find(shown, 'button').click()
    await says(shown, poll.title)
  })

  it('shows another poll when told to, with nothing left of the first', async () => {
    const shown = await open()
    await choose(shown, 'south')
    vote(shown)
    await api.answer('GET /polls/other', { body: { ...poll, id: 'other', title: 'Another question' } })
    shown.poll = 'other'
    await says(shown, 'Another question')
    assert.isFalse(find<HTMLInputElement>(shown, '[value=south]').checked)
    assert.notInclude(text(shown), 'correct')
  })

  it('shows two polls side by side without mixing their choices', async () => {
    const [one, two] = [await open(), await open()]
    await choose(one, 'south')
    await choose(two, 'north')
    assert.isTrue(find<HTMLInputElement>(one, '[value=south]').checked)
    await pause(20)
    assert.isTrue(find<HTMLInputElement>(two, '[value=north]').checked)
  })
})
