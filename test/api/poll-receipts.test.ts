import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ballots, polls, pollVoters } from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'

let api: TestApp
const open = new Date('2026-11-24T09:00:00Z')
const closing = new Date('2026-12-01T00:00:00Z')
const secretOf = (name: string) => `a secret of ${name} that nobody can guess`.replaceAll(' ', '-')
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex')

const makePoll = (id: string, isChangeable = true) =>
  api.database.insert(polls).values({
    organizationId: 'hanty',
    id,
    titles: { en: 'Park' },
    descriptions: {},
    questions: [
      {
        id: 'where',
        type: 'single',
        title: { en: 'Where?' },
        required: true,
        options: ['river', 'school'].map((option) => ({ id: option, title: { en: option } })),
      },
    ],
    identity: 'device',
    results: 'always',
    isChangeable,
    opensAt: new Date('2026-11-20T00:00:00Z'),
    closesAt: closing,
  })
const cast = (poll: string, name: string, where: string, receipt?: string) =>
  api.request(`/polls/${poll}/ballots`, {
    body: { answers: { where }, receipt },
    headers: { 'vmeste-device': `device-of-${name}`.padEnd(24, '0') },
  })
const change = (poll: string, secret: string, where: string, headers: Record<string, string> = {}) =>
  api.request(`/polls/${poll}/ballots`, {
    method: 'PUT',
    body: { answers: { where } },
    headers: { 'vmeste-ballot': secret, ...headers },
  })
const countsOf = async (poll: string) => {
  const { json } = await api.request(`/polls/${poll}/results`)
  return json.questions[0].options.map(({ count }: { count: number }) => count)
}

beforeAll(async () => {
  api = await createTestApp()
})
afterAll(() => api.close())
beforeEach(() => {
  api.clock.now = open
})

test('a ballot is changed by its secret alone, and counted once', async () => {
  await makePoll('changed')
  const secret = secretOf('anna')
  const voted = await cast('changed', 'anna', 'river', hashOf(secret))
  expect([voted.status, voted.json.secret]).toEqual([201, null])
  await cast('changed', 'boris', 'river')
  // From another device: who it is is not asked.
  const changed = await change('changed', secret, 'school')
  expect([changed.status, changed.json.receipt]).toEqual([200, voted.json.receipt])
  expect(await countsOf('changed')).toEqual([1, 1])
  // The vote is still cast: there is no second.
  expect((await cast('changed', 'anna', 'river')).json.type).toBe('/problems/already-voted')
  expect((await change('changed', secretOf('nobody'), 'river')).status).toBe(404)
  expect((await change('changed', secret, 'moon')).json.errors).toMatchObject([{ pointer: '/answers/where' }])
  expect(await countsOf('changed')).toEqual([1, 1])
})

test('who it is is not asked, also where voters have to show it', async () => {
  await makePoll('known')
  const secret = secretOf('anna')
  await cast('known', 'anna', 'river', hashOf(secret))
  const headers = as(await api.staffKey('hanty', 'administrator'))
  const set = (polls: string[]) =>
    api.request('/settings', { method: 'PATCH', body: { settings: { identity: { polls } } }, headers })
  expect((await set(['email'])).status).toBe(200)
  expect((await cast('known', 'boris', 'river')).status).toBe(428)
  expect((await change('known', secret, 'school')).status).toBe(200)
  await set(['anonymous'])
})

test('for a device that makes no secret the API makes one, which it does not keep', async () => {
  await makePoll('made-here')
  const { json } = await cast('made-here', 'anna', 'river')
  expect((await change('made-here', json.secret, 'school')).status).toBe(200)
  const kept = JSON.stringify([await api.database.select().from(ballots), await api.database.select().from(pollVoters)])
  expect(kept).toContain(json.receipt)
  expect(kept).not.toContain(json.secret)
})

test('changes sent again or at once leave one ballot; none is taken after closing, or where votes are final', async () => {
  await makePoll('raced')
  const secret = secretOf('anna')
  await cast('raced', 'anna', 'river', hashOf(secret))
  const key = { 'idempotency-key': 'a-change-sent-twice' }
  const first = await change('raced', secret, 'school', key)
  expect((await change('raced', secret, 'school', key)).json).toEqual(first.json)
  const all = await Promise.all(
    Array.from({ length: 10 }, (_, index) => change('raced', secret, index % 2 ? 'river' : 'school')),
  )
  expect(all.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect((await countsOf('raced')).reduce((sum: number, count: number) => sum + count)).toBe(1)
  api.clock.now = closing
  expect((await change('raced', secret, 'river')).json.type).toBe('/problems/poll-not-open')

  api.clock.now = open
  await makePoll('final', false)
  await cast('final', 'anna', 'river', hashOf(secret))
  expect((await change('final', secret, 'school')).json.type).toBe('/problems/vote-is-final')
})

test('two ballots cannot have one receipt', async () => {
  await makePoll('one-each')
  const hash = hashOf(secretOf('anna'))
  await cast('one-each', 'anna', 'river', hash)
  const second = await cast('one-each', 'boris', 'school', hash)
  expect([second.status, second.json.errors]).toMatchObject([422, [{ pointer: '/receipt', code: 'taken' }]])
  // Boris is not noted as one who has voted.
  expect((await cast('one-each', 'boris', 'school')).status).toBe(201)
})

test('a closed poll publishes its receipts in their order, and while it is open none', async () => {
  await makePoll('closed')
  const cast3 = await Promise.all(['anna', 'boris', 'vera'].map((name) => cast('closed', name, 'river')))
  const mine = cast3.map(({ json }) => json.receipt)
  expect((await api.request('/polls/closed/receipts')).json.type).toBe('/problems/poll-not-closed')
  api.clock.now = closing
  const { status, json } = await api.request('/polls/closed/receipts')
  expect([status, json]).toEqual([200, { items: mine.toSorted(), next: null }])
  const after = await api.request(`/polls/closed/receipts?after=${json.items[0]}`)
  expect(after.json.items).toEqual(json.items.slice(1))
})

test('a changed ballot has nothing of the voter, and the roll nothing of the change', async () => {
  await makePoll('apart')
  const secret = secretOf('anna')
  await cast('apart', 'anna', 'river', hashOf(secret))
  const before = (await api.database.select().from(pollVoters)).filter(({ pollId }) => pollId === 'apart')
  await change('apart', secret, 'school')
  const after = (await api.database.select().from(pollVoters)).filter(({ pollId }) => pollId === 'apart')
  expect(after).toEqual(before)
  const [ballot] = (await api.database.select().from(ballots)).filter(({ pollId }) => pollId === 'apart')
  expect(Object.keys(ballot ?? {}).sort()).toEqual(['answers', 'id', 'organizationId', 'pollId', 'seal'])
  expect(JSON.stringify(ballot)).not.toContain(before[0]?.voter)
})
