import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { and, eq, ne } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ballots, pollStatements, polls, pollVoters } from '../../api/platform/schema.js'
import type { QuestionDefinition } from '../../api/polls/questions.js'
import { verifyRecord } from '../../api/polls/recount/verify.js'
import { createTestApp, type TestApp } from './app.js'
import { typeCommand } from './command.js'

let api: TestApp
const open = new Date('2026-11-24T09:00:00Z')
const closed = new Date('2026-12-01T00:00:01Z')
const titled = (id: string) => ({ id, title: { en: id }, required: false })
const named = (...ids: string[]) => ids.map((id) => ({ id, title: { en: id } }))
const questions: QuestionDefinition[] = [
  { ...titled('where'), type: 'single', options: named('river', 'school'), hasOther: true },
  { ...titled('order'), type: 'ranking', options: named('a', 'b', 'c'), counting: 'schulze', ties: { by: 'order' } },
  { ...titled('why'), type: 'text' },
  { ...titled('spot'), type: 'place' },
]

async function makePoll(id: string) {
  await api.database.insert(polls).values({
    organizationId: 'hanty',
    id,
    titles: { en: 'Park' },
    descriptions: {},
    questions,
    identity: 'device',
    results: 'always',
    isChangeable: true,
    opensAt: new Date('2026-11-20T00:00:00Z'),
    closesAt: new Date('2026-12-01T00:00:00Z'),
  })
}
const cast = async (poll: string, voter: number, answers: object) =>
  (
    await api.request(`/polls/${poll}/ballots`, {
      body: { answers },
      headers: { 'vmeste-device': `device-of-voter-${voter}`.padEnd(24, '0') },
    })
  ).json

/** Five have voted: three by the river, near each other, of whom one changed their mind. */
async function voted(id: string) {
  await makePoll(id)
  const receipts: string[] = []
  for (const [voter, answers] of [
    {
      where: 'river',
      order: ['a', 'b', 'c'],
      why: 'Call me, +7 912 345-67-89',
      spot: { latitude: 61.0011, longitude: 69.0012 },
    },
    { where: 'river', order: ['a', 'c'], spot: { latitude: 61.0021, longitude: 69.0022 } },
    {
      where: { other: 'My garden, Anna Berg' },
      order: ['c', 'b', 'a'],
      spot: { latitude: 55.7512, longitude: 37.6184 },
    },
    { where: 'school', order: ['b'] },
  ].entries())
    receipts.push((await cast(id, voter, answers)).receipt)
  const { secret, receipt } = await cast(id, 9, { where: 'school' })
  await api.request(`/polls/${id}/ballots`, {
    method: 'PUT',
    body: { answers: { where: 'river', spot: { latitude: 61.0031, longitude: 69.0032 } } },
    headers: { 'vmeste-ballot': secret },
  })
  return [...receipts, receipt]
}
const record = async (id: string) =>
  (await api.app.request(`http://api.test/v1/organizations/hanty/polls/${id}/record`)).text()
const verify = async (id: string, given?: Parameters<typeof verifyRecord>[1]) =>
  (await verifyRecord((await record(id)).split('\n'), given)).faults
const inBox = (id: string) => eq(ballots.pollId, id)

beforeAll(async () => {
  api = await createTestApp()
})
afterAll(() => api.close())
beforeEach(() => {
  api.clock.now = open
})

test('whoever has the record of a closed poll counts the same, knows by whom it is signed, and finds their receipt', async () => {
  const receipts = await voted('whole')
  expect((await api.request('/polls/whole/record')).json.type).toBe('/problems/poll-not-closed')
  api.clock.now = closed
  const { publicKey } = (await api.request('/signing-key')).json
  expect(await verify('whole', { publicKey, receipts })).toEqual([])
  const { json } = await api.request('/polls/whole/results')
  expect(json.questions[0]).toMatchObject({ options: [{ count: 3 }, { count: 1 }], other: 1 })
  const { statement } = await verifyRecord((await record('whole')).split('\n'))
  expect({ poll: 'whole', ...statement?.results }).toEqual(json)
})

test('nothing of it tells who voted, what was written, or a place that few others named', async () => {
  const receipts = await voted('silent')
  api.clock.now = closed
  const text = await record('silent')
  expect(text).not.toMatch(/garden|Anna|345-67-89|55\.75|61\.001/)
  const rows = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows[1].answers.every((each: object) => Object.keys(each).sort().join() === 'answer,count,question')).toBe(
    true,
  )
  expect(JSON.stringify(rows[1])).not.toContain(receipts[0])
  expect(rows[2].receipts).toEqual(receipts.toSorted())
  expect(rows[1].answers.filter(({ question }: { question: string }) => question === 'spot')).toEqual([
    { question: 'spot', answer: '', count: 1 },
    { question: 'spot', answer: { latitude: 61, longitude: 69 }, count: 3 },
  ])
})

