import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'

let api: TestApp
let officer: string
let coordinator: string
beforeAll(async () => {
  api = await createTestApp()
  officer = await api.staffKey('hanty', 'officer')
  coordinator = await api.staffKey('hanty', 'coordinator')
})
afterAll(() => api.close())

const send = (method: string, path: string, body: unknown, headers: Record<string, string>) =>
  api.request(path, { method, body, headers })
const template = { name: 'The pothole is filled', text: 'Dear {name|neighbour}, no. {number} is done.' }
const list = async (key = officer) => (await api.request('/templates', { headers: as(key) })).json.items

test('a coordinator keeps templates, officers read them by name, and what was done is in the audit trail', async () => {
  const { status, json } = await send('POST', '/templates', { ...template, category: 'potholes' }, as(coordinator))
  expect({ status, json }).toEqual({ status: 201, json: { id: json.id, ...template, category: 'potholes' } })
  await send('POST', '/templates', { ...template, name: 'Another' }, as(coordinator))
  expect((await list()).map(({ name }: { name: string }) => name)).toEqual(['Another', 'The pothole is filled'])

  const mended = await send('PUT', `/templates/${json.id}`, { ...template, text: 'Done.' }, as(coordinator))
  expect(mended.json).toEqual({ id: json.id, name: template.name, text: 'Done.', category: null })
  const gone = await api.request(`/templates/${json.id}`, { method: 'DELETE', headers: as(coordinator) })
  expect(gone).toMatchObject({ status: 200, json: { id: json.id, text: 'Done.' } })
  expect(await list()).toHaveLength(1)
  const { json: audit } = await api.request('/audit', { headers: as(await api.staffKey('hanty', 'administrator')) })
  const actions = audit.items.map(({ action }: { action: string }) => action)
  expect(actions.filter((action: string) => action.startsWith('template.'))).toEqual([
    'template.removed',
    'template.changed',
    'template.created',
    'template.created',
  ])
})

test('a template sent twice is one', async () => {
  const before = (await list()).length
  const headers = { ...as(coordinator), 'idempotency-key': uuid() }
  const one = await send('POST', '/templates', template, headers)
  const again = await send('POST', '/templates', template, headers)
  expect(again.json).toEqual(one.json)
  expect(await list()).toHaveLength(before + 1)
})

test('braces that nothing would fill are told of before a resident reads them', async () => {
  const { status, json } = await send('POST', '/templates', { ...template, text: 'At {adress}' }, as(coordinator))
  expect(status).toBe(422)
  expect(json.errors).toMatchObject([{ pointer: '/text', code: 'template-variable' }])
})

test('one that is not there is not changed, nor another organization’s', async () => {
  expect((await send('PUT', `/templates/${uuid()}`, template, as(coordinator))).status).toBe(404)
  const removed = await api.request(`/templates/${uuid()}`, { method: 'DELETE', headers: as(coordinator) })
  expect(removed.status).toBe(404)
})

test('there are no more than anyone looks through', async () => {
  const left = 200 - (await list()).length
  for (let count = 0; count < left; count++) await send('POST', '/templates', template, as(coordinator))
  const { json } = await send('POST', '/templates', template, as(coordinator))
  expect(json.errors).toMatchObject([{ pointer: '/name', code: 'too-many-templates' }])
})
