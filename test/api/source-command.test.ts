import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as tables from '../../api/platform/schema.js'
import { sourcePlace } from '../../api/residents/sources.js'
import { signResident } from '../../sdk/server.js'
import { createTestApp, type TestApp } from './app.js'
import { typeCommand } from './command.js'
import { takeWays } from './residents.fixture.js'

let api: TestApp
let folder: string
beforeAll(async () => {
  api = await createTestApp()
  folder = await mkdtemp(path.join(tmpdir(), 'vmeste-source-'))
})
afterAll(() => api.close())

const type = (...argv: string[]) => typeCommand(api, folder, ['source', ...argv])
const hanty = ['--organization', 'hanty']
const idIn = (said: string[]) => /\(([0-9a-f-]{36})\)/.exec(said.join('\n'))?.[1] ?? ''
const trail = async () =>
  (await api.database.select().from(tables.auditEntries)).map(({ actor, action }) => `${actor} ${action}`)

test('a website is believed by the secret that the command prints, and no more once it is removed', async () => {
  // The website signs by the clock on the wall.
  api.clock.now = new Date()
  await takeWays(api, 'site')
  const issuer = 'https://www.hanty.test'
  const { exit, said } = await type('site', issuer, ...hanty)
  expect(exit).toBe(0)
  const secret = said.at(-1) ?? ''
  expect(secret).toMatch(/^[\w-]{43}$/)
  const token = () => signResident({ secret, organization: 'hanty', issuer, subject: '7' })
  const enter = async () =>
    (await api.request('/v1/organizations/hanty/residents/sessions', { body: { token: await token() } })).status
  expect(await enter()).toBe(201)
  const [line] = (await type('list', ...hanty)).said
  expect(line).toMatch(/ +site +https:\/\/www\.hanty\.test +with a secret$/)
  expect((await type('list', ...hanty)).said.join()).not.toContain(secret)
  expect((await type('list', '--organization', 'ugra')).said).toEqual([''])

  const id = idIn(said)
  expect(await type('remove', id, '--organization', 'ugra')).toMatchObject({ exit: 1 })
  expect((await type('remove', id, ...hanty)).said).toEqual([`Removed ${id}.`])
  expect(await enter()).toBe(422)
  expect(await trail()).toEqual(
    expect.arrayContaining(['command resident-source.added', 'command resident-source.removed']),
  )
})

test('a website with keys of its own shares no secret', async () => {
  const { said } = await type(
    'site',
    'https://keys.hanty.test',
    ...hanty,
    '--jwks',
    'https://keys.hanty.test/jwks.json',
  )
  expect(said).toEqual([expect.stringMatching(/^Believed from now on: https:\/\/keys\.hanty\.test \(/)])
  expect((await type('list', ...hanty)).said.join()).toMatch(
    /https:\/\/keys\.hanty\.test\/jwks\.json +without a secret/,
  )
})

test('the secret of a provider is read from a file, and kept sealed', async () => {
  await writeFile(path.join(folder, 'secret.txt'), 'what the provider gave\n')
  const argv = ['oidc', 'https://id.region.test', ...hanty, '--client-id', 'mytown']
  const { exit, said } = await type(...argv, '--client-secret', 'secret.txt')
  expect([exit, said.join()]).toEqual([0, expect.not.stringContaining('what the provider gave')])
  const id = idIn(said)
  const row = (await api.database.select().from(tables.residentSources)).find((source) => source.id === id)
  expect(row).toMatchObject({ way: 'oidc', clientId: 'mytown', organizationId: 'hanty' })
  const { sealing } = api.services
  expect(await sealing.unseal(sourcePlace('hanty', id), row?.sealed ?? '')).toBe('what the provider gave')
  await writeFile(path.join(folder, 'empty.txt'), '\n')
  expect(await type(...argv, '--client-secret', 'empty.txt')).toEqual({ exit: 1, said: ['empty.txt is empty.'] })
  expect((await type(...argv, '--client-secret', 'none.txt')).said).toEqual([
    'none.txt cannot be read: there is no such file.',
  ])
})

test('what is mistyped is told, and nothing is added', async () => {
  const before = await api.database.$count(tables.residentSources)
  const plain = await type('site', 'https://a.test', ...hanty, '--jwks', 'http://a.test/jwks.json')
  expect([plain.exit, plain.said.join()]).toEqual([1, expect.stringContaining('jwks')])
  expect((await type('oidc', 'http://a.test', ...hanty, '--client-id', 'a')).exit).toBe(1)
  expect((await type('site', 'https://a.test', '--organization', 'nowhere')).exit).toBe(1)
  expect((await type('remove', 'nothing', ...hanty)).said).toEqual([
    'hanty has no source nothing: see "vmeste source list".',
  ])
  expect(await api.database.$count(tables.residentSources)).toBe(before)
})
