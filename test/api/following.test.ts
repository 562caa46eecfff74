import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createCrier } from '../../api/discussions/following/crier.js'
import { forgetFollowers } from '../../api/discussions/following/follow.js'
import { createMailer } from '../../api/platform/mail.js'
import * as tables from '../../api/platform/schema.js'
import { readSettings } from '../../api/platform/settings.js'
import { startMailServer } from '../mail-server.js'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'
import { by, signIn, takeWays } from './residents.fixture.js'
import { signedIn } from './staff.fixture.js'

let api: TestApp
let moderator: Record<string, string>
let coordinator: Record<string, string>
let server: Awaited<ReturnType<typeof startMailServer>>
let mail: ReturnType<typeof createMailer>
const log = { error: () => {}, warn: () => {}, info: () => {} }
beforeAll(async () => {
  api = await createTestApp()
  moderator = as(await api.staffKey('hanty', 'moderator'))
  coordinator = as(await api.staffKey('hanty', 'coordinator'))
  server = await startMailServer()
  const settings = { SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: 'Hanty <no-reply@hanty.test>' }
  mail = createMailer(readSettings(settings), log)
})
// Each test on a day of its own, after noon where the town is.
let day = new Date('2026-11-24T09:00:00Z')
beforeEach(() => {
  day = new Date(+day + 30 * 24 * 3_600_000)
  api.clock.now = day
})
afterEach(async () => {
  server.received.length = 0
  await api.database.delete(tables.discussionFollowers)
})
afterAll(async () => {
  await mail.close()
  await server.stop()
  await api.close()
})

let discussions = 0
const open = async () => {
  const id = `square-${discussions++}`
  await api.database.insert(tables.discussions).values({
    organizationId: 'hanty',
    id,
    titles: { ru: 'Площадь', en: 'The square' },
    texts: { en: 'What to build here?' },
    opensAt: new Date('2026-11-20T00:00:00Z'),
  })
  return id
}
const crier = (mailer = mail) => {
  const { sealing, secret } = api.services
  const given = { database: api.database, sealing, secret, url: 'https://vmeste.test', log, now: () => api.clock.now }
  return createCrier({ ...given, mail: mailer })
}
const round = () => crier().round()
const pass = (hours: number) => {
  api.clock.now = new Date(+api.clock.now + hours * 3_600_000)
}
const follow = (id: string, email: string, body: object = {}, headers: Record<string, string> = {}) =>
  api.request(`/discussions/${id}/followers`, { body: { email, consent: true, ...body }, headers })
const say = async (id: string, text: string, headers: Record<string, string> = {}) =>
  (await api.request(`/discussions/${id}/comments`, { body: { text }, headers })).json
const tokenIn = (text = '') => /\/following\/([\w.-]+)/.exec(text)?.[1] ?? ''
const subjects = () => server.received.map(({ mail: { subject } }) => subject)
/** One who has confirmed; nothing is in the letter box. */
const followed = async (id: string, body: object = {}, language = 'en') => {
  await follow(id, 'anna@example.test', body, { 'accept-language': language })
  await round()
  const token = tokenIn(server.received.at(-1)?.mail.text)
  await api.request(`/following/${token}`, { method: 'PUT', body: { isFollowing: true } })
  server.received.length = 0
  return token
}

