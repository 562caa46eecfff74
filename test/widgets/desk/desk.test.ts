/// <reference types="mocha" />
import { sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import type { VmesteDesk } from '../../../widgets/desk/desk.js'
import '../../../widgets/desk/define.js'
import { accessible, find, findAll, focused, pause, read, says, show, text, until } from '../shared/page.js'
import { problem, type Reply, type Stub, stub } from '../shared/stub.js'
import { answered, deskOfThree, detail, inDays, items, numbers, summary } from './desk.fixture.js'

describe('<vmeste-desk>', () => {
  const desk = deskOfThree()
  const { element, signedIn, open } = desk
  let api: Stub
  let key: string
  beforeEach(() => {
    ;({ api, key } = desk)
  })

  const choose = async (shown: VmesteDesk, step: string) => {
    find<HTMLInputElement>(shown, `.step [value=${step}]`).click()
    await shown.updateComplete
  }
  const type = async (shown: VmesteDesk, id: string, value: string) => {
    const input = await until(() => find<HTMLInputElement>(shown, `#${id}`))
    input.value = value
    input.dispatchEvent(new Event('input'))
    await shown.updateComplete
  }
  const press = (shown: VmesteDesk, selector: string) => find<HTMLButtonElement>(shown, selector).click()
  const steps = (number = 3) => api.asked(`POST /appeals/${number}/transitions`)
  const replies = (...all: Reply[]) => api.answer('POST /appeals/3/transitions', ...all)

  for (const [language, words] of Object.entries({
    en: {
      signIn: 'Sign in',
      wrong: 'no staff key',
      failed: 'could not be loaded',
      pick: 'Choose an appeal',
      done: 'All is answered',
      what: 'Choose what to do',
      changed: 'Someone else',
      reached: 'Done:',
    },
    ru: {
      signIn: 'Войти',
      wrong: 'не ключ',
      failed: 'Не удалось',
      pick: 'Выберите обращение',
      done: 'на всё отвечено',
      what: 'что сделать',
      changed: 'кто-то ещё',
      reached: 'Готово',
    },
    ar: {
      signIn: 'تسجيل الدخول',
      wrong: 'ليس مفتاح',
      failed: 'تعذّر',
      pick: 'اختر بلاغًا',
      done: 'لا شيء بانتظار',
      what: 'اختر ما تريد',
      changed: 'تصرّف شخص',
      reached: 'تم:',
    },
  })) {
    describe(`axe finds nothing, in ${language}, when it`, () => {
      const lang = `lang="${language}"`

      it('asks for a key, and for a right one', async () => {
        const shown = element(lang)
        await says(shown, words.signIn)
        await accessible(shown)
        press(shown, '.primary')
        await says(shown, words.wrong)
        await accessible(shown)
      })

      it('is loading, and cannot be loaded', async () => {
        await api.answer('GET /appeals', { delay: 1000, body: { items, next: null } })
        const shown = signedIn(lang)
        await until(() => find(shown, '.root[lang] [aria-busy=true]'))
        await accessible(shown)
        await api.answer('GET /appeals', { drop: true })
        const other = signedIn(lang)
        await says(other, words.failed)
        await accessible(other)
      })

      it('lists appeals, or has none', async () => {
        const shown = signedIn(lang)
        shown.style.width = '1100px'
        await says(shown, words.pick)
        await until(() => numbers(shown).length === 3)
        await accessible(shown)
        await api.answer('GET /appeals', { body: { items: [], next: null } })
        const other = signedIn(lang)
        await says(other, words.done)
        await accessible(other)
      })

      it('shows an appeal, and a step not chosen, refused and taken', async () => {
        await replies(problem(412, 'changed-meanwhile'), { status: 201, body: answered })
        const shown = signedIn(lang)
        await open(shown, 3)
        await accessible(shown)
        press(shown, '.step .primary')
        await says(shown, words.what)
        await accessible(shown)
        await choose(shown, 'answered')
        await type(shown, 'text', 'It is filled.')
        press(shown, '.step .primary')
        await says(shown, words.changed)
        await accessible(shown)
        press(shown, '.step .primary')
        await says(shown, words.reached)
        await accessible(shown)
      })
    })
  }

  it('takes the key out of the address at once, and sends it nowhere but in a header', async () => {
    await replies({ status: 201, body: answered })
    const shown = signedIn()
    assert.notInclude(location.href, 'vmeste_')
    await open(shown, 3)
    await choose(shown, 'registered')
    press(shown, '.step .primary')
    await says(shown, 'Done:')
    for (const { path, query, body, headers } of await api.asked()) {
      const { authorization, ...others } = headers
      assert.equal(authorization, `Bearer ${key}`)
      assert.notInclude(JSON.stringify({ path, query, body, others }), key)
    }
    assert.equal(localStorage.length, 0)
  })

  it('signs in by a key that is typed, for the organization the key names, until the tab is closed', async () => {
    const shown = element()
    await says(shown, 'Sign in')
    assert.equal(sessionStorage.length, 0)
    await type(shown, 'key', ` ${key} `)
    press(shown, '.primary')
    await says(shown, 'Hanty')
    await until(() => focused()?.localName === 'select')
    shown.remove()
    await says(element(), 'Hanty')
  })

  it('leaves nothing of an officer who signs out', async () => {
    const shown = signedIn()
    await open(shown, 3)
    await type(shown, 'text', 'Half an answer')
    assert.isAbove(sessionStorage.length, 1)
    press(shown, '.bar .quiet:last-child')
    await says(shown, 'Sign in')
    assert.equal(sessionStorage.length, 0)
    assert.notInclude(text(shown), 'Anna')
    await type(shown, 'key', key)
    press(shown, '.primary')
    await open(shown, 3)
    assert.equal(find<HTMLTextAreaElement>(shown, '#text').value, '')
  })

  it('asks for another key when one is not valid any more, and keeps the answer begun', async () => {
    const shown = signedIn()
    await open(shown, 3)
    await choose(shown, 'answered')
    await type(shown, 'text', 'Half an answer')
    await replies(problem(401, 'staff-only'))
    await api.answer('GET /appeals/3', problem(401, 'staff-only'))
    press(shown, '.step .primary')
    await says(shown, 'This key is not valid')
    await until(() => focused()?.id === 'key')
    await api.answer('GET /appeals/3', { body: detail(3) })
    await type(shown, 'key', key)
    press(shown, '.primary')
    await open(shown, 3)
    assert.equal(find<HTMLTextAreaElement>(shown, '#text').value, 'Half an answer')
  })

  it('lists what is open by deadline, and says in words what is late and what is due today', async () => {
    const shown = signedIn()
    await until(() => numbers(shown).length === 3)
    assert.deepEqual((await api.asked('GET /appeals'))[0]?.query, { status: 'open', sort: 'deadline', limit: '40' })
    const due = findAll(shown, '.item .due').map(read)
    assert.match(due[0] ?? '', /^Overdue since /)
    assert.equal(due[1], 'Due today')
    assert.match(due[2] ?? '', /^Due /)
  })

  it('shows what waits in each queue, and looks through one', async () => {
    await api.answer('GET /queues', {
      body: { mine: 2, unassigned: 0, today: 1, overdue: 3, waiting: 0, drafts: 0, disputed: 0, 'badly-rated': 0 },
    })
    const shown = signedIn()
    await says(shown, 'Overdue 3')
    assert.deepEqual(findAll(shown, '.queues button').map(read), ['Overdue 3', 'Due today 1', 'Mine 2'])
    await accessible(shown)
    press(shown, '.queues .mine')
    await until(async () => (await api.asked('GET /appeals')).some(({ query }) => query.queue === 'mine'))
    const asked = (await api.asked('GET /appeals')).at(-1)
    assert.deepEqual(asked?.query, { queue: 'mine', sort: 'deadline', limit: '40' })
    await until(() => find(shown, '.queues .mine').getAttribute('aria-pressed') === 'true')
    await accessible(shown)
  })

  it('finds by number or words among all', async () => {
    const shown = signedIn()
    const input = await until(() => find<HTMLInputElement>(shown, '.find input'))
    input.value = ' street light '
    press(shown, '.find button')
    await until(async () => (await api.asked('GET /appeals')).some(({ query }) => query.q))
    const asked = (await api.asked('GET /appeals')).at(-1)
    assert.deepEqual(asked?.query, { q: 'street light', sort: 'newest', limit: '40' })
  })

  it('hands an appeal to the colleague who was chosen, by a button and not by the choice alone', async () => {
    await api.answer('GET /appeals/3', { body: detail(3, { canHandOver: true, isMine: true, assignee: 'Anna' }) })
    await api.answer('GET /colleagues', {
      body: {
        items: [
          { id: 'c1', name: 'Anna', isMe: true },
          { id: 'c2', name: 'Boris', isMe: false },
          { id: 'c3', name: 'Vera', isMe: false },
        ],
        next: null,
      },
    })
    await api.answer('PUT /appeals/3/assignee', { body: detail(3, { assignee: 'Vera', canHandOver: false }) })
    const shown = await signedIn()
    await open(shown, 3)
    const select = await until(() => find<HTMLSelectElement>(shown, '.hands select'))
    assert.deepEqual(
      [...select.options].map((option) => option.text),
      ['a colleague …', 'Boris', 'Vera'],
    )
    assert.isTrue(find<HTMLButtonElement>(shown, '.hand').disabled)
    select.value = 'c3'
    select.dispatchEvent(new Event('change'))
    await shown.updateComplete
    assert.deepEqual(await api.asked('PUT /appeals/3/assignee'), [])
    await accessible(shown)
    press(shown, '.hand')
    await says(shown, 'In the hands of Vera')
    const [sent] = await api.asked('PUT /appeals/3/assignee')
    assert.deepEqual(sent?.body, { assignee: 'c3' })
    assert.lengthOf(findAll(shown, '.hands select'), 0)
  })

  it('has files go along with an answer, kept with what is typed, and with no step that takes none', async () => {
    await api.answer('POST /attachments', {
      body: { id: 'filled', fileName: 'filled.jpg', mediaType: 'image/jpeg', bytes: 9, width: 8, height: 6 },
    })
    await replies({ status: 201, body: answered })
    const shown = signedIn()
    await open(shown, 3)
    await choose(shown, 'registered')
    assert.equal(findAll(shown, '#enclosures').length, 0)
    await choose(shown, 'answered')
    await type(shown, 'text', 'It is filled.')
    const input = find<HTMLInputElement>(shown, '#enclosures')
    const given = new DataTransfer()
    given.items.add(new File(['a photo'], 'filled.jpg', { type: 'image/jpeg' }))
    input.files = given.files
    input.dispatchEvent(new Event('change'))
    await says(shown, 'filled.jpg Remove')
    await accessible(shown)
    press(shown, '.step .primary')
    await says(shown, 'Done:')
    const [sent] = await api.asked('POST /appeals/3/transitions')
    assert.deepEqual(sent?.body, { to: 'answered', text: 'It is filled.', attachments: ['filled'] })
  })

  it('forwards an appeal to one of the organizations there are, with the reason', async () => {
    const forwardable = detail(3, { transitions: [{ to: 'forwarded', requires: ['text', 'organization'] }] })
    await api.answer('GET /appeals/3', { body: forwardable })
    await api.answer('GET /forwarding-targets', {
      body: {
        items: [
          { id: 'ugra', name: 'Ugra', above: null },
          { id: 'surgut', name: 'Surgut', above: 'Ugra' },
        ],
        next: null,
      },
    })
    await replies({ status: 201, body: detail(3, { status: 'forwarded', responsible: 'Surgut', transitions: [] }) })
    const shown = signedIn()
    await open(shown, 3)
    await choose(shown, 'forwarded')
    const select = await until(() => find<HTMLSelectElement>(shown, '#organization'))
    await until(() => select.options.length === 3)
    assert.deepEqual(
      [...select.options].map((option) => option.text),
      ['Choose …', 'Ugra', 'Surgut (Ugra)'],
    )
    press(shown, '.step .primary')
    await until(() => select.getAttribute('aria-invalid') === 'true')
    await accessible(shown)
    select.value = 'surgut'
    select.dispatchEvent(new Event('change'))
    await type(shown, 'text', 'The bridge is theirs')
    press(shown, '.step .primary')
    await says(shown, 'Forwarded to another organization')
    const [sent] = await api.asked('POST /appeals/3/transitions')
    assert.deepEqual(sent?.body, { to: 'forwarded', text: 'The bridge is theirs', organization: 'surgut' })
  })

  it('takes an appeal in hand, and leaves a note that is kept until it is sent', async () => {
    await api.answer('PUT /appeals/3/assignee', { body: detail(3, { assignee: 'Anna', isMine: true, version: 2 }) })
    await api.answer(
      'POST /appeals/3/notes',
      { status: 503 },
      { status: 503 },
      { status: 503 },
      { body: detail(3, { version: 3 }) },
    )
    const shown = signedIn()
    await open(shown, 3)
    press(shown, '.take')
    await says(shown, 'In your hands')
    find<HTMLDetailsElement>(shown, '.note').open = true
    press(shown, '.note .actions button')
    await until(() => find(shown, '#note').getAttribute('aria-invalid') === 'true')
    await accessible(shown)
    await type(shown, 'note', 'Ask the lamplighters')
    press(shown, '.note .actions button')
    await says(shown, 'What you typed is kept')
    assert.equal(find<HTMLTextAreaElement>(shown, '#note').value, 'Ask the lamplighters')
    press(shown, '.note .actions button')
    await until(() => find<HTMLTextAreaElement>(shown, '#note').value === '')
    assert.deepEqual((await api.asked('POST /appeals/3/notes')).at(-1)?.body, { text: 'Ask the lamplighters' })
  })

  it('filters by status and topic', async () => {
    const shown = signedIn()
    await until(() => find(shown, 'optgroup'))
    const [status, topic] = findAll<HTMLSelectElement>(shown, 'select')
    for (const [select, value] of [
      [status, 'answered'],
      [topic, 'potholes'],
    ] as const) {
      if (select) select.value = value
      select?.dispatchEvent(new Event('change'))
    }
    await until(async () => (await api.asked('GET /appeals')).length > 1)
    const { query } = (await api.asked('GET /appeals')).at(-1) ?? {}
    assert.deepEqual(query, { status: 'answered', category: 'potholes', sort: 'newest', limit: '40' })
  })

  it('goes on with the list by itself, tries again when asked, and has as many again when it is refreshed', async () => {
    const unavailable = problem(503, 'unavailable')
    const [first, second] = [
      { items: items.slice(0, 2), next: 'on' },
      { items: items.slice(2), next: null },
    ]
    await api.answer(
      'GET /appeals',
      { body: first },
      unavailable,
      unavailable,
      unavailable,
      { body: second },
      { body: first },
      { body: second },
    )
    const shown = signedIn()
    await says(shown, 'Detail of unavailable.')
    assert.deepEqual(numbers(shown), ['№ 3', '№ 7'])
    await accessible(shown)
    press(shown, '.rows .actions button')
    await until(() => numbers(shown).length === 3)
    press(shown, '.bar .quiet:nth-last-child(2)')
    await until(async () => (await api.asked('GET /appeals')).length === 7)
    await pause(50)
    assert.deepEqual(numbers(shown), ['№ 3', '№ 7', '№ 5'])
  })

  it('is worked by keyboard alone: choose, open, answer, next', async () => {
    await replies({ status: 201, body: answered })
    const shown = signedIn()
    await until(() => numbers(shown).length === 3)
    find(shown, '.item').focus()
    await sendKeys({ press: 'ArrowDown' })
    assert.equal(focused()?.getAttribute('data-number'), '7')
    await sendKeys({ press: 'ArrowUp' })
    await sendKeys({ press: 'Enter' })
    await until(() => focused()?.localName === 'h2')
    find(shown, '.step [value=registered]').focus()
    await sendKeys({ press: 'ArrowDown' })
    await sendKeys({ press: 'ArrowDown' })
    assert.isTrue(find<HTMLInputElement>(shown, '.step [value=answered]').checked)
    await sendKeys({ press: 'Tab' })
    await sendKeys({ type: 'It is filled.' })
    await api.answer('GET /appeals', { body: { items: items.slice(1).reverse(), next: null } })
    await sendKeys({ down: 'Control' })
    await sendKeys({ press: 'Enter' })
    await sendKeys({ up: 'Control' })
    await says(shown, 'Done: Answered.')
    await until(() => focused()?.classList.contains('next'))
    const [step] = await steps()
    assert.deepEqual(step?.body, { to: 'answered', text: 'It is filled.' })
    assert.equal(step?.headers['if-match'], '"1"')
    await sendKeys({ press: 'Enter' })
    await says(shown, /№ 7 · Potholes Received/)
    await sendKeys({ press: 'Escape' })
    await until(() => focused()?.getAttribute('data-number') === '7')
  })

  it('asks for what a step requires, at the fields', async () => {
    const shown = signedIn()
    await open(shown, 3)
    assert.isEmpty(findAll(shown, '#responsible'))
    await choose(shown, 'assigned')
    press(shown, '.step .primary')
    await says(shown, 'Please fill this in.')
    await until(() => focused()?.id === 'responsible')
    assert.isEmpty(await steps())
  })

  it('puts off to a day, and asks for it', async () => {
    await api.answer('GET /appeals/3', {
      body: detail(3, { transitions: [{ to: 'postponed', requires: ['text', 'until'] }] }),
    })
    await replies({ body: detail(3, { status: 'postponed', version: 2, transitions: [] }) })
    const shown = signedIn()
    await open(shown, 3)
    await choose(shown, 'postponed')
    press(shown, '.step button')
    await shown.updateComplete
    assert.equal(find(shown, '#until').getAttribute('aria-invalid'), 'true')
    await accessible(shown)
    await type(shown, 'until', '2027-05-15')
    await type(shown, 'text', 'In May')
    press(shown, '.step button')
    await says(shown, 'Put off')
    const [sent] = await api.asked('POST /appeals/3/transitions')
    assert.deepEqual(sent?.body, { to: 'postponed', text: 'In May', until: '2027-05-15' })
  })

  it('shows a draft, says who reads what, and sends it once it is approved', async () => {
    const drafted = detail(3, {
      status: 'drafted',
      draft: 'It is filled, I think.',
      transitions: [
        { to: 'drafted', requires: ['text'] },
        { to: 'approved', requires: [] },
      ],
    })
    await api.answer('GET /appeals/3', { body: drafted })
    await replies({ body: answered })
    const shown = signedIn()
    await open(shown, 3)
    await says(shown, 'It is filled, I think.')
    await choose(shown, 'drafted')
    assert.equal(find<HTMLTextAreaElement>(shown, '#text').value, 'It is filled, I think.')
    await says(shown, 'Only staff read this')
    await accessible(shown)
  })

  it('shows at the field what the API refuses', async () => {
    const errors = [{ pointer: '/text', code: 'too_big', detail: 'At most 8000 characters.' }]
    await replies(problem(422, 'invalid-input', { errors }))
    const shown = signedIn()
    await open(shown, 3)
    await choose(shown, 'answered')
    await type(shown, 'text', 'Long')
    press(shown, '.step .primary')
    await says(shown, 'At most 8000 characters.')
    await until(() => focused()?.id === 'text')
    assert.equal(find<HTMLTextAreaElement>(shown, '#text').value, 'Long')
  })

  it('keeps what was typed when a colleague acted meanwhile, and shows where it stands now', async () => {
    await replies(problem(412, 'changed-meanwhile'), { status: 201, body: answered })
    const shown = signedIn()
    await open(shown, 3)
    await choose(shown, 'answered')
    await type(shown, 'text', 'It is filled.')
    await api.answer('GET /appeals/3', { body: detail(3, { status: 'in_progress', version: 4 }) })
    press(shown, '.step .primary')
    await says(shown, 'it now stands at “In progress”')
    assert.equal(find<HTMLTextAreaElement>(shown, '#text').value, 'It is filled.')
    press(shown, '.step .primary')
    await says(shown, 'Done:')
    const sent = await steps()
    assert.deepEqual(
      sent.map(({ headers }) => headers['if-match']),
      ['"1"', '"4"'],
    )
    assert.notEqual(sent[0]?.headers['idempotency-key'], sent[1]?.headers['idempotency-key'])
  })

  it('drops a step that is not possible any more, but not the text', async () => {
    await replies(problem(409, 'illegal-transition', { legal: ['closed'] }))
    const shown = signedIn()
    await open(shown, 3)
    await choose(shown, 'answered')
    await type(shown, 'text', 'It is filled.')
    await api.answer('GET /appeals/3', { body: answered })
    press(shown, '.step .primary')
    await says(shown, 'it now stands at “Answered”')
    assert.deepEqual(
      findAll<HTMLInputElement>(shown, '.step input[type=radio]').map(({ value, checked }) => [value, checked]),
      [['closed', false]],
    )
    assert.equal(find<HTMLTextAreaElement>(shown, '#text').value, 'It is filled.')
  })

  it('sends a step whose answer was lost again as the same', async () => {
    await replies({ status: 503 }, { status: 503 }, { status: 503 }, { status: 201, body: answered })
    const shown = signedIn()
    await open(shown, 3)
    await choose(shown, 'answered')
    await type(shown, 'text', 'It is filled.')
    press(shown, '.step .primary')
    await says(shown, 'What you typed is kept')
    press(shown, '.step .primary')
    await says(shown, 'Done:')
    assert.equal(new Set((await steps()).map(({ headers }) => headers['idempotency-key'])).size, 1)
  })

  it('keeps an answer begun over a reload, each for its appeal', async () => {
    const shown = signedIn()
    await open(shown, 3)
    await choose(shown, 'answered')
    await type(shown, 'text', 'Half an answer')
    await open(shown, 5)
    assert.equal(find<HTMLTextAreaElement>(shown, '#text').value, '')
    shown.remove()
    const again = element()
    await open(again, 3)
    assert.equal(find<HTMLTextAreaElement>(again, '#text').value, 'Half an answer')
    assert.isTrue(find<HTMLInputElement>(again, '.step [value=answered]').checked)
  })

  it('says so where there is no step to take', async () => {
    await api.answer('GET /appeals/5', { body: detail(5, { transitions: [] }) })
    const shown = signedIn()
    await open(shown, 5)
    await says(shown, 'There is no step you can take here.')
    assert.isEmpty(findAll(shown, '.step'))
  })

  it('shows what comes in, and says it, with the focus left where it is', async () => {
    const created = `event: appeal.changed\nid: 5\ndata: {"number":9,"status":"received"}\n\n`
    const stream = { body: created, delay: 800, headers: { 'content-type': 'text/event-stream' } }
    await api.answer('GET /events', stream, problem(403, 'forbidden'))
    const shown = signedIn()
    await until(() => numbers(shown).length === 3)
    await api.answer('GET /appeals', { body: { items: [summary(9, { deadline: inDays(-2) }), ...items], next: null } })
    find(shown, '[data-number="3"]').focus()
    await until(() => numbers(shown)[0] === '№ 9')
    await until(() => focused()?.getAttribute('data-number') === '3')
    assert.isTrue(findAll(shown, '[role=status]').some(({ textContent }) => textContent === 'New appeal no. 9.'))
  })

  it('shows the list and the appeal side by side where there is room, else one after the other', async () => {
    const shown = signedIn()
    shown.style.width = '1100px'
    await open(shown, 3)
    assert.isTrue(find(shown, '.queue').checkVisibility() && find(shown, '.case').checkVisibility())
    shown.style.width = '360px'
    assert.isFalse(find(shown, '.queue').checkVisibility())
    press(shown, '.back')
    await until(() => find(shown, '.queue').checkVisibility() && !find(shown, '.case').checkVisibility())
    await until(() => focused()?.getAttribute('data-number') === '3')
  })

  it('works for the person signed in on the API’s own pages, who chooses where, and signs them out', async () => {
    const other = stub()
    await other.answer('GET ', { body: { name: 'Surgut', timeZone: 'UTC' } })
    await other.answer('GET /categories', { body: { groups: [] } })
    await other.answer('GET /events', problem(403, 'forbidden'))
    await other.answer('GET /appeals', { body: { items: [], next: null } })
    const roles = [
      { organization: { id: api.organization, name: 'Hanty' }, role: 'officer' },
      { organization: { id: other.organization, name: 'Surgut' }, role: 'leader' },
    ]
    await api.answer('GET /staff/session', { body: { person: { name: 'Anna', roles } } })
    await api.answer('DELETE /staff/session', { status: 204, body: '' })
    const shown = show<VmesteDesk>(`<vmeste-desk api="${location.origin}/of/${api.organization}"></vmeste-desk>`)
    await says(shown, '№ 3')
    await accessible(shown)
    const [asked] = await api.asked('GET /appeals')
    assert.deepEqual([asked?.headers['vmeste-staff'], asked?.headers.authorization], ['session', undefined])
    shown.style.width = '1100px'
    await open(shown, 3)
    find(shown, '.box input').click()
    await says(shown, '1 selected')
    const choice = find<HTMLSelectElement>(shown, '.name select')
    choice.value = other.organization
    choice.dispatchEvent(new Event('change'))
    await says(shown, 'All is answered')
    assert.equal(findAll(shown, '.selected, .case h2').length, 0)
    assert.equal((await other.asked('GET /appeals/')).length, 0)
    ;(await until(() => findAll(shown, '.bar button').at(-1))).click()
    await says(shown, 'Sign in with your account')
    await until(async () => (await api.asked('DELETE /staff/session')).length === 1)
  })
})
