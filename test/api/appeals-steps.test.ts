import { and, asc, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewTransition } from '../../api/appeals/contract.js'
import { foldHistory } from '../../api/appeals/history.js'
import { statuses } from '../../api/appeals/transitions.js'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send, take } from './appeals.fixture.js'

let api: TestApp
let key: string
beforeAll(async () => {
  api = await createTestApp()
  key = await api.staffKey()
  await addCategory(api, { code: 'potholes' }, 10)
})
afterAll(() => api.close())

const step = (number: number, body: Partial<NewTransition>, headers: Record<string, string> = as(key)) =>
  api.request(`/appeals/${number}/transitions`, { body, headers })
const rate = (number: number, secret: string, body: Record<string, unknown> = { score: 4 }, headers = {}) =>
  api.request(`/appeals/${number}/rating`, { body, headers: { ...as(secret), ...headers } })
const sent = async (...steps: NewTransition[]): Promise<{ number: number; secret: string }> => {
  const { json } = await send(api)
  await take(api, key, json.number, ...steps)
  return json
}

test('an officer takes an appeal from received to answered, and each step is told with its time', async () => {
  const { number } = await sent()
  const first = await step(number, { to: 'registered' })
  expect(first.status).toBe(201)
  expect(first.json).toMatchObject({ view: 'staff', status: 'registered', version: 2 })
  expect(first.headers.get('etag')).toBe('"2.staff.officer.en"')
  expect(first.headers.get('cache-control')).toBe('private, no-store')
  api.clock.now = new Date('2026-11-25T09:00:00Z')
  await step(number, { to: 'assigned', responsible: 'Road service' })
  await step(number, { to: 'in_progress' })
  const { json } = await step(number, { to: 'answered', text: 'Filled in.' })
  expect(json).toMatchObject({
    status: 'answered',
    answer: 'Filled in.',
    answeredAt: '2026-11-25T09:00:00.000Z',
    responsible: 'Road service',
    transitions: [
      { to: 'in_progress', requires: ['text'] },
      { to: 'closed', requires: [] },
    ],
  })
  expect(json.history.map(({ status, at }: { status: string; at: string }) => `${status} ${at.slice(0, 10)}`)).toEqual([
    'received 2026-11-24',
    'registered 2026-11-24',
    'assigned 2026-11-25',
    'in_progress 2026-11-25',
    'answered 2026-11-25',
  ])
  api.clock.now = new Date('2026-11-24T09:00:00Z')
})

test('a step that is not possible is refused with those that are', async () => {
  const { number } = await sent()
  const { status, json } = await step(number, { to: 'closed' })
  expect(status).toBe(409)
  expect(json).toMatchObject({
    type: '/problems/illegal-transition',
    status: 409,
    appeal: { status: 'received', version: 1 },
    legal: [
      'registered',
      'assigned',
      'waiting',
      'postponed',
      'forwarded',
      'merged',
      'drafted',
      'answered',
      'declined',
      'moderation',
    ],
  })
  expect((await step(number, { to: 'received' })).status).toBe(409)
})

test('a step without what it requires is told so at the field', async () => {
  const { number } = await sent()
  for (const body of [{ to: 'answered' }, { to: 'answered', text: '  ' }] as const) {
    const { status, json } = await step(number, body)
    expect(status).toBe(422)
    expect(json.errors).toMatchObject([{ pointer: '/text', code: 'required' }])
  }
  const { json } = await step(number, { to: 'assigned', responsible: '' })
  expect(json.errors).toMatchObject([{ pointer: '/responsible', code: 'required' }])
  expect((await step(number, {})).json.errors[0].pointer).toBe('/to')
})

