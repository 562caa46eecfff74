import { and, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as tables from '../../api/platform/schema.js'
import { createSealing } from '../../api/platform/sealing.js'
import { reseal } from '../../api/privacy/reseal.js'
import { residentPlace } from '../../api/residents/contact.js'
import { forgetSessions, forgetUnseen } from '../../api/residents/forget.js'
import { createClient } from '../../sdk/client.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send, take } from './appeals.fixture.js'
import { everythingKept } from './kept.js'
import { by, lastCode, signIn, takeWays, wrongCode } from './residents.fixture.js'

const EMAIL = 'anna.petrova@mail.test'
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let api: TestApp
beforeEach(async () => {
  api = await createTestApp()
  await addCategory(api, { code: 'potholes', contact: { name: 'optional', email: 'optional', phone: 'none' } })
  await takeWays(api, 'email')
  const label = { en: 'The park' }
  const times = { opensAt: new Date('2026-11-20T00:00:00Z'), closesAt: new Date('2027-12-01T00:00:00Z') }
  await api.database.insert(tables.polls).values({
    organizationId: 'hanty',
    id: 'park',
    titles: label,
    descriptions: label,
    identity: 'device',
    results: 'after_vote',
    questions: [
      { id: 'where', type: 'single', title: label, required: true, options: [{ id: 'river', title: label }] },
    ],
    ...times,
  })
  await api.database
    .insert(tables.discussions)
    .values({ organizationId: 'hanty', id: 'square', titles: label, texts: label, ...times })
})
afterEach(() => api.close())

const later = (milliseconds: number) => {
  api.clock.now = new Date(api.clock.now.getTime() + milliseconds)
}
const sendCode = (email = EMAIL, headers: Record<string, string> = {}) =>
  api.request('/residents/codes', { body: { email }, headers })
const enter = (code: string, email = EMAIL, headers: Record<string, string> = {}) =>
  api.request('/residents/sessions', { body: { email, code }, headers })
const comment = (token?: string, text = 'A fountain') =>
  api.request('/discussions/square/comments', { body: { text }, headers: token ? by(token) : {} })
/** Has it hidden first. */
const objectTo = async (id: string, token: string, text: string) => {
  const at = `/discussions/square/comments/${id}`
  const body = { decision: 'hide', reason: 'Insults' }
  await api.request(`${at}/moderation`, { body, headers: as(await api.staffKey('hanty', 'moderator')) })
  await api.request(`${at}/objection`, { body: { text }, headers: by(token) })
}
const vote = (headers: Record<string, string>) =>
  api.request('/polls/park/ballots', { body: { answers: { where: 'river' } }, headers })

describe('by a code sent by e-mail', () => {
  test('a write without it is refused with the way, and what it asks, in the reader’s language', async () => {
    const { status, json } = await comment()
    expect([status, json.ways, json.challenge]).toEqual([428, ['email'], undefined])
    expect(json.explanations).toEqual({
      email: 'By a code sent to your e-mail: you are asked for the address, which is kept encrypted and never shown.',
    })
    const russian = await api.request('/discussions/square/comments', {
      body: { text: 'Фонтан' },
      headers: { 'accept-language': 'ru' },
    })
    expect(russian.json.explanations.email).toContain('По коду из письма')
  })

  test('a resident signs in and writes, votes once on whatever device, and comments', async () => {
    const sent = await sendCode()
    expect([sent.status, sent.json]).toEqual([201, { expiresAt: new Date(+api.clock.now + 10 * MINUTE).toISOString() }])
    const [mail] = api.mails
    expect(mail?.to).toBe(EMAIL)
    expect(mail?.subject).toBe(`${lastCode(api)} is your code: Hanty`)
    expect(mail?.text).not.toContain('http')
    expect(mail?.html).toContain(`<strong>${lastCode(api)}</strong>`)

    const { status, json } = await enter(lastCode(api), ' Anna.Petrova@mail.TEST'.trim())
    expect(status).toBe(201)
    expect(json).toEqual({
      token: expect.stringMatching(/^vmr_[\w-]{43}$/),
      expiresAt: new Date(+api.clock.now + 30 * DAY).toISOString(),
      resident: {
        way: 'email',
        contact: { name: null, email: expect.stringMatching(/anna\.petrova@mail\.test/i) },
        createdAt: api.clock.now.toISOString(),
        lastSeenAt: '2026-11-24T00:00:00.000Z',
      },
    })
    const { token } = json
    expect((await comment(token)).status).toBe(201)
    expect((await send(api, {}, by(token))).status).toBe(201)
    expect((await vote({ ...by(token), 'vmeste-device': 'a'.repeat(20) })).status).toBe(201)
    const again = await vote({ ...by(token), 'vmeste-device': 'b'.repeat(20) })
    expect([again.status, again.json.type]).toEqual([409, '/problems/already-voted'])
    // The results come to whoever has voted, by whatever they are known.
    expect((await api.request('/polls/park/results')).status).toBe(403)
    expect((await api.request('/polls/park/results', { headers: by(token) })).json.ballots).toBe(1)
    expect((await api.request('/polls/park')).json.identity).toBe('resident')
  })

  test('the mail speaks the resident’s language', async () => {
    await sendCode(EMAIL, { 'accept-language': 'ru' })
    expect(api.mails[0]?.subject).toBe(`${lastCode(api)} — ваш код: Ханты`)
    expect(api.mails[0]?.text).toContain('Код действует 10 минут')
  })

  test('a code is good once, for ten minutes, for its address, and in its organization', async () => {
    await sendCode()
    const code = lastCode(api)
    const refused = await enter(code, 'other@mail.test')
    expect([refused.status, refused.json.errors]).toEqual([
      422,
      [{ pointer: '/code', code: 'wrong-code', detail: expect.stringContaining('wrong, or no longer good') }],
    ])
    const elsewhere = await api.request('/v1/organizations/ugra/residents/sessions', { body: { email: EMAIL, code } })
    expect(elsewhere.status).toBe(404)
    expect((await enter(code)).status).toBe(201)
    expect((await enter(code)).status).toBe(422)
    await sendCode()
    later(10 * MINUTE)
    expect((await enter(lastCode(api))).status).toBe(422)
  })

  test('after five attempts also the right code is wrong, and asking again gives five more', async () => {
    await sendCode()
    const code = lastCode(api)
    for (let attempt = 0; attempt < 5; attempt++) expect((await enter(wrongCode(code))).status).toBe(422)
    expect((await enter(code)).status).toBe(422)
    await sendCode()
    expect((await enter(lastCode(api))).status).toBe(201)
  })

  test('tried five times at once it is tried five times', async () => {
    await sendCode()
    const code = lastCode(api)
    const tried = await Promise.all(Array.from({ length: 8 }, () => enter(wrongCode(code))))
    expect(tried.map(({ status }) => status)).toEqual(Array(8).fill(422))
    expect((await enter(code)).status).toBe(422)
    await sendCode()
    // Two right ones at once: one signs in.
    const both = await Promise.all([enter(lastCode(api)), enter(lastCode(api))])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422])
  })

  test('a request sent again sends the same code, and is answered as before; a session too', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() }
    const first = await sendCode(EMAIL, key)
    const code = lastCode(api)
    for (let attempt = 0; attempt < 4; attempt++) await enter(wrongCode(code))
    later(MINUTE)
    expect((await sendCode(EMAIL, key)).json).toEqual(first.json)
    expect([api.mails.length, lastCode(api)]).toEqual([2, code])
    expect((await sendCode('other@mail.test', key)).json.type).toBe('/problems/idempotency-key-reused')
    const other = { 'idempotency-key': crypto.randomUUID() }
    const opened = await enter(code, EMAIL, other)
    expect(opened.status).toBe(201)
    expect((await enter(code, EMAIL, other)).json.token).toBe(opened.json.token)
  })

  test('known and unknown addresses are answered alike, and one letter box gets six an hour', async () => {
    await signIn(api, EMAIL)
    const known = await sendCode()
    const unknown = await sendCode('nobody@mail.test')
    const headersOf = ({ headers }: typeof known) =>
      [...headers].filter(([name]) => !['etag', 'x-request-id', 'ratelimit'].includes(name))
    expect([known.status, known.text, headersOf(known)]).toEqual([unknown.status, unknown.text, headersOf(unknown)])
    for (let mail = 3; mail <= 6; mail++) expect((await sendCode()).status).toBe(201)
    const beyond = await sendCode(EMAIL.toUpperCase())
    expect([beyond.status, Number(beyond.headers.get('retry-after')) > 0]).toEqual([429, true])
    expect((await sendCode('nobody@mail.test')).status).toBe(201)
  })

  test('a piece of work goes before the mail, also before that of another town', async () => {
    const { organizations } = tables
    const settings = { identity: { polls: ['email' as const] }, abuse: { proofOfWork: 'always' as const } }
    await api.database.update(organizations).set({ settings }).where(eq(organizations.id, 'elsewhere'))
    const path = '/v1/organizations/elsewhere/residents/codes'
    const { status, json } = await api.request(path, { body: { email: EMAIL } })
    expect([status, json.challenge.parameters.data.feature, api.mails.length]).toEqual([428, 'residents', 0])
    // The library looks at its own clock too.
    api.clock.now = new Date()
    const client = createClient({
      baseUrl: 'http://api.test',
      organization: 'elsewhere',
      fetch: async (input, init) => api.app.request(input as string, init),
    })
    await client.residents.sendCode(EMAIL)
    expect(api.mails.length).toBe(1)
    const { token } = await client.residents.signIn({ email: EMAIL, code: lastCode(api) })
    expect(token).toMatch(/^vmr_/)
  })

  test('where no e-mail is taken, or no mail can be sent, nobody is asked for one', async () => {
    await takeWays(api, 'anonymous', 'oidc')
    expect((await sendCode()).status).toBe(404)
    expect((await api.request('/challenge?feature=residents')).status).toBe(404)
    expect((await enter('123456')).status).toBe(404)
    await takeWays(api, 'anonymous', 'email')
    expect((await api.request('/challenge?feature=residents')).status).toBe(200)
    api.services.mail.isConfigured = false
    expect((await sendCode()).json.type).toBe('/problems/mail-not-configured')
  })
})

