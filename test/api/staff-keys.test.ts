import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'
import { signedIn } from './staff.fixture.js'

let api: TestApp
beforeAll(async () => {
  api = await createTestApp()
})
afterAll(() => api.close())

const keys = '/v1/organizations/hanty/keys'

test('an administrator makes a key for a program, which is told once, sees its use, and ends it', async () => {
  const { ask, id: administrator } = await signedIn(api, 'hanty', 'administrator')
  const made = await ask(keys, { body: { name: 'the case system', role: 'leader', expiresInDays: 30 } })
  expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'private, no-store'])
  const { key, id } = made.json
  expect(key).toMatch(/^vmeste_hanty_[\w-]{43}$/)
  expect(made.json).toMatchObject({ role: 'leader', expiresAt: '2026-12-24T09:00:00.000Z', lastUsedAt: null })
  const audit = () => api.request('/v1/organizations/hanty/audit', { headers: as(key) })
  expect((await audit()).status).toBe(200)
  const listed = await ask(keys)
  expect(listed.json.items).toMatchObject([{ id, name: 'the case system', lastUsedAt: '2026-11-24T09:00:00.000Z' }])
  expect(listed.text).not.toContain(key)
  expect((await ask(`${keys}/${id}`, { method: 'DELETE' })).status).toBe(204)
  expect((await audit()).json.type).toBe('/problems/staff-only')
  expect((await ask(`${keys}/${id}`, { method: 'DELETE' })).status).toBe(404)
  const trail = (await ask('/v1/organizations/hanty/audit')).json.items
  expect(trail).toMatchObject([
    { actor: `staff:${administrator}`, action: 'key.revoked', subject: `keys/${id}` },
    { actor: `staff:${administrator}`, action: 'key.created', subject: `keys/${id}`, details: { role: 'leader' } },
  ])
})

test('of another organization, also of one below it, no key is seen or ended', async () => {
  const region = await signedIn(api, 'ugra', 'administrator')
  const made = await region.ask('/v1/organizations/ugra/keys', { body: { name: 'a program', role: 'officer' } })
  const town = await signedIn(api, 'hanty', 'administrator')
  expect((await town.ask(`${keys}/${made.json.id}`, { method: 'DELETE' })).status).toBe(404)
  expect((await town.ask(keys)).text).not.toContain(made.json.id)
})
