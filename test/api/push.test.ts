import { createECDH, randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decrypt } from 'http_ece'
import { importJWK, jwtVerify } from 'jose'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { NewTransition } from '../../api/appeals/contract.js'
import { subscriptionOf } from '../../api/notifications/browsers.js'
import { createPostman } from '../../api/notifications/postman.js'
import { createOutgoing } from '../../api/platform/outgoing.js'
import { createPush } from '../../api/platform/push.js'
import * as tables from '../../api/platform/schema.js'
import { createSealing } from '../../api/platform/sealing.js'
import { reseal } from '../../api/privacy/reseal.js'
import { retain } from '../../api/privacy/retention.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send } from './appeals.fixture.js'

interface Posted {
  path: string
  headers: IncomingHttpHeaders
  body: Buffer
}

/** As the service of a browser's maker: takes what is posted, unless it is told to answer otherwise. */
const posted: Posted[] = []
let status = 201
const service = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part) => parts.push(part))
  request.on('end', () => {
    posted.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) })
    response.writeHead(status).end()
  })
})

let api: TestApp
let key: string
let warnings: object[] = []
const start = new Date('2026-11-24T09:00:00Z')
const settings = { PUBLIC_URL: 'https://vmeste.test', MAIL_FROM: undefined }
const push = (fetchOutside: typeof fetch, secret = 'a secret of the tests that is long enough') =>
  createPush({ secret, settings, fetchOutside, now: () => new Date() })
beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  const { port } = service.address() as AddressInfo
  const outside = createOutgoing({ PUBLIC_URL: undefined })
  // What is named is reached over TLS alone; here it stands on this machine.
  api = await createTestApp({
    push: push((input, init) => outside(String(input).replace('https://push.test', `http://127.0.0.1:${port}`), init)),
  })
  key = await api.staffKey()
  await addCategory(
    api,
    { code: 'lamps', names: { en: 'Lamps' }, contact: { name: 'none', email: 'optional', phone: 'none' } },
    10,
  )
  await allow(true)
})
afterEach(async () => {
  api.clock.now = start
  posted.length = 0
  warnings = []
  status = 201
  await api.database.delete(tables.followers)
})
afterAll(async () => {
  service.close()
  await api.close()
})

const administrator = () => api.staffKey('ugra', 'administrator')
const allow = async (isAllowed: boolean) =>
  api.request('/settings', {
    method: 'PATCH',
    body: { settings: { notices: { push: isAllowed } } },
    headers: as(await administrator()),
  })
const postman = (sender = api.services.push, given: Partial<Parameters<typeof createPostman>[0]> = {}) =>
  createPostman({
    database: api.database,
    mail: api.services.mail,
    push: sender,
    sealing: api.services.sealing,
    secret: api.services.secret,
    url: 'https://vmeste.test',
    log: { error: () => {}, warn: (fields) => void warnings.push(fields), info: () => {} },
    now: () => api.clock.now,
    ...given,
  })
const sent = async (language = 'en'): Promise<{ number: number; secret: string }> =>
  (await send(api, { category: 'lamps' }, { 'accept-language': language })).json
const step = (number: number, body: Partial<NewTransition>) =>
  api.request(`/appeals/${number}/transitions`, { body, headers: as(key) })

/** A browser, with the keys that only it has. */
function browser(endpoint = `https://push.test/${randomBytes(8).toString('hex')}`) {
  const privateKey = createECDH('prime256v1')
  privateKey.generateKeys()
  const auth = randomBytes(16).toString('base64url')
  return {
    subscription: { endpoint, keys: { p256dh: privateKey.getPublicKey('base64url'), auth } },
    read: ({ body }: Posted) =>
      JSON.parse(decrypt(body, { version: 'aes128gcm', privateKey, authSecret: auth }).toString()),
  }
}
type Browser = ReturnType<typeof browser>
const tell = ({ number, secret }: { number: number; secret: string }, { subscription }: Browser, isFollowing = true) =>
  api.request(`/appeals/${number}/push`, {
    method: 'PUT',
    body: { subscription, isFollowing },
    headers: { ...as(secret), 'accept-language': 'en' },
  })
