import { beforeEach, expect, test } from 'vitest'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send, take } from './appeals.fixture.js'

let api: TestApp
let key: string
let secret: string
beforeEach(async () => {
  api = await createTestApp()
  await addCategory(api, { code: 'potholes' })
  const label = { en: 'x' }
  const times = { opensAt: new Date('2026-11-20T00:00:00Z'), closesAt: new Date('2026-12-01T00:00:00Z') }
  await api.database.insert(tables.polls).values({
    ...{ organizationId: 'hanty', id: 'park', titles: label, descriptions: label, identity: 'device', ...times },
    results: 'always',
    questions: [
      { id: 'where', type: 'single', title: label, required: true, options: [{ id: 'river', title: label }] },
    ],
  })
  await api.database
    .insert(tables.discussions)
    .values({ organizationId: 'hanty', id: 'square', titles: label, texts: label, ...times })
  key = await api.staffKey('hanty')
  secret = (await send(api)).json.secret
  await take(api, key, 1, { to: 'registered' })
  const { status } = await api.request('/v1/organizations/ugra/settings', {
    method: 'PATCH',
    body: { settings: { features: { appeals: false, polls: false, discussions: false } } },
    headers: as(await api.staffKey('ugra', 'administrator')),
  })
  expect(status).toBe(200)
  return () => api.close()
})

test('what the region switches off is not there in its towns, for reading as for writing, in the same words', async () => {
  const said = new Set<string>()
  for (const [path, feature, body] of [
    ['/appeals', 'appeals'],
    ['/appeals', 'appeals', { category: 'potholes', description: 'A hole', consent: true }],
    ['/campaigns', 'appeals'],
    ['/campaigns/meals', 'appeals'],
    ['/polls', 'polls'],
    ['/polls/park', 'polls'],
    ['/polls/park/results', 'polls'],
    ['/polls/park/ballots', 'polls', { answers: { where: 'river' } }],
    ['/discussions', 'discussions'],
    ['/discussions/square', 'discussions'],
    ['/discussions/square/comments', 'discussions'],
    ['/discussions/square/comments', 'discussions', { text: 'Well' }],
  ] as const) {
    const { status, json } = await api.request(path, { body })
    expect(`${path} ${status} ${json.feature}`).toBe(`${path} 404 ${feature}`)
    said.add(`${json.type} ${json.title} ${json.detail}`)
  }
  expect([...said]).toEqual(['/problems/not-found Not found There is nothing at this address.'])
  expect((await api.request('')).json.features).toEqual({ appeals: false, polls: false, discussions: false })
})

test('what was received is dealt with and followed to its end, though nothing of it is public any more', async () => {
  expect((await api.request('/appeals', { headers: as(key) })).json.items).toHaveLength(1)
  expect((await take(api, key, 1, { to: 'answered', text: 'Filled' })).status).toBe(201)
  expect((await api.request('/appeals/1')).json).toMatchObject({ status: 'answered', description: null, answer: null })
  expect((await api.request('/appeals/1', { headers: as(secret) })).json).toMatchObject({ answer: 'Filled' })
  const rated = await api.request('/appeals/1/rating', { body: { score: 5 }, headers: as(secret) })
  expect(rated.status).toBe(201)
})

test('the pages say kindly that it is not offered, and lead nowhere that is switched off', async () => {
  const visit = async (path: string, language = 'en') => {
    const response = await api.app.request(`http://api.test/o/hanty${path}`, {
      headers: { 'accept-language': language },
    })
    return { status: response.status, page: await response.text() }
  }
  const { page: front } = await visit('')
  for (const path of ['/appeal', '/appeals', '/polls/park', '/discussions/square', '/campaigns/meals']) {
    expect(front).not.toContain(`href="/o/hanty${path}`)
    const { status, page } = await visit(path)
    expect(`${path} ${status}`).toBe(`${path} 404`)
    expect(page).toContain('This part of the service is switched off here at present.')
    expect(page).toContain('<a href="/o/hanty">Hanty</a>')
  }
  expect((await visit('/polls/park', 'ru')).page).toContain('Этот раздел здесь пока отключён.')
  expect((await visit('/appeals/1')).status).toBe(200)
  const posted = await api.app.request('http://api.test/o/hanty/appeal', {
    method: 'POST',
    body: new URLSearchParams({ category: 'potholes', description: 'A hole', consent: 'on' }),
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  expect(posted.status).toBe(404)
})

test('only its own settings and its own trail open a retired organization, not whatever is called alike', async () => {
  const administrator = as(await api.staffKey('ugra', 'administrator'))
  await api.request('/settings', { method: 'PATCH', body: { retired: true }, headers: administrator })
  const opened = async (path: string) => (await api.request(path, { headers: administrator })).status
  expect(await opened('/settings')).toBe(200)
  expect(await opened('/audit')).toBe(200)
  for (const path of ['/campaigns/meals/settings', '/campaigns/audit', '/polls/settings', '/discussions/audit'])
    expect(`${path} ${await opened(path)}`).toBe(`${path} 410`)
})