test.each<[what: string, tamper: (id: string) => Promise<unknown>, fault: RegExp]>([
  [
    'changes a ballot',
    (id) =>
      api.database
        .update(ballots)
        .set({ answers: { where: 'school' } })
        .where(and(inBox(id), eq(ballots.answers, { where: 'school', order: ['b'] }))),
    /answers are not those that were signed/,
  ],
  [
    'drops a ballot',
    (id) => api.database.delete(ballots).where(and(inBox(id), eq(ballots.answers, { where: 'school', order: ['b'] }))),
    /receipts are not those that were signed/,
  ],
  [
    'adds a ballot',
    (id) =>
      api.database
        .insert(ballots)
        .values({ organizationId: 'hanty', pollId: id, id: crypto.randomUUID(), answers: { where: 'school' } }),
    /There are 6 receipts, and 5 ballots were signed for/,
  ],
])('whoever %s in the database once the poll is closed is found out', async (what, tamper, fault) => {
  const id = what.replaceAll(' ', '-')
  await voted(id)
  api.clock.now = closed
  expect(await verify(id)).toEqual([])
  await tamper(id)
  expect((await verify(id)).join('\n')).toMatch(fault)
})

test.each<[what: string, tamper: (id: string) => Promise<unknown>, fault: RegExp]>([
  [
    'changes a ballot',
    (id) =>
      api.database
        .update(ballots)
        .set({ answers: { where: 'school' } })
        .where(and(inBox(id), ne(ballots.answers, { where: 'school', order: ['b'] }))),
    /4 ballots bear no seal/,
  ],
  [
    'drops a ballot',
    (id) => api.database.delete(ballots).where(and(inBox(id), eq(ballots.answers, { where: 'school', order: ['b'] }))),
    /There are 5 voters on the roll, and 4 ballots/,
  ],
  [
    'adds a ballot, and a line on the roll',
    async (id) => {
      const key = { organizationId: 'hanty', pollId: id }
      await api.database.insert(ballots).values({ ...key, id: crypto.randomUUID(), answers: { where: 'school' } })
      await api.database.insert(pollVoters).values({ ...key, voter: 'nobody' })
    },
    /1 ballots bear no seal/,
  ],
])('whoever %s in the database while the poll is open is found out when it closes', async (what, tamper, fault) => {
  const id = `open-${what.replace(/\W+/g, '-')}`
  await voted(id)
  await tamper(id)
  api.clock.now = closed
  expect((await verify(id)).join('\n')).toMatch(fault)
})

test('results that someone wrote into the database are not told, and a vote after the count is not taken', async () => {
  await voted('written')
  api.clock.now = closed
  const before = (await api.request('/polls/written/results')).json
  const [row] = await api.database.select().from(pollStatements).where(eq(pollStatements.pollId, 'written'))
  if (!row) throw new Error('no statement')
  row.signed.statement.results.ballots = 4
  await api.database.update(pollStatements).set(row).where(eq(pollStatements.pollId, 'written'))
  expect((await api.request('/polls/written/results')).json).toEqual(before)
  expect(await verify('written', { poll: 'hanty/written' })).toEqual([])
  expect(await verify('written', { poll: 'hanty/whole' })).toEqual([
    'This is the record of hanty/written, not of hanty/whole.',
  ])
  // By a process whose clock is behind.
  api.clock.now = open
  const late = await api.request('/polls/written/ballots', {
    body: { answers: { where: 'school' } },
    headers: { 'vmeste-device': 'device-of-who-comes-late' },
  })
  expect(late.json.type).toBe('/problems/poll-not-open')
})

test('who asks at the moment of closing, and who votes at it, meet in one count', async () => {
  await voted('moment')
  const votes = [31, 32, 33].map((voter) => cast('moment', voter, { where: 'school' }))
  await Promise.all(votes)
  api.clock.now = closed
  const [one, other] = await Promise.all([1, 2].map(() => api.request('/polls/moment/results')))
  expect(one?.json.ballots).toBe(8)
  expect(other?.json).toEqual(one?.json)
  expect(await verify('moment')).toEqual([])
})

test('a stranger’s key, a receipt that is not there, and what is no record are told', async () => {
  await voted('strange')
  api.clock.now = closed
  const stranger = (await api.request('/v1/organizations/elsewhere/signing-key')).json.publicKey
  expect(await verify('strange', { publicKey: stranger, receipts: ['none'] })).toEqual([
    'It is signed by another key than the organization publishes.',
    'The receipt none is not among those counted.',
  ])
  expect((await verifyRecord(['{"poll":"x"}'])).faults).toEqual(['This is not the record of a poll.'])
  expect((await verifyRecord([])).faults).toEqual(['This is not the record of a poll.'])
})

test('the command reads a file and says so, with an exit code to build upon', async () => {
  await voted('file')
  api.clock.now = closed
  const { publicKey } = (await api.request('/signing-key')).json
  const folder = await mkdtemp(path.join(tmpdir(), 'vmeste-record-'))
  const file = path.join(folder, 'file.jsonl')
  const text = await record('file')
  await writeFile(file, text)
  const good = await typeCommand(api, folder, ['verify', 'poll', 'file.jsonl', '--key', publicKey])
  expect(good).toEqual({ exit: 0, said: ['5 ballots of hanty/file: all adds up.'] })
  await writeFile(file, text.replace('"count":1', '"count":2'))
  const bad = await typeCommand(api, folder, ['verify', 'poll', file])
  expect(bad.exit).not.toBe(0)
  expect(bad.said).toContain('The statement is not what was signed.')
  await rm(folder, { recursive: true })
})
