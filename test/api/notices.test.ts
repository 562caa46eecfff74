import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { NewTransition } from '../../api/appeals/contract.js'
import { createPostman } from '../../api/notifications/postman.js'
import { createMailer } from '../../api/platform/mail.js'
import * as tables from '../../api/platform/schema.js'
import { readSettings } from '../../api/platform/settings.js'
import { startMailServer } from '../mail-server.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send } from './appeals.fixture.js'

let api: TestApp
let key: string
let server: Awaited<ReturnType<typeof startMailServer>>
let mail: ReturnType<typeof createMailer>
let warnings: object[] = []
const start = new Date('2026-11-24T09:00:00Z')
beforeAll(async () => {
  api = await createTestApp()
  key = await api.staffKey()
  server = await startMailServer()
  mail = createMailer(
    readSettings({ SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: 'Hanty <no-reply@hanty.test>' }),
    { error: () => {}, warn: () => {}, info: () => {} },
  )
  await addCategory(
    api,
    {
      code: 'lamps',
      names: { ru: 'Фонари', en: 'Street lights' },
      contact: { name: 'none', email: 'optional', phone: 'none' },
    },
    10,
  )
})
afterEach(async () => {
  api.clock.now = start
  server.received.length = 0
  warnings = []
  await api.database.delete(tables.deliveries)
})
afterAll(async () => {
  await mail.close()
  await server.stop()
  await api.close()
})

const postman = (mailer = mail) =>
  createPostman({
    database: api.database,
    mail: mailer,
    push: api.services.push,
    sealing: api.services.sealing,
    secret: api.services.secret,
    url: 'https://vmeste.test',
    log: { error: () => {}, warn: (fields) => void warnings.push(fields), info: () => {} },
    now: () => api.clock.now,
  })
let writers = 0
const sent = async (
  email = `writer-${writers++}@example.test`,
  language = 'en',
): Promise<{ number: number; secret: string }> =>
  (await send(api, { category: 'lamps', contact: { email } }, { 'accept-language': language })).json
const step = (number: number, body: Partial<NewTransition>, by = key) =>
  api.request(`/appeals/${number}/transitions`, { body, headers: as(by) })
const subjects = () => server.received.map(({ mail: { subject } }) => subject)
const tokenIn = (text = '') => /\/notices\/([\w.-]+)/.exec(text)?.[1] ?? ''
/** An appeal whose sender has confirmed. */
const followed = async (email?: string, language?: string) => {
  const appeal = await sent(email, language)
  await postman().round()
  const token = tokenIn(server.received.at(-1)?.mail.text)
  await api.request(`/notices/${token}`, { method: 'PUT', body: { isFollowing: true } })
  server.received.length = 0
  return { ...appeal, token }
}

test('whoever leaves an address is first asked whether it is theirs, and told nothing more until they say so', async () => {
  const { number, secret } = await sent('anna@example.test')
  expect(await postman().round()).toBe(1)
  expect(await postman().round()).toBe(0)
  await step(number, { to: 'registered' })
  await postman().round()
  expect(subjects()).toEqual([`Appeal no. ${number}: shall we write to you? Hanty`])
  const [{ to, mail: first } = {}] = server.received
  expect(to).toEqual(['anna@example.test'])
  // It may be a stranger's: nothing of what was written, and no way in.
  expect(`${first?.text} ${first?.html}`).not.toMatch(new RegExp(`boot|Street lights|${secret}`))

  const token = tokenIn(first?.text)
  expect((await api.request(`/notices/${token}`)).json).toEqual({ number, isFollowing: false })
  const page = `https://vmeste.test/o/hanty/notices/${token}`
  expect(first?.text).toContain(page)
  const visit = (init?: RequestInit) => api.app.request(`http://api.test/o/hanty/notices/${token}?lang=en`, init)
  // Looking at the page, as a mail program may, confirms nothing.
  expect(await (await visit()).text()).toContain('No mails of this appeal are sent to you.')
  expect((await api.request(`/notices/${token}`)).json.isFollowing).toBe(false)
  const confirmed = await visit({
    method: 'POST',
    body: new URLSearchParams({ following: 'yes' }),
    headers: { origin: 'http://api.test' },
  })
  expect(await confirmed.text()).toContain('You are told by mail of each step')
  await step(number, { to: 'assigned', responsible: 'The lamplighters' })
  await postman().round()
  expect(subjects().at(-1)).toBe(`Appeal no. ${number}: Assigned. Hanty`)
})

