/// <reference types="mocha" />
import { assert } from 'chai'
import type { ResidentAppeal } from '../../../sdk/appeals.js'
import type { VmesteAppealStatus } from '../../../widgets/appeal-status/appeal-status.js'
import '../../../widgets/appeal-status/define.js'
import type { VmesteOwnData } from '../../../widgets/own-data/own-data.js'
import { accessible, find, findAll, focused, read, says, show, text, tidy, until } from '../shared/page.js'
import { problem, type Stub, stub } from '../shared/stub.js'

const secret = `${'k'.repeat(42)}1`
const own: ResidentAppeal = {
  view: 'resident',
  feed: '/v1/organizations/hanty/feeds/token?lang=en',
  number: 1042,
  category: { code: 'no-heating', name: 'No heating' },
  campaign: null,
  receivedAt: '2026-11-20T08:00:00Z',
  deadline: '2126-11-27T18:59:59Z',
  isOverdue: false,
  supporters: 0,
  answeredAt: null,
  closedAt: null,
  erasedAt: null,
  status: 'in_progress',
  version: 3,
  description: 'It is cold.',
  place: null,
  responsible: null,
  answer: null,
  ratingScore: null,
  history: [
    { type: 'received', status: 'received', at: '2026-11-20T08:00:00Z', by: 'resident', text: null, responsible: null },
  ],
  attachments: [],
  answers: {},
  contact: { name: null, email: 'anna@example.org', phone: null },
  mergedInto: null,
  parent: null,
  parts: [],
  canRate: false,
  supporterRatings: { count: 0, average: null },
  registerBy: null,
  transitions: [],
}
const held = {
  exportedAt: '2026-11-25T08:00:00Z',
  organization: { id: 'town', name: 'Town' },
  appeal: own,
  language: 'en',
  source: 'web',
  isPublic: true,
  files: [],
  keptUntil: null,
}
const erased: ResidentAppeal = {
  ...own,
  status: 'closed',
  version: 4,
  description: null,
  contact: { name: null, email: null, phone: null },
  erasedAt: '2026-11-25T08:00:00Z',
}
const classifier = {
  groups: [
    {
      code: 'housing',
      name: 'Housing',
      categories: [
        {
          code: 'no-heating',
          name: 'No heating',
          kind: 'message',
          deadline: null,
          place: 'none',
          contact: { name: 'optional', email: 'required', phone: 'none' },
          questions: [],
        },
      ],
    },
  ],
}

