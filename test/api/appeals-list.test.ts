import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'

let api: TestApp
let key: string
type Row = typeof tables.appeals.$inferInsert

/** Appeals as they would stand after months of work. */
const add = (...given: (Partial<Row> & { number: number })[]) =>
  api.database.insert(tables.appeals).values(
    given.map((row) => ({
      organizationId: 'hanty',
      id: uuid(),
      categoryCode: 'potholes',
      categoryNames: { ru: 'Ямы', en: 'Potholes' },
      kind: 'message' as const,
      description: `Appeal ${row.number}`,
      answers: {},
      language: 'ru',
      visibility: 'public' as const,
      source: 'web' as const,
      status: 'registered' as const,
      version: 2,
      receivedAt: new Date(Date.UTC(2026, 10, 1, 0, row.number)),
      ...row,
    })),
  )

beforeAll(async () => {
  api = await createTestApp()
  key = await api.staffKey()
  await add(
    { number: 1, status: 'received' },
    { number: 2, deadline: new Date('2026-11-20T18:59:59.999Z') },
    { number: 3, status: 'assigned', categoryCode: 'snow' },
    { number: 4, status: 'in_progress', visibility: 'private' },
    { number: 5, status: 'answered', deadline: new Date('2026-11-10T18:59:59.999Z') },
    { number: 6, status: 'closed' },
    { number: 7, status: 'declined' },
    { number: 8, deadline: new Date('2026-11-19T18:59:59.999Z') },
  )
  // Around Hanty-Mansiysk, some 1.1 km a hundredth of a degree northwards.
  await add(
    ...[0, 0.005, 0.02, 0.3].map((north, index) => ({
      number: 11 + index,
      latitude: 61 + north,
      longitude: 69,
      categoryCode: 'place',
    })),
    { number: 15, latitude: 61.001, longitude: 69, categoryCode: 'place', status: 'received' },
    { number: 16, latitude: 65, longitude: 179.999, categoryCode: 'edge' },
    { number: 17, latitude: 65, longitude: -179.999, categoryCode: 'edge' },
    { number: 18, latitude: 65, longitude: 180, categoryCode: 'edge' },
    { number: 19, latitude: 89.999, longitude: -120, categoryCode: 'pole' },
    { number: 20, latitude: 89.999, longitude: 60, categoryCode: 'pole' },
  )
  await add({ number: 1, organizationId: 'elsewhere', latitude: 61, longitude: 69 })
})
afterAll(() => api.close())

const list = (query: string, headers: Record<string, string> = {}) => api.request(`/appeals?${query}`, { headers })
const numbers = async (query: string, headers?: Record<string, string>) =>
  (await list(query, headers)).json.items.map(({ number }: { number: number }) => number)
/** All pages, one after the other. */
async function pages(query: string, headers?: Record<string, string>) {
  const found: number[][] = []
  for (let cursor = ''; ; ) {
    const { json } = await list(`${query}${cursor}`, headers)
    found.push(json.items.map(({ number }: { number: number }) => number))
    if (json.next === null) return found
    cursor = `&cursor=${json.next}`
  }
}
const old = 'until=2026-11-01T00:09:00Z'

test('anyone sees what is public and has been looked at, newest first', async () => {
  const { json, headers } = await list(old)
  expect(json.items.map(({ number }: { number: number }) => number)).toEqual([8, 6, 5, 3, 2])
  expect(json.items[4]).toEqual({
    number: 2,
    status: 'registered',
    category: { code: 'potholes', name: 'Potholes' },
    campaign: null,
    description: 'Appeal 2',
    place: null,
    receivedAt: '2026-11-01T00:02:00.000Z',
    deadline: '2026-11-20T18:59:59.999Z',
    registerBy: null,
    isOverdue: true,
    supporters: 0,
    answeredAt: null,
    closedAt: null,
    erasedAt: null,
  })
  expect(headers.get('cache-control')).toBe('public, max-age=10')
  expect(headers.get('vary')).toContain('Authorization')
})

test('staff see all of their organization, and nobody keeps it for another', async () => {
  expect(await numbers(old, as(key))).toEqual([8, 7, 6, 5, 4, 3, 2, 1])
  expect((await list(old, as(key))).headers.get('cache-control')).toBe('private, no-store')
  expect((await list(old, as(await api.staffKey('elsewhere')))).status).toBe(403)
  expect((await list(old, as(`vmeste_ugra_${'x'.repeat(43)}`))).status).toBe(401)
  expect((await api.request('/v1/organizations/nowhere/appeals')).status).toBe(404)
})

test('what is not public is not listed by asking for its status', async () => {
  expect(await numbers(`${old}&status=received,declined`)).toEqual([])
  expect(await numbers(`${old}&status=open`)).toEqual([8, 3, 2])
  expect(await numbers(`${old}&status=open`, as(key))).toEqual([8, 4, 3, 2, 1])
  expect(await numbers(`${old}&status=answered,closed`)).toEqual([6, 5])
})

