import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPostman } from '../../api/notifications/postman.js'
import * as tables from '../../api/platform/schema.js'
import { forgetUnseen } from '../../api/residents/forget.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send, take } from './appeals.fixture.js'
import { by, signIn, takeWays } from './residents.fixture.js'

let api: TestApp
let key: string
const start = new Date('2026-11-24T09:00:00Z')
beforeAll(async () => {
  api = await createTestApp()
  key = await api.staffKey()
  await addCategory(api, { code: 'potholes', contact: { name: 'none', email: 'optional', phone: 'none' } }, 10)
})
afterAll(() => api.close())

let texts = 0
/** A public appeal that someone has looked at. */
async function registered(given: Record<string, unknown> = {}, headers?: Record<string, string>) {
  texts += 1
  const { json } = await send(api, { description: `Hole ${'x'.repeat(texts)}`, ...given }, headers)
  await take(api, key, json.number, { to: 'registered' })
  return json as { number: number; secret: string }
}
const device = (name: string) => ({ 'vmeste-device': `device-${name}`.padEnd(20, '0') })
const support = (number: number, headers: Record<string, string>, body: Record<string, unknown> = {}) =>
  api.request(`/appeals/${number}/support`, { body, headers })
const withdraw = (number: number, headers: Record<string, string>) =>
  api.request(`/appeals/${number}/support`, { method: 'DELETE', headers })
const supporters = async (number: number) => (await api.request(`/appeals/${number}`)).json.supporters
const postman = () =>
  createPostman({
    database: api.database,
    mail: api.services.mail,
    push: api.services.push,
    sealing: api.services.sealing,
    secret: api.services.secret,
    url: 'https://vmeste.test',
    log: { error: () => {}, warn: () => {}, info: () => {} },
    now: () => api.clock.now,
  })
const tokenIn = (text = '') => /\/notices\/([\w.-]+)/.exec(text)?.[1] ?? ''

test('who has the same trouble says so, is counted once, and may take it back', async () => {
  const { number } = await registered()
  expect((await support(number, device('a'))).json).toEqual({
    number,
    isSupported: true,
    supporters: 1,
    notices: 'none',
  })
  expect((await support(number, device('a'))).json).toEqual({
    number,
    isSupported: true,
    supporters: 1,
    notices: 'none',
  })
  expect((await support(number, device('b'))).json.supporters).toBe(2)
  expect(await supporters(number)).toBe(2)
  const { json } = await api.request('/appeals')
  expect(json.items.find((item: { number: number }) => item.number === number).supporters).toBe(2)
  expect((await withdraw(number, device('a'))).json).toEqual({
    number,
    isSupported: false,
    supporters: 1,
    notices: 'none',
  })
  expect((await withdraw(number, device('a'))).json).toEqual({
    number,
    isSupported: false,
    supporters: 1,
    notices: 'none',
  })
  expect((await support(number, device('a'))).json.supporters).toBe(2)
})

test('many at once, each several times, are as many as they are', async () => {
  const { number } = await registered()
  const names = Array.from({ length: 12 }, (_, index) => device(`crowd${index % 4}`))
  const answers = await Promise.all(
    names.map((headers) => support(number, headers, { email: 'c@mail.test', consent: true })),
  )
  expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200))
  expect(await supporters(number)).toBe(4)
  const rows = await api.database.select().from(tables.appealSupporters)
  const followers = rows.flatMap(({ followerId }) => followerId ?? [])
  expect(new Set(followers).size).toBe(followers.length)
})

test('a page that was kept is not shown with an old count', async () => {
  const { number } = await registered()
  const before = (await api.request(`/appeals/${number}`)).headers.get('etag')
  await support(number, device('a'))
  const after = await api.request(`/appeals/${number}`, { headers: { 'if-none-match': String(before) } })
  expect([after.status, after.json?.supporters]).toEqual([200, 1])
})

test('only what is public and open is supported, and not by staff', async () => {
  const refused = async (number: number) => {
    const { status, json } = await support(number, device('a'))
    return [status, json.type]
  }
  texts += 1
  const { json: fresh } = await send(api, { description: `Hole ${'y'.repeat(texts)}` })
  expect(await refused(fresh.number)).toEqual([409, '/problems/support-not-possible'])
  const { number } = await registered()
  await take(api, key, number, { to: 'answered', text: 'Done' })
  expect(await refused(number)).toEqual([409, '/problems/support-not-possible'])
  expect((await support(99_999, device('a'))).status).toBe(404)
  expect((await support((await registered()).number, as(key))).status).toBe(403)
  expect((await support(number, device('a'), { email: 'a@mail.test' })).json.errors[0]).toMatchObject({
    pointer: '/consent',
  })
})

test('who supports is kept so that nobody without the secret can tell who, or join two appeals by it', async () => {
  const [one, other] = [await registered(), await registered()]
  for (const { number } of [one, other]) await support(number, device('same'))
  const rows = await api.database.select().from(tables.appealSupporters)
  expect(JSON.stringify(rows)).not.toContain('device-same')
  expect(new Set(rows.map(({ supporter }) => supporter)).size).toBe(rows.length)
})

