import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'

let api: TestApp
let one: string
let other: string
beforeAll(async () => {
  api = await createTestApp()
  one = await api.staffKey('hanty')
  other = await api.staffKey('hanty')
})
afterAll(() => api.close())

const save = (items: unknown[], key = one) =>
  api.request('/filters', { method: 'PUT', body: { items }, headers: as(key) })
const saved = async (key: string) => (await api.request('/filters', { headers: as(key) })).json
const filter = { name: 'Roads, late', queue: 'overdue', status: null, category: 'potholes', q: null }

test('an officer finds the filters saved, and nobody else’s', async () => {
  expect(await saved(one)).toEqual({ items: [] })
  const { status, json } = await save([{ name: 'Roads, late', queue: 'overdue', category: 'potholes' }])
  expect({ status, json }).toEqual({ status: 200, json: { items: [filter] } })
  expect(await saved(one)).toEqual({ items: [filter] })
  expect(await saved(other)).toEqual({ items: [] })
})

test('saved anew, they are in place of those before', async () => {
  await save([filter])
  await save([{ name: 'All', status: 'open' }])
  expect((await saved(one)).items.map(({ name }: { name: string }) => name)).toEqual(['All'])
})

test('a name is there once, and a queue is one of the desk’s', async () => {
  expect((await save([filter, filter])).json.errors).toMatchObject([{ pointer: '/items/1/name', code: 'repeated' }])
  expect((await save([{ ...filter, queue: 'theirs' }])).status).toBe(422)
})