test('only those who deal with cases take steps', async () => {
  const { number, secret } = await sent()
  expect((await step(number, { to: 'registered' }, {})).json.type).toBe('/problems/staff-only')
  expect((await step(number, { to: 'registered' }, as(secret))).status).toBe(403)
  expect((await step(number, { to: 'registered' }, as('another-secret'))).json.type).toBe('/problems/wrong-secret')
  for (const role of ['moderator', 'leader'] as const) {
    expect((await step(number, { to: 'registered' }, as(await api.staffKey('ugra', role)))).status, role).toBe(403)
  }
  for (const role of ['officer', 'coordinator', 'administrator'] as const) {
    const { number } = await sent()
    expect((await step(number, { to: 'registered' }, as(await api.staffKey('hanty', role)))).status, role).toBe(201)
  }
  expect((await step(999_999, { to: 'registered' })).status).toBe(404)
})

test('who read it before a colleague acted is told so, and can repeat with what is now', async () => {
  const { number } = await sent()
  const read = (await api.request(`/appeals/${number}`, { headers: as(key) })).headers.get('etag') ?? ''
  expect((await step(number, { to: 'registered' }, { ...as(key), 'if-match': read })).status).toBe(201)
  const { status, json } = await step(number, { to: 'declined', text: 'No' }, { ...as(key), 'if-match': read })
  expect(status).toBe(412)
  expect(json).toMatchObject({ type: '/problems/changed-meanwhile', appeal: { status: 'registered', version: 2 } })
  for (const ifMatch of ['"3"', 'nonsense', '']) {
    expect((await step(number, { to: 'in_progress' }, { ...as(key), 'if-match': ifMatch })).status).toBe(412)
  }
  // Any view of the version will do, also one that a proxy has weakened.
  expect((await step(number, { to: 'in_progress' }, { ...as(key), 'if-match': 'W/"2.public.ru"' })).status).toBe(201)
  expect((await step(number, { to: 'assigned', responsible: 'We' }, { ...as(key), 'if-match': '*' })).status).toBe(201)
})