describe('a session', () => {
  test('lives thirty days from when it was last used, and is kept as a hash', async () => {
    const token = await signIn(api, EMAIL)
    later(29 * DAY)
    expect((await comment(token)).status).toBe(201)
    later(29 * DAY)
    expect((await comment(token)).status).toBe(201)
    expect(await everythingKept(api)).not.toContain(token)
    later(31 * DAY)
    expect((await comment(token)).status).toBe(428)
    const { status, json } = await api.request('/residents/me', { headers: by(token) })
    expect([status, json.type]).toEqual([401, '/problems/resident-only'])
  })

  test('is over after 180 days, however often it is used', async () => {
    const token = await signIn(api, EMAIL)
    for (let month = 0; month < 6; month++) {
      later(29 * DAY)
      expect((await comment(token)).status, `${month}`).toBe(201)
    }
    later(6 * DAY)
    expect((await comment(token)).status).toBe(428)
  })

  test('ends where the resident says so: here, or everywhere else', async () => {
    const [phone, library, home] = [await signIn(api, EMAIL), await signIn(api, EMAIL), await signIn(api, EMAIL)]
    const { json } = await api.request('/residents/me', { headers: by(home) })
    expect(json.sessions.map(({ isThis }: { isThis: boolean }) => isThis).filter(Boolean)).toHaveLength(1)
    expect(json.sessions).toHaveLength(3)
    const end = (token: string, query: string) =>
      api.request(`/residents/me/sessions${query}`, { method: 'DELETE', headers: by(token) })
    expect((await end(phone, '')).json).toEqual({ ended: 1 })
    expect((await comment(phone)).status).toBe(428)
    expect((await end(home, '?which=others')).json).toEqual({ ended: 1 })
    expect((await comment(library)).status).toBe(428)
    expect((await comment(home)).status).toBe(201)
    expect((await end(home, '?which=all')).json).toEqual({ ended: 1 })
    expect((await end(home, '')).status).toBe(401)
  })

  test('of one organization is none of another, nor is a token made up', async () => {
    const token = await signIn(api, EMAIL)
    const made = token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    for (const wrong of [made, 'vmr_', token.slice(0, -1), `${token}A`, 'Bearer'])
      expect((await api.request('/residents/me', { headers: by(wrong) })).status).toBe(401)
    const path = '/v1/organizations/ugra/residents/me'
    expect((await api.request(path, { headers: by(token) })).status).toBe(401)
  })

  test('counts only where the organization takes its way', async () => {
    const token = await signIn(api, EMAIL)
    await takeWays(api, 'oidc')
    expect((await comment(token)).json.ways).toEqual(['oidc'])
    await takeWays(api, 'anonymous')
    expect((await comment(token)).status).toBe(201)
    expect((await api.request('/residents/me/comments', { headers: by(token) })).json.items).toEqual([])
  })
})