describe('<vmeste-own-data> in <vmeste-appeal-status>', () => {
  let api: Stub
  beforeEach(async () => {
    api = stub()
    await api.answer('GET ', { body: { timeZone: 'UTC', consent: { text: 'I agree.' } } })
    await api.answer('GET /categories', { body: classifier })
    await api.answer('GET /events', problem(403, 'forbidden'))
    await api.answer('GET /appeals/1042', { body: own })
    await api.answer('GET /appeals/1042/export', { body: held })
  })
  const address = location.href
  afterEach(async () => {
    history.replaceState(null, '', address)
    await tidy()
  })

  const status = (attributes = '') => {
    history.replaceState(null, '', `${location.origin}/o/${api.organization}/appeals/1042#${secret}`)
    return show<VmesteAppealStatus>(
      `<vmeste-appeal-status api="${location.origin}" organization="${api.organization}" number="1042" ${attributes}><a href="#way-out">Call us</a></vmeste-appeal-status>`,
    )
  }
  /** Opens the section, and gives what is in it. */
  async function open(attributes = '') {
    const shown = status(attributes)
    const summary = await until(() => findAll(shown, 'summary').at(-1))
    summary.click()
    const data = await until(() => find<VmesteOwnData>(shown, 'vmeste-own-data'))
    return { shown, data }
  }
  const ready = async (attributes = '') => {
    const opened = await open(attributes)
    await until(() => find(opened.data, '#download'))
    return opened
  }
  const press = (data: VmesteOwnData, selector: string) => find<HTMLButtonElement>(data, selector).click()
  const type = async (data: VmesteOwnData, id: string, value: string) => {
    const input = await until(() => find<HTMLInputElement>(data, `#${id}`))
    input.value = value
    input.dispatchEvent(new Event('input'))
    await data.updateComplete
  }

  for (const [language, words] of Object.entries({
    en: { about: 'What is kept', failed: 'could not be loaded', sure: 'Erase appeal no. 1042', fault: 'Detail of' },
    ru: { about: 'Что о вас хранится', failed: 'Не удалось', sure: 'Удалить обращение № 1042', fault: 'Detail of' },
    ar: { about: 'ما الذي يُحفظ', failed: 'تعذّر', sure: 'حذف البلاغ رقم', fault: 'Detail of' },
  })) {
    const lang = `lang="${language}"`

    it(`has nothing axe finds, in ${language}, in every state`, async () => {
      await api.answer('GET /appeals/1042/export', { delay: 500, body: held })
      const { shown, data } = await open(lang)
      await until(() => find(data, '[aria-busy=true]'))
      await accessible(shown)
      await says(data, words.about)
      await accessible(shown)
      press(data, '#correct')
      const errors = [{ pointer: '/email', code: 'required', detail: 'Detail of it.' }]
      await api.answer('PATCH /appeals/1042/contact', problem(422, 'invalid-input', { errors }))
      await type(data, 'email', '')
      press(data, '.primary')
      await says(data, words.fault)
      await accessible(shown)
      press(data, 'form [type=button]')
      await until(() => find(data, '#erase'))
      press(data, '#erase')
      await says(data, words.sure)
      await accessible(shown)
    })

    it(`has nothing axe finds, in ${language}, when it cannot be loaded`, async () => {
      await api.answer('GET /appeals/1042/export', { drop: true })
      const { shown, data } = await open(lang)
      await says(data, words.failed)
      await accessible(shown)
    })
  }

  it('asks for nothing before it is opened, and then by the secret in a header alone', async () => {
    const shown = status()
    await says(shown, 'In progress')
    assert.isEmpty(await api.asked('GET /appeals/1042/export'))
    findAll(shown, 'summary').at(-1)?.click()
    const data = await until(() => find<VmesteOwnData>(shown, 'vmeste-own-data'))
    await says(data, 'What is kept about you')
    const [asked] = await api.asked('GET /appeals/1042/export')
    assert.equal(asked?.headers.authorization, `Bearer ${secret}`)
    assert.notInclude(data.outerHTML, secret)
    assert.equal(find<HTMLAnchorElement>(data, 'a').href, `${location.origin}/o/${api.organization}/privacy?lang=en`)
  })

  it('is not there without the secret', async () => {
    const { contact: _, attachments: __, answers: ___, canRate: ____, ...rest } = own
    await api.answer('GET /appeals/1042', { body: { ...rest, view: 'public' } })
    const shown = show<VmesteAppealStatus>(
      `<vmeste-appeal-status api="${location.origin}" organization="${api.organization}" number="1042"></vmeste-appeal-status>`,
    )
    await says(shown, 'In progress')
    assert.notInclude(text(shown), 'My data')
  })

  it('says what is held, who sees it, and until when', async () => {
    const keptUntil = { action: 'delete', at: '2027-01-05T12:00:00Z' }
    await api.answer('GET /appeals/1042/export', { body: { ...held, isPublic: false, keptUntil } })
    const { data } = await ready()
    assert.deepEqual(findAll(data, 'dt, dd').map(read), ['Name', 'not given', 'E-mail', 'anna@example.org'])
    assert.include(text(data), 'seen only by those who answer you')
    assert.include(text(data), 'The appeal will be erased on January 5, 2027.')
  })

  it('corrects the contact by what the topic asks, and says so where the focus is', async () => {
    const corrected = { ...own, version: 4, contact: { name: 'Anna', email: 'anna@example.org', phone: null } }
    await api.answer(
      'PATCH /appeals/1042/contact',
      { status: 503 },
      { status: 503 },
      { status: 503 },
      { body: corrected },
    )
    const { data } = await ready()
    press(data, '#correct')
    await until(() => focused()?.id === 'name')
    assert.lengthOf(findAll(data, 'input').map(String), 2)
    await type(data, 'name', ' Anna ')
    press(data, '.primary')
    await says(data, 'No connection.')
    assert.equal(find<HTMLInputElement>(data, '#name').value, ' Anna ')
    press(data, '.primary')
    await until(() =>
      findAll(data, '[role=status]').some(({ textContent }) => textContent === 'Your contact is corrected.'),
    )
    await until(() => focused()?.id === 'correct')
    assert.include(text(data), 'Name Anna')
    const sent = await api.asked('PATCH /appeals/1042/contact')
    assert.deepEqual(sent.at(-1)?.body, { name: 'Anna', email: 'anna@example.org' })
    assert.equal(new Set(sent.map(({ headers }) => headers['idempotency-key'])).size, 1)
  })

  it('shows at the field what is wrong, and keeps what was typed', async () => {
    const errors = [{ pointer: '/email', code: 'invalid_format', detail: 'This is no address.' }]
    await api.answer('PATCH /appeals/1042/contact', problem(422, 'invalid-input', { errors }))
    const { data } = await ready()
    press(data, '#correct')
    await type(data, 'email', 'nonsense')
    press(data, '.primary')
    await says(data, 'This is no address.')
    await until(() => focused()?.id === 'email')
    assert.equal(find<HTMLInputElement>(data, '#email').value, 'nonsense')
  })

  it('erases only after one more question, and shows what is left', async () => {
    await api.answer('DELETE /appeals/1042', { body: erased })
    const { shown, data } = await ready()
    press(data, '#erase')
    await says(data, 'nobody will answer it')
    await until(() => focused()?.localName === 'h4')
    press(data, '.sure button:not(.danger)')
    await until(() => focused()?.id === 'erase')
    assert.isEmpty(await api.asked('DELETE'))
    press(data, '#erase')
    await until(() => find(data, '.sure .danger'))
    press(data, '.sure .danger')
    await says(shown, 'were erased on')
    await until(() => focused()?.localName === 'h2')
    assert.notInclude(text(shown), 'My data')
    const [sent] = await api.asked('DELETE /appeals/1042')
    assert.equal(sent?.headers.authorization, `Bearer ${secret}`)
    assert.isAbove(sent?.headers['idempotency-key']?.length ?? 0, 8)
  })

  it('hands out all that is held as a file', async () => {
    const { data } = await ready()
    const saved = new Promise<HTMLAnchorElement>((resolve) => {
      const click = HTMLAnchorElement.prototype.click
      HTMLAnchorElement.prototype.click = function () {
        HTMLAnchorElement.prototype.click = click
        resolve(this)
      }
    })
    press(data, '#download')
    const { download, href } = await saved
    assert.equal(download, `${api.organization}-1042.json`)
    assert.deepEqual(await (await fetch(href)).json(), held)
  })

  it('corrects nothing of what was made anonymous', async () => {
    const anonymous = { ...own, history: [...own.history, { ...own.history[0], type: 'anonymized' }] }
    await api.answer('GET /appeals/1042', { body: anonymous })
    await api.answer('GET /appeals/1042/export', { body: { ...held, appeal: anonymous } })
    const { data } = await ready()
    assert.isEmpty(findAll(data, '#correct').map(String))
  })
})
