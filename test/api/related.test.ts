import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, pdf, send, take, upload } from './appeals.fixture.js'
import { signedIn } from './staff.fixture.js'

let api: TestApp
let key: string
beforeAll(async () => {
  api = await createTestApp()
  key = await api.staffKey()
  const contact = { name: 'optional', email: 'optional', phone: 'optional' } as const
  await addCategory(api, { code: 'potholes', contact }, 10)
  await addCategory(api, { code: 'lamps', contact }, 3)
})
afterAll(() => api.close())

const received = async (given: Record<string, unknown> = {}) =>
  (await send(api, { description: `A hole ${crypto.randomUUID()}`, ...given })).json as {
    number: number
    secret: string
  }
const read = async (number: number, reader = key) =>
  (await api.request(`/appeals/${number}`, { headers: as(reader) })).json
const merge = (number: number, into: number) => take(api, key, number, { to: 'merged', into })
const typesOf = (appeal: { history: { type: string; status: string }[] }) =>
  appeal.history.map(({ type, status }) => (type === 'transitioned' ? status : type))

test('two of the same are one piece of work, and both residents get its answer and rate it for themselves', async () => {
  const [main, same] = [await received(), await received()]
  const merged = await merge(same.number, main.number)
  expect(merged).toMatchObject({ status: 201, json: { status: 'merged', mergedInto: main.number } })
  expect(await read(main.number)).toMatchObject({ merged: [same.number], supporters: 1 })
  const own = await read(same.number, same.secret)
  expect(own).toMatchObject({ status: 'merged', mergedInto: main.number, canRate: false })
  expect(own.history.at(-1)).toMatchObject({ status: 'merged', related: main.number })
  // Which one is for the two who have to do with it.
  expect(JSON.stringify((await api.request(`/appeals/${same.number}`)).json)).not.toContain('related')
  const open = await api.request('/appeals?status=open', { headers: as(key) })
  expect(open.json.items.map(({ number }: { number: number }) => number)).not.toContain(same.number)

  const file = (await upload(api, pdf, 'plan.pdf')).json.id
  const text = 'Filled on Monday, as we told you at +7 912 345-67-89'
  await take(api, key, main.number, { to: 'answered', text, attachments: [file] })
  const told = await read(same.number, same.secret)
  expect(told.history.at(-1).attachments).toMatchObject([{ fileName: 'plan.pdf' }])
  // What was written to somebody else.
  expect(told.answer).toContain('Filled on Monday')
  expect(told.answer).not.toContain('345-67')
  expect(told).toMatchObject({
    status: 'answered',
    canRate: true,
    mergedInto: main.number,
  })
  const rated = await api.request(`/appeals/${same.number}/rating`, { body: { score: 2 }, headers: as(same.secret) })
  expect(rated.status).toBe(201)
  expect(await read(main.number)).toMatchObject({ ratingScore: null, supporters: 1 })
})

test('merged one after another they all go where the last one goes', async () => {
  const [first, second, third] = [await received(), await received(), await received()]
  await merge(first.number, second.number)
  await merge(second.number, third.number)
  expect(await read(third.number)).toMatchObject({ merged: [first.number, second.number], supporters: 2 })
  await take(api, key, third.number, { to: 'declined', text: 'Not a road of ours' })
  for (const { number, secret } of [first, second])
    expect(await read(number, secret)).toMatchObject({ status: 'declined', answer: 'Not a road of ours' })
})

test('what it was merged into ends without a word: it goes on by itself, as it does when an officer says so', async () => {
  const [main, same, other] = [await received(), await received(), await received()]
  for (const { number } of [same, other]) await merge(number, main.number)
  await take(api, key, other.number, { to: 'in_progress', text: 'Another hole after all' })
  expect(await read(other.number)).toMatchObject({ status: 'in_progress', mergedInto: null })
  expect((await api.request(`/appeals/${main.number}`, { method: 'DELETE', headers: as(main.secret) })).status).toBe(
    200,
  )
  const back = await read(same.number, same.secret)
  expect(back).toMatchObject({ status: 'registered', mergedInto: null })
  expect(back.history.at(-1).text).toContain('on its own again')
  expect(typesOf(await read(other.number))).toEqual(['received', 'merged', 'in_progress'])
})

test('it is merged into an open one that is there, and is not itself', async () => {
  const [one, settled] = [await received(), await received()]
  await take(api, key, settled.number, { to: 'answered', text: 'Done' })
  for (const into of [one.number, 99_999, settled.number]) {
    const { status, json } = await merge(one.number, into)
    expect([status, json]).toMatchObject([422, { errors: [{ pointer: '/into' }] }])
  }
  const hidden = await received()
  await api.database
    .update(tables.appeals)
    .set({ visibility: 'private' })
    .where(eq(tables.appeals.number, hidden.number))
  expect((await merge(one.number, hidden.number)).json).toMatchObject({ errors: [{ pointer: '/into' }] })
  expect((await merge(hidden.number, one.number)).status).toBe(201)
  const { status, json } = await take(api, key, one.number, { to: 'merged' })
  expect([status, json]).toMatchObject([422, { errors: [{ pointer: '/into', detail: 'Please fill this in.' }] }])
})