test('a poll may ask for more than the town does: then a device alone is not enough', async () => {
  await takeWays(api, 'anonymous', 'email')
  const isPoll = and(eq(tables.polls.organizationId, 'hanty'), eq(tables.polls.id, 'park'))
  expect((await api.request('/polls/park')).json.identity).toBe('either')
  await api.database.update(tables.polls).set({ identity: 'resident' }).where(isPoll)
  expect((await api.request('/polls/park')).json.identity).toBe('resident')
  const { status, json } = await vote({ 'vmeste-device': 'a'.repeat(20) })
  expect([status, json.ways]).toEqual([428, ['email']])
  expect((await vote(by(await signIn(api, EMAIL)))).status).toBe(201)
})

describe('what is mine', () => {
  const mine = async (path: string, token: string) =>
    (await api.request(`/residents/me${path}`, { headers: by(token) })).json

  test('is listed: appeals, comments, and in which polls one took part', async () => {
    const token = await signIn(api, EMAIL)
    for (const description of ['First hole', 'Second hole', 'Third hole']) await send(api, { description }, by(token))
    const others = await signIn(api, 'boris@mail.test')
    await send(api, { description: 'A hole of Boris' }, by(others))
    await comment(token, 'Call me at +7 912 345-67-89')
    await vote(by(token))
    const first = await mine('/appeals?limit=2', token)
    expect(first.items.map(({ description }: { description: string }) => description)).toEqual([
      'Third hole',
      'Second hole',
    ])
    const second = await mine(`/appeals?limit=2&cursor=${first.next}`, token)
    expect(second.items.map(({ description }: { description: string }) => description)).toEqual(['First hole'])
    expect(second.next).toBe(null)
    // As it was written: it is theirs.
    expect((await mine('/comments', token)).items).toMatchObject([
      { discussion: 'square', text: 'Call me at +7 912 345-67-89' },
    ])
    const votes = { items: [{ poll: 'park', title: 'The park', status: 'open', closesAt: '2027-12-01T00:00:00.000Z' }] }
    expect(await mine('/votes', token)).toEqual(votes)
    expect(await mine('/votes', others)).toEqual({ items: [] })
    for (const cursor of ['WzFd', 'x', 'WyJhIl0'])
      expect((await api.request(`/residents/me/comments?cursor=${cursor}`, { headers: by(token) })).status).toBe(422)
  })

  test('an appeal is read, rated and corrected without its secret, by nobody else’s session', async () => {
    const token = await signIn(api, EMAIL)
    const other = await signIn(api, 'boris@mail.test')
    const { number, secret } = (await send(api, { contact: { email: EMAIL } }, by(token))).json
    const read = (headers: Record<string, string>) => api.request(`/appeals/${number}`, { headers })
    expect((await read(by(token))).json).toMatchObject({ view: 'resident', contact: { email: EMAIL } })
    expect((await read(by(other))).json.view).toBe('public')
    expect((await read({ ...by(other), ...as('wrong') })).status).toBe(401)
    expect((await read(as(secret))).json.view).toBe('resident')
    await take(api, await api.staffKey(), number, { to: 'registered' }, { to: 'answered', text: 'Filled' })
    const rate = (headers: Record<string, string>) =>
      api.request(`/appeals/${number}/rating`, { body: { score: 5 }, headers })
    expect((await rate({})).status).toBe(401)
    expect((await rate(by(other))).status).toBe(401)
    expect((await rate(by(token))).status).toBe(201)
    const correct = (headers: Record<string, string>) =>
      api.request(`/appeals/${number}/contact`, { method: 'PATCH', body: { name: 'Anna' }, headers })
    expect((await correct(by(other))).status).toBe(401)
    expect((await correct(by(token))).json.contact.name).toBe('Anna')
    expect((await api.request(`/appeals/${number}/export`, { headers: by(token) })).status).toBe(200)
  })

  test('name and e-mail are corrected, the e-mail by a code sent to the new one', async () => {
    const token = await signIn(api, EMAIL)
    const correct = (body: object, headers = by(token)) =>
      api.request('/residents/me', { method: 'PATCH', body, headers })
    expect((await correct({ name: '  Anna ' })).json.contact).toEqual({ name: 'Anna', email: EMAIL })
    expect((await correct({ email: 'new@mail.test' })).json.errors).toMatchObject([{ pointer: '/code' }])
    expect((await correct({ email: null })).json.errors).toMatchObject([{ pointer: '/email', code: 'required' }])
    await sendCode('new@mail.test')
    const code = lastCode(api)
    expect((await correct({ email: 'new@mail.test', code: wrongCode(code) })).status).toBe(422)
    expect((await correct({ email: 'new@mail.test', code })).json.contact.email).toBe('new@mail.test')
    expect((await correct({ name: null })).json.contact).toEqual({ name: null, email: 'new@mail.test' })
    // Known by the new one from now on; whoever has the old one is someone else.
    const again = await signIn(api, 'new@mail.test')
    expect((await mine('', again)).sessions).toHaveLength(2)
    const stranger = await signIn(api, EMAIL)
    expect((await mine('', stranger)).sessions).toHaveLength(1)
    await sendCode('new@mail.test')
    const taken = await correct({ email: 'new@mail.test', code: lastCode(api) }, by(stranger))
    expect(taken.json.errors).toMatchObject([{ pointer: '/email', code: 'address-taken' }])
  })

  test('is taken along whole', async () => {
    const token = await signIn(api, EMAIL)
    await send(api, { description: 'A hole', contact: { name: 'Anna', email: EMAIL } }, by(token))
    const { id } = (await comment(token, 'A fountain')).json
    await objectTo(id, token, 'A fountain is no insult')
    await vote(by(token))
    const { headers, json } = await api.request('/residents/me/export', { headers: by(token) })
    expect(headers.get('content-disposition')).toBe('attachment; filename="hanty.json"')
    expect(json).toMatchObject({
      organization: { id: 'hanty', name: 'Hanty' },
      resident: { way: 'email', contact: { email: EMAIL }, sessions: [{ isThis: true }] },
      appeals: [{ view: 'resident', description: 'A hole', contact: { name: 'Anna', email: EMAIL } }],
      comments: [{ text: 'A fountain', reason: 'Insults' }],
      objections: [{ comment: id, discussion: 'square', text: 'A fountain is no insult', settledAt: null }],
      votes: [{ poll: 'park' }],
    })
  })

  test('is erased whole: nothing of it is kept anywhere, votes stay counted, and are not cast again', async () => {
    const token = await signIn(api, EMAIL)
    await api.request('/residents/me', { method: 'PATCH', body: { name: 'Anna Petrova' }, headers: by(token) })
    const key = { 'idempotency-key': crypto.randomUUID() }
    const { number } = (
      await send(api, { description: 'Unmistakable hole', contact: { email: EMAIL } }, { ...by(token), ...key })
    ).json
    const { id } = (await comment(token, 'Unmistakable fountain')).json
    await objectTo(id, token, 'Unmistakable objection')
    await vote(by(token))
    const repeated = { ...by(token), 'idempotency-key': crypto.randomUUID() }
    const erase = () => api.request('/residents/me', { method: 'DELETE', headers: repeated })
    const erased = await erase()
    expect(erased.json).toEqual({ erasedAt: api.clock.now.toISOString(), appeals: 1, comments: 1 })
    // Sent again, the answer is the same.
    expect((await erase()).json).toEqual(erased.json)
    const kept = await everythingKept(api)
    for (const gone of ['Unmistakable', 'anna.petrova', 'Anna Petrova']) expect(kept).not.toContain(gone)
    expect(await api.database.select().from(tables.residents)).toEqual([])
    expect((await api.request(`/appeals/${number}`)).json).toMatchObject({ status: 'closed', description: null })
    expect((await api.request('/discussions/square/comments')).json.items).toMatchObject([{ text: '' }])
    expect((await comment(token)).status).toBe(428)

    const again = await signIn(api, EMAIL)
    expect((await mine('/appeals', again)).items).toEqual([])
    expect((await vote(by(again))).status).toBe(409)
    expect(await api.database.select().from(tables.ballots)).toHaveLength(1)
  })

  test('leads to nobody once it is erased or anonymized by itself', async () => {
    const token = await signIn(api, EMAIL)
    const { number } = (await send(api, {}, by(token))).json
    const erased = await api.request(`/appeals/${number}`, { method: 'DELETE', headers: by(token) })
    expect(erased.status).toBe(200)
    expect((await mine('/appeals', token)).items).toEqual([])
    expect((await api.database.select().from(tables.appeals)).map(({ residentId }) => residentId)).toEqual([null])
  })
})

