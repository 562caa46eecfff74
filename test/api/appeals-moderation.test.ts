import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send } from './appeals.fixture.js'

let api: TestApp
const keys: Record<string, string> = {}
beforeAll(async () => {
  api = await createTestApp()
  for (const role of ['moderator', 'officer', 'leader'] as const) keys[role] = await api.staffKey('hanty', role)
  await addCategory(api, { code: 'potholes', contact: { name: 'optional', email: 'none', phone: 'none' } }, 10)
  await api.database
    .update(tables.organizations)
    .set({ settings: { moderation: { appeals: 'first' } } })
    .where(eq(tables.organizations.id, 'hanty'))
})
afterAll(() => api.close())

const as_ = (role: string) => as(keys[role] ?? '')
const step = (number: number, body: object, role: string) =>
  api.request(`/appeals/${number}/transitions`, { body, headers: as_(role) })
const read = async (number: number, headers = {}) => (await api.request(`/appeals/${number}`, { headers })).json
const listed = async () => (await api.request('/appeals')).json.items.map(({ number }: { number: number }) => number)

test('where a moderator looks first, an appeal waits for one, in a queue of its own, and is not public', async () => {
  const { number, secret, status, deadline } = (await send(api, { contact: { name: 'Anna' } })).json
  expect(status).toBe('moderation')
  const own = await read(number, as(secret))
  expect(own).toMatchObject({ status: 'moderation', deadline })
  expect(own.registerBy).not.toBe(null)
  expect(await listed()).toEqual([])
  expect(await read(number)).toMatchObject({ view: 'public', description: null, place: null })
  const queue = await api.request('/appeals?queue=moderation', { headers: as_('moderator') })
  expect(queue.json.items).toHaveLength(1)
  expect((await api.request('/queues', { headers: as_('moderator') })).json.moderation).toBe(1)

  // A moderator reads the text, and not who sent it.
  const seen = await read(number, as_('moderator'))
  expect(seen).toMatchObject({ description: 'A hole as deep as a boot', contact: { name: null } })
  expect(seen.transitions).toEqual([
    { to: 'registered', requires: [] },
    { to: 'declined', requires: ['text'] },
  ])
  expect((await step(number, { to: 'registered' }, 'leader')).status).toBe(403)
  expect((await step(number, { to: 'answered', text: 'Done' }, 'officer')).json.legal).toEqual([
    'registered',
    'declined',
  ])
  expect((await step(number, { to: 'registered' }, 'moderator')).json).toMatchObject({
    status: 'registered',
    registerBy: null,
    transitions: [],
  })
  expect(await listed()).toEqual([number])
  expect((await read(number)).description).toBe('A hole as deep as a boot')
  // Beyond that a moderator takes no step.
  expect((await step(number, { to: 'in_progress' }, 'moderator')).status).toBe(403)
})

test('what a moderator refuses stays unseen, and the resident is told why', async () => {
  const { number, secret } = (await send(api)).json
  expect((await step(number, { to: 'declined' }, 'moderator')).status).toBe(422)
  await step(number, { to: 'declined', text: 'An advertisement' }, 'moderator')
  expect(await read(number, as(secret))).toMatchObject({ status: 'declined', answer: 'An advertisement' })
  expect(await read(number)).toMatchObject({ description: null })
  expect(await listed()).not.toContain(number)
})

test('what waits too long to be looked at is overdue, as what waits to be registered', async () => {
  const { number } = (await send(api)).json
  api.clock.now = new Date('2026-11-27T09:00:00Z')
  const { json } = await api.request('/appeals?queue=overdue&sort=deadline', { headers: as_('officer') })
  expect(json.items.map((item: { number: number }) => item.number)).toContain(number)
})

test('elsewhere an officer in doubt hands it to a moderator, and rules route it all the same', async () => {
  await api.database
    .update(tables.organizations)
    .set({ settings: { moderation: { appeals: 'after' } } })
    .where(eq(tables.organizations.id, 'hanty'))
  const coordinator = await api.staffKey('hanty', 'coordinator')
  // Remembered for ten seconds.
  api.clock.now = new Date(api.clock.now.getTime() + 60_000)
  const { number } = (await send(api)).json
  expect((await read(number)).description).toBe('A hole as deep as a boot')
  expect((await step(number, { to: 'moderation' }, 'officer')).status).toBe(201)
  expect((await read(number)).description).toBe(null)
  expect(await listed()).not.toContain(number)

  await api.database
    .update(tables.organizations)
    .set({ settings: { moderation: { appeals: 'first' } } })
    .where(eq(tables.organizations.id, 'hanty'))
  api.clock.now = new Date(api.clock.now.getTime() + 60_000)
  await api.request('/routing', {
    method: 'PUT',
    body: { rules: [], fallback: { responsible: { en: 'Town hall' } } },
    headers: as(coordinator),
  })
  const routed = await read((await send(api)).json.number, as_('officer'))
  expect(routed).toMatchObject({ status: 'moderation', responsible: 'Town hall', version: 3 })
})
