import { afterEach, beforeEach, expect, test } from 'vitest'
import { forgetBlocks } from '../../api/abuse/blocks.js'
import { forgetSenders } from '../../api/abuse/senders.js'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send } from './appeals.fixture.js'
import { everythingKept } from './kept.js'

const HOUR = 3_600_000
let api: TestApp
let moderator: string
let address: string
const warned: object[] = []
beforeEach(async () => {
  address = '203.0.113.7'
  warned.length = 0
  api = await createTestApp({
    clientAddress: () => address,
    log: { error: console.error, warn: (fields) => void warned.push(fields), info: () => {} },
  })
  moderator = await api.staffKey('hanty', 'moderator')
  await addCategory(api, { code: 'potholes', contact: { name: 'none', email: 'optional', phone: 'none' } })
  await api.database.insert(tables.discussions).values({
    organizationId: 'hanty',
    id: 'embankment',
    titles: {},
    texts: {},
    opensAt: new Date('2026-11-20T00:00:00Z'),
  })
})
afterEach(() => api.close())

const device = (name: string) => ({ 'vmeste-device': `device-of-${name}-0000000` })
const say = (text: string, headers?: Record<string, string>) =>
  api.request('/discussions/embankment/comments', { body: { text }, headers })
const block = (body: Record<string, unknown>, key = moderator) =>
  api.request('/blocks', { body: { reason: 'Advertising', ...body }, headers: as(key) })
const wait = (milliseconds: number) => {
  api.clock.now = new Date(api.clock.now.getTime() + milliseconds)
}

test('from a network that is blocked nothing is taken, for its time; others write on', async () => {
  const { status, json } = await block({ kind: 'network', value: '203.0.113.0/24', days: 2 })
  expect(status).toBe(201)
  expect(json).toMatchObject({ kind: 'network', value: '203.0.113.0/24', reason: 'Advertising' })
  expect(json.expiresAt).toBe(new Date(api.clock.now.getTime() + 48 * HOUR).toISOString())
  const refused = await say('Buy now')
  expect([refused.status, refused.json.type]).toEqual([403, '/problems/blocked'])
  expect(refused.json).toMatchObject({ until: json.expiresAt })
  expect(refused.text).not.toContain('Advertising')
  expect((await send(api)).status).toBe(403)
  address = '203.0.114.7'
  expect((await say('A bench, please')).status).toBe(201)
  address = '203.0.113.7'
  wait(48 * HOUR + 11_000)
  expect((await say('A lamp, please')).status).toBe(201)
  await forgetBlocks(api.database).run(api.clock.now)
  expect((await api.request('/blocks', { headers: as(moderator) })).json.items).toEqual([])
})

test('whom to write to is told with it, and staff of the organization are not refused', async () => {
  const administrator = await api.staffKey('hanty', 'administrator')
  const settings = { contacts: { email: 'duma@hanty.test', phone: '+7 3467 55-01-01' } }
  await api.request('/settings', { method: 'PATCH', body: { settings }, headers: as(administrator) })
  await block({ kind: 'network', value: '203.0.113.7/32' })
  expect((await say('Buy now')).json.contacts).toEqual(settings.contacts)
  expect((await say('We are listening', as(administrator))).status).toBe(201)
})

test('a moderator blocks whoever sent something, without learning who it is', async () => {
  const spam = (await say('Buy boats', device('spammer'))).json
  const { status, json } = await block({ kind: 'sender', of: `comments/${spam.id}` })
  expect(status).toBe(201)
  expect(json).toMatchObject({ kind: 'device', value: null })
  expect((await say('Buy more boats', device('spammer'))).status).toBe(403)
  address = '198.51.100.1'
  expect((await say('Buy other boats', device('spammer'))).status).toBe(403)
  expect((await say('A bench', device('neighbour'))).status).toBe(201)
  expect(await everythingKept(api)).not.toMatch(/device-of|203\.0\.113|198\.51\.100/)
  expect((await block({ kind: 'sender', of: 'appeals/77' })).json.errors).toMatchObject([
    { pointer: '/of', code: 'unknown' },
  ])
})

test('who tells no device is known by the address, for two hours; a device for thirty days', async () => {
  const silent = (await say('Buy boats')).json
  const told = (await say('Buy tents', device('other'))).json
  const now = await block({ kind: 'sender', of: `comments/${silent.id}`, days: 90 })
  expect(now.json.kind).toBe('address')
  expect(now.json.expiresAt).toBe(new Date(api.clock.now.getTime() + 24 * HOUR).toISOString())
  wait(3 * HOUR)
  await forgetSenders(api.database).run(api.clock.now)
  expect((await block({ kind: 'sender', of: `comments/${silent.id}` })).status).toBe(422)
  expect((await block({ kind: 'sender', of: `comments/${told.id}` })).status).toBe(201)
  wait(30 * 24 * HOUR)
  await forgetSenders(api.database).run(api.clock.now)
  expect(await api.database.select().from(tables.senders)).toEqual([])
})

