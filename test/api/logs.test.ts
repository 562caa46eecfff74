import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLog } from '../../api/platform/logging.js'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, pdf, send, take, upload } from './appeals.fixture.js'

/** In whatever anyone sends; the log may hold none of it. */
const MARK = 'zinaida'
const marked = (what: string) => `${MARK}-${what}`
const email = `${MARK}@example.org`
const device = marked('device-of-hers-0001')
const address = '203.0.113.77'

let api: TestApp
let log: string[]
beforeEach(async () => {
  log = []
  api = await createTestApp({
    log: createLog({ LOG_LEVEL: 'info' }, { write: (line) => void log.push(line) }),
    images: {
      reencode: async () => {
        throw new Error(`no picture of ${MARK}`)
      },
    },
    clientAddress: () => address,
  })
  await addCategory(api, { code: 'potholes', contact: { name: 'optional', email: 'optional', phone: 'optional' } })
  await api.database.insert(tables.discussions).values({
    organizationId: 'hanty',
    id: 'embankment',
    titles: {},
    texts: {},
    opensAt: new Date('2026-11-20T00:00:00Z'),
  })
})
afterEach(() => api.close())

const fields = ['level', 'time', 'msg'].sort()

/** Each line is JSON and has a name to be found by; none has anything of anyone. */
function judge(secrets: readonly string[]) {
  expect(log.length).toBeGreaterThan(0)
  for (const line of log) {
    const entry = JSON.parse(line)
    expect(Object.keys(entry)).toEqual(expect.arrayContaining(fields))
    expect(entry.requestId).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/)
  }
  const whole = log.join('')
  expect(whole.toLowerCase()).not.toContain(MARK)
  expect([address, '203.0.113.0', ...secrets].filter((secret) => whole.includes(secret))).toEqual([])
}

test('of all that residents and staff do, the log tells the route, the status and the time', async () => {
  const key = await api.staffKey('ugra', 'administrator')
  const headers = { 'vmeste-device': device, 'user-agent': marked('browser'), 'idempotency-key': marked('key-1') }
  const file = await upload(api, pdf, marked('passport.pdf'))
  const { json: sent } = await send(
    api,
    {
      description: marked('text'),
      place: { address: marked('street'), latitude: 61.00421, longitude: 69.00191 },
      contact: { name: MARK, email, phone: '+7 950 123-45-67' },
      attachments: [file.json.id],
    },
    headers,
  )
  const own = as(sent.secret)
  const path = `/appeals/${sent.number}`
  for (const [where, options] of [
    [path, { headers: own }],
    [`${path}/export`, { headers: own }],
    [`/attachments/${file.json.id}`, { headers: own }],
    [`${path}/contact`, { method: 'PATCH', body: { name: marked('name') }, headers: own }],
    [`/appeals?near=61.00421,69.00191&radius=777`, {}],
    ['/discussions/embankment/comments', { body: { text: marked('comment'), name: MARK }, headers }],
    ['/residents/codes', { body: { email }, headers }],
    ['/settings', { method: 'PATCH', body: { settings: { contacts: { email } } }, headers: as(key) }],
    ['/audit', { headers: as(key) }],
  ] as [string, Parameters<TestApp['request']>[1]][])
    await api.request(where, options)
  await take(api, key, sent.number, { to: 'answered', text: marked('answer') })
  await api.request(`${path}/rating`, { body: { score: 5, comment: marked('thanks') }, headers: own })
  await api.request(path, { method: 'DELETE', headers: own })
  const page = await api.app.request(`http://api.test/o/hanty/appeals/${sent.number}?${MARK}=1`, {
    method: 'POST',
    body: new URLSearchParams({ secret: sent.secret, comment: marked('comment') }),
    headers: { origin: 'http://api.test' },
  })
  expect(page.status).toBe(200)
  judge([sent.secret, key, '950 123-45-67', '61.00421', 'radius', file.json.id])
  const statuses = log.map((line) => JSON.parse(line).status)
  expect(statuses.filter((status) => status >= 200 && status < 300).length).toBeGreaterThan(12)
})

test('nor does it of what is refused', async () => {
  const wrong = marked(`wrong-secret-${'x'.repeat(20)}`)
  const raw = (path: string, init: RequestInit) =>
    api.app.request(`http://api.test${path}`, { ...init, headers: { 'accept-language': 'en', ...init.headers } })
  expect((await send(api)).json.number).toBe(1)
  const json = { 'content-type': 'application/json' }
  const at = '/v1/organizations/hanty'
  const refused = await Promise.all([
    raw(`${at}/appeals`, { method: 'POST', headers: json, body: `{"description": "${marked('text')}` }),
    raw(`${at}/appeals`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ category: MARK, contact: { email } }),
    }),
    raw(`${at}/appeals`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: marked('text') }),
    raw(`${at}/appeals/1`, { headers: as(wrong) }),
    raw(`${at}/appeals/${MARK}`, {}),
    raw(`${at}/appeals`, { headers: as(`vmeste_hanty_${MARK}${'x'.repeat(43 - MARK.length)}`) }),
    raw(`${at}/appeals?cursor=${MARK}`, {}),
    raw(`/v1/organizations/${MARK}`, {}),
    raw(`/${MARK}?secret=${wrong}`, {}),
    raw(`${at}/${MARK}`, { method: 'PUT' }),
    raw(`${at}/appeals`, { method: 'PURGE' }),
    raw(at, { headers: { origin: `https://${MARK}.example` } }),
    raw(`${at}/residents/me`, { headers: { 'vmeste-resident': wrong } }),
    raw('/o/hanty/appeals/1', { method: 'POST', headers: { origin: `https://${MARK}.example` }, body: wrong }),
    raw(`/o/hanty/appeals?number=${MARK}`, {}),
    raw(`/o/${MARK}`, { headers: { accept: 'text/html' } }),
  ])
  expect(refused.map(({ status }) => status)).toEqual([
    400, 422, 415, 401, 422, 401, 422, 404, 404, 404, 405, 403, 401, 403, 422, 404,
  ])
  judge([wrong])
})

test('nor of what fails here: an error tells its kind, not what it met', async () => {
  const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(200)])
  const photo = await upload(api, jpeg, marked('photo.jpg'))
  expect(photo.status).toBe(500)
  // A query that cannot be put carries what was to be written.
  await api.database.execute(sql`alter table comments rename to hidden`)
  const body = { text: marked('comment'), name: MARK }
  const comment = await api.request('/discussions/embankment/comments', { body, headers: { 'vmeste-device': device } })
  expect(comment.status).toBe(500)
  await api.database.execute(sql`alter table hidden rename to comments`)
  judge([device])
  const errors = log.map((line) => JSON.parse(line)).filter(({ level }) => level === 'error')
  expect(errors.map(({ msg, route }) => [msg, route])).toEqual([
    ['request failed', '/v1/organizations/:organization/attachments'],
    ['request failed', '/v1/organizations/:organization/discussions/:discussion/comments'],
  ])
  expect(comment.json.instance).toBe(`urn:uuid:${errors[1].requestId}`)
})
