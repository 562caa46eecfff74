import { v4 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ballots, polls } from '../../api/platform/schema.js'
import type { QuestionDefinition } from '../../api/polls/questions.js'
import { createTestApp, type TestApp } from './app.js'

/** A poll with every type of question, in the API and on the page without scripts. */
let api: TestApp
const named = (...ids: string[]) => ids.map((id) => ({ id, title: { en: `The ${id}`, ru: `Вариант ${id}` } }))
const titled = (id: string) => ({ id, title: { en: `${id}?`, ru: `${id}? (ru)` }, required: false })
const questions: QuestionDefinition[] = [
  { ...titled('first'), required: true, type: 'single', options: named('park', 'road'), hasOther: true },
  { ...titled('why'), required: true, type: 'text', isLong: true, when: { question: 'first', equals: 'road' } },
  { ...titled('extras'), type: 'multiple', options: named('lamps', 'trees', 'paths'), maximum: 2, isShuffled: true },
  {
    ...titled('order'),
    type: 'ranking',
    options: named('spring', 'summer', 'autumn'),
    counting: 'instant-runoff',
    ties: { by: 'lot', seed: 'drawn in public' },
  },
  {
    ...titled('recommend'),
    type: 'scale',
    from: 0,
    to: 10,
    isRecommendation: true,
    low: { en: 'never' },
    high: { en: 'surely' },
  },
  { ...titled('transport'), type: 'matrix', rows: named('bus', 'tram'), options: named('good', 'bad') },
  { ...titled('children'), type: 'number', minimum: 0, maximum: 20, decimals: 0 },
  { ...titled('moved'), type: 'date', latest: '2026-12-31' },
  { ...titled('spot'), type: 'place' },
  {
    ...titled('money'),
    type: 'budget',
    projects: named('bridge', 'rink', 'stage').map((project, index) => ({
      ...project,
      price: [600_000, 500_000, 400_000][index] ?? 0,
    })),
    budget: 1_000_000,
    currency: 'RUB',
    counting: 'knapsack',
    ties: { by: 'order' },
  },
]
const full = {
  first: 'road',
  why: 'It is full of holes',
  extras: ['trees', 'lamps'],
  order: ['autumn', 'spring'],
  recommend: 9,
  transport: { bus: 'good' },
  children: 2,
  moved: '2020-05-01',
  spot: { latitude: 61.0042, longitude: 69.0019 },
  money: ['stage', 'bridge'],
}

const makePoll = (id: string, asked = questions) =>
  api.database.insert(polls).values({
    organizationId: 'hanty',
    id,
    titles: { en: 'The town', ru: 'Город' },
    descriptions: { en: '' },
    questions: asked,
    identity: 'device',
    results: 'always',
    opensAt: new Date('2026-11-20T00:00:00Z'),
    closesAt: new Date('2026-12-01T00:00:00Z'),
  })
let voter = 0
const cast = (poll: string, answers: unknown) => {
  voter += 1
  const headers = { 'vmeste-device': `device-number-${voter}-`.padEnd(24, '0') }
  return api.request(`/polls/${poll}/ballots`, { body: { answers }, headers })
}

beforeAll(async () => {
  api = await createTestApp()
  await Promise.all(['all', 'page', 'wrong'].map((id) => makePoll(id)))
})
afterAll(() => api.close())

test('every type of question is shown in one language, and its texts in all are not', async () => {
  const { status, json, text } = await api.request('/polls/all')
  expect(status).toBe(200)
  expect(json.isPlain).toBe(false)
  expect(json.questions[0]).toEqual({
    id: 'first',
    type: 'single',
    title: 'first?',
    required: true,
    hasOther: true,
    options: [
      { id: 'park', title: 'The park' },
      { id: 'road', title: 'The road' },
    ],
  })
  expect(json.questions[4]).toMatchObject({ low: 'never', high: 'surely', from: 0, to: 10 })
  expect(json.questions[5].rows[1]).toEqual({ id: 'tram', title: 'The tram' })
  expect(json.questions[9].projects[2]).toEqual({ id: 'stage', title: 'The stage', price: 400_000 })
  expect(text).not.toContain('Вариант')
})