test('of two officers who act at the same moment one is first, and the other is told', async () => {
  const { number } = await sent()
  const both = await Promise.all([
    step(number, { to: 'answered', text: 'Mine' }),
    step(number, { to: 'declined', text: 'No, mine' }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  const winner = both.find(({ status }) => status === 201)
  const { json } = await api.request(`/appeals/${number}`, { headers: as(key) })
  expect(json).toMatchObject({ version: 2, answer: winner?.json.answer })
  expect(json.history).toHaveLength(2)

  const other = await sent()
  const headers = { ...as(key), 'if-match': '"1"' }
  const guarded = await Promise.all(
    ['We', 'They', 'Others'].map((responsible) => step(other.number, { to: 'assigned', responsible }, headers)),
  )
  expect(guarded.map(({ status }) => status).sort()).toEqual([201, 412, 412])
})

test('a step sent twice with one key is taken once', async () => {
  const { number } = await sent()
  const headers = { ...as(key), 'idempotency-key': crypto.randomUUID(), 'if-match': '"1"' }
  const body = { to: 'assigned', responsible: 'Road service' } as const
  const [first, second] = await Promise.all([step(number, body, headers), step(number, body, headers)])
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.text).toBe(first.text)
  expect(first.json.version).toBe(2)
})

test('each change is announced to those who follow the appeal', async () => {
  const { number, secret } = await sent({ to: 'answered', text: 'Done' })
  await rate(number, secret)
  const words = await api.database
    .select()
    .from(tables.outbox)
    .where(eq(tables.outbox.topic, `appeals/${number}`))
    .orderBy(asc(tables.outbox.id))
  expect(words.map(({ data }) => data)).toEqual([
    { number, status: 'received' },
    { number, status: 'answered' },
    { number, status: 'answered' },
  ])
})

test('the resident rates the answer once, with a comment that staff read and the public does not', async () => {
  const { number, secret } = await sent({ to: 'registered' })
  expect((await rate(number, secret)).json.type).toBe('/problems/not-answered-yet')
  await take(api, key, number, { to: 'answered', text: 'Filled in.' })
  const own = await api.request(`/appeals/${number}`, { headers: as(secret) })
  expect(own.json.canRate).toBe(true)

  const { status, json } = await rate(number, secret, { score: 2, comment: 'It is back.' })
  expect(status).toBe(201)
  expect(json).toMatchObject({ view: 'resident', ratingScore: 2, canRate: false, version: 4 })
  expect(json.history.at(-1)).toMatchObject({ type: 'rated', status: 'answered', text: 'It is back.' })
  expect((await rate(number, secret)).json.type).toBe('/problems/already-rated')
  expect((await api.request(`/appeals/${number}`, { headers: as(key) })).text).toContain('It is back.')
  const seen = await api.request(`/appeals/${number}`)
  expect(seen.json.ratingScore).toBe(2)
  expect(seen.text).not.toContain('It is back.')
})

test('two ratings at once count once; a refusal is not rated; a better answer is rated anew', async () => {
  const { number, secret } = await sent({ to: 'answered', text: 'Done' })
  const both = await Promise.all([rate(number, secret, { score: 1 }), rate(number, secret, { score: 5 })])
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  await take(api, key, number, { to: 'in_progress', text: 'We look again' })
  await take(api, await api.staffKey(), number, { to: 'answered', text: 'Now' })
  expect((await rate(number, secret, { score: 5 })).status).toBe(201)

  const declined = await sent({ to: 'declined', text: 'Not ours' })
  expect((await rate(declined.number, declined.secret)).status).toBe(409)
})

test('only the resident rates, with a score from 1 to 5', async () => {
  const { number, secret } = await sent({ to: 'answered', text: 'Done' })
  const other = await sent()
  expect((await rate(number, other.secret)).json.type).toBe('/problems/wrong-secret')
  expect((await rate(number, key)).status).toBe(401)
  expect((await api.request(`/appeals/${number}/rating`, { body: { score: 5 } })).status).toBe(401)
  expect((await rate(999_999, secret)).status).toBe(404)
  for (const score of [0, 6, 2.5, '5', null]) {
    const { status, json } = await rate(number, secret, { score })
    expect([status, json.errors[0].pointer]).toEqual([422, '/score'])
  }
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const [first, second] = [
    await rate(number, secret, { score: 3 }, headers),
    await rate(number, secret, { score: 3 }, headers),
  ]
  expect([first.status, second.status, second.text]).toEqual([201, 201, first.text])
})

test('on any way an appeal takes, legal or refused, its row is the fold of its events', async () => {
  const organizationId = 'hanty'
  const move = fc.oneof(
    fc.record({
      to: fc.constantFrom(...statuses.filter((status) => status !== 'received')),
      text: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
      responsible: fc.option(fc.constantFrom('We', 'They'), { nil: undefined }),
      until: fc.constant('2027-01-15'),
      by: fc.constantFrom('staff', 'resident'),
    }),
    fc.record({ score: fc.integer({ min: 1, max: 5 }) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 3, maxLength: 14 }), async (moves) => {
      const { number, secret } = await sent()
      for (const body of moves) {
        const { status } =
          'to' in body
            ? await step(number, body, as(body.by === 'staff' ? key : secret))
            : await rate(number, secret, body)
        expect([201, 403, 409, 422]).toContain(status)
      }
      const [row] = await api.database
        .select()
        .from(tables.appeals)
        .where(and(eq(tables.appeals.organizationId, organizationId), eq(tables.appeals.number, number)))
      if (!row) throw new Error('the appeal is gone')
      const events = await api.database
        .select()
        .from(tables.appealEvents)
        .where(and(eq(tables.appealEvents.organizationId, organizationId), eq(tables.appealEvents.appealId, row.id)))
        .orderBy(asc(tables.appealEvents.sequence))
      expect(row).toMatchObject({ ...foldHistory(events) })
      expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1))
    }),
    { numRuns: 25 },
  )
})
