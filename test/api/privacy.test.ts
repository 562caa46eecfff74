import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OrganizationSettings } from '../../api/organizations/settings.js'
import * as tables from '../../api/platform/schema.js'
import { retain } from '../../api/privacy/retention.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, pdf, send, take, upload } from './appeals.fixture.js'
import { typeCommand } from './command.js'
import { everythingKept } from './kept.js'

const DAY = 86_400_000
const contact = { name: 'Zinaida', email: 'zinaida@example.org', phone: '+73467123456' }

let api: TestApp
let key: string
beforeEach(async () => {
  api = await createTestApp()
  key = await api.staffKey()
  for (const code of ['potholes', 'noise'])
    await addCategory(api, { code, contact: { name: 'optional', email: 'required', phone: 'none' } })
})
afterEach(() => api.close())

const keepBy = (retention: OrganizationSettings['retention'], id = 'hanty') =>
  api.database
    .update(tables.organizations)
    .set({ settings: sql`${tables.organizations.settings} || ${JSON.stringify({ retention })}::jsonb` })
    .where(eq(tables.organizations.id, id))
const later = (days: number) => new Date(api.clock.now.getTime() + days * DAY)

async function sendOne(given: Record<string, unknown> = {}) {
  const { json } = await send(api, { contact, place: { address: 'Mira 5, кв. 417' }, ...given })
  return json as { number: number; secret: string }
}
const answer = (number: number) =>
  take(api, key, number, { to: 'registered' }, { to: 'answered', text: 'Written to zinaida@example.org' })
const read = async (number: number) => (await api.request(`/appeals/${number}`, { headers: as(key) })).json

test('what was answered long enough ago is erased, by the rule of its category first, and what is open stays', async () => {
  await keepBy({ appeals: { action: 'delete', afterDays: 30 }, categories: { noise: { action: 'keep' } } })
  const [old, open, kept] = [await sendOne(), await sendOne(), await sendOne({ category: 'noise' })]
  for (const { number } of [old, kept]) await answer(number)

  expect(await retain(api.database, later(29))).toMatchObject([{ what: 'appeals', count: 0 }])
  expect(await retain(api.database, later(31), { isDryRun: true })).toEqual([
    {
      organizationId: 'hanty',
      what: 'appeals',
      categories: ['noise'],
      isOfOthers: true,
      action: 'delete',
      afterDays: 30,
      count: 1,
    },
  ])
  expect((await read(old.number)).erasedAt).toBeNull()
  expect(await retain(api.database, later(31))).toMatchObject([{ count: 1 }])
  expect((await read(old.number)).erasedAt).not.toBeNull()
  for (const { number } of [open, kept])
    expect(await read(number)).toMatchObject({ erasedAt: null, contact: { name: 'Zinaida' } })
  expect(await retain(api.database, later(31))).toMatchObject([{ count: 0 }])
})

test('made anonymous, an appeal says what happened and not to whom', async () => {
  await keepBy({ appeals: { action: 'anonymize', afterDays: 10 } })
  const file = await upload(api, pdf, 'passport-of-zinaida.pdf')
  const { number } = await sendOne({
    description: 'A hole. Call +7 950 123-45-67',
    attachments: [file.json.id],
  })
  await answer(number)
  await retain(api.database, later(11))
  expect(await read(number)).toMatchObject({
    description: 'A hole. Call •••',
    answer: 'Written to •••',
    place: { address: 'Mira 5, кв. •••' },
    contact: { name: null, email: null, phone: null },
    attachments: [],
    erasedAt: null,
    status: 'answered',
  })
  expect(await everythingKept(api)).not.toMatch(/zinaida|950 123|кв\. 417/i)
  expect(await retain(api.database, later(12))).toMatchObject([{ count: 0 }])
})

