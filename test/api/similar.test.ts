import { eq, sql } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stillOpen } from '../../api/appeals/tables.js'
import { rowsOf } from '../../api/platform/database.js'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'

let api: TestApp
let address = '203.0.113.1'
type Row = typeof tables.appeals.$inferInsert

const add = (...given: (Partial<Row> & { number: number })[]) =>
  api.database.insert(tables.appeals).values(
    given.map((row) => ({
      organizationId: 'hanty',
      id: uuid(),
      categoryCode: 'potholes',
      categoryNames: { ru: 'Ямы', en: 'Potholes' },
      kind: 'message' as const,
      description: 'Яма на дороге, пробил колесо',
      answers: {},
      language: 'ru',
      visibility: 'public' as const,
      source: 'web' as const,
      status: 'registered' as const,
      version: 2,
      receivedAt: new Date('2026-11-20T09:00:00Z'),
      ...row,
    })),
  )

beforeAll(async () => {
  api = await createTestApp({ clientAddress: () => address })
  const here = { latitude: 61, longitude: 69 }
  await add(
    // A thousandth of a degree northwards is some 111 m.
    {
      number: 1,
      latitude: 61.001,
      longitude: 69,
      address: 'Mira 5, flat 12',
      deadline: new Date('2026-12-20T18:59:59.999Z'),
    },
    { number: 2, latitude: 61.0001, longitude: 69, status: 'in_progress' },
    { number: 3, latitude: 61.003, longitude: 69 },
    { number: 4, ...here, categoryCode: 'snow', description: 'Не чистят снег' },
    { number: 5, ...here, categoryCode: 'snow', description: 'Под снегом на дороге яма, пробил колесо' },
    { number: 6, ...here, status: 'received' },
    { number: 7, ...here, status: 'answered' },
    { number: 8, ...here, visibility: 'private' },
    { number: 9, ...here, status: 'declined' },
    { number: 10, ...here, erasedAt: new Date('2026-11-21T09:00:00Z'), description: '' },
    { number: 11, address: 'Lenina street 40' },
    {
      number: 12,
      address: 'Lenina street 41',
      categoryCode: 'parks',
      description: 'Call me +7 900 123-45-67, swings broken',
    },
    { number: 13, categoryCode: 'parks', description: 'The swings are broken on the playground' },
    {
      number: 14,
      categoryCode: 'parks',
      description: 'The swings were broken',
      receivedAt: new Date('2025-11-20T09:00:00Z'),
    },
  )
  await add({ number: 1, organizationId: 'elsewhere', ...here })
})
afterAll(() => api.close())

const ask = (given: Record<string, unknown>, headers: Record<string, string> = {}) =>
  api.request('/appeals/similar', { body: { category: 'potholes', ...given }, headers })
const numbers = async (given: Record<string, unknown>) =>
  (await ask(given)).json.items.map(({ number }: { number: number }) => number)

test('who is about to report what is open and public nearby is shown it in full, the likeliest first', async () => {
  const { status, json, headers } = await ask({
    description: 'Огромная яма на дороге!',
    place: { latitude: 61, longitude: 69 },
  })
  expect(status).toBe(200)
  expect(headers.get('cache-control')).toBe('private, no-store')
  expect(json.items.map(({ number }: { number: number }) => number)).toEqual([2, 5, 1])
  expect(json.items[2]).toEqual({
    number: 1,
    status: 'registered',
    category: { code: 'potholes', name: 'Potholes' },
    campaign: null,
    description: 'Яма на дороге, пробил колесо',
    place: { address: 'Mira 5, flat •••', latitude: 61.001, longitude: 69 },
    receivedAt: '2026-11-20T09:00:00.000Z',
    deadline: '2026-12-20T18:59:59.999Z',
    registerBy: null,
    isOverdue: false,
    supporters: 0,
    answeredAt: null,
    closedAt: null,
    erasedAt: null,
    distance: 111,
  })
})

test('an address written a little otherwise is the same place, also without a point', async () => {
  expect(await numbers({ place: { address: 'lenina street, 40' } })).toEqual([11])
  expect(await numbers({ place: { address: 'Sovetskaya 1' } })).toEqual([])
})

test('without a place the words say it, among those of late of the same topic', async () => {
  expect(await numbers({ category: 'parks', description: 'Swings broken at the playground' })).toEqual([13, 12])
  expect(await numbers({ category: 'parks', description: 'A tree has fallen' })).toEqual([])
  expect(await numbers({ category: 'parks' })).toEqual([])
})

test('what is hidden is not found by trying out what it may be', async () => {
  const [found, tried] = await Promise.all(
    ['swings broken +7 900 000-00-00', 'swings broken +7 900 123-45-67'].map((description) =>
      ask({ category: 'parks', description }),
    ),
  )
  expect(tried?.json).toEqual(found?.json)
  expect(JSON.stringify(tried?.json)).not.toContain('123-45-67')
})

test('at most five are shown', async () => {
  const rows = [51, 52, 53, 54, 55, 56, 57].map((number) => ({ number, latitude: 62, longitude: 70 }))
  await add(...rows)
  expect(await numbers({ place: { latitude: 62, longitude: 70 } })).toEqual([57, 56, 55, 54, 53])
})

test('a wrong question is told so, and one that cannot be answered with nothing is answered so', async () => {
  const { status, json } = await ask({ place: { latitude: 61 } })
  expect([status, json.errors[0]]).toMatchObject([422, { pointer: '/place/latitude' }])
  expect((await ask({ category: 'no such' })).status).toBe(422)
  expect(await numbers({ category: 'none-such', description: 'Anything at all' })).toEqual([])
  expect(await numbers({ place: { latitude: 90, longitude: 180 } })).toEqual([])
})

test('where appeals are not published, nothing is shown; where they are switched off, there is nothing', async () => {
  const at = (id: string) =>
    api.request(`/v1/organizations/${id}/appeals/similar`, {
      body: { category: 'potholes', place: { latitude: 61, longitude: 69 } },
    })
  expect((await at('elsewhere')).json).toEqual({ items: [] })
  await api.database
    .update(tables.organizations)
    .set({ settings: { features: { appeals: false } } })
    .where(eq(tables.organizations.id, 'elsewhere'))
  api.clock.now = new Date(api.clock.now.getTime() + 3_600_000)
  expect((await at('elsewhere')).status).toBe(404)
})

test('a program that asks on and on is held up', async () => {
  address = '203.0.113.9'
  const headers = { 'vmeste-device': 'a-device-that-asks-too-often' }
  let answer = await ask({}, headers)
  for (let count = 1; count < 101 && answer.status === 200; count++) answer = await ask({}, headers)
  expect([answer.status, answer.json.type]).toEqual([429, '/problems/too-many-requests'])
})

test('those nearby are found by the index made for it', async () => {
  const rows = await api.database.transaction(async (transaction) => {
    await transaction.execute(sql`set local enable_seqscan = off`)
    return rowsOf<Record<string, string>>(
      transaction,
      sql`explain select id from appeals where organization_id = 'hanty' and ${stillOpen}
        and latitude is not null and point(longitude, latitude) <@ box(point(68, 60), point(70, 62))`,
    )
  })
  expect(rows.flatMap((row) => Object.values(row)).join('\n')).toContain('appeals_open_place')
})
