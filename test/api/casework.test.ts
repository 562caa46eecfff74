import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send, take } from './appeals.fixture.js'
import { addPerson, signedIn } from './staff.fixture.js'

let api: TestApp
let anna: string
let boris: string
/** A Tuesday. */
const start = new Date('2026-11-24T09:00:00Z')
beforeAll(async () => {
  api = await createTestApp()
  anna = await api.staffKey('hanty', 'officer')
  boris = await api.staffKey('hanty', 'coordinator')
  await addCategory(api, { code: 'potholes' }, 10)
})
afterEach(() => {
  api.clock.now = start
})
afterAll(() => api.close())

const sent = async (given: Record<string, unknown> = {}): Promise<{ number: number; secret: string }> =>
  (await send(api, given)).json
const assign = (number: number, key: string, assignee: 'me' | null = 'me') =>
  api.request(`/appeals/${number}/assignee`, { method: 'PUT', body: { assignee }, headers: as(key) })
const note = (number: number, key: string, text: string) =>
  api.request(`/appeals/${number}/notes`, { body: { text }, headers: as(key) })
const list = async (query: string, key = anna): Promise<number[]> =>
  (await api.request(`/appeals?${query}`, { headers: as(key) })).json.items.map(
    ({ number }: { number: number }) => number,
  )
const counts = async (key = anna) => (await api.request('/queues', { headers: as(key) })).json

test('an officer takes an appeal in hand, colleagues see who has it, and residents do not', async () => {
  const { number, secret } = await sent()
  const taken = await assign(number, anna)
  expect(taken.status).toBe(200)
  expect(taken.json).toMatchObject({ assignee: 'test', isMine: true, version: 2 })
  expect((await api.request(`/appeals/${number}`, { headers: as(boris) })).json).toMatchObject({
    assignee: 'test',
    isMine: false,
  })
  expect(await list('queue=mine')).toEqual([number])
  expect(await list('queue=mine', boris)).toEqual([])
  expect(await list('queue=unassigned')).not.toContain(number)
  for (const headers of [{}, as(secret)]) {
    const { json } = await api.request(`/appeals/${number}`, { headers })
    expect(json).not.toHaveProperty('assignee')
    expect(json.history.map(({ type }: { type: string }) => type)).toEqual(['received'])
  }
  expect((await assign(number, boris)).json).toMatchObject({ isMine: true })
  expect((await assign(number, boris, null)).json).toMatchObject({ assignee: null, isMine: false })
  expect((await assign(number, await api.staffKey('hanty', 'leader'))).status).toBe(403)
  expect((await assign(999_999, anna)).status).toBe(404)
})

test('an officer hands over and gives back what they have, a coordinator anything, and nobody to a stranger', async () => {
  const vera = await signedIn(api, 'hanty', 'officer')
  const gleb = await signedIn(api, 'ugra', 'coordinator')
  const nameOf = (email: string) => email.replace(/@.*/, '')
  const give = (number: number, assignee: string | null, who: { ask: typeof vera.ask }) =>
    who.ask(`/v1/organizations/hanty/appeals/${number}/assignee`, { method: 'PUT', body: { assignee } })
  const { number, secret } = await sent()
  const others = await addPerson(api, 'others@town.test', ['elsewhere', 'officer'], ['hanty', 'leader'])

  expect((await give(number, gleb.id, vera)).json.type).toBe('/problems/forbidden')
  expect((await give(number, vera.id, vera)).json).toMatchObject({ isMine: true, canHandOver: true })
  for (const stranger of [others, crypto.randomUUID()]) {
    const { status, json } = await give(number, stranger, vera)
    expect([status, json.errors?.[0]]).toMatchObject([422, { pointer: '/assignee', code: 'not-staff' }])
  }
  const handed = await give(number, gleb.id, vera)
  expect(handed.json).toMatchObject({ assignee: nameOf(gleb.email), isMine: false, canHandOver: false })
  expect(handed.json.history.at(-1)).toMatchObject({
    type: 'handed',
    author: nameOf(vera.email),
    assignee: nameOf(gleb.email),
  })
  expect((await give(number, null, vera)).status).toBe(403)
  const mine = await gleb.ask('/v1/organizations/hanty/appeals?queue=mine')
  expect(mine.json.items.map((item: { number: number }) => item.number)).toEqual([number])
  for (const headers of [{}, as(secret)])
    expect((await api.request(`/appeals/${number}`, { headers })).text).not.toMatch(
      /handed|\bvera\b|\bgleb\b|officer\.|coordinator\./,
    )
  expect((await give(number, vera.id, gleb)).json).toMatchObject({ assignee: nameOf(vera.email), canHandOver: true })
  expect((await give(number, null, gleb)).json).toMatchObject({ assignee: null })
})

