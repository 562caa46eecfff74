import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { ballotBag, ballots, polls, pollVoters } from '../../api/platform/schema.js'
import { createSealing, keyOf } from '../../api/platform/sealing.js'
import { readSettings } from '../../api/platform/settings.js'
import { verifyRecord } from '../../api/polls/recount/verify.js'
import { reseal } from '../../api/privacy/reseal.js'
import { createTestApp } from './app.js'

const api = await createTestApp()
afterAll(() => api.close())

const VOTERS = 43
const STEP = 10
const numbers = Array.from({ length: VOTERS }, (_, index) => index)

/** As whoever has the database reads it: in the order rows lie in, with what PostgreSQL keeps of each. */
async function spied() {
  const kept = { ctid: sql<string>`ctid::text`, xmin: sql<string>`xmin::text` }
  const roll = await api.database
    .select({ ...kept, voter: pollVoters.voter })
    .from(pollVoters)
    .orderBy(asc(sql`ctid`))
  const box = await api.database
    .select({ ...kept, answers: ballots.answers })
    .from(ballots)
    .orderBy(asc(sql`ctid`))
  const bag = await api.database.select().from(ballotBag)
  return { roll, box, bag }
}
const joined = (rows: { xmin: string }[], others: { xmin: string }[]) =>
  rows.filter(({ xmin }) => others.some((other) => other.xmin === xmin))
/** Voters came in the order of their numbers: how many of their ballots lie where their line on the roll does. */
const guessed = (box: { answers: Record<string, unknown> }[]) =>
  box.filter(({ answers }, place) => answers.number === place)

test('roll and box cannot be joined by transaction, order or time, while the poll is open and after; each vote is counted all the same', async () => {
  await api.database.insert(polls).values({
    organizationId: 'hanty',
    id: 'apart',
    titles: { en: 'Apart' },
    descriptions: {},
    questions: [{ id: 'number', type: 'number', title: { en: 'Which?' }, required: true, decimals: 0 }],
    identity: 'device',
    results: 'always',
    resultsStep: STEP,
    isChangeable: true,
    opensAt: new Date('2026-11-20T00:00:00Z'),
    closesAt: new Date('2026-12-01T00:00:00Z'),
  })
  const shown = async () => (await api.request('/polls/apart/results')).json
  const secrets: string[] = []
  const receipts: string[] = []
  const seen = new Set<number>()
  for (const number of numbers) {
    const { status, json } = await api.request('/polls/apart/ballots', {
      body: { answers: { number } },
      headers: { 'vmeste-device': `device-${number}`.padEnd(24, '-') },
    })
    expect(status).toBe(201)
    secrets.push(json.secret)
    receipts.push(json.receipt)
    seen.add((await shown()).ballots)
  }
  // No two counts that anyone sees differ by fewer than a step.
  expect([...seen]).toEqual([0, 10, 20, 30, 40])
  const open = await spied()
  expect([open.roll.length, open.box.length, open.bag.length]).toEqual([VOTERS, 40, 3])
  expect(joined(open.roll, open.box)).toEqual([])
  expect(guessed(open.box).length).toBeLessThan(VOTERS / 3)
  for (const { sealed } of open.bag)
    expect(atob(sealed.split('.')[1]?.replace(/[-_]/g, 'A') ?? '')).not.toMatch(/number/)
  const lengths = new Set(open.bag.map(({ sealed }) => sealed.length))
  expect(lengths.size).toBe(1)

  // A vote is changed that is counted, and one that waits.
  for (const index of [0, 42]) {
    const { status } = await api.request('/polls/apart/ballots', {
      method: 'PUT',
      body: { answers: { number: 1000 + index } },
      headers: { 'vmeste-ballot': secrets[index] ?? '' },
    })
    expect(status).toBe(200)
  }
  api.clock.now = new Date('2026-12-01T00:00:00Z')
  const total = numbers.reduce((sum, number) => sum + number, 0) + 2000
  expect((await shown()).questions[0]).toMatchObject({ answered: VOTERS, mean: total / VOTERS, least: 1, most: 1042 })
  const closed = await spied()
  expect([closed.box.length, closed.bag.length]).toEqual([VOTERS, 0])
  expect(joined(closed.roll, closed.box)).toEqual([])
  expect(new Set(closed.box.map(({ xmin }) => xmin)).size).toBe(1)
  expect(guessed(closed.box).length).toBeLessThan(VOTERS / 5)

  const record = await api.app.request('http://api.test/v1/organizations/hanty/polls/apart/record')
  expect((await verifyRecord((await record.text()).split('\n'), { receipts })).faults).toEqual([])
})

test('a ballot that someone changed in the bag is not counted, and found out', async () => {
  await api.database
    .update(polls)
    .set({ closesAt: new Date('2027-01-01T00:00:00Z') })
    .where(eq(polls.id, 'apart'))
  await api.database.execute(sql`insert into polls select (jsonb_populate_record(p, '{"id":"bag"}')).* from polls p`)
  for (const number of [1, 2])
    await api.request('/polls/bag/ballots', {
      body: { answers: { number } },
      headers: { 'vmeste-device': `device-${number}`.padEnd(24, '-') },
    })
  const [one, other] = await api.database.select().from(ballotBag)
  if (!one || !other) throw new Error('the bag is empty')
  await api.database.update(ballotBag).set({ sealed: other.sealed }).where(eq(ballotBag.id, one.id))
  api.clock.now = new Date('2027-01-01T00:00:00Z')
  const record = await api.app.request('http://api.test/v1/organizations/hanty/polls/bag/record')
  const { faults } = await verifyRecord((await record.text()).split('\n'))
  expect(faults.join('\n')).toMatch(/2 voters on the roll, and 1 ballots[\s\S]*1 ballots bear no seal/)
})

test('ballots in the bag are sealed anew with the rest, and what does not open has no other ballot counted alone', async () => {
  const bag = (poll = 'keys') => api.database.select().from(ballotBag).where(eq(ballotBag.pollId, poll))
  const use = async (...ids: string[]) => {
    const keys = ids.map((id) => `${id}:${btoa(id.repeat(32))}`).join(',')
    const sealing = await createSealing(
      readSettings({ VMESTE_KEYS: keys }),
      'a secret of the tests that is long enough',
    )
    return Object.assign(api.services.sealing, sealing)
  }
  // One lies there that someone changed: it keeps nothing else from being sealed anew.
  expect(await bag('bag')).toHaveLength(1)
  await use('a')
  await api.database.execute(
    sql`insert into polls select (jsonb_populate_record(p, '{"id":"keys","results_step":2,"closes_at":"2027-02-01"}')).* from polls p where id = 'bag'`,
  )
  const vote = (number: number) =>
    api.request('/polls/keys/ballots', {
      body: { answers: { number } },
      headers: { 'vmeste-device': `device-${number}`.padEnd(24, '-') },
    })
  const box = () => api.database.select().from(ballots).where(eq(ballots.pollId, 'keys'))
  await vote(1)
  expect(await reseal(api.database, await use('b', 'a'))).toMatchObject({ done: 1, left: 1 })
  expect((await bag()).map(({ sealed }) => keyOf(sealed))).toEqual(['b'])
  // The key is gone of the one that waits: the next waits too, and those after it are moved together.
  await use('c')
  await vote(2)
  expect([(await bag()).length, await box()]).toEqual([2, []])
  await vote(3)
  expect([(await bag()).length, (await box()).length]).toEqual([1, 2])
  await use('c', 'b')
  await vote(4)
  expect([await bag(), (await box()).length]).toEqual([[], 4])
})
