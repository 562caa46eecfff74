import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRates, forgetRates } from '../../api/abuse/rates.js'
import { keyedHash } from '../../api/platform/crypto.js'
import { discussions, organizations, rates } from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'

let api: TestApp
let address = '203.0.113.1'
beforeAll(async () => {
  api = await createTestApp({ clientAddress: () => address })
  const limited = {
    allowedOrigins: ['https://town.test'],
    abuse: { proofOfWork: 'never', limits: { discussions: { device: 3, address: 5, organization: 40 } } },
  } as const
  const calm = { abuse: { proofOfWork: 'under-attack', limits: { discussions: { organization: 30 } } } } as const
  const made = { createdAt: api.clock.now, kind: 'municipal', names: { en: 'A town' } } as const
  await api.database.insert(organizations).values([
    {
      ...made,
      id: 'limited',
      path: ['limited'],
      settings: { ...limited, allowedOrigins: [...limited.allowedOrigins] },
    },
    { ...made, id: 'calm', path: ['calm'], settings: calm },
  ])
  for (const organizationId of ['limited', 'calm'])
    await api.database
      .insert(discussions)
      .values({ organizationId, id: 'square', titles: {}, texts: {}, opensAt: new Date(0) })
})
afterAll(() => api.close())

let written = 0
/** Each another: the same again would be refused as such. */
const another = () => 'Well'.repeat((written++ % 9) + 1)
const comment = (headers: Record<string, string> = {}, organization = 'limited') =>
  api.request(`/v1/organizations/${organization}/discussions/square/comments`, { body: { text: another() }, headers })
const later = (seconds: number) => {
  api.clock.now = new Date(api.clock.now.getTime() + seconds * 1000)
}

test('an address may write so often, is told how often, and after a wait again', async () => {
  const first = await comment()
  expect(first.status).toBe(201)
  expect(first.headers.get('ratelimit-policy')).toBe('"address";q=5;w=3600, "organization";q=40;w=60')
  expect(first.headers.get('ratelimit')).toMatch(/^"address";r=5;t=3600, "organization";r=40;t=60$/)
  for (let count = 0; count < 4; count++) expect((await comment()).status).toBe(201)
  const refused = await comment({ origin: 'https://town.test' })
  expect([refused.status, refused.json.type]).toEqual([429, '/problems/too-many-requests'])
  expect(refused.headers.get('access-control-expose-headers')).toContain('RateLimit')
  const wait = Number(refused.headers.get('retry-after'))
  expect(wait).toBeGreaterThan(0)
  // Staff are not limited, nor are others held up.
  expect((await comment({ authorization: `Bearer ${await api.staffKey('limited')}` })).status).toBe(201)
  address = '203.0.113.2'
  expect((await comment()).status).toBe(201)
  address = '203.0.113.1'
  later(wait)
  expect((await comment()).status).toBe(201)
})

test('a device is limited also where its address is not, and IPv6 by its network', async () => {
  later(7200)
  const device = { 'vmeste-device': 'a-device-of-a-resident' }
  for (let host = 1; host <= 3; host++) {
    address = `198.51.100.${host}`
    expect((await comment(device)).status).toBe(201)
  }
  address = '198.51.100.9'
  expect((await comment(device)).status).toBe(429)
  for (let host = 1; host <= 5; host++) {
    address = `2001:db8:7:7::${host}`
    expect((await comment()).status).toBe(201)
  }
  address = '2001:db8:7:7::ffff'
  expect((await comment()).status).toBe(429)
  address = '2001:db8:7:8::1'
  expect((await comment()).status).toBe(201)
})

test('all together are limited, whoever they are', async () => {
  later(7200)
  const statuses: number[] = []
  for (let host = 1; host <= 45; host++) {
    address = `192.0.2.${host}`
    statuses.push((await comment()).status)
  }
  expect(statuses.filter((status) => status === 201)).toHaveLength(40)
  expect(statuses.slice(40)).toEqual(Array(5).fill(429))
})

test('an address that says nothing of who calls is not limited, unless a proxy is trusted to name it', async () => {
  later(7200)
  address = '10.0.0.1'
  for (let count = 0; count < 8; count++) expect((await comment()).status).toBe(201)
  expect((await comment()).headers.get('ratelimit-policy')).toBe('"organization";q=40;w=60')
})

test('in normal times no proof is asked for, under attack one is, and then no longer', async () => {
  // A tenth of the limit is a busy day.
  for (let host = 1; host <= 4; host++) {
    address = `192.0.2.${host}`
    expect((await comment({}, 'calm')).status).toBe(201)
  }
  const asked = await comment({}, 'calm')
  expect(asked.status).toBe(428)
  expect(asked.json.challenge.parameters.data).toEqual({ organization: 'calm', feature: 'discussions' })
  later(120)
  expect((await comment({}, 'calm')).status).toBe(201)
})

test('what one process counts another hears of, and no address is written', async () => {
  const settled = { database: api.database, log: api.services.log, now: () => api.clock.now }
  const hash = (...parts: string[]) => keyedHash('a secret', ...parts)
  const [one, other] = [createRates({ ...settled, hash }), createRates({ ...settled, hash })]
  const rate = { organizationId: 'ugra', of: 'appeals:address', by: '203.0.113.77/32', window: 3600 }
  const all = { organizationId: 'ugra', of: 'appeals:organization', by: '', window: 60 }
  for (let count = 0; count < 10; count++) {
    one.count(rate)
    other.count(rate)
    other.count(all)
  }
  await Promise.all([one.settle(), other.settle()])
  one.read(rate)
  other.read(rate)
  expect(one.read(all)).toEqual({ current: 0, previous: 0 })
  await Promise.all([one.settle(), other.settle()])
  expect([one.read(rate).current, other.read(rate).current, one.read(all).current]).toEqual([20, 20, 10])
  one.count(rate)
  later(3600)
  expect(one.read(rate)).toEqual({ current: 0, previous: 21 })
  await Promise.all([one.settle(), other.settle()])
  const kept = await api.database.select().from(rates)
  expect(kept.some(({ scope }) => scope.startsWith('appeals:address:'))).toBe(true)
  expect(JSON.stringify(kept)).not.toContain('203.0.113')
  await Promise.all([one.close(), other.close()])
  later(3 * 3600)
  await forgetRates(api.database).run(api.clock.now)
  expect(await api.database.select().from(rates)).toEqual([])
})

test('who reads more often than any page does is refused for the rest of the minute', async () => {
  const { VMESTE_READS } = api.services.settings
  expect(VMESTE_READS).toBe(3000)
  const few = await createTestApp({
    settings: { ...api.services.settings, VMESTE_READS: 5 },
    clientAddress: () => '203.0.113.5',
  })
  for (let count = 0; count < 5; count++) expect((await few.request('')).status).toBe(200)
  const refused = await few.request('', { headers: { origin: 'https://town.test' } })
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
  expect(refused.headers.get('access-control-allow-origin')).toBe('*')
  few.clock.now = new Date(few.clock.now.getTime() + 60_000)
  expect((await few.request('')).status).toBe(200)
  await few.close()
})
