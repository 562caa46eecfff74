import { afterAll, beforeAll, expect, test } from 'vitest'
import { comments, discussions, idempotencyKeys } from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'

let api: TestApp
const post = (key: string | undefined, body: unknown, headers: Record<string, string> = {}, discussion = 'square') =>
  api.request(`/discussions/${discussion}/comments`, {
    body,
    headers: { ...(key !== undefined && { 'idempotency-key': key }), ...headers },
  })
const countOf = async (text: string) =>
  (await api.database.select().from(comments)).filter((comment) => comment.text === text).length

beforeAll(async () => {
  api = await createTestApp()
  const discussion = { organizationId: 'hanty', titles: {}, texts: {}, opensAt: new Date('2026-11-20T00:00:00Z') }
  await api.database.insert(discussions).values([
    { ...discussion, id: 'square' },
    { ...discussion, id: 'garden' },
  ])
})
afterAll(() => api.close())

test('the same key and body is answered alike and written once', async () => {
  const first = await post('first-key', { text: 'Once' })
  const again = await post('first-key', { text: 'Once' })
  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.text).toBe(first.text)
  expect(again.headers.get('content-type')).toContain('application/json')
  expect(await countOf('Once')).toBe(1)
})

test('also when they arrive at the same moment', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => post('moment-key', { text: 'At once' })))
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201))
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  expect(await countOf('At once')).toBe(1)
})

test('the same key with another body is refused, and nothing is written', async () => {
  await post('other-body', { text: 'Before' })
  const { status, json } = await post('other-body', { text: 'After' })
  expect([status, json.type]).toEqual([422, '/problems/idempotency-key-reused'])
  expect(await countOf('After')).toBe(0)
})

test('the same key from another caller is refused: no answer is handed to a stranger', async () => {
  const staff = { authorization: `Bearer ${await api.staffKey()}` }
  expect((await post('two-callers', { text: 'Mine' }, staff)).status).toBe(201)
  expect((await post('two-callers', { text: 'Mine' })).status).toBe(422)
})

test('the same key at another address is another request', async () => {
  expect((await post('two-places', { text: 'Here and there' })).status).toBe(201)
  expect((await post('two-places', { text: 'Here and there' }, {}, 'garden')).status).toBe(201)
  expect(await countOf('Here and there')).toBe(2)
})

test('a write that fails does not burn the key', async () => {
  const parent = '01900000-0000-7000-8000-000000000000'
  expect((await post('failed-key', { text: 'Reply', parent })).status).toBe(422)
  expect((await post('failed-key', { text: '' })).status).toBe(422)
  expect((await post('failed-key', { text: 'Corrected' })).status).toBe(201)
})

test('without a key each request is written', async () => {
  await post(undefined, { text: 'Keyless' })
  await post(undefined, { text: 'Keyless' })
  expect(await countOf('Keyless')).toBe(2)
})

test('a key too short to be unique, or not printable, is refused', async () => {
  for (const key of ['short', 'with space', 'x'.repeat(129)]) expect((await post(key, { text: 'x' })).status).toBe(422)
})

test('neither the key nor the answer kept for it can be read in the database', async () => {
  const answer = await post('a-secret-key', { text: 'Readable by the author alone' })
  expect(answer.status).toBe(201)
  const kept = await api.database.select().from(idempotencyKeys)
  expect(kept.length).toBeGreaterThan(0)
  for (const row of kept) {
    const stored = `${row.hash} ${row.fingerprint} ${Buffer.from(row.answer ?? []).toString('latin1')}`
    expect(stored).not.toContain('a-secret-key')
    expect(stored).not.toContain('Readable')
    expect(stored).not.toContain(answer.json.id)
  }
})