const followers = () => api.database.select().from(tables.followers)

test('a browser is told number and status of each step, so that only it can read them, and nothing of what was written', async () => {
  const appeal = await sent()
  const mine = browser()
  expect(await tell(appeal, mine)).toMatchObject({ status: 200, json: { number: appeal.number, isFollowing: true } })
  await step(appeal.number, { to: 'waiting', text: 'Which house?' })
  expect(await postman().round()).toBe(1)
  expect(await postman().round()).toBe(0)
  const [message] = posted
  expect(message?.path).toBe(new URL(mine.subscription.endpoint).pathname)
  expect(message?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '604800', topic: 'step' })
  expect(message && mine.read(message)).toEqual({
    title: `Appeal no. ${appeal.number}: Waiting for the resident`,
    body: 'Hanty',
    lang: 'en',
  })
})

test('the service can tell by a signature that it comes from the installation that the browser was told of', async () => {
  const appeal = await sent()
  await tell(appeal, browser())
  await step(appeal.number, { to: 'registered' })
  await postman().round()
  const { pushKey } = (await api.request('')).json
  const [, token = '', named] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(posted[0]?.headers.authorization ?? '') ?? []
  expect(named).toBe(pushKey)
  const point = Buffer.from(pushKey, 'base64url')
  expect([point.length, point[0]]).toEqual([65, 4])
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')]
  const { payload } = await jwtVerify(token, await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256'), {
    audience: 'https://push.test',
  })
  expect(payload.sub).toBe('https://vmeste.test')
  expect((payload.exp ?? 0) * 1000).toBeLessThan(Date.now() + 24 * 3_600_000)
})

test('all processes have one key, and an installation with another secret another', () => {
  const nothing = async () => new Response()
  expect(push(nothing).publicKey).toBe(push(nothing).publicKey)
  expect(push(nothing, 'another secret that is long enough too').publicKey).not.toBe(push(nothing).publicKey)
})

test('browsers are told only where the organization decided so, and no more once it decides otherwise', async () => {
  const elsewhere = await api.request('/v1/organizations/elsewhere')
  expect(elsewhere.json.pushKey).toBeNull()
  const appeal = await sent()
  const mine = browser()
  await tell(appeal, mine)
  await step(appeal.number, { to: 'registered' })
  await allow(false)
  api.clock.now = new Date(start.getTime() + 60_000)
  try {
    expect((await api.request('')).json.pushKey).toBeNull()
    expect(await postman().round()).toBe(0)
    expect(posted).toEqual([])
    expect((await tell(appeal, browser())).status).toBe(404)
    expect((await tell(appeal, mine, false)).json).toEqual({ number: appeal.number, isFollowing: false })
    expect(await followers()).toEqual([])
  } finally {
    await allow(true)
  }
})

test('only whoever sent an appeal has a browser told of it', async () => {
  const appeal = await sent()
  const other = await sent()
  expect((await tell({ ...appeal, secret: other.secret }, browser())).json.type).toBe('/problems/wrong-secret')
  const { subscription } = browser()
  const body = { subscription, isFollowing: true }
  const path = `/appeals/${appeal.number}/push`
  expect((await api.request(path, { method: 'PUT', body })).status).toBe(401)
  expect((await api.request(path, { method: 'PUT', body, headers: as(key) })).status).toBe(401)
  expect((await tell({ ...appeal, number: 999_999 }, browser())).status).toBe(404)
})

test('an address that is not reached by TLS, or keys of another length, are refused', async () => {
  const appeal = await sent()
  const { subscription } = browser()
  const wrong = await tell(appeal, {
    ...browser(),
    subscription: {
      endpoint: 'http://push.test/1',
      keys: { p256dh: 'B'.repeat(86), auth: `${subscription.keys.auth}=` },
    },
  })
  expect(wrong.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/subscription/endpoint',
    '/subscription/keys/p256dh',
    '/subscription/keys/auth',
  ])
})

