import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordAudit } from '../../api/audit/record.js'
import { createTestApp, type TestApp } from './app.js'

let api: TestApp
beforeAll(async () => {
  api = await createTestApp()
})
afterAll(() => api.close())

const as = async (role: 'administrator' | 'leader' | 'officer', organization = 'ugra') => ({
  authorization: `Bearer ${await api.staffKey(organization, role)}`,
})

test('the audit trail is read by leaders and administrators of the organization, the latest first', async () => {
  for (const [organizationId, action] of [
    ['hanty', 'first.done'],
    ['hanty', 'second.done'],
    ['hanty', 'third.done'],
    ['ugra', 'above.done'],
  ] as const) {
    await recordAudit(api.database, { organizationId, actor: 'command', action, at: api.clock.now })
  }
  const first = await api.request('/audit?limit=2', { headers: await as('leader') })
  expect(first.status).toBe(200)
  expect(first.headers.get('cache-control')).toContain('no-store')
  expect(first.json.items.map(({ action }: { action: string }) => action)).toEqual(['third.done', 'second.done'])
  expect(first.json.items[0]).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    at: '2026-11-24T09:00:00.000Z',
    actor: 'command',
    name: null,
    action: 'third.done',
    subject: null,
    details: {},
  })
  const rest = await api.request(`/audit?limit=2&cursor=${first.json.next}`, { headers: await as('administrator') })
  expect(rest.json.items.map(({ action }: { action: string }) => action)).toEqual(['first.done'])
  expect(rest.json.next).toBeNull()
})

test('nobody else reads it, and no cursor is made up', async () => {
  expect((await api.request('/audit')).status).toBe(401)
  expect((await api.request('/audit', { headers: await as('officer') })).status).toBe(403)
  expect((await api.request('/audit', { headers: await as('administrator', 'elsewhere') })).status).toBe(403)
  const { status, json } = await api.request(`/audit?cursor=${btoa('["nothing"]')}`, { headers: await as('leader') })
  expect([status, json.errors[0].pointer]).toEqual([422, '/cursor'])
})