test('who leaves an address confirms it, is told of steps as anyone may read them, rates, and ends it', async () => {
  const { number, secret } = await registered({ contact: { email: 'sender@mail.test' } })
  const left = await support(number, device('mail'), { email: 'friend@mail.test', consent: true })
  expect(left.json.notices).toBe('asked')
  api.mails.length = 0
  await postman().round()
  const asked = api.mails.find(({ to }) => to === 'friend@mail.test')
  expect(asked?.text).toContain(`someone says of appeal no. ${number} to Hanty: this is mine too`)
  expect(asked?.text).not.toContain(secret)
  const token = tokenIn(asked?.text)
  expect((await api.request(`/notices/${token}`)).json).toEqual({
    number,
    isFollowing: false,
    isSupporter: true,
    canRate: false,
  })
  await api.request(`/notices/${token}`, { method: 'PUT', body: { isFollowing: true } })

  // What is asked of whoever sent it is between them; what is answered is told, with what leads to a person hidden.
  api.mails.length = 0
  await take(api, key, number, { to: 'waiting', text: 'Which house of yours?' })
  await postman().round()
  expect(api.mails.map(({ to }) => to)).toEqual(['friend@mail.test'])
  expect(api.mails[0]?.text).not.toContain('Which house')
  await take(api, key, number, { to: 'answered', text: 'Done, ask +7 900 123-45-67' })
  await postman().round()
  expect(api.mails[1]?.text).toContain(`Appeal no. ${number} (Topic potholes), which you support:`)
  expect(api.mails[1]?.text).toContain('Done, ask •••')

  api.clock.now = new Date(start.getTime() + 4 * 86_400_000)
  api.mails.length = 0
  await postman().round()
  expect(api.mails[0]?.text).toContain('Please say whether that solves it')
  const page = await api.app.request(`http://api.test/o/hanty/notices/${token}`)
  expect(await page.text()).toContain('name="score"')
  const rate = () => api.request(`/notices/${token}/rating`, { body: { score: 2 } })
  expect((await rate()).json).toEqual({ number, isFollowing: true, isSupporter: true, canRate: false })
  expect((await rate()).json.type).toBe('/problems/already-rated')
  const seen = await api.request(`/appeals/${number}`, { headers: as(key) })
  expect([seen.json.supporterRatings, seen.json.ratingScore]).toEqual([{ count: 1, average: 2 }, null])
  // The next answer is another.
  await take(api, key, number, { to: 'in_progress', text: 'Not solved' })
  expect((await api.request(`/appeals/${number}`, { headers: as(key) })).json.supporterRatings.count).toBe(0)

  expect((await api.request(`/notices/${token}/end`, { method: 'POST' })).json.isFollowing).toBe(false)
  api.mails.length = 0
  await take(api, key, number, { to: 'answered', text: 'Really' })
  await postman().round()
  expect(api.mails).toEqual([])
  api.clock.now = start
})

test('with the support goes the address', async () => {
  const { number } = await registered()
  await support(number, device('gone'), { email: 'gone@mail.test', consent: true })
  const followers = () => api.database.select().from(tables.followers)
  const before = (await followers()).length
  await withdraw(number, device('gone'))
  expect((await followers()).length).toBe(before - 1)
})

test('what was erased is followed by nobody, and its supporters lead nowhere', async () => {
  const { number, secret } = await registered()
  await support(number, device('erased'), { email: 'erased@mail.test', consent: true })
  const [appeal] = await api.database.select().from(tables.appeals).where(eq(tables.appeals.number, number))
  const mine = eq(tables.followers.appealId, appeal?.id ?? '')
  expect(await api.database.select().from(tables.followers).where(mine)).toHaveLength(1)
  expect((await api.request(`/appeals/${number}`, { method: 'DELETE', headers: as(secret) })).status).toBe(200)
  expect(await api.database.select().from(tables.followers).where(mine)).toEqual([])
  expect((await support(number, device('late'))).status).toBe(409)
})

test('residents see, take along and erase what they support; who is forgotten stays counted', async () => {
  const [one, other] = [await registered(), await registered()]
  // Later than what is remembered of the organization from before.
  api.clock.now = new Date(start.getTime() + 10 * 86_400_000)
  await takeWays(api, 'anonymous', 'email')
  const token = await signIn(api, 'anna@mail.test')
  for (const { number } of [one, other])
    expect((await support(number, by(token), { email: 'anna@mail.test', consent: true })).json.supporters).toBe(1)
  const { json } = await api.request('/residents/me/supports', { headers: by(token) })
  expect(json.items.map(({ number }: { number: number }) => number).sort()).toEqual([one.number, other.number].sort())
  expect(json.items[0]).toMatchObject({ status: 'registered', category: { code: 'potholes', name: 'Topic potholes' } })
  expect((await api.request('/residents/me/export', { headers: by(token) })).json.supports).toEqual(json.items)
  // By a code sent there, the address is known to be theirs: nothing is asked.
  const mine = and(eq(tables.followers.organizationId, 'hanty'), eq(tables.followers.createdAt, api.clock.now))
  const following = await api.database.select().from(tables.followers).where(mine)
  expect(following.map(({ confirmedAt }) => confirmedAt)).toEqual([api.clock.now, api.clock.now])

  const { number } = await registered({}, by(token))
  expect((await support(number, by(token))).json).toEqual({
    number,
    isSupported: false,
    supporters: 0,
    notices: 'none',
  })
  expect((await api.request('/residents/me', { method: 'DELETE', headers: by(token) })).status).toBe(200)
  expect(await supporters(one.number)).toBe(0)
  expect(await api.database.select().from(tables.followers).where(mine)).toEqual([])

  const boris = await signIn(api, 'boris@mail.test')
  await support(one.number, by(boris), { email: 'boris@mail.test', consent: true })
  await forgetUnseen(api.database).run(new Date(api.clock.now.getTime() + 400 * 86_400_000))
  expect(await supporters(one.number)).toBe(1)
  expect(await api.database.select().from(tables.followers).where(mine)).toEqual([])
})
