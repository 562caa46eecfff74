import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrganization } from '../../api/platform/database.js'
import * as tables from '../../api/platform/schema.js'
import { anonymizeComment, eraseAppeal, eraseComment } from '../../api/privacy/erase.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, pdf, send, take, upload } from './appeals.fixture.js'
import { everythingKept } from './kept.js'

/** Each stands for something a person wrote. */
const said = {
  description: 'my-text-in-the-appeal',
  address: 'my-street-and-house',
  name: 'my-own-name',
  email: 'my-mail@example.org',
  phone: '+7 900 111-22-33',
  answer: 'my-answer-to-a-question',
  file: 'my-file-name',
  comment: 'my-comment-on-the-answer',
  official: 'the-answer-of-the-town',
  reason: 'a-word-with-the-step',
}
const anything = new RegExp(
  Object.values(said)
    .map((text) => text.replace(/[+]/g, '\\+'))
    .join('|'),
)

let api: TestApp
let key: string
beforeAll(async () => {
  api = await createTestApp()
  key = await api.staffKey()
  await addCategory(
    api,
    {
      code: 'potholes',
      contact: { name: 'optional', email: 'optional', phone: 'optional' },
      questions: [{ id: 'since', type: 'text', label: { en: 'Since when?' }, required: false }],
    },
    5,
  )
})
afterAll(() => api.close())

async function sendAll(idempotencyKey = crypto.randomUUID()) {
  const file = await upload(api, pdf, `${said.file}.pdf`, { headers: { 'idempotency-key': crypto.randomUUID() } })
  const body = {
    description: said.description,
    place: { address: said.address, latitude: 61, longitude: 69 },
    contact: { name: said.name, email: said.email, phone: said.phone },
    answers: { since: said.answer },
    attachments: [file.json.id],
  }
  const { json } = await send(api, body, { 'idempotency-key': idempotencyKey })
  return { ...json, attachment: file.json.id, body } as {
    number: number
    secret: string
    attachment: string
    body: Record<string, unknown>
  }
}

const keyOf = async (number: number) => {
  const [found] = await api.database
    .select({ organizationId: tables.appeals.organizationId, id: tables.appeals.id })
    .from(tables.appeals)
    .where(and(eq(tables.appeals.organizationId, 'hanty'), eq(tables.appeals.number, number)))
  if (!found) throw new Error('no such appeal')
  return found
}
const erase = async (number: number) => {
  const found = await keyOf(number)
  return inOrganization(api.database, 'hanty', (transaction) =>
    eraseAppeal(transaction, found, { actor: 'resident', at: api.clock.now }),
  )
}

test('of an erased appeal nothing that anyone wrote is left in the database, and what statistics count stays', async () => {
  const sent = await sendAll()
  await take(
    api,
    key,
    sent.number,
    { to: 'assigned', responsible: 'Roads', text: said.reason },
    { to: 'answered', text: said.official },
  )
  await api.request(`/appeals/${sent.number}/rating`, {
    body: { score: 4, comment: said.comment },
    headers: { ...as(sent.secret), 'idempotency-key': crypto.randomUUID() },
  })
  expect(await everythingKept(api)).toMatch(anything)
  const before = (await api.request(`/appeals/${sent.number}`, { headers: as(key) })).json

  await erase(sent.number)

  expect(await everythingKept(api)).not.toMatch(anything)
  const { json: after } = await api.request(`/appeals/${sent.number}`, { headers: as(key) })
  const { number, status, category, receivedAt, deadline, answeredAt, closedAt, ratingScore, responsible } = before
  expect(after).toMatchObject({
    ...{ number, status, category, receivedAt, deadline, answeredAt, closedAt, ratingScore, responsible },
    description: null,
    place: null,
    answer: null,
    answers: {},
    attachments: [],
    contact: { name: null, email: null, phone: null },
    erasedAt: '2026-11-24T09:00:00.000Z',
    transitions: [],
  })
  expect(after.history.map(({ type, status }: { type: string; status: string }) => [type, status])).toEqual([
    ['received', 'received'],
    ['transitioned', 'assigned'],
    ['transitioned', 'answered'],
    ['rated', 'answered'],
    ['erased', 'answered'],
  ])
  expect((await api.request(`/attachments/${sent.attachment}`, { headers: as(key) })).status).toBe(404)
})