test('an address of mail is blocked, or a whole domain, and only its hash is kept', async () => {
  await block({ kind: 'email', value: 'Anna@Mail.test' })
  await block({ kind: 'domain', value: 'spam.test' })
  const from = (email: string) => send(api, { contact: { email }, description: `A hole, by ${email}` })
  expect((await from('anna@mail.test')).status).toBe(403)
  expect((await from('x@a.spam.test')).status).toBe(403)
  expect((await from('boris@mail.test')).status).toBe(201)
  expect(await everythingKept(api)).not.toMatch(/anna@mail|spam\.test/i)
})

test('what is blocked above is blocked below, and lifted there alone; each step is in the audit trail', async () => {
  const region = await api.staffKey('ugra', 'moderator')
  const above = '/v1/organizations/ugra/blocks'
  const body = { kind: 'network', value: '203.0.113.0/24', reason: 'Advertising' }
  const { json } = await api.request(above, { body, headers: as(region) })
  expect((await say('Buy now')).status).toBe(403)
  const lift = (path: string) => api.request(`${path}/${json.id}`, { method: 'DELETE', headers: as(region) })
  expect((await lift('/blocks')).status).toBe(404)
  expect((await lift(above)).json.id).toBe(json.id)
  expect((await say('A bench')).status).toBe(201)
  const trail = await api.request('/v1/organizations/ugra/audit', { headers: as(await api.staffKey('ugra', 'leader')) })
  expect(trail.json.items.map(({ action }: { action: string }) => action)).toEqual(['block.removed', 'block.added'])
  expect(trail.text).not.toMatch(/203\.0|Advertising/)
})

test('blocked once more, a block holds as told last', async () => {
  const network = { kind: 'network', value: '203.0.113.0/24' }
  await block(network)
  await block({ ...network, reason: 'Threats', days: 9 })
  const { json } = await api.request('/blocks', { headers: as(moderator) })
  expect(json.items).toMatchObject([{ reason: 'Threats' }])
  expect((await block({ kind: 'network', value: '0.0.0.0/0' })).json.errors).toMatchObject([
    { pointer: '/value', code: 'network' },
  ])
})

test('the same sent again from one device within an hour is told its number; from another it is not', async () => {
  const long = 'The hole by the school is as deep as a boot and full of water'
  const first = await send(api, { description: long }, device('anna'))
  const again = await send(api, { description: `${long}!!` }, device('anna'))
  expect([again.status, again.json.type]).toEqual([409, '/problems/duplicate'])
  expect(again.json.earlier).toBe(`appeals/${first.json.number}`)
  // A house behind one address: what is long is nobody else's, but whose it is, is not told.
  const other = await send(api, { description: long }, device('boris'))
  expect([other.status, other.json.earlier]).toEqual([409, undefined])
  expect((await send(api, { description: long, place: { address: 'Lenin 1' } }, device('anna'))).status).toBe(201)
  wait(HOUR + 1)
  expect((await send(api, { description: long }, device('anna'))).status).toBe(201)
})

test('what two neighbours write alike is taken from both, and so is what was erased', async () => {
  expect((await say('Well done', device('anna'))).status).toBe(201)
  expect((await say('Well done', device('boris'))).status).toBe(201)
  expect((await say('Well done!', device('anna'))).status).toBe(409)
  const sent = await send(api, {}, device('anna'))
  await api.request(`/appeals/${sent.json.number}`, { method: 'DELETE', headers: as(sent.json.secret) })
  expect((await send(api, {}, device('anna'))).status).toBe(201)
})

test('the same from many is a flood: staff find it in the trail, and a proof is asked for that was not before', async () => {
  const administrator = await api.staffKey('hanty', 'administrator')
  const settings = { abuse: { proofOfWork: 'under-attack' } }
  await api.request('/settings', { method: 'PATCH', body: { settings }, headers: as(administrator) })
  const statuses: number[] = []
  for (let sender = 0; sender < 25; sender++) {
    address = `198.51.${sender}.7`
    statuses.push((await say(`Buy boats ${sender}`)).status)
  }
  // Ten are no flood, and a few more are a busy day.
  expect(statuses.slice(0, 20)).toEqual(Array(20).fill(201))
  expect(statuses.slice(21)).toEqual(Array(4).fill(428))
  const { json } = await api.request('/audit', { headers: as(administrator) })
  const noticed = json.items.filter(({ action }: { action: string }) => action === 'flood.noticed')
  expect(noticed).toMatchObject(
    [20, 10].map((senders) => ({ actor: 'system', details: { feature: 'discussions', senders } })),
  )
  expect(warned).toHaveLength(2)
  wait(2 * HOUR)
  expect((await say('A bench')).status).toBe(201)
})
