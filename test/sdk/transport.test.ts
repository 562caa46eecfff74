import { afterEach, expect, test, vi } from 'vitest'
import { createClient, NetworkError, ProblemError, type TransportOptions, walk } from '../../sdk/index.js'
import { newKey } from '../../sdk/key.js'
import { type Answer, drop, json, never, serve } from './server.js'

const servers: Awaited<ReturnType<typeof serve>>[] = []
afterEach(async () => {
  vi.unstubAllGlobals()
  for (const server of servers.splice(0)) await server.close()
})

async function start(answers: Answer[], options: Partial<TransportOptions> = {}) {
  const server = await serve(...answers)
  servers.push(server)
  return { ...server, client: createClient({ baseUrl: server.baseUrl, organization: 'town', ...options }) }
}

const appeal = { category: 'potholes', description: 'A hole', consent: true } as const
const busy = json(503, { type: '/problems/unavailable', status: 503, title: 'Busy', detail: 'Later.' })

test('asks an organization in a language, and hands back what it answers', async () => {
  const { client, asked } = await start([json(200, { id: 'town', name: 'Город' })], { language: 'ru', token: 'key' })
  expect(await client.organization.get()).toMatchObject({ name: 'Город' })
  expect(asked[0]).toMatchObject({
    method: 'GET',
    url: '/v1/organizations/town',
    headers: { 'accept-language': 'ru', authorization: 'Bearer key' },
  })
  expect(asked[0]?.headers).not.toHaveProperty('idempotency-key')
})

test('writes the query as the contract has it, and leaves out what is not given', async () => {
  const { client, asked } = await start([json(200, { items: [], next: null })])
  await client.appeals.list({
    status: ['open', 'answered'],
    near: { latitude: 61, longitude: 69.5 },
    since: new Date('2026-01-01T00:00:00Z'),
    cursor: undefined,
  })
  expect(Object.fromEntries(new URL(`http://x${asked[0]?.url}`).searchParams)).toEqual({
    status: 'open,answered',
    near: '61,69.5',
    since: '2026-01-01T00:00:00.000Z',
  })
})

test('sends the same key again when an answer is lost, and another one for another appeal', async () => {
  const { client, asked } = await start([drop, busy, json(201, { number: 7 })])
  expect(await client.appeals.create(appeal)).toMatchObject({ number: 7 })
  await client.appeals.create(appeal)
  const keys = asked.map(({ headers }) => headers['idempotency-key'])
  expect(keys).toHaveLength(4)
  expect(new Set(keys.slice(0, 3)).size).toBe(1)
  expect(keys[0]).toMatch(/^[\x21-\x7e]{8,128}$/)
  expect(keys[3]).not.toBe(keys[0])
  expect(asked.map(({ body }) => JSON.parse(body))).toEqual([appeal, appeal, appeal, appeal])
})

test('sends the key it is given', async () => {
  const { client, asked } = await start([json(201, {})])
  await client.polls.vote('park', { answers: { where: 'north' } }, { idempotencyKey: 'my-own-key' })
  expect(asked[0]?.headers['idempotency-key']).toBe('my-own-key')
})

test('waits as long as it is told to', async () => {
  const { client } = await start([json(429, {}, { 'Retry-After': '1' }), json(200, { groups: [] })])
  const start_ = performance.now()
  await client.organization.categories()
  expect(performance.now() - start_).toBeGreaterThan(990)
})

test('does not wait for an hour, and tells how long it would be', async () => {
  const { client, asked } = await start([json(503, {}, { 'Retry-After': '3600' })])
  await expect(client.organization.get()).rejects.toMatchObject({ status: 503, retryAfter: 3600 })
  expect(asked).toHaveLength(1)
})

test('tells which fields were refused, and does not try again', async () => {
  const errors = [{ pointer: '/contact/email', code: 'invalid_format', detail: 'Not an address.' }]
  const { client, asked } = await start([
    json(422, {
      type: '/problems/invalid-input',
      title: 'Check',
      status: 422,
      detail: 'Some fields.',
      errors,
      legal: ['a'],
    }),
  ])
  const error = await client.appeals.create(appeal).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ProblemError)
  expect(error).toMatchObject({
    name: 'ProblemError',
    message: 'Check',
    type: '/problems/invalid-input',
    code: 'invalid-input',
    status: 422,
    detail: 'Some fields.',
    errors,
    document: { legal: ['a'] },
  })
  expect(asked).toHaveLength(1)
})

test('takes a gateway’s page for a problem, not for an answer', async () => {
  const page: Answer = (response) => response.writeHead(403, { 'content-type': 'text/html' }).end('<h1>No</h1>')
  const { client } = await start([page])
  await expect(client.organization.get()).rejects.toMatchObject({
    name: 'ProblemError',
    status: 403,
    code: '',
    errors: [],
  })
})