test('an appeal still open is withdrawn with it, and erased once however often it is asked', async () => {
  const { number, secret } = await sendAll()
  await take(api, key, number, { to: 'registered' })
  const first = await erase(number)
  const second = await erase(number)
  expect(second?.version).toBe(first?.version)
  const { json } = await api.request(`/appeals/${number}`, { headers: as(secret) })
  expect(json).toMatchObject({ status: 'closed', answeredAt: null, closedAt: json.erasedAt, canRate: false })
  expect(json.history.map(({ type }: { type: string }) => type)).toEqual([
    'received',
    'transitioned',
    'withdrawn',
    'erased',
  ])
})

test('nothing can be done with an erased appeal, and it is in no public list', async () => {
  const { number, secret } = await sendAll()
  await take(api, key, number, { to: 'registered' }, { to: 'answered', text: said.official })
  const listed = async () =>
    (await api.request('/appeals?limit=100')).json.items.map((item: { number: number }) => item.number)
  expect(await listed()).toContain(number)
  await erase(number)
  expect(await listed()).not.toContain(number)
  const rated = await api.request(`/appeals/${number}/rating`, { body: { score: 1 }, headers: as(secret) })
  expect([rated.status, rated.json.type]).toEqual([409, '/problems/appeal-erased'])
  const reopened = await api.request(`/appeals/${number}/transitions`, {
    body: { to: 'in_progress', text: 'Again' },
    headers: as(key),
  })
  expect([reopened.status, reopened.json.type]).toEqual([409, '/problems/appeal-erased'])
  const { json } = await api.request(`/appeals/${number}`)
  expect(json).toMatchObject({ view: 'public', status: 'answered', description: null, answer: null })
  expect(json.erasedAt).not.toBeNull()
})

test('a request sent again after the erasure does not bring the appeal back', async () => {
  const idempotencyKey = crypto.randomUUID()
  const { number, body } = await sendAll(idempotencyKey)
  await erase(number)
  const again = await send(api, body, { 'idempotency-key': idempotencyKey })
  expect([again.status, again.json.type]).toEqual([422, '/problems/idempotency-key-reused'])
})

async function openDiscussion(id: string) {
  await api.database.insert(tables.discussions).values({
    organizationId: 'hanty',
    id,
    titles: { en: 'Embankment' },
    texts: { en: 'What to build here?' },
    opensAt: new Date('2026-11-20T00:00:00Z'),
  })
  return async (text: string, more: object = {}) =>
    (
      await api.request(`/discussions/${id}/comments`, {
        body: { text, name: 'Zinaida', ...more },
        headers: { 'idempotency-key': crypto.randomUUID() },
      })
    ).json as { id: string }
}

test('an erased comment keeps its place for the replies, and nothing that was said in it', async () => {
  const say = await openDiscussion('erased')
  const comment = await say('what-i-regret')
  const reply = await say('a reply', { parent: comment.id, name: '' })
  expect(await everythingKept(api)).toMatch(/what-i-regret|Zinaida/)
  const where = { organizationId: 'hanty', discussionId: 'erased', id: comment.id }
  await inOrganization(api.database, 'hanty', (transaction) => eraseComment(transaction, where, { at: api.clock.now }))
  expect(await everythingKept(api)).not.toMatch(/what-i-regret|Zinaida/)
  const { json } = await api.request('/discussions/erased/comments')
  expect(json.items).toMatchObject([
    {
      id: comment.id,
      text: '',
      author: { name: null },
      erasedAt: '2026-11-24T09:00:00.000Z',
      replies: [{ id: reply.id }],
    },
  ])
  const answered = await api.request('/discussions/erased/comments', { body: { text: 'To whom?', parent: comment.id } })
  expect(answered.json.errors).toMatchObject([{ pointer: '/parent', code: 'unknown' }])
})

test('an anonymous comment has lost its name', async () => {
  const say = await openDiscussion('anonymous')
  const { id } = await say('call Zinaida at 5')
  await inOrganization(api.database, 'hanty', (transaction) =>
    anonymizeComment(
      transaction,
      { organizationId: 'hanty', discussionId: 'anonymous', id },
      { at: api.clock.now, mask: (text) => text.replace('Zinaida', '•••') },
    ),
  )
  expect(await everythingKept(api)).not.toContain('Zinaida')
  const { json } = await api.request('/discussions/anonymous/comments')
  expect(json.items).toMatchObject([{ text: 'call ••• at 5', author: { name: null } }])
})