test('a ballot that answers all of them is counted in each, and no words of voters are told', async () => {
  expect((await cast('all', full)).json).toMatchObject({ poll: 'all', accepted: true, results: null })
  expect(
    (await cast('all', { first: { other: 'A swimming pool' }, why: 'left behind', order: ['spring'] })).status,
  ).toBe(201)
  const { status, json, text } = await api.request('/polls/all/results')
  expect(status).toBe(200)
  expect(json.ballots).toBe(2)
  const of = (id: string) => json.questions.find((question: { id: string }) => question.id === id)
  expect(of('first')).toMatchObject({ answered: 2, options: [{ count: 0 }, { count: 1 }], other: 1 })
  // The second was not asked why.
  expect(of('why')).toEqual({ id: 'why', type: 'text', answered: 1 })
  expect(of('extras').options).toEqual([
    { id: 'lamps', count: 1 },
    { id: 'trees', count: 1 },
    { id: 'paths', count: 0 },
  ])
  expect(of('order')).toMatchObject({
    counting: 'instant-runoff',
    answered: 2,
    winner: 'autumn',
    ties: [['autumn', 'spring']],
    rounds: [{ out: 'summer' }, { out: 'spring' }, { out: null, exhausted: 1 }],
  })
  expect(of('recommend')).toMatchObject({ mean: 9, median: 9, promoterScore: 100 })
  expect(of('transport').rows[0]).toMatchObject({ id: 'bus', answered: 1, options: [{ count: 1 }, { count: 0 }] })
  expect(of('children')).toMatchObject({ answered: 1, mean: null, median: null, least: null, most: null })
  expect(of('moved')).toMatchObject({ days: [], leftOut: 1 })
  expect(of('spot')).toMatchObject({ answered: 1, cells: [] })
  expect(of('money')).toMatchObject({ funded: ['bridge', 'stage'], cost: 1_000_000 })
  expect(text).not.toMatch(/swimming|holes/)
})

test('each wrong answer is named where it is wrong', async () => {
  const { status, json } = await cast('wrong', {
    first: { other: '' },
    extras: ['lamps', 'trees', 'paths'],
    order: ['spring', 'spring'],
    recommend: 11,
    transport: { ship: 'good' },
    children: 1.5,
    moved: '2027-01-01',
    spot: { latitude: 161, longitude: 69 },
    money: ['bridge', 'rink'],
  })
  expect(status).toBe(422)
  expect(json.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)).toEqual([
    '/answers/first/other too_small',
    '/answers/extras too_big',
    '/answers/order duplicate',
    '/answers/recommend too_big',
    '/answers/transport/ship unknown',
    '/answers/children not_multiple_of',
    '/answers/moved too_big',
    '/answers/spot/latitude too_big',
    '/answers/money over-budget',
  ])
})

