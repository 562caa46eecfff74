import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send, take } from './appeals.fixture.js'

let api: TestApp
let key: string
const nudge = vi.fn()
beforeAll(async () => {
  api = await createTestApp({ events: { subscribe: () => () => {}, nudge } })
  key = await api.staffKey()
  await addCategory(api, { code: 'potholes' }, 10)
  await addCategory(api, {
    code: 'formal',
    kind: 'appeal',
    place: 'required',
    contact: { name: 'required', email: 'required', phone: 'optional' },
  })
  await addCategory(api, { code: 'quiet', place: 'none' })
  await addCategory(api, { code: 'gone', isActive: false })
  await addCategory(api, {
    code: 'lamps',
    questions: [
      {
        id: 'how-many',
        type: 'choice',
        label: { en: 'How many?' },
        required: true,
        options: [
          { id: 'one', label: { en: 'One' } },
          { id: 'all', label: { en: 'All' } },
        ],
      },
      {
        id: 'since',
        type: 'date',
        label: { en: 'Since?' },
        required: true,
        when: { question: 'how-many', equals: 'all' },
      },
      { id: 'count', type: 'number', label: { en: 'Exactly?' }, required: false },
      { id: 'constructor', type: 'text', label: { en: 'By whom?' }, required: false },
    ],
  })
})
afterAll(() => api.close())

const read = (number: number, secretOrKey?: string, headers = {}) =>
  api.request(`/appeals/${number}`, { headers: { ...(secretOrKey && as(secretOrKey)), ...headers } })
const errorsOf = ({ json }: { json: { errors: { pointer: string; code: string }[] } }) =>
  json.errors.map(({ pointer, code }) => `${pointer} ${code}`)

test('a resident sends an appeal and is given a number, a private link and a promised date', async () => {
  const { status, json, headers } = await send(api)
  expect(status).toBe(201)
  expect(json).toEqual({
    number: 1,
    secret: expect.stringMatching(/^[\w-]{43}$/),
    link: `http://api.test/o/hanty/appeals/1#${json.secret}`,
    status: 'received',
    receivedAt: '2026-11-24T09:00:00.000Z',
    // Ten working days after Tuesday the 24th, at the end of the day in Yekaterinburg.
    deadline: '2026-12-08T18:59:59.999Z',
  })
  expect(headers.get('location')).toBe('/v1/organizations/hanty/appeals/1')
  expect(headers.get('cache-control')).toBe('private, no-store')
  expect(nudge).toHaveBeenCalled()
  const [word] = await api.database.select().from(tables.outbox)
  expect(word).toMatchObject({ topic: 'appeals/1', type: 'appeal.changed', data: { number: 1, status: 'received' } })
})

test('the promise is counted by the nearest calendar, and stays as it was made', async () => {
  await api.database.insert(tables.calendarDays).values([
    { organizationId: 'ugra', date: '2026-11-25', isWorking: false },
    { organizationId: 'ugra', date: '2026-11-26', isWorking: false },
    { organizationId: 'hanty', date: '2026-11-26', isWorking: true },
  ])
  const { json } = await send(api)
  expect(json.deadline).toBe('2026-12-09T18:59:59.999Z')
  await api.database.insert(tables.categoryDeadlines).values({
    organizationId: 'ugra',
    categoryCode: 'potholes',
    validFrom: '2026-11-24',
    days: 1,
    unit: 'calendar_day',
  })
  expect((await send(api)).json.deadline).toBe('2026-11-25T18:59:59.999Z')
  expect((await read(json.number, json.secret)).json.deadline).toBe('2026-12-09T18:59:59.999Z')
  await api.database.delete(tables.calendarDays)
  await api.database.delete(tables.categoryDeadlines).where(eq(tables.categoryDeadlines.days, 1))
})

test('of the secret only a hash is kept', async () => {
  const { json } = await send(api)
  const rows = await api.database.select().from(tables.appeals).where(eq(tables.appeals.number, json.number))
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toContain(json.secret)
})

test('two that come at once get two numbers; the same one twice is written once and answered alike', async () => {
  const [first, second] = await Promise.all([send(api), send(api)])
  expect(Math.abs(first.json.number - second.json.number)).toBe(1)

  const headers = { 'idempotency-key': crypto.randomUUID(), origin: 'https://town.test' }
  const before = await api.database.$count(tables.appeals)
  const [once, again] = await Promise.all([send(api, {}, headers), send(api, {}, headers)])
  expect([once.status, again.status]).toEqual([201, 201])
  expect(again.text).toBe(once.text)
  for (const header of ['location', 'cache-control', 'access-control-allow-origin', 'content-language']) {
    expect(again.headers.get(header), header).toBe(once.headers.get(header))
  }
  expect(await api.database.$count(tables.appeals)).toBe(before + 1)
  const other = await send(api, { description: 'another text' }, headers)
  expect([other.status, other.json.type]).toEqual([422, '/problems/idempotency-key-reused'])
})

