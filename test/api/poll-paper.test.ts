import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sha256 } from '../../api/platform/crypto.js'
import { ballots, idempotencyKeys, pollPapers } from '../../api/platform/schema.js'
import { pollDefinitionSchema } from '../../api/polls/definition.js'
import { verifyRecord } from '../../api/polls/recount/verify.js'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'
import { typeCommand } from './command.js'
import { signedIn } from './staff.fixture.js'

let api: TestApp
let anna: Record<string, string>
let boris: Record<string, string>
const open = new Date('2026-11-24T10:00:00Z')
const closed = new Date('2026-12-01T09:00:00Z')
beforeAll(async () => {
  api = await createTestApp()
  anna = as(await api.staffKey('hanty', 'coordinator'))
  boris = as(await api.staffKey('hanty', 'administrator'))
})
beforeEach(() => {
  api.clock.now = open
})
afterAll(() => api.close())

async function makePoll(id: string, paper: string) {
  api.clock.now = new Date('2026-11-24T08:00:00Z')
  const body = {
    titles: { en: 'A park' },
    questions: [
      {
        id: 'where',
        type: 'single',
        title: { en: 'Where?' },
        options: ['river', 'school'].map((option) => ({ id: option, title: { en: option } })),
      },
    ],
    paper,
    opensAt: '2026-11-24T14:00',
    closesAt: '2026-12-01T14:00',
  }
  expect((await api.request(`/polls/${id}/definition`, { method: 'PUT', body, headers: anna })).status).toBe(201)
  await api.request(`/polls/${id}/publication`, { body: {}, headers: anna })
  api.clock.now = open
}
const post = (id: string, what: string, body: object, headers = anna) =>
  api.request(`/polls/${id}/${what}`, { body, headers })
const river = (sheet: string) => ({ sheet, answers: { where: 'river' } })
const faultsOf = async (id: string) => {
  const text = await (await api.app.request(`http://api.test/v1/organizations/hanty/polls/${id}/record`)).text()
  return { text, ...(await verifyRecord(text.split('\n'))) }
}

test('a sheet is entered once, taken back with a reason, and counted with the rest when the poll closes', async () => {
  await makePoll('paper', 'entered')
  await post('paper', 'ballots', { answers: { where: 'school' } }, { 'vmeste-device': 'a-device-of-someone-000' })
  const both = await Promise.all([post('paper', 'paper', river('B-1')), post('paper', 'paper', river('B-1'), boris)])
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(both.find(({ status }) => status === 409)?.json.type).toBe('/problems/paper-entered')
  expect((await post('paper', 'paper', { sheet: 'B-2', answers: { where: 'moon' } })).json.errors).toMatchObject([
    { pointer: '/answers/where', code: 'unknown' },
  ])
  await post('paper', 'paper', river('B-2'))
  await post('paper', 'paper', river('B-3'))
  const withdrawn = await post('paper', 'paper/withdrawals', { sheet: 'B-2', reason: 'Torn in two' })
  expect(withdrawn.json).toMatchObject({ status: 'withdrawn', reason: 'Torn in two' })
  await post('paper', 'paper/withdrawals', { sheet: 'B-3', reason: 'Typed wrong' })
  expect((await post('paper', 'paper', { sheet: 'B-3', answers: { where: 'school' } })).status).toBe(201)

  const listed = await api.request('/polls/paper/paper', { headers: boris })
  expect(listed.json.items.map(({ sheet, status }: Record<string, string>) => `${sheet} ${status}`)).toEqual([
    'B-1 entered',
    'B-2 withdrawn',
    'B-3 entered',
  ])
  expect((await api.request('/polls/paper')).json.hasPaper).toBe(true)
  expect((await api.request('/polls/paper/results')).json.type).toBe('/problems/results-embargoed')
  // What a sheet says is told to nobody, and lies sealed.
  expect(listed.text + JSON.stringify(await api.database.select().from(pollPapers))).not.toMatch(/river|school/)

  api.clock.now = closed
  const { json } = await api.request('/polls/paper/results')
  expect([json.ballots, json.questions[0].options]).toEqual([
    3,
    [
      { id: 'river', count: 1 },
      { id: 'school', count: 2 },
    ],
  ])
  const { text, faults, statement } = await faultsOf('paper')
  expect(faults).toEqual([])
  expect([statement?.voters, statement?.ballots]).toEqual([1, 3])
  expect(text).toContain('{"sheets":["B-1","B-3"]}')
  const rows = await api.database.select().from(pollPapers)
  expect(rows.map(({ sealed }) => sealed)).toEqual([null, null, null])
  expect((await post('paper', 'paper', river('B-9'))).json.type).toBe('/problems/poll-not-open')
  expect((await post('paper', 'paper/withdrawals', { sheet: 'B-1', reason: 'Too late' })).json.type).toBe(
    '/problems/poll-not-open',
  )
  const trail = await api.request('/audit', { headers: boris })
  expect(trail.text).toContain('poll.paper-withdrawn')
  expect(trail.text).toContain('Torn in two')
  expect(trail.text).not.toContain('"river"')
})