test('an address is first asked, once a day, and told nothing more until it says so on the page of the link', async () => {
  const id = await open()
  expect((await follow(id, 'Anna@example.test')).json).toEqual({ state: 'asked' })
  expect((await follow(id, 'anna@example.test', { pace: 'official' })).json).toEqual({ state: 'asked' })
  await say(id, 'A fountain')
  expect(await round()).toBe(1)
  pass(30)
  expect(await round()).toBe(0)
  const [{ to, mail: first } = {}] = server.received
  expect([to, first?.subject]).toEqual([['Anna@example.test'], 'Follow “The square” by mail? Hanty'])
  expect(`${first?.text}${first?.html}`).not.toContain('fountain')
  const kept = JSON.stringify(await api.database.select().from(tables.discussionFollowers))
  expect(kept.toLowerCase()).not.toContain('anna@')

  const token = tokenIn(first?.text)
  const visit = async (init?: RequestInit) =>
    (await api.app.request(`http://api.test/o/hanty/following/${token}?lang=en`, init)).text()
  // Looking at the page, as a mail program may, confirms nothing.
  expect(await visit()).toContain('No mails of this discussion are sent to you.')
  expect((await api.request(`/following/${token}`)).json).toEqual({
    ...{ discussion: id, title: 'The square', isFollowing: false, pace: 'daily' },
  })
  const body = new URLSearchParams({ following: 'yes', pace: 'daily' })
  const confirmed = await visit({ method: 'POST', body, headers: { origin: 'http://api.test' } })
  expect(confirmed).toContain('You are told of this discussion by mail.')
  expect((await api.request('/following/nonsense')).status).toBe(404)
})

test('what is new is told once a day in the morning, in the language chosen, without what was hidden, and ends by one click', async () => {
  const id = await open()
  const token = await followed(id)
  pass(1)
  const one = await say(id, 'A fountain', { 'vmeste-device': 'a'.repeat(32) })
  await say(id, 'Call me: anna.secret@mail.test')
  await say(id, 'We look into it', coordinator)
  const bad = await say(id, 'Abuse')
  const hide = { decision: 'hide', reason: 'Insults' }
  await api.request(`/discussions/${id}/comments/${bad.id}/moderation`, { body: hide, headers: moderator })
  await api.request(`/discussions/${id}/stages`, {
    body: { stage: 'summary', texts: { en: 'Most want water.' } },
    headers: coordinator,
  })
  pass(1)
  // Not before the morning, whoever looks.
  expect(await round()).toBe(0)
  pass(16.1)
  expect(await Promise.all([round(), round()])).toEqual(expect.arrayContaining([1]))
  expect(server.received).toHaveLength(1)
  const { text = '', html, headers, subject } = server.received[0]?.mail ?? {}
  expect(subject).toBe('“The square”: what is new. Hanty')
  for (const told of ['Summary', 'Most want water.', 'Official answers: 1', 'We look into it', 'A fountain'])
    expect(text).toContain(told)
  expect(text).toContain('New comments: 2')
  expect(`${text}${html}`).not.toMatch(/Abuse|anna\.secret/)
  expect(text).toContain(`https://vmeste.test/o/hanty/discussions/${id}?lang=en`)
  const list = headers?.get('list') as { unsubscribe?: { url: string } }
  const url = `https://vmeste.test/v1/organizations/hanty/following/${token}/end`
  expect(list.unsubscribe?.url).toBe(url)

  pass(24)
  expect(await round()).toBe(0)
  expect(one.status).toBe('published')
  const ended = await api.app.request(url.replace('https://vmeste.test', 'http://api.test'), {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  })
  expect([ended.status, (await ended.json()).isFollowing]).toEqual([200, false])
  await say(id, 'An official word', coordinator)
  pass(24)
  expect(await round()).toBe(0)
})

test('who wants the organization’s words alone is told of them within the hour, and of what waited for a moderator never', async () => {
  const id = await open()
  await followed(id, { pace: 'official' }, 'ru')
  await say(id, 'A fountain')
  pass(2)
  expect(await round()).toBe(0)
  await say(id, 'Фонтана не будет', coordinator)
  pass(1.1)
  expect(await round()).toBe(1)
  expect(subjects()).toEqual(['«Площадь»: что нового. Ханты'])
  expect(server.received[0]?.mail.text).toContain('Ханты: Фонтана не будет')
  expect(server.received[0]?.mail.text).not.toContain('A fountain')
})

test('a comment that a moderator published days later is told then', async () => {
  const id = await open()
  await api.database.update(tables.discussions).set({ moderation: 'before' }).where(eq(tables.discussions.id, id))
  await followed(id)
  pass(1)
  const { id: comment } = await say(id, 'Late words')
  pass(24)
  expect(await round()).toBe(0)
  const publish = { body: { decision: 'publish' }, headers: moderator }
  await api.request(`/discussions/${id}/comments/${comment}/moderation`, publish)
  pass(24)
  expect(await round()).toBe(1)
  expect(server.received[0]?.mail.text).toContain('Late words')
})

