import { afterAll, beforeAll, expect, test } from 'vitest'
import { staffPasskeys } from '../../api/staff/tables.js'
import { createTestApp, type TestApp } from './app.js'
import { typeCommand } from './command.js'
import { addPerson, openBrowser, PASSWORD, secretIn } from './staff.fixture.js'

let api: TestApp
beforeAll(async () => {
  api = await createTestApp()
})
afterAll(() => api.close())

const type = (...argv: string[]) => typeCommand(api, '.', ['staff', ...argv])
const anna = ['--organization', 'hanty', '--email', 'Anna@Town.test']

test('without a mail server the first administrator is invited by a link that the command prints', async () => {
  const { exit, said } = await type('invite', ...anna, '--role', 'administrator')
  expect([exit, said]).toEqual([
    0,
    [expect.stringMatching(/^http:\/\/localhost:8787\/account\/invitation#hanty\.[\w-]{43}$/)],
  ])
  expect((await type('list')).said).toEqual([
    expect.stringMatching(/^hanty +administrator +anna@town\.test +invited until 2026-12-01$/),
  ])
  const browser = openBrowser(api)
  const body = { secret: secretIn(said[0]), name: 'Anna', password: PASSWORD }
  expect((await browser.ask('/v1/staff/invitations/acceptance', { body })).status).toBe(201)
  expect((await browser.ask('/v1/organizations/hanty/staff')).json.items).toHaveLength(1)
  expect((await type('list', '--organization', 'hanty')).said).toEqual([
    expect.stringMatching(/^hanty +administrator +anna@town\.test +Anna +signed in 2026-11-24$/),
  ])
})

test('who has lost app, passkey and password is helped by the operator', async () => {
  const accountId = await addPerson(api, 'boris@town.test', ['hanty', 'officer'])
  const key = { id: crypto.randomUUID(), accountId, credentialId: 'lost', publicKey: '', counter: 0, transports: [] }
  await api.database.insert(staffPasskeys).values({ ...key, name: 'Lost', createdAt: api.clock.now })
  expect((await openBrowser(api).signIn('boris@town.test')).json.type).toBe('/problems/second-factor-required')
  const listed = (await type('list', '--organization', 'hanty')).said.find((line) => line.includes('boris@'))
  expect(listed).toContain('with a second step')
  const { said } = await type('reset', '--email', 'boris@town.test', '--second-step')
  expect(said).toEqual([expect.stringMatching(/^http:\/\/localhost:8787\/account\/reset#[\w-]{43}$/)])
  const body = { secret: secretIn(said[0]), password: 'seven green kettles' }
  expect((await api.request('/v1/staff/resets/use', { body })).status).toBe(200)
  expect((await openBrowser(api).signIn('boris@town.test', { password: body.password })).status).toBe(201)
  expect(await type('reset', '--email', 'nobody@town.test')).toEqual({
    exit: 1,
    said: ['There is no account nobody@town.test: see "vmeste staff list".'],
  })
})

test('who is revoked is signed out; the last administrator is not', async () => {
  const browser = openBrowser(api)
  await browser.signIn('boris@town.test', { password: 'seven green kettles' })
  const boris = ['--organization', 'hanty', '--email', 'boris@town.test']
  expect((await type('revoke', ...boris)).said).toEqual(['boris@town.test is not staff of hanty any more.'])
  expect((await browser.ask('/v1/staff/sessions')).status).toBe(401)
  expect((await type('revoke', ...boris)).said).toEqual(['boris@town.test is not staff of hanty.'])
  expect((await type('revoke', ...anna)).said).toEqual([
    'Nobody else administers this organization. Make someone else an administrator first.',
  ])
})

test('what is mistyped is told', async () => {
  expect((await type('invite', '--organization', 'hanty', '--email', 'anna', '--role', 'officer')).said[0]).toContain(
    'It is an e-mail address.',
  )
  expect((await type('invite', '--organization', 'nowhere', '--email', 'a@b.test', '--role', 'officer')).exit).toBe(1)
  expect((await type('invite', ...anna, '--role', 'administrator')).said).toEqual([
    'role: This person has this role already.',
  ])
})