test('colleagues are those who deal with appeals here and above, by name alone, page by page', async () => {
  const fresh = await createTestApp()
  const key = await fresh.staffKey('hanty', 'officer')
  const ids = [
    await addPerson(fresh, 'anna@town.test', ['hanty', 'officer'], ['ugra', 'administrator']),
    await addPerson(fresh, 'boris@town.test', ['ugra', 'coordinator']),
    await addPerson(fresh, 'vera_100%@town.test', ['hanty', 'officer']),
  ]
  await addPerson(fresh, 'moderator@town.test', ['hanty', 'moderator'])
  await addPerson(fresh, 'leader@town.test', ['hanty', 'leader'])
  await addPerson(fresh, 'stranger@town.test', ['elsewhere', 'officer'])
  const read = async (query = '') => (await fresh.request(`/colleagues${query}`, { headers: as(key) })).json
  const everyone = [
    { id: ids[0], name: 'anna', isMe: false },
    { id: ids[1], name: 'boris', isMe: false },
    { id: ids[2], name: 'vera_100%', isMe: false },
  ]
  expect(await read()).toEqual({ items: everyone, next: null })
  const first = await read('?limit=2')
  expect(first.items).toEqual(everyone.slice(0, 2))
  expect((await read(`?limit=2&cursor=${first.next}`)).items).toEqual(everyone.slice(2))
  expect((await read('?q=BOR')).items).toEqual([everyone[1]])
  expect((await read('?q=0%25')).items).toEqual([everyone[2]])
  expect((await read('?q=a_n')).items).toEqual([])
  expect((await fresh.request('/colleagues?cursor=x', { headers: as(key) })).status).toBe(422)
  await fresh.close()
})

test('a note is read by staff alone, with who wrote it, and goes when the appeal is erased', async () => {
  const { number, secret } = await sent()
  const noted = await note(number, anna, 'The yard belongs to the school')
  expect(noted.json.history.at(-1)).toMatchObject({
    type: 'noted',
    text: 'The yard belongs to the school',
    author: 'test',
    status: 'received',
  })
  for (const headers of [{}, as(secret)])
    expect((await api.request(`/appeals/${number}`, { headers })).text).not.toMatch(/school|noted|author/)
  expect((await note(number, anna, '  ')).status).toBe(422)
  expect((await note(number, secret, 'Mine')).status).toBe(401)
  await api.request(`/appeals/${number}`, { method: 'DELETE', headers: as(secret) })
  expect((await api.request(`/appeals/${number}`, { headers: as(anna) })).text).not.toContain('school')
  expect((await note(number, anna, 'And more')).json.type).toBe('/problems/appeal-erased')
})