test('a refused appeal keeps nothing: corrected, it may use its key again', async () => {
  const headers = { 'idempotency-key': crypto.randomUUID() }
  expect((await send(api, { category: 'unheard-of' }, headers)).status).toBe(422)
  expect((await send(api, {}, headers)).status).toBe(201)
})

test('what the category requires must be given; each miss is told at its field', async () => {
  const refused = await send(api, { category: 'formal', contact: { phone: '+7 (3467) 12-34-56', email: '' } })
  expect(refused.status).toBe(422)
  expect(errorsOf(refused)).toEqual(['/contact/name required', '/contact/email required', '/place required'])
  const accepted = await send(api, {
    category: 'formal',
    contact: { name: 'Anna', email: 'anna@example.org' },
    place: { address: 'Mira 1' },
  })
  expect(accepted.status).toBe(201)
})

test('what the category does not ask for is not kept', async () => {
  const { json } = await send(api, {
    category: 'quiet',
    contact: { name: 'Anna', email: 'anna@example.org', phone: '+73467123456' },
    place: { address: 'Mira 1', latitude: 61, longitude: 69 },
    answers: { unasked: 'text' },
  })
  const { json: own } = await read(json.number, json.secret)
  expect(own).toMatchObject({ place: null, answers: {}, contact: { name: null, email: null, phone: null } })
  const contacts = await api.database.select().from(tables.appealContacts)
  expect(contacts).toHaveLength(1)
})

test('the category’s own questions are asked as their conditions say', async () => {
  const ask = (answers: Record<string, unknown>) => send(api, { category: 'lamps', answers })
  expect(errorsOf(await ask({}))).toEqual(['/answers/how-many required'])
  expect(errorsOf(await ask({ 'how-many': 'none' }))).toEqual(['/answers/how-many invalid_value'])
  expect(errorsOf(await ask({ 'how-many': 'all' }))).toEqual(['/answers/since required'])
  expect(errorsOf(await ask({ 'how-many': 'all', since: '2026-02-30' }))).toEqual(['/answers/since invalid_format'])
  expect(errorsOf(await ask({ 'how-many': 'one', count: 'many' }))).toEqual(['/answers/count invalid_format'])
  const { json } = await ask({ 'how-many': 'one', since: '2026-11-01', count: '3' })
  expect((await read(json.number, json.secret)).json.answers).toEqual({ 'how-many': 'one', count: 3 })
})

test('an unknown or retired category is told at its field', async () => {
  for (const category of ['unheard-of', 'gone']) {
    expect(errorsOf(await send(api, { category }))).toEqual(['/category unknown'])
  }
})

test('where appeals are switched off there is nothing to send them to', async () => {
  const settings = { features: { appeals: false, polls: true, discussions: true } }
  await api.database.update(tables.organizations).set({ settings }).where(eq(tables.organizations.id, 'elsewhere'))
  const { status } = await api.request('/v1/organizations/elsewhere/appeals', {
    body: { category: 'potholes', description: 'A hole', consent: true },
  })
  expect(status).toBe(404)
})

test('anyone sees where an appeal stands, but not its words until someone has looked at it, and never whose it is', async () => {
  const sent = await send(api, {
    description: 'A secret hole',
    place: { address: 'Mira 1', latitude: 61, longitude: 69 },
  })
  const { number } = sent.json
  const { json, headers } = await read(number)
  expect(json).toMatchObject({
    view: 'public',
    number,
    status: 'received',
    category: { code: 'potholes', name: 'Topic potholes' },
    description: null,
    place: null,
    version: 1,
    isOverdue: false,
  })
  for (const member of ['contact', 'attachments', 'answers', 'canRate', 'transitions'])
    expect(json).not.toHaveProperty(member)
  expect(headers.get('cache-control')).toBe('public, max-age=0')
  expect(headers.get('vary')).toContain('Authorization')

  await take(
    api,
    key,
    number,
    { to: 'registered' },
    { to: 'assigned', responsible: 'Road service', text: 'Passed on.' },
  )
  expect((await read(number)).json).toMatchObject({
    description: 'A secret hole',
    place: { address: 'Mira 1', latitude: 61, longitude: 69 },
    responsible: 'Road service',
    history: [
      { type: 'received', status: 'received', text: null },
      { type: 'transitioned', status: 'registered' },
      { type: 'transitioned', status: 'assigned', text: 'Passed on.', responsible: 'Road service' },
    ],
  })

  await take(api, key, number, { to: 'declined', text: 'Insulting words' })
  const declined = await read(number)
  expect(declined.json).toMatchObject({ status: 'declined', description: null, place: null, answer: null })
  expect(declined.text).not.toContain('Insulting')
})

