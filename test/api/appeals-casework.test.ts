import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { NewTransition } from '../../api/appeals/contract.js'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send } from './appeals.fixture.js'

let api: TestApp
let anna: string
let boris: string
let leader: string
/** A Tuesday. */
const start = new Date('2026-11-24T09:00:00Z')
beforeAll(async () => {
  api = await createTestApp()
  anna = await api.staffKey('hanty', 'officer')
  boris = await api.staffKey('hanty', 'officer')
  leader = await api.staffKey('hanty', 'leader')
  await addCategory(api, { code: 'potholes' }, 10)
})
afterEach(() => {
  api.clock.now = start
})
afterAll(() => api.close())

const sent = async (): Promise<{ number: number; secret: string }> => (await send(api)).json
const step = (number: number, secretOrKey: string, body: Partial<NewTransition>) =>
  api.request(`/appeals/${number}/transitions`, { body, headers: as(secretOrKey) })
const read = async (number: number, secretOrKey?: string) =>
  (await api.request(`/appeals/${number}`, { headers: secretOrKey ? as(secretOrKey) : {} })).json
const on = (day: string) => {
  api.clock.now = new Date(`${day}T09:00:00Z`)
}
const goals = ({ transitions }: { transitions: { to: string }[] }) => transitions.map(({ to }) => to)

test('what is received is to be registered within a working day, and shows as overdue when it is not', async () => {
  const { number } = await sent()
  expect(await read(number)).toMatchObject({ registerBy: '2026-11-25T18:59:59.999Z', isOverdue: false })
  on('2026-11-26')
  expect((await read(number)).isOverdue).toBe(true)
  await step(number, anna, { to: 'registered' })
  expect(await read(number)).toMatchObject({
    registerBy: null,
    isOverdue: false,
    deadline: '2026-12-08T18:59:59.999Z',
  })
})

test('while the resident is asked the clock stands, and the reply sets it going with as many days as were left', async () => {
  const { number, secret } = await sent()
  on('2026-12-01')
  await step(number, anna, { to: 'waiting', text: 'Which house?' })
  const asked = await read(number, secret)
  expect(asked).toMatchObject({ status: 'waiting', transitions: [{ to: 'in_progress', requires: ['text'] }] })
  // Long after the deadline it is not overdue: it is not the organization that is waited for.
  on('2026-12-21')
  expect((await read(number)).isOverdue).toBe(false)
  expect((await step(number, secret, { to: 'in_progress', text: ' ' })).json.errors).toMatchObject([
    { pointer: '/text', code: 'required' },
  ])
  const { status, json } = await step(number, secret, { to: 'in_progress', text: 'The fifth' })
  expect(status).toBe(201)
  // Five working days were left after the 1st of December.
  expect(json).toMatchObject({ view: 'resident', status: 'in_progress', deadline: '2026-12-28T18:59:59.999Z' })
  expect(json.history.at(-1)).toMatchObject({ by: 'resident', text: 'The fifth' })
  expect((await step(number, secret, { to: 'in_progress', text: 'And more' })).status).toBe(409)
})

test('what residents and staff ask and tell each other is not for everyone, whoever may read the appeal', async () => {
  const { number, secret } = await sent()
  await step(number, anna, { to: 'waiting', text: 'Which flat is yours?' })
  await step(number, secret, { to: 'in_progress', text: 'The one of the Ivanovs' })
  await step(number, anna, { to: 'answered', text: 'Done' })
  await step(number, secret, { to: 'disputed', text: 'Mother is still cold' })
  const seen = JSON.stringify(await read(number))
  expect(seen).toContain('A hole as deep')
  expect(seen).not.toMatch(/Which flat|Ivanovs|Mother/)
  for (const key of [secret, anna])
    expect(JSON.stringify(await read(number, key))).toMatch(/Which flat.*Ivanovs.*Mother/)
})

test('a moderator reads what was written, and not who sent it', async () => {
  await addCategory(api, { code: 'contacts', contact: { name: 'none', email: 'required', phone: 'none' } })
  const { json } = await send(api, { category: 'contacts', contact: { email: 'vera@example.test' } })
  const moderator = await api.staffKey('hanty', 'moderator')
  const seen = await read(json.number, moderator)
  expect(seen).toMatchObject({ description: 'A hole as deep as a boot', contact: { email: null }, attachments: [] })
  expect((await read(json.number, anna)).contact.email).toBe('vera@example.test')
})

test('holidays on the way are waited for too', async () => {
  const days = ['2027-01-01', '2027-01-04', '2027-01-05', '2027-01-06', '2027-01-07', '2027-01-08']
  await api.database
    .insert(tables.calendarDays)
    .values(days.map((date) => ({ organizationId: 'ugra', date, isWorking: false })))
  const { number, secret } = await sent()
  await step(number, anna, { to: 'waiting', text: 'Which house?' })
  on('2026-12-30')
  expect((await step(number, secret, { to: 'in_progress', text: 'The fifth' })).json.deadline).toBe(
    '2027-01-21T18:59:59.999Z',
  )
  await api.database.delete(tables.calendarDays).where(eq(tables.calendarDays.organizationId, 'ugra'))
})

test('what was late when the question was asked stays late', async () => {
  const { number, secret } = await sent()
  await step(number, anna, { to: 'registered' })
  on('2026-12-10')
  await step(number, anna, { to: 'waiting', text: 'Which house?' })
  on('2026-12-15')
  const { json } = await step(number, secret, { to: 'in_progress', text: 'The fifth' })
  expect(json).toMatchObject({ deadline: '2026-12-08T18:59:59.999Z', isOverdue: true })
})