test('each step told to the resident is mailed once, in their language, as text and laid out; what staff keep is not', async () => {
  const { number, secret } = await followed('anna@example.test', 'ru')
  await step(number, { to: 'waiting', text: 'Какой <дом>?' })
  await step(number, { to: 'in_progress', text: 'Пятый' }, secret)
  await step(number, { to: 'drafted', text: 'Пока не говорите' })
  await step(number, { to: 'in_progress', text: 'Проверьте' })
  await step(number, { to: 'answered', text: 'Горит.' })
  expect(await postman().round()).toBe(2)
  expect(subjects().sort()).toEqual([
    `Обращение № ${number}: Дан ответ. Ханты`,
    `Обращение № ${number}: Ждём ответа жителя. Ханты`,
  ])
})

test('the mail of a question says what is asked, that the clock stands, and how to end these mails', async () => {
  const { number, secret, token } = await followed()
  await step(number, { to: 'waiting', text: 'Which <house>?' })
  await postman().round()
  const [{ mail: told } = {}] = server.received
  expect(told?.text).toContain('Which <house>?')
  expect(told?.text).toContain('The deadline stands until you reply.')
  expect(told?.html).toContain('Which &lt;house&gt;?')
  expect(`${told?.text}${told?.html}`).not.toContain(secret)
  expect(told?.text).toContain(`https://vmeste.test/o/hanty/appeals/${number}?lang=en`)
  expect(told?.headers.get('auto-submitted')).toBe('auto-generated')
  const list = told?.headers.get('list') as { unsubscribe?: { url: string }; 'unsubscribe-post'?: { name: string } }
  expect(list.unsubscribe?.url).toBe(`https://vmeste.test/v1/organizations/hanty/notices/${token}/end`)

  // As a mail program does it, without asking.
  const ended = await api.app.request(`http://api.test/v1/organizations/hanty/notices/${token}/end`, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  })
  expect([ended.status, await ended.json()]).toEqual([200, { number, isFollowing: false }])
  await step(number, { to: 'answered', text: 'Done' }, key)
  server.received.length = 0
  await postman().round()
  expect(server.received).toEqual([])
})

test('who has not rated an answer is asked once, three days later; who has is not', async () => {
  const rated = await followed('anna@example.test')
  const unrated = await followed('boris@example.test')
  for (const { number } of [rated, unrated]) await step(number, { to: 'answered', text: 'It shines.' })
  await api.request(`/appeals/${rated.number}/rating`, { body: { score: 5 }, headers: as(rated.secret) })
  await postman().round()
  server.received.length = 0
  api.clock.now = new Date('2026-11-26T09:00:00Z')
  expect(await postman().round()).toBe(0)
  api.clock.now = new Date('2026-11-27T09:00:00Z')
  expect(await postman().round()).toBe(1)
  expect(server.received.map(({ to }) => to)).toEqual([['boris@example.test']])
  expect(subjects()[0]).toContain('does the answer solve it?')
  expect(await postman().round()).toBe(0)
})

test('of several processes that look for mails at once, one sends each', async () => {
  for (const name of ['a', 'b', 'c', 'd']) await sent(`${name}@example.test`)
  const rounds = await Promise.all([postman().round(), postman().round(), postman().round()])
  expect(rounds.reduce((one, other) => one + other)).toBe(4)
  expect(server.received.flatMap(({ to }) => to).sort()).toEqual(
    ['a', 'b', 'c', 'd'].map((name) => `${name}@example.test`),
  )
})