test('a private organization shows where an appeal stands and nothing that was said', async () => {
  await addCategory(api, { code: 'potholes', organizationId: 'elsewhere' })
  const settings = { appealsVisibility: 'private' } as const
  await api.database.insert(tables.organizations).values({
    id: 'clinic',
    path: ['ugra', 'clinic'],
    kind: 'institution',
    names: { en: 'Clinic' },
    settings,
    createdAt: api.clock.now,
  })
  const there = '/v1/organizations/clinic/appeals'
  const { json } = await api.request(there, {
    body: { category: 'potholes', description: 'My illness', consent: true, place: { address: 'Ward 6' } },
  })
  for (const body of [{ to: 'registered' }, { to: 'answered', text: 'Take rest' }]) {
    expect((await api.request(`${there}/1/transitions`, { body, headers: as(key) })).status).toBe(201)
  }
  const seen = await api.request(`${there}/1`)
  expect(seen.json).toMatchObject({ status: 'answered', description: null, place: null, answer: null })
  expect(seen.text).not.toMatch(/illness|Ward|rest/)
  expect((await api.request(there)).json).toEqual({ items: [], next: null })
  expect((await api.request(`${there}/1`, { headers: as(json.secret) })).json.answer).toBe('Take rest')
})

test('the resident sees all of it by the secret, the officer also what can be done next', async () => {
  const { json: sent } = await send(api, {
    category: 'formal',
    contact: { name: 'Anna', email: 'anna@example.org', phone: '' },
    place: { latitude: 61, longitude: 69 },
  })
  const resident = await read(sent.number, sent.secret)
  expect(resident.json).toMatchObject({
    view: 'resident',
    description: 'A hole as deep as a boot',
    contact: { name: 'Anna', email: 'anna@example.org', phone: null },
    place: { address: null, latitude: 61, longitude: 69 },
    deadline: null,
    canRate: false,
  })
  expect(resident.json.transitions).toEqual([])
  expect(resident.json).not.toHaveProperty('draft')
  expect(resident.headers.get('cache-control')).toBe('private, no-store')

  const officer = await read(sent.number, key)
  expect(officer.json).toMatchObject({ view: 'staff', contact: { name: 'Anna' } })
  expect(officer.json.transitions).toEqual([
    { to: 'registered', requires: [] },
    { to: 'assigned', requires: ['responsible'] },
    { to: 'waiting', requires: ['text'] },
    { to: 'postponed', requires: ['text', 'until'] },
    { to: 'forwarded', requires: ['text', 'organization'] },
    { to: 'merged', requires: ['into'] },
    { to: 'drafted', requires: ['text'] },
    { to: 'answered', requires: ['text'] },
    { to: 'declined', requires: ['text'] },
    { to: 'moderation', requires: [] },
  ])
  expect((await read(sent.number, await api.staffKey('ugra', 'leader'))).json.transitions).toEqual([])
})

test('a secret opens its own appeal alone, and a key its own branch of the tree', async () => {
  const [{ json: mine }, { json: other }] = [await send(api), await send(api)]
  const refused = await read(other.number, mine.secret)
  expect([refused.status, refused.json.type]).toEqual([401, '/problems/wrong-secret'])
  expect((await read(mine.number, `vmeste_ugra_${'x'.repeat(43)}`)).json.type).toBe('/problems/staff-only')
  expect((await read(mine.number, await api.staffKey('elsewhere'))).status).toBe(403)
  expect((await read(999_999)).status).toBe(404)
  expect((await read(0)).status).toBe(422)
})

test('what has not changed is not sent again; a passed deadline is a change', async () => {
  const { json: sent } = await send(api)
  const first = await read(sent.number, sent.secret)
  expect(first.headers.get('etag')).toBe('"1.resident.en"')
  const unchanged = { 'if-none-match': first.headers.get('etag') ?? '' }
  expect((await read(sent.number, sent.secret, unchanged)).status).toBe(304)
  expect((await read(sent.number, sent.secret, { ...unchanged, 'accept-language': 'ru' })).status).toBe(200)
  const before = api.clock.now
  api.clock.now = new Date('2026-12-08T19:00:00Z')
  const late = await read(sent.number, sent.secret, unchanged)
  expect([late.status, late.json.isOverdue]).toEqual([200, true])
  api.clock.now = before
})

test('a website the organization does not know may not send in its name', async () => {
  expect((await send(api, {}, { origin: 'https://evil.test' })).status).toBe(403)
})