test('what cannot be done yet is put off to a day, with an answer for the meantime', async () => {
  const { number, secret } = await sent()
  for (const until of ['2026-11-24', '2026-11-23', '2030-01-01']) {
    const { status, json } = await step(number, anna, { to: 'postponed', text: 'In May', until })
    expect([status, json.errors?.[0]?.pointer]).toEqual([422, '/until'])
  }
  expect((await step(number, anna, { to: 'postponed', text: 'In May', until: 'May' })).status).toBe(422)
  expect((await step(number, anna, { to: 'postponed', text: 'In May', until: '2027-05-15' })).status).toBe(201)
  const seen = await read(number, secret)
  expect(seen).toMatchObject({ status: 'postponed', deadline: '2027-05-15T18:59:59.999Z', answer: null })
  expect(seen.history.at(-1).text).toBe('In May')
})

test('a draft and what is said of it are seen by staff alone, until it is the answer', async () => {
  const { number, secret } = await sent()
  await step(number, anna, { to: 'drafted', text: 'Filled, I believe' })
  await step(number, boris, { to: 'in_progress', text: 'Have you seen it?' })
  await step(number, anna, { to: 'drafted', text: 'Filled, I have seen it' })
  for (const seen of [await read(number, secret), await read(number)]) {
    expect(JSON.stringify(seen)).not.toMatch(/believe|seen it/)
    expect(seen.status).toBe('drafted')
  }
  expect(await read(number, boris)).toMatchObject({ draft: 'Filled, I have seen it' })
  expect(goals(await read(number, anna))).not.toContain('approved')
  const alone = await step(number, anna, { to: 'approved' })
  expect([alone.status, alone.json.type]).toEqual([409, '/problems/second-person'])
  expect((await step(number, leader, { to: 'approved' })).status).toBe(201)
  const { json } = await step(number, anna, { to: 'answered' })
  expect(json).toMatchObject({ status: 'answered', answer: 'Filled, I have seen it', draft: null })
  const told = await read(number, secret)
  expect(told.answer).toBe('Filled, I have seen it')
  expect(JSON.stringify(told)).not.toMatch(/believe|Have you/)
})

test('where four eyes are asked for, no answer goes out without them', async () => {
  const administrator = await api.staffKey('ugra', 'administrator')
  const set = (fourEyes: boolean) =>
    api.request('/settings', {
      method: 'PATCH',
      body: { settings: { casework: { fourEyes } } },
      headers: { ...as(administrator), 'content-type': 'application/merge-patch+json' },
    })
  expect((await set(true)).status).toBe(200)
  const { number } = await sent()
  expect(goals(await read(number, anna))).not.toContain('answered')
  expect((await step(number, anna, { to: 'answered', text: 'Done' })).json.type).toBe('/problems/second-person')
  await step(number, anna, { to: 'drafted', text: 'Done' })
  expect((await step(number, boris, { to: 'answered', text: 'Done' })).status).toBe(409)
  await step(number, boris, { to: 'approved' })
  // What was approved is what goes out.
  expect((await step(number, anna, { to: 'answered', text: 'Something else' })).json.type).toBe(
    '/problems/second-person',
  )
  expect((await step(number, anna, { to: 'answered' })).status).toBe(201)
  expect((await set(false)).status).toBe(200)
})

test('a resident who disagrees is heard: it is taken up again with half the days, and not answered by the same officer alone', async () => {
  const { number, secret } = await sent()
  await step(number, anna, { to: 'answered', text: 'Filled' })
  await api.request(`/appeals/${number}/rating`, { body: { score: 1 }, headers: as(secret) })
  const disputed = await step(number, secret, { to: 'disputed', text: 'It is still there' })
  expect(disputed.json).toMatchObject({
    status: 'disputed',
    answer: 'Filled',
    // A decision within three working days.
    deadline: '2026-11-27T18:59:59.999Z',
    transitions: [],
  })
  expect((await api.request('/appeals?status=open', { headers: as(anna) })).json.items[0].number).toBe(number)
  const again = await step(number, leader, { to: 'in_progress' })
  expect(again.json).toMatchObject({
    status: 'in_progress',
    deadline: '2026-12-01T18:59:59.999Z',
    answer: null,
    ratingScore: null,
    isReworked: true,
  })
  const same = await step(number, anna, { to: 'answered', text: 'Filled again' })
  expect(same.json).toMatchObject({ type: '/problems/second-person' })
  expect(same.json.legal).toContain('drafted')
  expect((await step(number, boris, { to: 'answered', text: 'Filled with asphalt' })).status).toBe(201)
})

test('an answer is disputed once; upheld, with the reason, it stays', async () => {
  const { number, secret } = await sent()
  await step(number, anna, { to: 'answered', text: 'The yard is private' })
  await step(number, anna, { to: 'closed' })
  expect((await step(number, secret, { to: 'disputed', text: '' })).status).toBe(422)
  await step(number, secret, { to: 'disputed', text: 'It is not' })
  expect((await step(number, leader, { to: 'closed' })).status).toBe(422)
  await step(number, leader, { to: 'closed', text: 'The register says so' })
  expect(await read(number, secret)).toMatchObject({ status: 'closed', answer: 'The yard is private', transitions: [] })
  expect((await step(number, secret, { to: 'disputed', text: 'But' })).json.type).toBe('/problems/illegal-transition')
})

test('erased, an appeal keeps neither draft nor what was said of it', async () => {
  const { number, secret } = await sent()
  await step(number, anna, { to: 'drafted', text: 'A word that must go' })
  expect((await api.request(`/appeals/${number}`, { method: 'DELETE', headers: as(secret) })).status).toBeLessThan(300)
  expect(JSON.stringify(await api.database.select().from(tables.appeals))).not.toContain('must go')
  expect(JSON.stringify(await api.database.select().from(tables.appealEvents))).not.toContain('must go')
})
