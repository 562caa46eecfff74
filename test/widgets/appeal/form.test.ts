/// <reference types="mocha" />
import { sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import { find, findAll, focused, pause, read, says, text, tidy, until } from '../shared/page.js'
import { problem, type Stub } from '../shared/stub.js'
import {
  attach,
  bus,
  choose,
  created,
  element,
  fillIn,
  form,
  keys,
  next,
  photo,
  potholes,
  press,
  sent,
  topic,
  type,
} from './form.js'

const consent = (shown: ReturnType<typeof element>) => choose(shown, 'given')

describe('<vmeste-appeal>', () => {
  let api: Stub
  beforeEach(async () => {
    api = await form()
  })
  afterEach(async () => {
    await tidy()
    sessionStorage.clear()
  })

  describe('lets a topic be chosen', () => {
    const found = async (query: string) => {
      const shown = element(api)
      await type(shown, { category: query })
      return findAll(shown, '#found button').map(read)
    }

    for (const query of ['ямы', 'яма', 'Яму', 'ямами', 'ям', 'дорогах ямы', 'дороге'])
      it(`that is found by “${query}”`, async () => {
        assert.include((await found(query)).join(), 'Ямы на дороге')
      })

    it('that is found by its group, after those found by their names', async () => {
      assert.deepEqual(await found('дороги'), ['Ямы на дороге Дороги', 'Открытый люк Дороги'])
      assert.deepEqual(await found('транспорта'), ['Автобус не пришёл Общественный транспорт'])
    })

    it('whether ё is written as е, or й as и', async () => {
      assert.deepEqual(await found('пришел'), ['Автобус не пришёл Общественный транспорт'])
    })

    it('and nothing that only begins alike', async () => {
      assert.deepEqual(await found('дом'), [])
      assert.deepEqual(await found('авто дорога'), [])
    })

    it('by touch, from its group', async () => {
      const shown = element(api)
      await until(() => find(shown, 'summary'))
      assert.deepEqual(findAll(shown, 'summary').map(read), ['Дороги', 'Общественный транспорт', 'Другое'])
      findAll(shown, 'summary')[1]?.click()
      await topic(shown, bus.name)
      await says(shown, 'Step 2 of 4')
      assert.equal(focused()?.localName, 'h2')
      await says(shown, 'Answer within 8 working days')
    })

    it('by the page, which leaves that step out', async () => {
      const shown = element(api, 'category="potholes"')
      await says(shown, 'Step 1 of 3')
      await says(shown, potholes.name)
      assert.notInclude(text(shown), 'Back')
    })
  })

  it('is filled in and sent by keyboard alone', async () => {
    const shown = element(api)
    await until(() => find(shown, '#category'))
    const press = async (...keys: string[]) => {
      for (const key of keys) await sendKeys({ press: key })
    }
    await press('Tab')
    await sendKeys({ type: 'ямами' })
    await says(shown, '1 topic found')
    await press('Enter', 'Enter')
    await until(() => focused()?.localName === 'h2' && find(shown, '#description'))
    await press('Tab')
    await sendKeys({ type: 'A deep hole' })
    await press('Tab')
    await sendKeys({ type: 'Mira 5' })
    await press('Enter')
    await until(() => find(shown, '#contact-email'))
    await until(() => focused()?.localName === 'h2')
    await press('Tab')
    await sendKeys({ type: 'anna@town.example' })
    await press('Enter')
    await until(() => find(shown, '[name=consent]'))
    await until(() => focused()?.localName === 'h2')
    await until(async () => {
      await press('Tab')
      return focused()?.matches('[name=consent]')
    })
    await press('Space', 'Enter')
    await says(shown, 'Your appeal is received')
    assert.deepEqual(await sent(api), [
      {
        category: 'potholes',
        description: 'A deep hole',
        place: { address: 'Mira 5' },
        contact: { email: 'anna@town.example' },
        answers: {},
        attachments: [],
        consent: true,
      },
    ])
    await until(() => focused()?.localName === 'h2')
  })

  it('asks what the category asks, no more, and questions only when their condition is met', async () => {
    const shown = element(api)
    await topic(shown, bus.name)
    const asked = () => findAll(shown, 'label[for], legend').map(read)
    const always = ['Describe the problem', 'Route', 'Minutes (optional)', 'Date (optional)', 'Was it seen?']
    const last = ['Where is it?', 'Photos and documents (optional)']
    assert.deepEqual(asked(), [...always, ...last])
    await choose(shown, 'yes')
    assert.deepEqual(asked(), [...always, 'Its number', ...last])
    await type(shown, { 'answers-plate-number': 'A 123' })
    await choose(shown, 'no')
    assert.deepEqual(asked(), [...always, ...last])
    await type(shown, {
      description: 'It did not come',
      'answers-route': '5',
      'answers-wait': '12,5',
      'answers-date': '2026-01-12',
      'place-address': 'Mira 5',
    })
    await next(shown)
    await until(() => find(shown, '#contact-name'))
    for (const [name, way, kind] of [
      ['name', 'name', 'text'],
      ['email', 'email', 'email'],
      ['phone', 'tel', 'tel'],
    ] as const) {
      const input = find<HTMLInputElement>(shown, `#contact-${name}`)
      assert.deepEqual([input.autocomplete, input.type], [way, kind])
    }
    await type(shown, { 'contact-name': 'Anna', 'contact-email': 'anna@town.example' })
    await next(shown)
    await says(shown, 'Was it seen? No')
    assert.notInclude(text(shown), 'A 123')
    await consent(shown)
    await next(shown)
    await says(shown, 'received')
    const [appeal] = (await sent(api)) as [{ answers: unknown; contact: unknown }]
    assert.deepEqual(appeal.answers, { route: '5', wait: '12,5', date: '2026-01-12', seen: 'no' })
    assert.deepEqual(appeal.contact, { name: 'Anna', email: 'anna@town.example' })
  })

  it('leaves out the step of contacts where none are asked for', async () => {
    const shown = element(api)
    await topic(shown, 'Открытый люк')
    await says(shown, 'Step 2 of 3')
    await type(shown, { description: 'A hole' })
    await next(shown)
    await says(shown, 'Check and send')
  })

  it('says at each field what is wrong with it, and moves the focus to the first', async () => {
    const shown = element(api)
    await topic(shown, bus.name)
    await type(shown, { 'answers-wait': 'long' })
    await next(shown)
    await until(() => focused()?.id === 'description')
    assert.equal(find(shown, '#description-error').textContent, 'Please fill this in.')
    assert.equal(find(shown, '#answers-route-error').textContent, 'Please fill this in.')
    assert.equal(find(shown, '#answers-wait-error').textContent, 'Something is missing or mistyped here.')
    assert.equal(find(shown, '#answers-seen.error').textContent, 'Please fill this in.')
    assert.equal(find(shown, '#place-address-error').textContent, 'Please fill this in.')
    await type(shown, { description: 'It did not come' })
    assert.equal(find(shown, '#description-error').textContent, '')
  })

  it('takes no appeal without consent', async () => {
    const shown = element(api)
    await fillIn(shown)
    await next(shown)
    await says(shown, 'Without your consent')
    await until(() => focused()?.matches('[name=consent]'))
    assert.deepEqual(await sent(api), [])
  })

  it('shows a problem found by the API at its field, also on an earlier step, keeping everything', async () => {
    const shown = element(api)
    await fillIn(shown, { 'place-address': 'Mira 5' })
    await consent(shown)
    const problems: [pointer: string, focus: () => unknown][] = [
      ['/description', () => focused()?.id === 'description'],
      ['/place', () => focused()?.id === 'place-address'],
      ['/contact/email', () => focused()?.id === 'contact-email'],
      ['/consent', () => focused()?.matches('[name=consent]')],
      ['/category', () => focused()?.id === 'category'],
    ]
    for (const [pointer, isThere] of problems) {
      const errors = [{ pointer, code: 'custom', detail: `No, not this ${pointer}.` }]
      await api.answer('POST /appeals', problem(422, 'invalid-input', { errors }))
      await next(shown)
      await says(shown, `No, not this ${pointer}.`)
      await until(isThere)
      while (!find(shown, 'form').textContent?.includes('Check and send') && pointer !== '/category') await next(shown)
    }
    await topic(shown, 'Ямы')
    assert.equal(find<HTMLTextAreaElement>(shown, '#description').value, 'A hole')
    assert.equal(find<HTMLInputElement>(shown, '#place-address').value, 'Mira 5')
  })

  it('says what the API does not like in no field', async () => {
    await api.answer('POST /appeals', problem(403, 'origin-not-allowed'))
    const shown = element(api)
    await fillIn(shown)
    await consent(shown)
    await next(shown)
    await says(shown, 'Detail of origin-not-allowed.')
    await until(() => focused()?.matches('.notice'))
  })

  it('goes back from the review to a part of it, and from step to step, without loss', async () => {
    const shown = element(api)
    await fillIn(shown, { 'place-address': 'Mira 5' })
    const change = (step: string) => find(shown, `[aria-label="Change: ${step}"]`).click()
    change('What happened?')
    await until(() => find<HTMLTextAreaElement>(shown, '#description').value === 'A hole')
    await until(() => focused()?.localName === 'h2')
    await press(shown, 'Back')
    await says(shown, 'Find a topic')
    await topic(shown, 'Другой вопрос')
    assert.equal(find<HTMLInputElement>(shown, '#place-address').value, 'Mira 5')
  })

  it('tells the number, the private link and the promised date, until it is dismissed', async () => {
    const told = new Promise<CustomEvent>((resolve) =>
      document.addEventListener('vmeste-appeal-sent', (event) => resolve(event as CustomEvent), { once: true }),
    )
    const shown = element(api)
    await fillIn(shown)
    await consent(shown)
    await next(shown)
    await says(shown, '1042')
    await says(shown, 'You will be answered by January 22, 2026')
    assert.equal(find<HTMLAnchorElement>(shown, '[part=receipt] a').href, created.link)
    assert.deepEqual((await told).detail, { organization: api.organization, number: 1042 })
    let copied = ''
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: {
        writeText: async (link: string) => {
          copied = link
        },
      },
    })
    await press(shown, 'Copy the link')
    await says(shown, 'Copied')
    assert.equal(copied, created.link)
    shown.remove()

    const again = element(api)
    await says(again, '1042')
    await press(again, 'Write another')
    await says(again, 'What is it about?')
    assert.equal(sessionStorage.length, 0)
    assert.deepEqual(Object.keys(localStorage), [])
  })

  it('keeps nothing of what was received', async () => {
    const shown = element(api)
    await fillIn(shown)
    await consent(shown)
    await next(shown)
    await says(shown, 'received')
    await press(shown, 'Write another')
    shown.remove()
    const again = element(api)
    await topic(again, 'Ямы')
    assert.equal(find<HTMLTextAreaElement>(again, '#description').value, '')
  })

  it('keeps what was typed, attached and where it was over a reload, until all is cleared', async () => {
    const shown = element(api)
    await topic(shown, 'Ямы')
    await type(shown, { description: 'A hole', 'place-address': 'Mira 5' })
    await attach(shown, await photo('яма.png'))
    await says(shown, 'Added')
    await next(shown)
    await pause(100)
    shown.remove()
    const again = element(api)
    await says(again, 'Step 3 of 4')
    await press(again, 'Back')
    assert.equal(find<HTMLTextAreaElement>(again, '#description').value, 'A hole')
    await says(again, 'яма.png')
    await until(() => find(again, 'canvas'))
    assert.equal((await api.asked('POST /attachments')).length, 1)

    const { confirm } = window
    try {
      window.confirm = () => false
      await press(again, 'Clear all')
      assert.equal(find<HTMLTextAreaElement>(again, '#description').value, 'A hole')
      window.confirm = () => true
      await press(again, 'Clear all')
    } finally {
      window.confirm = confirm
    }
    await says(again, 'What is it about?')
    await pause(100)
    again.remove()
    await topic(element(api), 'Ямы')
  })

  it('keeps it over a dead network, says so, and sends it once when there is one', async () => {
    await api.answer('POST /appeals', { drop: true })
    const shown = element(api)
    await fillIn(shown)
    await consent(shown)
    await next(shown)
    await says(shown, 'It is kept on this device')
    await until(() => focused()?.matches('.notice'))
    await api.answer('POST /appeals', { status: 201, body: created })
    await next(shown)
    await says(shown, '1042')
    assert.isAbove((await keys(api)).length, 2)
    assert.equal(new Set(await keys(api)).size, 1)
  })

  it('sends at the next visit what was on its way when the page was left', async () => {
    await api.answer('POST /appeals', { drop: true })
    const shown = element(api)
    await fillIn(shown)
    await consent(shown)
    await next(shown)
    await says(shown, 'It is kept on this device')
    shown.remove()
    await api.answer('POST /appeals', { status: 201, body: created })
    const again = element(api)
    await says(again, '1042')
    assert.equal(focused(), document.body)
    assert.equal(new Set(await keys(api)).size, 1)
  })

  it('does not send unasked what is being changed, and never both wordings', async () => {
    await api.answer('POST /appeals', { drop: true })
    let shown = element(api)
    await fillIn(shown)
    await consent(shown)
    await next(shown)
    await says(shown, 'It is kept on this device')
    find(shown, '[aria-label="Change: What happened?"]').click()
    await type(shown, { description: 'A deeper hole' })
    const before = (await sent(api)).length
    // The first had been received.
    await api.answer('POST /appeals', problem(422, 'idempotency-key-reused'), { status: 201, body: created })
    await pause(50)
    shown.remove()
    shown = element(api)
    await until(() => find<HTMLTextAreaElement>(shown, '#description').value === 'A deeper hole')
    await next(shown)
    await next(shown)
    await pause(300)
    assert.equal((await sent(api)).length, before)
    await next(shown)
    await says(shown, 'It had been received before your last changes')
    await says(shown, '1042')
    assert.deepEqual(
      (await sent(api)).slice(-2).map((appeal) => (appeal as { description: string }).description),
      ['A deeper hole', 'A hole'],
    )
    assert.equal(new Set(await keys(api)).size, 1)
  })

  it('sends once when pressed twice', async () => {
    await api.answer('POST /appeals', { status: 201, body: created, delay: 200 })
    const shown = element(api)
    await fillIn(shown)
    await consent(shown)
    await next(shown)
    await next(shown)
    await says(shown, '1042')
    assert.equal((await sent(api)).length, 1)
  })

  it('offers the way out and another try when it cannot be loaded', async () => {
    await api.answer('GET /categories', problem(503, 'unavailable', {}), problem(404, 'not-found'))
    const shown = element(api)
    await says(shown, 'Detail of not-found.')
    assert.isNotNull(shown.querySelector('a')?.assignedSlot)
  })
})