test('each queue holds what it says, and the counts are those of the lists', async () => {
  const fresh = await createTestApp()
  const key = await fresh.staffKey('hanty', 'officer')
  await addCategory(fresh, { code: 'potholes' }, 10)
  const make = async (...steps: Parameters<typeof take>[3][]) => {
    const { json } = await send(fresh)
    await take(fresh, key, json.number, ...steps)
    return json as { number: number; secret: string }
  }
  const open = await make({ to: 'registered' })
  const unregistered = await make()
  const waiting = await make({ to: 'waiting', text: 'Which house?' })
  const drafted = await make({ to: 'drafted', text: 'Filled' })
  const disputed = await make({ to: 'answered', text: 'Filled' })
  await fresh.request(`/appeals/${disputed.number}/transitions`, {
    body: { to: 'disputed', text: 'No' },
    headers: as(disputed.secret),
  })
  const bad = await make({ to: 'answered', text: 'Filled' })
  const good = await make({ to: 'answered', text: 'Filled' })
  for (const [{ number, secret }, score] of [
    [bad, 2],
    [good, 3],
  ] as const)
    await fresh.request(`/appeals/${number}/rating`, { body: { score }, headers: as(secret) })
  await fresh.request(`/appeals/${open.number}/assignee`, { method: 'PUT', body: { assignee: 'me' }, headers: as(key) })
  const numbersOf = (all: { number: number }[]) => all.map(({ number }) => number).sort((one, other) => one - other)
  const look = async () => {
    const found: Record<string, number[]> = {}
    const counted = (await fresh.request('/queues', { headers: as(key) })).json
    for (const [queue, count] of Object.entries(counted)) {
      const { json } = await fresh.request(`/appeals?queue=${queue}&sort=deadline`, { headers: as(key) })
      found[queue] = numbersOf(json.items)
      expect(json.items, queue).toHaveLength(count as number)
    }
    return found
  }
  const always = {
    mine: numbersOf([open]),
    mentioned: [],
    unassigned: numbersOf([unregistered, waiting, drafted, disputed]),
    waiting: numbersOf([waiting]),
    moderation: [],
    drafts: numbersOf([drafted]),
    disputed: numbersOf([disputed]),
    'badly-rated': numbersOf([bad]),
  }
  expect(await look()).toEqual({ ...always, today: [], overdue: [] })
  // The day on which the first is to be registered, and the one after.
  fresh.clock.now = new Date('2026-11-25T09:00:00Z')
  expect(await look()).toMatchObject({ today: numbersOf([unregistered]), overdue: [] })
  fresh.clock.now = new Date('2026-11-26T09:00:00Z')
  expect(await look()).toMatchObject({ today: [], overdue: numbersOf([unregistered]) })
  // The last day of an answer: what waits for its resident is not due.
  fresh.clock.now = new Date('2026-12-08T09:00:00Z')
  expect(await look()).toMatchObject({
    today: numbersOf([open, drafted]),
    overdue: numbersOf([unregistered, disputed]),
  })
  await fresh.close()
})

test('staff find by number, and by words in any form, in text and place', async () => {
  const lamps = await sent({ description: 'Во дворе не горят фонари', place: { address: 'улица Мира, 5' } })
  const hole = await sent({ description: 'A deep hole near the lights' })
  expect(await list(`q=${lamps.number}`)).toEqual([lamps.number])
  expect(await list(`q=${encodeURIComponent(`№ ${lamps.number}`)}`)).toEqual([lamps.number])
  for (const words of ['фонарь', 'горит фонарь', 'Мира', 'фонарь -яма'])
    expect(await list(`q=${encodeURIComponent(words)}`), words).toEqual([lamps.number])
  expect(await list('q=light')).toEqual([hole.number])
  expect(await list(`q=${encodeURIComponent('фонарь лампа')}`)).toEqual([])
  for (const odd of ["'", '((', '!&|:*', '%', '\\']) expect(await list(`q=${encodeURIComponent(odd)}`)).toEqual([])
})

test('what the public may not read it may not search, nor look through the queues', async () => {
  for (const query of ['q=boot', 'queue=overdue'])
    expect((await api.request(`/appeals?${query}`)).status, query).toBe(401)
  expect((await api.request('/appeals?queue=any', { headers: as(anna) })).status).toBe(422)
})

test('the counts are of the organization alone', async () => {
  const stranger = await api.staffKey('elsewhere', 'officer')
  expect((await api.request('/v1/organizations/elsewhere/queues', { headers: as(stranger) })).json.unassigned).toBe(0)
  expect((await counts()).unassigned).toBeGreaterThan(0)
})
