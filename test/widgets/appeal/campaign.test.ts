/// <reference types="mocha" />
import { assert } from 'chai'
import type { Campaign } from '../../../sdk/campaigns.js'
import { accessible, find, findAll, read, says, text, tidy, until } from '../shared/page.js'
import { problem, type Stub } from '../shared/stub.js'
import { category, choose, element, form, next, press, sent, topic, type } from './form.js'

const asks = { deadline: null, contact: { name: 'none', email: 'none', phone: 'none' } } as const
const cold = category({
  code: 'cold',
  name: 'Cold food',
  ...asks,
  place: 'none',
  questions: [{ id: 'school', type: 'text', label: 'School', required: true }],
})
const hungry = category({ code: 'hungry', name: 'Too little', ...asks, place: 'none' })
const meals: Campaign = {
  id: 'meals',
  name: 'School meals',
  description: 'How is the food?',
  status: 'open',
  opensOn: '2026-11-20',
  closesOn: '2026-12-31',
  isActive: true,
  organization: 'region',
  categories: [cold, hungry],
}

/** All topics are there, in their groups. */
const isOrdinary = (shown: Element) => findAll(shown, 'summary').some((group) => read(group) === 'Дороги')

describe('<vmeste-appeal campaign>', () => {
  let api: Stub
  beforeEach(async () => {
    api = await form()
    await api.answer('GET /campaigns/meals', { body: meals })
  })
  afterEach(async () => {
    await tidy()
    sessionStorage.clear()
  })

  it('says what it is about, asks its own topics and questions, and sends them as the campaign’s', async () => {
    const shown = element(api, 'campaign="meals"')
    await says(shown, 'School meals How is the food? Taken until December 31, 2026')
    await accessible(shown)
    assert.deepEqual(findAll(shown, '.topics button').map(read), ['Cold food', 'Too little'])
    assert.deepEqual(await api.asked('GET /categories'), [])
    await topic(shown, 'Cold food')
    assert.include(text(shown), 'School meals')
    assert.notInclude(text(shown), 'How is the food?')
    await type(shown, { description: 'It is cold', 'answers-school': 'No. 5' })
    await next(shown)
    await until(() => find(shown, '[name=consent]'))
    await choose(shown, 'given')
    await next(shown)
    await says(shown, 'Number 1042')
    assert.deepEqual(await sent(api), [
      {
        answers: { school: 'No. 5' },
        attachments: [],
        campaign: 'meals',
        category: 'cold',
        consent: true,
        contact: {},
        description: 'It is cold',
        place: {},
      },
    ])
  })

  it('asks at once where it has one topic alone', async () => {
    await api.answer('GET /campaigns/meals', { body: { ...meals, categories: [cold] } })
    const shown = element(api, 'campaign="meals"')
    await until(() => find(shown, '#answers-school'))
    assert.include(text(shown), 'Step 1 of 2')
  })

  it('keeps what is begun apart from the ordinary form', async () => {
    const shown = element(api, 'campaign="meals"')
    await topic(shown, 'Cold food')
    await type(shown, { description: 'It is cold' })
    await until(async () => text(shown).includes('kept on this device'))
    shown.campaign = undefined
    await until(() => isOrdinary(shown))
    shown.campaign = 'meals'
    await until(() => find<HTMLTextAreaElement>(shown, '#description').value === 'It is cold')
  })

  for (const [status, words] of [
    ['scheduled', 'This begins on November 20, 2026.'],
    ['closed', 'This ended on December 31, 2026.'],
  ] as const) {
    it(`that is ${status} says so kindly and leads to the ordinary form`, async () => {
      await api.answer('GET /campaigns/meals', { body: { ...meals, status } })
      const shown = element(api, 'campaign="meals"')
      await says(shown, words)
      assert.include(text(shown), 'School meals')
      await accessible(shown)
      await press(shown, 'To the ordinary form')
      await until(() => isOrdinary(shown))
    })
  }

  it('that is gone leads to the ordinary form as well', async () => {
    await api.answer('GET /campaigns/meals', problem(404, 'not-found'))
    const shown = element(api, 'campaign="meals"')
    await says(shown, 'This form is no longer open.')
    await press(shown, 'To the ordinary form')
    await until(() => isOrdinary(shown))
  })

  it('says that it could not be loaded when the service is away, with a way to try again', async () => {
    await api.answer('GET /campaigns/meals', problem(500, 'internal'))
    const shown = element(api, 'campaign="meals"')
    await says(shown, 'Detail of internal.')
    await api.answer('GET /campaigns/meals', { body: meals })
    await press(shown, 'Try again')
    await says(shown, 'How is the food?')
  })

  for (const [language, words] of [
    ['ru', 'Принимаем до 31 декабря 2026 г. Шаг'],
    ['ar', 'نستقبل الطلبات حتى ٣١ ديسمبر ٢٠٢٦.'],
  ] as const) {
    it(`speaks ${language}`, async () => {
      const shown = element(api, `campaign="meals" lang="${language}"`)
      await says(shown, 'How is the food?')
      // Without what marks the direction, which languages differ in.
      await until(() =>
        text(shown)
          .replace(/[\u200e\u200f]/g, '')
          .includes(words.slice(0, 12)),
      )
      await accessible(shown)
    })
  }
})