test('contacts may go before the appeal does, and comments by their age', async () => {
  await keepBy({ contacts: { action: 'delete', afterDays: 5 }, comments: { action: 'delete', afterDays: 7 } })
  const { number } = await sendOne()
  await answer(number)
  await api.database.insert(tables.discussions).values({
    organizationId: 'hanty',
    id: 'embankment',
    titles: {},
    texts: {},
    opensAt: new Date('2026-11-20T00:00:00Z'),
  })
  const say = (text: string, headers = {}) =>
    api.request('/discussions/embankment/comments', { body: { text, name: 'Zinaida' }, headers })
  await say('of a resident')
  await say('of the town', as(key))
  expect(await retain(api.database, later(6))).toMatchObject([
    { what: 'contacts', count: 1 },
    { what: 'comments', count: 0 },
  ])
  expect(await read(number)).toMatchObject({ contact: { email: null }, description: 'A hole as deep as a boot' })
  expect(await retain(api.database, later(8))).toMatchObject([{ count: 0 }, { what: 'comments', count: 1 }])
  const { json } = await api.request('/discussions/embankment/comments?sort=oldest')
  expect(json.items.map(({ text }: { text: string }) => text)).toEqual(['', 'of the town'])
})

test('several processes at once do each appeal once, and one that is ended is gone on with', async () => {
  await keepBy({ appeals: { action: 'delete', afterDays: 1 } }, 'ugra')
  const { number } = await sendOne()
  await answer(number)
  const [row] = await api.database.select().from(tables.appeals)
  if (!row) throw new Error('no appeal')
  const copies = Array.from({ length: 119 }, (_, index) => ({ ...row, id: crypto.randomUUID(), number: index + 100 }))
  await api.database.insert(tables.appeals).values(copies)

  let batches = 0
  const first = await retain(api.database, later(2), { isOver: () => batches++ > 1 })
  const count = (done: { count: number }[]) => done.reduce((sum, each) => sum + each.count, 0)
  expect(count(first)).toBeGreaterThan(0)
  expect(count(first)).toBeLessThan(120)
  const rest = await Promise.all([retain(api.database, later(2)), retain(api.database, later(2))])
  expect(count(first) + count(rest.flat())).toBe(120)
  const events = await api.database.select().from(tables.appealEvents).where(eq(tables.appealEvents.type, 'erased'))
  expect(events).toHaveLength(120)
})

test('the command says what would be done, does it, and tells where nothing is to be', async () => {
  const type = (...argv: string[]) => typeCommand(api, '.', ['privacy', 'run', ...argv])
  expect((await type()).said).toEqual(['No organization has set how long anything is kept: all is.'])
  await keepBy({ appeals: { action: 'delete', afterDays: 3 } })
  const { number } = await sendOne()
  await answer(number)
  api.clock.now = later(4)
  expect(await type('--dry-run')).toEqual({ exit: 0, said: ['hanty  appeals  after 3 days  1 to erase'] })
  expect((await read(number)).erasedAt).toBeNull()
  expect((await type('--organization', 'ugra')).said).toEqual(['hanty  appeals  after 3 days  1 erased'])
  expect((await read(number)).erasedAt).not.toBeNull()
  expect((await type('--organization', 'nowhere')).exit).not.toBe(0)
})

test('by the secret a resident reads all that is held, and nobody else does', async () => {
  await keepBy({ appeals: { action: 'delete', afterDays: 30 } })
  const file = await upload(api, pdf, 'plan.pdf')
  const { number, secret } = await sendOne({ attachments: [file.json.id] })
  await answer(number)
  const { status, json, headers } = await api.request(`/appeals/${number}/export`, { headers: as(secret) })
  expect(status).toBe(200)
  expect(headers.get('content-disposition')).toContain(`hanty-${number}.json`)
  expect(headers.get('cache-control')).toContain('no-store')
  expect(json).toMatchObject({
    organization: { id: 'hanty', name: 'Hanty' },
    appeal: { view: 'resident', contact: { ...contact, phone: null }, answer: 'Written to zinaida@example.org' },
    isPublic: true,
    files: [{ fileName: 'plan.pdf', address: `/v1/organizations/hanty/attachments/${file.json.id}` }],
    keptUntil: { action: 'delete', at: later(30).toISOString() },
  })
  expect((await api.request(json.files[0].address, { headers: as(secret) })).status).toBe(200)
  const other = await sendOne()
  for (const authorization of [{}, as('wrong'), as(other.secret), as(key)])
    for (const [path, method] of [
      ['export', 'GET'],
      ['', 'DELETE'],
    ] as const) {
      const refused = await api.request(`/appeals/${number}/${path}`.replace(/\/$/, ''), {
        method,
        headers: authorization,
      })
      expect(refused.status, `${method} ${path}`).toBe(401)
    }
  expect((await read(number)).erasedAt).toBeNull()
})