test('what is named as a service cannot be a machine of our own network', async () => {
  const appeal = await sent()
  await tell(appeal, browser('https://127.0.0.1:1/admin'))
  await tell(appeal, browser('https://10.0.0.7/admin'))
  await step(appeal.number, { to: 'registered' })
  const refused: string[] = []
  const outside = createOutgoing({ PUBLIC_URL: 'https://vmeste.test' })
  const sender = push((input, init) =>
    outside(input, init).catch((error: Error) => {
      refused.push(error.message)
      throw error
    }),
  )
  expect(await postman(sender).round()).toBe(0)
  expect(refused).toEqual(['an address of a private network', 'an address of a private network'])
})

test('a browser that asks again is told once, and five at most of one appeal', async () => {
  const appeal = await sent()
  const browsers = Array.from({ length: 6 }, () => browser())
  const [first, second, ...rest] = browsers as [Browser, Browser, ...Browser[]]
  for (const each of [first, second, first, ...rest]) await tell(appeal, each)
  await step(appeal.number, { to: 'registered' })
  expect(await postman().round()).toBe(5)
  // The one told longest made room: the first had asked once more.
  expect(posted.map(({ path }) => path).sort()).toEqual(
    [first, ...rest].map(({ subscription }) => new URL(subscription.endpoint).pathname).sort(),
  )
})

test('a browser that wants no more is told no more, and the others still are', async () => {
  const appeal = await sent()
  const [mine, other] = [browser(), browser()]
  await tell(appeal, mine)
  await tell(appeal, other)
  await tell(appeal, mine, false)
  await step(appeal.number, { to: 'registered' })
  expect(await postman().round()).toBe(1)
  expect(posted[0]?.path).toBe(new URL(other.subscription.endpoint).pathname)
})

test.each([404, 410])('what the service says is gone (%i) is forgotten', async (gone) => {
  const appeal = await sent()
  await tell(appeal, browser())
  await step(appeal.number, { to: 'registered' })
  status = gone
  expect(await postman().round()).toBe(0)
  expect(await followers()).toEqual([])
  expect(await api.database.select().from(tables.deliveries)).toEqual([])
  expect(warnings).toEqual([])
})

test('while the service does not take it, it is tried again, later each time', async () => {
  const appeal = await sent()
  const mine = browser()
  await tell(appeal, mine)
  await step(appeal.number, { to: 'registered' })
  status = 503
  expect(await postman().round()).toBe(0)
  expect(warnings).toEqual([{ attempts: 1, isGivenUp: false, cause: 'PushError' }])
  status = 201
  expect(await postman().round()).toBe(0)
  api.clock.now = new Date(start.getTime() + 61_000)
  expect(await postman().round()).toBe(1)
  expect(posted.map((message) => mine.read(message).title)).toEqual([
    `Appeal no. ${appeal.number}: Registered`,
    `Appeal no. ${appeal.number}: Registered`,
  ])
})

test('after an answer a browser is told of it, and not asked to rate it', async () => {
  const appeal = await sent()
  await tell(appeal, browser())
  await step(appeal.number, { to: 'answered', text: 'It shines.' })
  const planned = await api.database.select({ kind: tables.deliveries.kind }).from(tables.deliveries)
  expect(planned).toEqual([{ kind: 'step' }])
})

test('where a browser is told is sealed, shown to whoever sent the appeal by its service, and gone with the appeal', async () => {
  const appeal = await sent()
  const mine = browser()
  await tell(appeal, mine)
  const [row] = await followers()
  expect(JSON.stringify(row)).not.toMatch(/push\.test|p256dh/)
  const own = as(appeal.secret)
  const { json } = await api.request(`/appeals/${appeal.number}/export`, { headers: own })
  expect(json.browsers).toEqual([{ service: 'push.test', since: start.toISOString() }])
  await api.request(`/appeals/${appeal.number}`, { method: 'DELETE', headers: own })
  expect(await followers()).toEqual([])
  expect((await tell(appeal, mine)).json.type).toBe('/problems/appeal-erased')
})

test('a mail address that is corrected takes no browser away', async () => {
  const { number, secret } = await sent()
  await tell({ number, secret }, browser())
  await api.request(`/appeals/${number}/contact`, {
    method: 'PATCH',
    body: { email: 'anna@example.test' },
    headers: as(secret),
  })
  expect((await followers()).filter(({ push }) => push !== null)).toHaveLength(1)
})