test('two officers who merge two into each other do not both: who is late is told', async () => {
  for (let round = 0; round < 5; round += 1) {
    const [one, other] = [await received(), await received()]
    const both = await Promise.all([merge(one.number, other.number), merge(other.number, one.number)])
    const late = both.filter(({ status }) => status !== 201)
    expect(late).not.toHaveLength(0)
    for (const { status } of late) expect([412, 422]).toContain(status)
  }
})

test('staff are shown what is open and alike, also what is not public', async () => {
  const place = { latitude: 61.0042, longitude: 69.0019 }
  const near = await received({ place })
  const query = { category: 'potholes', description: 'A hole', place }
  const numbersFor = async (headers?: Record<string, string>) =>
    (await api.request('/appeals/similar', { body: query, headers })).json.items.map(
      ({ number }: { number: number }) => number,
    )
  expect(await numbersFor(as(key))).toContain(near.number)
  await api.database.update(tables.appeals).set({ visibility: 'private' }).where(eq(tables.appeals.number, near.number))
  expect(await numbersFor()).not.toContain(near.number)
  expect(await numbersFor(as(key))).toContain(near.number)
})

test('a part becomes an appeal of its own, which the same link opens, promised from when the whole came', async () => {
  const file = (await upload(api, pdf, 'plan.pdf')).json.id
  const whole = await received({
    attachments: [file],
    place: { address: 'Mira 5' },
    contact: { name: 'Anna', email: 'anna@mail.test' },
  })
  const before = api.clock.now
  api.clock.now = new Date('2026-11-26T09:00:00Z')
  const part = { category: 'lamps', description: 'And the lamp is out' }
  const split = await api.request(`/appeals/${whole.number}/parts`, { body: part, headers: as(key) })
  api.clock.now = before
  expect(split.status).toBe(200)
  const [number] = split.json.parts
  expect(split.json.history.at(-1)).toMatchObject({ type: 'split', related: number })
  const shown = await read(number, whole.secret)
  expect(shown).toMatchObject({
    view: 'resident',
    status: 'received',
    description: 'And the lamp is out',
    category: { code: 'lamps' },
    parent: whole.number,
    place: { address: 'Mira 5' },
    contact: { name: 'Anna', email: 'anna@mail.test' },
    attachments: [{ fileName: 'plan.pdf' }],
    receivedAt: '2026-11-24T09:00:00.000Z',
    deadline: '2026-11-27T18:59:59.999Z',
  })
  expect(shown.attachments[0].id).not.toBe(file)
  // Each is answered for itself.
  await take(api, key, number, { to: 'answered', text: 'It shines' })
  expect(await read(whole.number, whole.secret)).toMatchObject({ status: 'received', parts: [number], answer: null })
  const late = await api.request(`/appeals/${number}/parts`, { body: part, headers: as(key) })
  expect([late.status, late.json.type]).toEqual([409, '/problems/split-not-possible'])
  const unknown = await api.request(`/appeals/${whole.number}/parts`, {
    body: { ...part, category: 'nothing' },
    headers: as(key),
  })
  expect(unknown.json.errors).toMatchObject([{ pointer: '/category' }])
  expect((await api.request(`/appeals/${whole.number}/parts`, { body: part, headers: as(whole.secret) })).status).toBe(
    401,
  )
  // Taken back, all of it is.
  await api.request(`/appeals/${whole.number}`, { method: 'DELETE', headers: as(whole.secret) })
  expect(await read(number)).toMatchObject({ description: null, contact: { name: null }, attachments: [] })
})

test('a note calls a colleague, who finds the appeal in a queue until they act on it or have seen it', async () => {
  const boris = await signedIn(api, 'hanty', 'officer')
  const queue = async () => {
    const [list, counts] = [await boris.ask('/appeals?queue=mentioned&sort=deadline'), await boris.ask('/queues')]
    expect(counts.json.mentioned).toBe(list.json.items.length)
    return list.json.items.map(({ number }: { number: number }) => number)
  }
  const [one, other] = [await received(), await received()]
  for (const { number } of [one, other]) {
    const noted = await api.request(`/appeals/${number}/notes`, {
      body: { text: 'Is this yours?', mentions: [boris.id] },
      headers: as(key),
    })
    expect(noted.json.history.at(-1)).toMatchObject({
      type: 'noted',
      mentions: [expect.stringContaining('officer.hanty')],
    })
    expect(noted.json.isMentioned).toBe(false)
  }
  expect((await queue()).sort()).toEqual([one.number, other.number].sort())
  expect((await boris.ask(`/appeals/${one.number}`)).json.isMentioned).toBe(true)
  expect((await read(one.number, one.secret)).history).toHaveLength(1)

  const seen = await boris.ask(`/appeals/${one.number}/mention`, { method: 'DELETE' })
  expect([seen.status, seen.json.isMentioned]).toEqual([200, false])
  const gone = await received()
  await api.request(`/appeals/${gone.number}/notes`, { body: { text: 'Look', mentions: [boris.id] }, headers: as(key) })
  await api.request(`/appeals/${gone.number}`, { method: 'DELETE', headers: as(gone.secret) })
  await boris.ask(`/appeals/${other.number}/transitions`, { body: { to: 'registered' } })
  expect(await queue()).toEqual([])

  const stranger = await api.request(`/appeals/${one.number}/notes`, {
    body: { text: 'Look', mentions: [crypto.randomUUID()] },
    headers: as(key),
  })
  expect([stranger.status, stranger.json.errors]).toMatchObject([422, [{ pointer: '/mentions' }]])
})