test('where four eyes are wanted, a sheet counts once a second person has entered the same', async () => {
  await makePoll('eyes', 'confirmed')
  expect((await post('eyes', 'paper', river('1'))).json.type).toBe('/problems/person-only')
  const [vera, gleb] = await Promise.all(
    [0, 1].map(async () => ({
      cookie: (await signedIn(api, 'hanty', 'coordinator')).cookie,
      'vmeste-staff': 'session',
    })),
  )
  expect((await post('eyes', 'paper', river('1'), vera)).json.status).toBe('waiting')
  for (const sheet of ['2', '3']) await post('eyes', 'paper', river(sheet), vera)
  const told = (await api.request('/polls/eyes/paper?status=waiting&after=2', { headers: gleb })).json
  expect(told.items).toMatchObject([{ sheet: '3', status: 'waiting' }])
  expect(told.counts).toEqual({ waiting: 3, entered: 0, counted: 0, unconfirmed: 0, withdrawn: 0 })
  expect(Object.entries(told.names)).toEqual([[told.items[0].enteredBy, expect.stringMatching(/\S/)]])
  const confirm = async (sheet: string, where: string, headers: Record<string, string> | undefined = gleb) =>
    (await post('eyes', 'paper/confirmations', { sheet, answers: { where } }, headers)).json
  expect((await confirm('1', 'river', vera)).type).toBe('/problems/second-person')
  expect((await confirm('1', 'river', boris)).type).toBe('/problems/person-only')
  expect((await confirm('1', 'school')).errors).toMatchObject([{ code: 'differs' }])
  expect(await confirm('1', 'river')).toMatchObject({ status: 'entered', reason: null })
  expect((await confirm('1', 'river')).type).toBe('/problems/paper-not-waiting')
  // Who tries out what the first has entered is stopped, and stands in the audit trail.
  for (const _ of [1, 2]) expect((await confirm('2', 'school')).errors).toMatchObject([{ code: 'differs' }])
  expect((await confirm('2', 'river')).type).toBe('/problems/paper-not-waiting')
  const trail = await api.request('/audit?subject=polls/eyes&limit=100', { headers: boris })
  expect(new Set(trail.json.items.map(({ subject }: { subject: string }) => subject))).toEqual(new Set(['polls/eyes']))
  expect(trail.json.items[0].name).toMatch(/\S/)
  expect(trail.text.match(/poll\.paper-differed/g)).toHaveLength(3)
  // Nor does its length tell what a sheet says.
  await post('eyes', 'paper', { sheet: '2', answers: { where: 'school' } }, vera)
  const rows = () => api.database.select().from(pollPapers).where(eq(pollPapers.pollId, 'eyes'))
  expect(new Set((await rows()).map(({ sealed }) => sealed?.length)).size).toBe(1)
  api.clock.now = closed
  expect((await api.request('/polls/eyes/results')).json.ballots).toBe(1)
  const { faults, statement } = await faultsOf('eyes')
  expect([faults, statement?.unconfirmed]).toEqual([[], 2])
  expect((await rows()).map(({ status, sealed }) => `${status} ${sealed}`).sort()).toEqual([
    'counted null',
    'unconfirmed null',
    'unconfirmed null',
  ])
})

test('what is kept of a request tells nobody what a sheet says; no live count stands beside paper', async () => {
  await makePoll('kept', 'entered')
  const body = river('1')
  await post('kept', 'paper', body, { ...anna, 'idempotency-key': 'a-key-of-the-sheet' })
  const guess = await sha256(anna.authorization ?? '', JSON.stringify(body))
  const kept = await api.database.select({ fingerprint: idempotencyKeys.fingerprint }).from(idempotencyKeys)
  expect(kept.map(({ fingerprint }) => fingerprint)).not.toContain(guess)
  const { json } = await api.request('/polls/kept/definition', { headers: anna })
  const { error } = pollDefinitionSchema.safeParse({ ...json, results: 'always' })
  expect(error?.issues.map(({ path }) => path)).toContainEqual(['results'])
})

test.each<[what: string, tamper: (id: string) => Promise<unknown>, fault: RegExp]>([
  ['changes what a sheet says', (id) => set(id, { sealed: 'installation.AAAA' }), /1 ballots bear no seal/],
  ['counts a sheet that nobody entered', (id) => set(id, { status: 'counted' }), /2 voters .* sheets .* 1 ballots/],
])('whoever %s in the database is found out', async (what, tamper, fault) => {
  const id = what.replaceAll(' ', '-')
  await makePoll(id, 'entered')
  await post(id, 'paper', river('1'))
  await post(id, 'paper', river('2'))
  await tamper(id)
  api.clock.now = closed
  expect((await faultsOf(id)).faults.join('\n')).toMatch(fault)
  await api.database.delete(ballots).where(eq(ballots.pollId, id))
})
const set = (id: string, changed: Partial<typeof pollPapers.$inferInsert>) =>
  api.database
    .update(pollPapers)
    .set(changed)
    .where(and(eq(pollPapers.pollId, id), eq(pollPapers.sheet, '1')))

test('the command enters a file of sheets, all or none', async () => {
  await makePoll('file', 'entered')
  const folder = await mkdtemp(path.join(tmpdir(), 'vmeste-paper-'))
  const enter = async (...lines: object[]) => {
    await writeFile(path.join(folder, 'sheets.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'))
    return typeCommand(api, folder, ['poll', 'paper', 'file', 'sheets.jsonl', '--organization', 'hanty'])
  }
  const wrong = await enter(river('1'), { sheet: '2', answers: { where: 'moon' } })
  expect([wrong.exit, wrong.said.join()]).toEqual([1, expect.stringContaining('sheets.jsonl:2')])
  expect(await enter(river('1'), river('2'))).toEqual({ exit: 0, said: ['2 sheets entered in file.'] })
  await rm(folder, { recursive: true })
})