test('browsers go when contacts do, also where nobody left a contact', async () => {
  const appeal = await sent()
  await tell(appeal, browser())
  await step(appeal.number, { to: 'answered', text: 'It shines.' })
  const headers = as(await administrator())
  const contacts = { action: 'delete', afterDays: 1 }
  await api.request('/settings', { method: 'PATCH', body: { settings: { retention: { contacts } } }, headers })
  await retain(api.database, new Date(start.getTime() + 12 * 3_600_000))
  expect(await followers()).toHaveLength(1)
  await retain(api.database, new Date(start.getTime() + 3 * 86_400_000))
  expect(await followers()).toEqual([])
})

test('when the key that seals changes, where browsers are told is sealed anew', async () => {
  const appeal = await sent()
  const mine = browser()
  await tell(appeal, mine)
  const sealing = await createSealing(
    { VMESTE_KEYS: [{ id: 'next', key: randomBytes(32) }] },
    'a secret of the tests that is long enough',
  )
  await reseal(api.database, sealing)
  const [row] = await followers()
  expect(row?.push?.startsWith('next.')).toBe(true)
  expect(row && (await subscriptionOf(sealing, row))).toEqual(mine.subscription)
})

/** A service that takes in hand what it is sent, and answers once it is told to. */
function slowService({ of = /./, signal }: { of?: RegExp; signal?: Promise<void> } = {}) {
  const asked: string[] = []
  const state = { now: 0, most: 0 }
  const sender = {
    ...api.services.push,
    send: async ({ endpoint }: { endpoint: string }) => {
      const { host } = new URL(endpoint)
      asked.push(host)
      if (!of.test(host)) return 'taken' as const
      state.now += 1
      state.most = Math.max(state.most, state.now)
      await (signal ?? new Promise<void>(() => {}))
      state.now -= 1
      return 'taken' as const
    },
  }
  return { sender, asked, state }
}
function held() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
/** Browsers of several appeals, each told of a step. */
async function toldOf(endpoints: readonly string[]) {
  for (const endpoint of endpoints) {
    const appeal = await sent()
    await tell(appeal, browser(endpoint))
    await step(appeal.number, { to: 'registered' })
  }
}

test('a service that does not answer holds up no mail', async () => {
  await toldOf(['https://slow.test/1'])
  await send(api, { category: 'lamps', contact: { email: 'anna@example.test' } })
  const before = api.mails.length
  const { promise, resolve } = held()
  const round = postman(slowService({ signal: promise }).sender).round()
  try {
    await expect.poll(() => api.mails.length, { timeout: 3_000 }).toBeGreaterThan(before)
  } finally {
    resolve()
    await round
  }
})

test('a host that was slow once is not asked again in the same round, and the others are, several at once', async () => {
  await toldOf([
    ...Array.from({ length: 12 }, (_, index) => `https://slow.test/${index}`),
    ...Array.from({ length: 3 }, (_, index) => `https://quick.test/${index}`),
  ])
  const { sender, asked, state } = slowService({ of: /^slow/ })
  expect(await postman(sender, { answerWithin: 500 }).round()).toBe(3)
  expect(asked.filter((host) => host === 'slow.test').length).toBeLessThanOrEqual(8)
  expect(state.most).toBeGreaterThan(1)
  expect(warnings).toHaveLength(12)
  expect(warnings[0]).toEqual({ attempts: 1, isGivenUp: false, cause: 'SlowServiceError' })
})

test('who closes waits for what is being sent alone, and the rest is due at once for whoever looks next', async () => {
  await toldOf(Array.from({ length: 12 }, (_, index) => `https://slow.test/${index}`))
  const { promise, resolve } = held()
  const { sender, asked } = slowService({ signal: promise })
  const closing = postman(sender)
  const round = closing.round()
  await expect.poll(() => asked.length).toBe(8)
  const closed = closing.close()
  resolve()
  await closed
  expect(await round).toBe(8)
  expect(asked).toHaveLength(8)
  expect(await postman(slowService({ of: /^none/ }).sender).round()).toBe(4)
})