test('a list is narrowed by category and time', async () => {
  expect(await numbers('category=snow')).toEqual([3])
  expect(await numbers('since=2026-11-01T00:05:00Z&until=2026-11-01T00:08:00Z')).toEqual([6, 5])
  expect(await numbers('since=0000-01-01T00:00:00Z&until=0000-01-01T00:00:00Z')).toEqual([])
})

test('pages follow one another without a gap or a repetition, also when more arrives in between', async () => {
  expect(await pages(`${old}&limit=2`)).toEqual([[8, 6], [5, 3], [2]])
  const first = await list('category=snow-2&limit=2', as(key))
  expect(first.json).toEqual({ items: [], next: null })
  await add(
    ...[21, 22, 23].map((number) => ({ number, categoryCode: 'busy', receivedAt: new Date('2026-11-03T00:00:00Z') })),
  )
  const { json } = await list('category=busy&limit=2')
  await add({ number: 24, categoryCode: 'busy', receivedAt: new Date('2026-11-04T00:00:00Z') })
  expect(json.items.map(({ number }: { number: number }) => number)).toEqual([23, 22])
  expect(await numbers(`category=busy&limit=2&cursor=${json.next}`)).toEqual([21])
})

test('an officer takes first what is due first; what has no deadline comes last', async () => {
  expect(await pages(`${old}&status=open&sort=deadline&limit=2`, as(key))).toEqual([[8, 2], [1, 3], [4]])
  expect((await list('sort=deadline')).json.type).toBe('/problems/staff-only')
})

test('what is to be registered first is due before what is to be answered later, page by page', async () => {
  await add(
    { number: 31, categoryCode: 'due', deadline: new Date('2026-12-08T18:59:59.999Z') },
    {
      number: 32,
      categoryCode: 'due',
      status: 'received',
      deadline: new Date('2026-12-30T18:59:59.999Z'),
      registerBy: new Date('2026-12-02T18:59:59.999Z'),
    },
    { number: 33, categoryCode: 'due', status: 'received', registerBy: new Date('2026-12-08T18:59:59.999Z') },
    { number: 34, categoryCode: 'due' },
  )
  expect(await pages('category=due&sort=deadline&limit=1', as(key))).toEqual([[32], [31], [33], [34]])
})

test('of some appeals it is asked which are still in a list', async () => {
  expect(await numbers('numbers=2,3,5,999&status=open', as(key))).toEqual([3, 2])
  expect(await numbers('numbers=1,2,4')).toEqual([2])
  expect((await list('numbers=1,two')).json.errors[0].pointer).toBe('/numbers')
})

test('near a point, the nearest comes first and what is farther than the radius not at all', async () => {
  expect(await numbers('near=61,69')).toEqual([11, 12])
  expect(await numbers('near=61.02,69&radius=3000')).toEqual([13, 12, 11])
  expect(await numbers('near=61,69', as(key))).toEqual([11, 15, 12])
  expect(await pages('near=61,69&radius=50000&limit=1')).toEqual([[11], [12], [13], [14]])
  expect(await numbers('near=61,69&radius=555')).toEqual([11])
  expect(await numbers('near=61,69&radius=557')).toEqual([11, 12])
})

test('the 180th meridian is no wall, and at the pole all longitudes meet', async () => {
  for (const east of ['179.9995', '-179.9995', '180', '-180']) {
    expect((await numbers(`near=65,${east}`)).sort(), east).toEqual([16, 17, 18])
  }
  expect((await numbers('near=90,0')).sort()).toEqual([19, 20])
  expect((await numbers('near=89.9995,-120')).sort()).toEqual([19, 20])
})

test('a point that is not on Earth, and a cursor that this list did not give out, are bad input', async () => {
  const pointerOf = async (query: string) => {
    const { status, json } = await list(query, as(key))
    return [status, json.errors?.[0].pointer]
  }
  for (const near of ['95,0', '0,181', '61', 'here', '61,69,1']) {
    expect(await pointerOf(`near=${near}`), near).toEqual([422, '/near'])
  }
  const { json } = await list('limit=1&sort=deadline', as(key))
  const forged = btoa(JSON.stringify(['tomorrow', 'me'])).replace(/=+$/, '')
  for (const cursor of [json.next, forged, 'x', '%00', '🦉']) {
    expect(await pointerOf(`cursor=${encodeURIComponent(cursor)}`), cursor).toEqual([422, '/cursor'])
    expect(await pointerOf(`near=61,69&cursor=${encodeURIComponent(cursor)}`), cursor).toEqual([422, '/cursor'])
  }
  expect(await pointerOf('limit=101')).toEqual([422, '/limit'])
  expect(await pointerOf('status=lost')).toEqual([422, '/status/0'])
  expect(await pointerOf('radius=50001')).toEqual([422, '/radius'])
  expect(await pointerOf('since=yesterday')).toEqual([422, '/since'])
})