test('a stranger’s letter box is not filled: three questions an hour, none where nobody listens; failures are tried again', async () => {
  const ids = await Promise.all([open(), open(), open(), open()])
  const answers = []
  for (const id of ids) answers.push((await follow(id, 'boris@example.test')).status)
  expect(answers).toEqual([200, 200, 200, 429])
  const broken = { ...mail, send: () => Promise.reject(new Error('down')) }
  expect(await crier(broken).round()).toBe(0)
  expect(await round()).toBe(0)
  pass(0.1)
  expect(await round()).toBe(3)
  pass(24 * 8)
  await forgetFollowers(api.database).run(api.clock.now)
  expect(await api.database.select().from(tables.discussionFollowers)).toEqual([])
  await api.database
    .update(tables.discussions)
    .set({ stage: 'outcome' })
    .where(eq(tables.discussions.id, ids[0] ?? ''))
  expect((await follow(ids[0] ?? '', 'boris@example.test')).json.type).toBe('/problems/discussion-not-open')
  expect((await api.request(`/discussions/${ids[0]}`)).json.canFollow).toBe(false)
})

test('whoever is known by the address follows at once, takes it along and erases it; what became of an objection is written to them', async () => {
  const id = await open()
  await takeWays(api, 'email')
  const token = await signIn(api, 'vera@example.test')
  expect((await follow(id, 'vera@example.test', { pace: 'official' }, by(token))).json).toEqual({ state: 'on' })
  const exported = async () => (await api.request('/residents/me/export', { headers: by(token) })).json
  expect((await exported()).following).toMatchObject([{ discussion: id, isFollowing: true, pace: 'official' }])

  const { id: comment } = await say(id, 'Sharp words', by(token))
  const at = `/discussions/${id}/comments/${comment}`
  const hide = { decision: 'hide', reason: 'Insults' }
  await api.request(`${at}/moderation`, { body: hide, headers: moderator })
  await api.request(`${at}/objection`, { body: { text: 'True' }, headers: { ...by(token), 'accept-language': 'ru' } })
  expect(await round()).toBe(0)
  const person = { cookie: (await signedIn(api, 'hanty', 'moderator')).cookie, 'vmeste-staff': 'session' }
  const uphold = { decision: 'uphold', reason: 'They insult <all>' }
  await api.request(`${at}/moderation`, { body: uphold, headers: person })
  expect([await round(), await round()]).toEqual([1, 0])
  const [{ to, mail: told } = {}] = server.received
  expect([to, told?.subject]).toEqual([['vera@example.test'], 'Ваше возражение рассмотрено. Ханты'])
  expect(told?.text).toContain('They insult <all>')
  expect(told?.text).toContain(`https://vmeste.test/o/hanty${at}?lang=ru`)
  await api.request('/residents/me', { method: 'DELETE', headers: by(token) })
  expect(await api.database.select().from(tables.discussionFollowers)).toEqual([])
})

test('the page without scripts takes an address, and says what is wrong with one', async () => {
  const id = await open()
  await takeWays(api, 'anonymous')
  const page = await (await api.app.request(`http://api.test/o/hanty/discussions/${id}?lang=en`)).text()
  expect(page).toContain('Follow by mail')
  const part = page.slice(page.indexOf('/follow'))
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(part)?.[1] ?? ''
  const send = async (email: string) =>
    (
      await api.app.request(`http://api.test/o/hanty/discussions/${id}/follow?lang=en`, {
        method: 'POST',
        body: new URLSearchParams({ key: value('key'), form: value('form'), email, pace: 'official' }),
        headers: { origin: 'http://api.test' },
      })
    ).text()
  expect(await send('nobody')).toContain('aria-invalid="true"')
  expect(await send('gleb@example.test')).toContain('Look into your mail')
  expect(await round()).toBe(1)
  expect(server.received[0]?.to).toEqual(['gleb@example.test'])
})
