import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'
import { typeCommand } from './command.js'

let api: TestApp
beforeAll(async () => {
  api = await createTestApp()
})
afterAll(() => api.close())

test('a key that the operator makes and ends stands in the audit trail, as one of an administrator does', async () => {
  const { said } = await typeCommand(api, '.', ['key', 'create', '--organization', 'hanty', '--role', 'officer'])
  const [key = ''] = said
  expect(key).toMatch(/^vmeste_hanty_[\w-]{43}$/)
  const listed = await typeCommand(api, '.', ['key', 'list', '--organization', 'hanty'])
  const id = /^[0-9a-f-]{36}/.exec(listed.said[0] ?? '')?.[0] ?? ''
  expect(await typeCommand(api, '.', ['key', 'revoke', id])).toEqual({ exit: 0, said: [`Revoked ${id}.`] })
  expect((await typeCommand(api, '.', ['key', 'revoke', id])).exit).toBe(1)
  const administrator = await api.staffKey('hanty', 'administrator')
  const { json } = await api.request('/v1/organizations/hanty/audit', { headers: as(administrator) })
  expect(json.items).toMatchObject([
    { actor: 'command', action: 'key.revoked', subject: `keys/${id}`, details: { role: 'officer' } },
    { actor: 'command', action: 'key.created', subject: `keys/${id}`, details: { role: 'officer', expiresAt: null } },
  ])
})
