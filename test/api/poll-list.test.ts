import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { auditEntries, pollList, pollVoters } from '../../api/platform/schema.js'
import { createTestApp } from './app.js'
import { as } from './appeals.fixture.js'
import { typeCommand } from './command.js'
import { by, signIn } from './residents.fixture.js'

const api = await createTestApp()
afterAll(() => api.close())

const definition = {
  titles: { en: 'Heating of house 5' },
  questions: [
    {
      id: 'renew',
      type: 'single',
      title: { en: 'Renew it?' },
      options: ['yes', 'no'].map((id) => ({ id, title: { en: id } })),
    },
  ],
  isListed: true,
  results: 'always',
  resultsStep: 1,
  opensAt: '2026-11-24T13:00',
  closesAt: '2026-12-01T13:00',
}
const vote = (token?: string) =>
  api.request('/polls/heating/ballots', {
    body: { answers: { renew: 'yes' } },
    headers: { 'idempotency-key': crypto.randomUUID(), ...(token && by(token)) },
  })

test('in a poll with a list only those on it vote, once they have shown who they are; who they are is not kept', async () => {
  const headers = as(await api.staffKey('hanty', 'administrator'))
  await api.request('/settings', {
    method: 'PATCH',
    body: { settings: { identity: { polls: ['anonymous', 'email'] } } },
    headers,
  })
  await api.request('/polls/heating/definition', { method: 'PUT', body: definition, headers })
  const add = (...people: unknown[]) => api.request('/polls/heating/list', { body: { people }, headers })
  const anna = { email: 'Anna@Example.org' }
  expect((await add(anna, { way: 'oidc', issuer: 'https://id.example.org', subject: '4711' })).json).toEqual({
    listed: 2,
  })
  expect((await add({ email: 'anna@example.org' })).json).toEqual({ listed: 2 })
  expect((await add({ email: 'nobody' })).status).toBe(422)

  const folder = await mkdtemp(path.join(tmpdir(), 'vmeste-list-'))
  await writeFile(path.join(folder, 'voters.csv'), 'address,flat\nboris@example.org,7\n')
  const typed = await typeCommand(api, folder, ['poll', 'roll', 'heating', 'voters.csv', '--organization', 'hanty'])
  await rm(folder, { recursive: true })
  expect(typed).toEqual({ exit: 0, said: ['3 people are on the list of heating.'] })

  await api.request('/polls/heating/publication', { body: {}, headers })
  api.clock.now = new Date('2026-11-24T09:00:00Z')
  expect((await api.request('/polls/heating')).json).toMatchObject({ identity: 'resident', isListed: true })
  expect((await vote()).json.type).toBe('/problems/identity-required')
  const stranger = await vote(await signIn(api, 'vera@example.org'))
  expect([stranger.status, stranger.json.type]).toEqual([403, '/problems/not-on-list'])
  const [annas, boris] = [await signIn(api, 'anna@example.org'), await signIn(api, 'boris@example.org')]
  expect([(await vote(annas)).status, (await vote(boris)).status]).toEqual([201, 201])
  expect((await vote(annas)).json.type).toBe('/problems/already-voted')
  expect((await api.request('/polls/heating/results')).json.ballots).toBe(2)
  // Who could vote is not taken off; who was left out may be added.
  expect((await api.request('/polls/heating/list', { method: 'DELETE', headers })).json.type).toBe(
    '/problems/poll-opened',
  )
  expect((await add({ email: 'vera@example.org' })).json).toEqual({ listed: 4 })
  expect((await vote(await signIn(api, 'vera@example.org'))).status).toBe(201)

  const kept = JSON.stringify([
    await api.database.select().from(pollList),
    await api.database.select().from(pollVoters),
    await api.database.select().from(auditEntries),
  ])
  expect(kept).not.toMatch(/example\.org|4711/i)
  expect(kept).toContain('poll.listed')
})