test('what would be kept and never counted, or be more than can be added up, is refused', async () => {
  await makePoll('strict', [
    { ...titled('years'), type: 'matrix', rows: named('bus'), options: named('1', '2') },
    { ...titled('sum'), type: 'number', decimals: 0 },
  ])
  const errorsOf = async (answers: object) =>
    (await cast('strict', answers)).json.errors.map(
      ({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`,
    )
  expect(await errorsOf({ years: { bus: 1 }, sum: 1e308 })).toEqual([
    '/answers/years/bus invalid_type',
    '/answers/sum too_big',
  ])
  expect(await errorsOf({ sum: -1e12 - 1 })).toEqual(['/answers/sum too_small'])
  for (const sum of [1e12, 1e12, -1e12]) expect((await cast('strict', { years: { bus: '1' }, sum })).status).toBe(201)
  const [years, sum] = (await api.request('/polls/strict/results')).json.questions
  expect(years.rows[0].options).toEqual([
    { id: '1', count: 3 },
    { id: '2', count: 0 },
  ])
  expect([sum.most, sum.least]).toEqual([1e12, -1e12])
})

test('rankings are read in portions, and all are counted', async () => {
  await makePoll('many', [
    { ...titled('order'), type: 'ranking', options: named('a', 'b'), counting: 'schulze', ties: { by: 'order' } },
  ])
  const box = Array.from({ length: 5_003 }, (_, index) => ({
    organizationId: 'hanty',
    pollId: 'many',
    id: uuid(),
    answers: { order: index % 3 === 0 ? ['a', 'b'] : ['b', 'a'] },
  }))
  for (let start = 0; start < box.length; start += 1_000)
    await api.database.insert(ballots).values(box.slice(start, start + 1_000))
  const { json } = await api.request('/polls/many/results')
  expect(json.ballots).toBe(5_003)
  expect(json.questions[0]).toMatchObject({
    answered: 5_003,
    winner: 'b',
    pairwise: {
      matrix: [
        [0, 1_668],
        [3_335, 0],
      ],
    },
  })
})

const visit = async (path: string, init: RequestInit = {}) => {
  const response = await api.app.request(`http://api.test/o/hanty${path}`, {
    ...init,
    headers: { 'accept-language': 'en', 'user-agent': 'Lynx', ...init.headers },
  })
  return { status: response.status, html: await response.text() }
}
const submit = (html: string, typed: Record<string, string | string[]>) => {
  const data = new URLSearchParams()
  for (const [, name = '', value = ''] of html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g))
    data.append(name, value)
  for (const [name, values] of Object.entries(typed))
    for (const value of [values].flat()) data.append(`answers.${name}`, value)
  return visit('/polls/page', { method: 'POST', body: data })
}

test('without scripts each type has its fields, what is wrong is said at them, and the count is told in tables', async () => {
  const { status, html } = await visit('/polls/page')
  expect(status).toBe(200)
  // Where there is JavaScript, the element stands in its place.
  expect(html).toContain('<vmeste-poll')
  for (const name of [
    'first',
    'first.other',
    'why',
    'extras',
    'order.spring',
    'recommend',
    'transport.bus',
    'children',
    'moved',
    'spot.latitude',
    'money',
  ])
    expect(html, name).toContain(`name="answers.${name}"`)
  expect(html).toContain('You can spend RUB')

  const typed = {
    first: 'park',
    extras: ['lamps'],
    'order.spring': '2',
    'order.autumn': '1',
    recommend: '10',
    'transport.bus': 'bad',
    children: '3',
    moved: '2020-05-01',
    'spot.latitude': '61,0042',
    'spot.longitude': '69.0019',
    money: ['rink', 'stage'],
  }
  const wrong = await submit(html, { ...typed, 'order.spring': '1', money: ['bridge', 'rink'], children: 'two' })
  expect(wrong.status).toBe(422)
  expect(wrong.html).toContain('href="#answers.order"')
  expect(wrong.html).toContain('Together this costs more than there is.')
  expect(wrong.html).toMatch(/id="answers\.children-error">[^<]+</)

  const voted = await submit(wrong.html, typed)
  expect(voted.status).toBe(200)
  expect(voted.html).toContain('Your vote is counted.')
  expect(voted.html).toContain('<li>The autumn</li>')
  expect(voted.html).toContain('The rink ✓ funded')
  expect(voted.html).toContain('NPS: 100.')
  expect((await api.request('/polls/page/results')).json.questions[8]).toMatchObject({ answered: 1 })
})

test('the order of options shuffled for a voter stays while the form is corrected', async () => {
  const orderIn = (html: string) => [...html.matchAll(/name="answers\.extras" value="(\w+)"/g)].map(([, id]) => id)
  const { html } = await visit('/polls/wrong')
  const key = /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''
  const data = new URLSearchParams({ key, 'answers.children': '99' })
  const again = await visit('/polls/wrong', { method: 'POST', body: data })
  expect(orderIn(again.html)).toEqual(orderIn(html))
  const orders = await Promise.all(
    Array.from({ length: 30 }, async () => orderIn((await visit('/polls/wrong')).html).join()),
  )
  expect(new Set(orders).size).toBeGreaterThan(2)
})