test('by the secret a resident erases an appeal, once, and it is withdrawn where it was open', async () => {
  const { number, secret } = await sendOne()
  const erase = () => api.request(`/appeals/${number}`, { method: 'DELETE', headers: as(secret) })
  const { status, json } = await erase()
  expect(status).toBe(200)
  expect(json).toMatchObject({ view: 'resident', status: 'closed', description: null, contact: { email: null } })
  expect((await erase()).json).toEqual(json)
  expect(await everythingKept(api)).not.toMatch(/zinaida/i)
  const mended = await api.request(`/appeals/${number}/contact`, {
    method: 'PATCH',
    body: contact,
    headers: as(secret),
  })
  expect([mended.status, mended.json.type]).toEqual([409, '/problems/appeal-erased'])
})

test('by the secret a resident corrects the contact, in what the category asks for', async () => {
  const { number, secret } = await sendOne()
  const change = (body: unknown, authorization = as(secret)) =>
    api.request(`/appeals/${number}/contact`, { method: 'PATCH', body, headers: authorization })
  const before = await read(number)
  const { status, json } = await change({ email: 'z@example.org', name: null, phone: '+7 999 999-99-99' })
  expect(status).toBe(200)
  expect(json.contact).toEqual({ name: null, email: 'z@example.org', phone: null })
  expect((await read(number)).version).toBe(before.version + 1)
  expect((await api.request(`/appeals/${number}`)).json.history).toHaveLength(1)
  const without = await change({ email: '' })
  expect(without.json.errors).toMatchObject([{ pointer: '/email', code: 'required' }])
  expect((await change({ email: 'no mail' })).status).toBe(422)
  expect((await change({ email: 'x@example.org' }, as('wrong'))).status).toBe(401)
  expect((await read(number)).contact.email).toBe('z@example.org')
})

test('an administrator erases with a reason, which the audit trail keeps, and no one else on the staff may', async () => {
  const { number } = await sendOne()
  const administrator = await api.staffKey('hanty', 'administrator')
  const erase = (by: string, body: unknown = { reason: 'unlawful' }) =>
    api.request(`/appeals/${number}/erasure`, { body, headers: as(by) })
  expect((await erase(key)).status).toBe(403)
  expect((await erase(administrator, { reason: 'because Zinaida asked' })).status).toBe(422)
  expect((await erase(administrator)).json).toMatchObject({ view: 'staff', description: null, transitions: [] })
  await erase(administrator)
  const { json } = await api.request('/audit', { headers: as(administrator) })
  expect(json.items).toMatchObject([
    { action: 'appeal.erased', subject: `appeals/${number}`, details: { reason: 'unlawful' } },
  ])
})

test('what is kept, and how long, anyone may read', async () => {
  await keepBy({
    appeals: { action: 'anonymize', afterDays: 365 },
    categories: { noise: { action: 'delete', afterDays: 90 } },
    contacts: { action: 'delete', afterDays: 30 },
  })
  const { json } = await api.request('/privacy')
  expect(json).toEqual({
    organization: { id: 'hanty', name: 'Hanty' },
    appealsVisibility: 'public',
    appeals: { action: 'anonymize', afterDays: 365 },
    categories: [{ code: 'noise', name: 'Topic noise', action: 'delete', afterDays: 90 }],
    contacts: { action: 'delete', afterDays: 30 },
    comments: { action: 'keep', afterDays: null },
    unsentFilesHours: 24,
    repetitionsHours: 48,
  })
})