test('who has voted how is told by nothing that is kept: roll and ballots share nothing with the resident', async () => {
  const token = await signIn(api, EMAIL)
  const key = { 'idempotency-key': crypto.randomUUID() }
  await vote({ ...by(token), ...key })
  const [resident] = await api.database.select().from(tables.residents)
  const [session] = await api.database.select().from(tables.residentSessions)
  const rows = [
    ...(await api.database.select().from(tables.ballots)),
    ...(await api.database.select().from(tables.pollVoters)),
    ...(await api.database.select().from(tables.idempotencyKeys)),
  ]
  const said = JSON.stringify(rows)
  for (const trace of [resident?.id, resident?.subject, session?.hash]) expect(said).not.toContain(trace)
  // Nor is the moment of it kept where the resident is.
  expect(resident?.lastSeenAt.toISOString()).toBe('2026-11-24T00:00:00.000Z')
})

test('what is personal is sealed, also with the next key, and forgotten after a year unseen', async () => {
  const token = await signIn(api, EMAIL)
  await send(api, { description: 'A hole that stays' }, by(token))
  const readable = JSON.stringify(await api.database.select().from(tables.residents))
  expect(readable).not.toContain('anna')
  const key = { id: 'next', key: crypto.getRandomValues(new Uint8Array(32)) }
  api.services.sealing = await createSealing({ VMESTE_KEYS: [key] }, api.services.secret)
  expect(await reseal(api.database, api.services.sealing)).toEqual({ done: 1, left: 0, lost: {} })
  const [resident] = await api.database.select().from(tables.residents)
  expect(resident?.sealed).toMatch(/^next\./)
  expect(
    JSON.parse(await api.services.sealing.unseal(residentPlace('hanty', resident?.id ?? ''), resident?.sealed ?? '')),
  ).toEqual({ name: null, email: EMAIL })

  later(31 * DAY)
  await forgetSessions(api.database).run(api.clock.now)
  expect(await api.database.select().from(tables.residentSessions)).toEqual([])
  later(330 * DAY)
  await forgetUnseen(api.database).run(api.clock.now)
  expect(await api.database.select().from(tables.residents)).toHaveLength(1)
  later(6 * DAY)
  await forgetUnseen(api.database).run(api.clock.now)
  expect(await api.database.select().from(tables.residents)).toEqual([])
  const [appeal] = await api.database.select().from(tables.appeals)
  expect([appeal?.description, appeal?.residentId]).toEqual(['A hole that stays', null])
})
