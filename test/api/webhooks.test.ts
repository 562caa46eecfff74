import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createMessenger } from '../../api/webhooks/messenger.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send, take } from './appeals.fixture.js'

let api: TestApp
let messenger: ReturnType<typeof createMessenger>
let administrator: Record<string, string>
let received: { url: string; headers: Record<string, string>; body: string }[]
let status = 200
beforeAll(async () => {
  api = await createTestApp()
  const { database, services, clock } = api
  messenger = createMessenger({
    ...services,
    database,
    now: () => clock.now,
    fetchOutside: async (url, init) => {
      received.push({ url: String(url), headers: { ...Object(init?.headers) }, body: String(init?.body) })
      return new Response(null, { status })
    },
  })
  await addCategory(api, { code: 'potholes' }, 5)
  administrator = as(await api.staffKey('hanty', 'administrator'))
})
beforeEach(() => {
  received = []
  status = 200
})
afterAll(() => api.close())

const ask = (path: string, method = 'GET', body?: unknown) =>
  api.request(`/webhooks${path}`, { method, body, headers: administrator })
const later = (hours: number) => {
  api.clock.now = new Date(api.clock.now.getTime() + hours * 3_600_000)
}

test('what happens is told once, signed so that anyone’s library can check it', async () => {
  await send(api)
  const made = (await ask('', 'POST', { url: 'https://town.test/hook', types: ['appeal.changed'] })).json
  expect(made.secret).toMatch(/^whsec_/)
  const { number } = (await send(api)).json
  await messenger.round()
  // Not what happened before it was made.
  expect(received.map(({ url }) => url)).toEqual(['https://town.test/hook'])
  const headers: Record<string, string> = received[0]?.headers ?? {}
  const body = received[0]?.body ?? ''
  const checked = () => new Webhook(made.secret).verify(body, headers)
  // The library knows no other clock than the machine's.
  expect(new Webhook(made.secret).sign(`${headers['webhook-id']}`, api.clock.now, body)).toBe(
    headers['webhook-signature'],
  )
  expect(checked).toThrow(/timestamp/)
  expect(JSON.parse(body)).toMatchObject({
    type: 'appeal.changed',
    data: { organization: 'hanty', number, status: 'received' },
  })
  await messenger.round()
  expect(received).toHaveLength(1)
  expect((await ask('')).json.items[0]).toEqual({ ...made, secret: undefined, waiting: 0, dead: 0 })
})

test('who cannot be reached is tried again, longer and longer, then given up, and told when asked', async () => {
  const [{ id }] = (await ask('')).json.items
  const { number } = (await send(api)).json
  status = 500
  for (let attempt = 0; attempt < 12; attempt++) {
    await messenger.round()
    later(25)
  }
  expect(received).toHaveLength(10)
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  const { items } = (await ask(`/${id}/messages`)).json
  expect(items).toMatchObject([{ type: 'appeal.changed', data: { number }, attempts: 10, dueAt: null, failure: '500' }])
  expect((await ask('')).json.items[0]).toMatchObject({ waiting: 0, dead: 1 })
  status = 204
  expect((await ask(`/${id}/replay`, 'POST', {})).json).toEqual({ count: 1 })
  await messenger.round()
  expect(received).toHaveLength(11)
  expect((await ask(`/${id}/messages`)).json.items).toEqual([])
})

test('who says that it is gone, is paused or removed is told nothing any more', async () => {
  const [{ id }] = (await ask('')).json.items
  const officer = await api.staffKey('hanty')
  const { number } = (await send(api)).json
  status = 410
  await messenger.round()
  expect((await ask('')).json.items[0]).toMatchObject({ isActive: false })
  await take(api, officer, number, { to: 'registered' })
  later(1)
  await messenger.round()
  expect(received).toHaveLength(1)
  status = 200
  expect((await ask(`/${id}`, 'PATCH', { isActive: true })).json.isActive).toBe(true)
  await messenger.round()
  // What waited comes too.
  expect(
    received
      .map(({ body }) => JSON.parse(body).data.status)
      .slice(1)
      .sort(),
  ).toEqual(['received', 'registered'])
  expect((await ask(`/${id}`, 'DELETE')).status).toBe(204)
  await send(api)
  await messenger.round()
  expect(received).toHaveLength(3)
  expect((await ask('', 'POST', { url: 'ftp://town.test' })).status).toBe(422)
})