test('a mail server that is away is tried again, later and later, and the log names nobody', async () => {
  await sent('vera@example.test')
  const away = createMailer(readSettings({ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'a@b.test' }), {
    error: () => {},
    warn: () => {},
    info: () => {},
  })
  expect(await postman(away).round()).toBe(0)
  expect(warnings).toEqual([{ attempts: 1, isGivenUp: false, cause: 'Error' }])
  expect(await postman().round()).toBe(0)
  api.clock.now = new Date(start.getTime() + 61_000)
  expect(await postman().round()).toBe(1)
  await away.close()
})

test('an address that nobody has is written to once', async () => {
  const { number } = await sent('nobody@example.test')
  expect(await postman().round()).toBe(0)
  await step(number, { to: 'answered', text: 'Done' })
  expect(await api.database.select().from(tables.deliveries)).toEqual([])
})

test('erased before it is sent, a mail goes nowhere; corrected, it goes to the new address, which is asked first', async () => {
  const gone = await followed('gone@example.test')
  await step(gone.number, { to: 'answered', text: 'A word that must go' })
  await api.request(`/appeals/${gone.number}`, { method: 'DELETE', headers: as(gone.secret) })
  expect(await postman().round()).toBe(0)
  expect(
    await api.database
      .select()
      .from(tables.followers)
      .where(eq(tables.followers.id, gone.token.split('.')[0] ?? '')),
  ).toEqual([])

  const moved = await followed('old@example.test')
  const corrected = await api.request(`/appeals/${moved.number}/contact`, {
    method: 'PATCH',
    body: { email: 'new@example.test' },
    headers: { ...as(moved.secret), 'content-type': 'application/merge-patch+json' },
  })
  expect(corrected.status).toBe(200)
  await step(moved.number, { to: 'answered', text: 'Done' })
  await postman().round()
  expect(server.received.map(({ to }) => to)).toEqual([['new@example.test']])
  expect(subjects()[0]).toContain('shall we write to you?')
  expect((await api.request(`/notices/${moved.token}`)).status).toBe(404)
})

test('nobody’s letter box is filled by the appeals of others, nor by corrections of one', async () => {
  for (const _ of [1, 2, 3, 4, 5]) expect((await sent('victim@example.test')).number).toBeGreaterThan(0)
  expect(await postman().round()).toBe(3)
  const own = await followed('olga@example.test')
  const correct = (body: object) =>
    api.request(`/appeals/${own.number}/contact`, {
      method: 'PATCH',
      body,
      headers: { ...as(own.secret), 'content-type': 'application/merge-patch+json' },
    })
  expect((await correct({ email: 'victim@example.test' })).status).toBe(200)
  expect(await postman().round()).toBe(0)
})

test('a correction that leaves the address as it is asks nobody again', async () => {
  const own = await followed('nina@example.test')
  const { status } = await api.request(`/appeals/${own.number}/contact`, {
    method: 'PATCH',
    body: { email: 'nina@example.test' },
    headers: { ...as(own.secret), 'content-type': 'application/merge-patch+json' },
  })
  expect(status).toBe(200)
  expect(await postman().round()).toBe(0)
  await step(own.number, { to: 'answered', text: 'Done' })
  expect(await postman().round()).toBe(1)
})

test('a token that was not ours opens nothing, nor at another organization', async () => {
  const { token } = await followed()
  const [id] = token.split('.')
  for (const wrong of ['any', `${id}.${'x'.repeat(43)}`, id, `${crypto.randomUUID()}.${token.split('.')[1]}`])
    expect((await api.request(`/notices/${wrong}`)).status).toBe(404)
  expect((await api.request(`/v1/organizations/ugra/notices/${token}`)).status).toBe(404)
})

test('without a mail server nobody is asked for a confirmation', async () => {
  const quiet = await createTestApp({
    mail: { isConfigured: false, send: async () => {}, close: async () => {} },
  })
  await addCategory(quiet, { code: 'lamps', contact: { name: 'none', email: 'optional', phone: 'none' } })
  expect((await send(quiet, { category: 'lamps', contact: { email: 'anna@example.test' } })).status).toBe(201)
  expect(await quiet.database.select().from(tables.followers)).toEqual([])
  await quiet.close()
})