test('gives up on a dead network with the cause', async () => {
  const { client, asked } = await start([drop])
  const error = await client.organization.get({ retries: 1 }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(NetworkError)
  expect((error as NetworkError).cause).toBeDefined()
  expect(asked).toHaveLength(2)
})

test('waits for no answer longer than its limit', async () => {
  const { client, asked } = await start([never])
  await expect(client.organization.get({ timeout: 50, retries: 1 })).rejects.toBeInstanceOf(NetworkError)
  expect(asked).toHaveLength(2)
})

test('stops when aborted: before, during and between attempts', async () => {
  const { client, asked } = await start([never])
  const reason = new Error('gone')
  await expect(client.organization.get({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  expect(asked).toHaveLength(0)

  const during = new AbortController()
  const asking = client.organization.get({ signal: during.signal })
  setTimeout(() => during.abort(reason), 50)
  await expect(asking).rejects.toBe(reason)

  const between = new AbortController()
  const { client: other, asked: times } = await start([json(429, {}, { 'Retry-After': '30' })])
  const waiting = other.organization.get({ signal: between.signal })
  setTimeout(() => between.abort(reason), 100)
  await expect(waiting).rejects.toBe(reason)
  expect(times).toHaveLength(1)
})

test('walks a list page by page, only as far as it is read', async () => {
  const { client, asked } = await start([
    json(200, { items: [{ number: 1 }, { number: 2 }], next: 'more' }),
    json(200, { items: [{ number: 3 }], next: null }),
  ])
  const numbers: number[] = []
  for await (const { number } of walk((cursor) => client.appeals.list({ cursor }))) numbers.push(number)
  expect(numbers).toEqual([1, 2, 3])
  expect(asked[1]?.url).toContain('cursor=more')

  for await (const _ of walk((cursor) => client.appeals.list({ cursor }))) break
  expect(asked).toHaveLength(3)
})

test('uploads a file as a form, once, with its name', async () => {
  const { client, asked } = await start([drop, json(201, { id: 'a' })])
  await client.attachments.upload(new File(['bytes'], 'яма.jpg', { type: 'image/jpeg' }))
  expect(asked[1]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
  expect(asked[1]?.body).toContain('filename="яма.jpg"')
  expect(asked[1]?.headers['idempotency-key']).toBe(asked[0]?.headers['idempotency-key'])
})

test('sends the secret instead of a key for what the resident alone may do', async () => {
  const { client, asked } = await start([json(200, { view: 'resident' }), json(201, {})], { token: 'staff' })
  await client.appeals.get(7, { secret: 'mine' })
  await client.appeals.rate(7, { score: 5 }, { secret: 'mine' })
  await client.appeals.get(7)
  await client.appeals.transition(7, { to: 'closed' }, { ifMatch: '"3"' })
  expect(asked.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer mine',
    'Bearer mine',
    'Bearer staff',
    'Bearer staff',
  ])
  expect(asked[3]?.headers['if-match']).toBe('"3"')
})

test('reaches what staff and residents do with an appeal beside its steps', async () => {
  const { client, asked } = await start([json(200, {})], { token: 'staff' })
  await client.appeals.respond(7, { to: 'disputed', text: 'Still dark' }, { secret: 'mine' })
  await client.appeals.queues()
  await client.appeals.note(7, 'Ask the parks')
  await client.appeals.assign(7, 'me')
  expect(asked.map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([
    ['POST', '/v1/organizations/town/appeals/7/transitions', 'Bearer mine'],
    ['GET', '/v1/organizations/town/queues', 'Bearer staff'],
    ['POST', '/v1/organizations/town/appeals/7/notes', 'Bearer staff'],
    ['PUT', '/v1/organizations/town/appeals/7/assignee', 'Bearer staff'],
  ])
})

test('sends the device only where a vote needs it', async () => {
  const { client, asked } = await start([json(200, {})], { device: 'a-device-of-16-ch' })
  await client.polls.get('park')
  await client.polls.results('park')
  await client.polls.vote('park', { answers: {} })
  expect(asked.map(({ headers }) => headers['vmeste-device'])).toEqual([
    undefined,
    'a-device-of-16-ch',
    'a-device-of-16-ch',
  ])
})

test('makes keys also where the platform makes no UUIDs', () => {
  const { getRandomValues } = globalThis.crypto
  vi.stubGlobal('crypto', { getRandomValues: getRandomValues.bind(globalThis.crypto) })
  const keys = Array.from({ length: 100 }, newKey)
  expect(new Set(keys).size).toBe(100)
  for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9_-]{16,64}$/)
})
