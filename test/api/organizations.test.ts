import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OrganizationSettings } from '../../api/organizations/settings.js'
import { organizations } from '../../api/organizations/tables.js'
import { createTestApp, type TestApp } from './app.js'

let api: TestApp
beforeAll(async () => {
  api = await createTestApp()
})
afterAll(() => api.close())

test('a town inherits from its region what it does not set', async () => {
  const { status, json, headers } = await api.request('')
  expect(status).toBe(200)
  expect(json).toMatchObject({
    id: 'hanty',
    name: 'Hanty',
    parent: { id: 'ugra', name: 'Ugra' },
    timeZone: 'Asia/Yekaterinburg',
    languages: ['ru', 'en'],
  })
  expect(headers.get('content-language')).toBe('en')
  expect(headers.get('cache-control')).toBe('public, max-age=60')
})

test('the answer is in the language asked for, else in the organization’s first', async () => {
  expect((await api.request('', { headers: { 'accept-language': 'ar, en;q=0.5' } })).json.name).toBe('Hanty')
  expect((await api.request('', { headers: { 'accept-language': 'ar' } })).json.name).toBe('Ханты')
})

test('an unchanged profile is not sent twice', async () => {
  const first = await api.request('')
  const again = await api.request('', { headers: { 'if-none-match': first.headers.get('etag') ?? '' } })
  expect(again.status).toBe(304)
  expect(again.text).toBe('')
})

test('an unknown organization is a problem document in the caller’s language', async () => {
  const { status, json, headers } = await api.request('/v1/organizations/nowhere', {
    headers: { 'accept-language': 'ru' },
  })
  expect(status).toBe(404)
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(json).toMatchObject({ type: '/problems/not-found', title: 'Не найдено', status: 404 })
  expect(json.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/)
})

test('only the websites an organization names may ask from a browser', async () => {
  const allowed = await api.request('', { headers: { origin: 'http://localhost:3000' } })
  expect(allowed.headers.get('access-control-allow-origin')).toBe('http://localhost:3000')
  const foreign = await api.request('', { headers: { origin: 'https://evil.test' } })
  expect(foreign.status).toBe(403)
  expect(foreign.json.type).toBe('/problems/origin-not-allowed')
  const own = await api.request('', { headers: { origin: 'http://api.test' } })
  expect(own.status).toBe(200)
})

test('a website that is not allowed, or misspells the organization, can show its visitors why', async () => {
  for (const organization of ['hanty', 'nowhere', 'Not a name']) {
    const { status, headers } = await api.request(`/v1/organizations/${encodeURIComponent(organization)}`, {
      headers: { origin: 'https://evil.test' },
    })
    expect(status).toBe(organization === 'hanty' ? 403 : 404)
    expect(headers.get('access-control-allow-origin')).toBe('https://evil.test')
  }
})

test('an answer kept for one website is confirmed for another', async () => {
  const kept = await api.request('', { headers: { origin: 'http://localhost:3000' } })
  const again = await api.request('', {
    headers: { origin: 'https://town.test', 'if-none-match': kept.headers.get('etag') ?? '' },
  })
  expect(again.status).toBe(304)
  expect(again.headers.get('access-control-allow-origin')).toBe('https://town.test')
})

test('a preflight is answered for allowed websites alone', async () => {
  const ask = (origin: string) =>
    api.request('/appeals', { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })
  expect((await ask('https://town.test')).status).toBe(204)
  expect((await ask('https://town.test')).headers.get('access-control-allow-headers')).toMatch(
    /Idempotency-Key.*If-None-Match/,
  )
  expect((await ask('https://evil.test')).status).toBe(403)
})

test('what is not modified is told to the page of another website too', async () => {
  const headers = { origin: 'http://localhost:5173' }
  const etag = (await api.request('', { headers })).headers.get('etag') ?? ''
  const again = await api.request('', { headers: { ...headers, 'if-none-match': etag } })
  expect(again.status).toBe(304)
  expect(again.headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
  expect(again.headers.get('vary')).toContain('Origin')
})

test('a method that an address does not answer is a 405 that names those it does', async () => {
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    const { status, json, headers } = await api.request('/appeals', { method })
    expect([status, json.type]).toEqual([405, '/problems/method-not-allowed'])
    expect(headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'HEAD', 'POST'])
  }
  expect((await api.request('/nothing', { method: 'PUT' })).status).toBe(404)
  expect((await api.request('/v1/nothing', { method: 'DELETE' })).status).toBe(404)
})

test('the id of a request is the server’s own, and no subdomain is bound to TLS', async () => {
  const { headers } = await api.request('', { headers: { 'x-request-id': 'the-callers-own-word' } })
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  expect(headers.get('strict-transport-security')).not.toContain('includeSubDomains')
})

test('a request is logged by its route, and nothing of its address or headers', async () => {
  const lines: object[] = []
  const other = await createTestApp({
    log: { error: () => {}, warn: () => {}, info: (fields) => void lines.push(fields) },
  })
  const said = { authorization: 'Bearer a-secret', 'user-agent': 'a-browser' }
  await other.request('/appeals?near=61.0042,69.0019&cursor=a-cursor', { headers: said })
  await other.app.request('http://api.test/v1/organizations/hanty/appeals/987654321', { headers: said, method: 'HEAD' })
  expect(lines).toMatchObject([
    { method: 'GET', route: '/v1/organizations/:organization/appeals' },
    { method: 'HEAD', route: '/v1/organizations/:organization/appeals/:number' },
  ])
  expect(JSON.stringify(lines)).not.toMatch(/987654321|61\.0|a-secret|a-browser|a-cursor/)
  await other.close()
})

test('what has members is inherited member by member, and a list as a whole', async () => {
  const set = (id: string, settings: OrganizationSettings) =>
    other.database.update(organizations).set({ settings }).where(eq(organizations.id, id))
  const other = await createTestApp()
  await set('ugra', {
    identity: { appeals: ['anonymous', 'email'], polls: ['email'] },
    features: { discussions: false },
    look: { accent: '#a3213f', radius: '2px' },
  })
  await set('hanty', { identity: { polls: ['oidc'] }, features: { polls: false }, look: { radius: '0' } })
  expect((await other.request('')).json).toMatchObject({
    identity: { appeals: ['anonymous', 'email'], polls: ['oidc'], discussions: ['anonymous'] },
    features: { appeals: true, polls: false, discussions: false },
    look: { accent: '#a3213f', radius: '0' },
  })
  await other.close()
})
