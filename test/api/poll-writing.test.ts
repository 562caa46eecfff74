import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditEntries, pollTrials } from '../../api/platform/schema.js'
import { forgetTrials } from '../../api/polls/trials.js'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'
import { typeCommand } from './command.js'

/** The clock of the tests stands at 2026-11-24 09:00 in UTC, which is 14:00 in Hanty. */
let api: TestApp
let staff: Record<string, string>
const named = (...ids: string[]) => ids.map((id) => ({ id, title: { en: `The ${id}`, ru: `Вариант ${id}` } }))
const definition = {
  titles: { en: 'A name for the garden', ru: 'Имя для сквера' },
  questions: [
    { id: 'name', type: 'single', title: { en: 'Which?' }, options: named('cedar', 'north'), hasOther: true },
    { id: 'why', type: 'text', title: { en: 'Why?' }, required: false },
  ],
  results: 'always',
  opensAt: '2026-12-01T09:00',
  closesAt: '2026-12-10T09:00',
}
const write = (id: string, body: object = definition, headers: Record<string, string> = staff) =>
  api.request(`/polls/${id}/definition`, { method: 'PUT', body, headers })
const post = (id: string, what: string, body: object = {}) =>
  api.request(`/polls/${id}/${what}`, { method: 'POST', body, headers: staff })
const cast = (id: string, device: string, answers: object) =>
  api.request(`/polls/${id}/ballots`, { body: { answers }, headers: { 'vmeste-device': device.padEnd(24, '0') } })

beforeAll(async () => {
  api = await createTestApp()
  staff = as(await api.staffKey('hanty', 'coordinator'))
})
afterAll(() => api.close())

test('a poll is written as a draft that nobody else sees, published, and opens by the clocks of the town', async () => {
  const made = await write('garden')
  expect([made.status, made.json.status, made.json.version]).toEqual([201, 'draft', 1])
  expect([made.json.opensAt, made.json.closesAt]).toEqual(['2026-12-01T04:00:00.000Z', '2026-12-10T04:00:00.000Z'])
  expect((await api.request('/polls/garden')).status).toBe(404)
  expect((await api.request('/polls/garden/results')).status).toBe(404)
  expect((await cast('garden', 'anna-device', { name: 'cedar' })).status).toBe(404)
  expect((await api.request('/polls')).json.items).toEqual([])
  const listed = await api.request('/poll-definitions', { headers: staff })
  expect(listed.json.items.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
    ['garden', 'draft'],
  ])

  const changed = await write('garden', { ...definition, results: 'after_close' })
  expect([changed.status, changed.json.version, changed.json.results]).toEqual([200, 2, 'after_close'])
  const stale = await write('garden', definition, { ...staff, 'if-match': '"1"' })
  expect(stale.json.type).toBe('/problems/changed-meanwhile')

  const published = await post('garden', 'publication', { opensAt: '2026-11-24T14:30' })
  expect([published.status, published.json.status, published.json.opensAt]).toEqual([
    200,
    'scheduled',
    '2026-11-24T09:30:00.000Z',
  ])
  expect((await api.request('/polls/garden')).json.status).toBe('scheduled')
  expect((await post('garden', 'publication')).json.type).toBe('/problems/poll-not-draft')

  const before = api.clock.now
  api.clock.now = new Date('2026-11-24T09:29:30Z')
  const late = await write('garden')
  api.clock.now = new Date('2026-11-24T09:30:00Z')
  const voted = await cast('garden', 'anna-device', { name: 'cedar' })
  const opened = await write('garden')
  const deleted = await api.request('/polls/garden/definition', { method: 'DELETE', headers: staff })
  const closed = await post('garden', 'closing')
  const again = await cast('garden', 'boris-device', { name: 'cedar' })
  api.clock.now = before
  expect([late.status, late.json.type]).toEqual([409, '/problems/poll-opened'])
  expect(voted.status).toBe(201)
  expect(opened.json.type).toBe('/problems/poll-opened')
  expect(deleted.json.type).toBe('/problems/poll-not-draft')
  expect([closed.status, closed.json.status]).toEqual([200, 'closed'])
  expect(again.json.type).toBe('/problems/poll-not-open')

  const entries = await api.database.select().from(auditEntries)
  const told = entries.filter(({ subject }) => subject === 'polls/garden').map(({ action }) => action)
  expect(told).toEqual(['poll.created', 'poll.changed', 'poll.published', 'poll.closed'])
})

test('what was exported is imported as it was, and a copy asks the same', async () => {
  await write('exported')
  const exported = await api.request('/polls/exported/definition', { headers: staff })
  expect(exported.headers.get('etag')).toBe('"1"')
  const { id, status, version } = exported.json
  const imported = await write('imported', exported.json)
  expect([id, status, version, imported.status]).toEqual(['exported', 'draft', 1, 201])
  expect(imported.json).toEqual({ ...exported.json, id: 'imported' })
  const copied = await post('exported', 'copies', { id: 'copied' })
  expect([copied.status, copied.json]).toEqual([201, { ...exported.json, id: 'copied' }])
  const taken = await post('exported', 'copies', { id: 'imported' })
  expect(taken.json.errors).toMatchObject([{ pointer: '/id', code: 'taken' }])
  expect((await api.request('/polls/copied/definition', { method: 'DELETE', headers: staff })).status).toBe(204)
  expect((await api.request('/polls/copied/definition', { headers: staff })).status).toBe(404)
})

test('what does not fit together is named where it stands', async () => {
  const errorsOf = async (change: object) => {
    const { status, json } = await write('wrong', { ...definition, ...change })
    expect(status).toBe(422)
    return json.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)
  }
  const question = (more: object) => ({ id: 'q', title: { en: 'Q?' }, ...more })
  expect(
    await errorsOf({
      questions: [
        question({ type: 'single', options: named('a', 'a') }),
        question({ type: 'multiple', options: named('a', 'b'), minimum: 3 }),
        question({
          id: 'scale',
          type: 'scale',
          from: 1,
          to: 5,
          isRecommendation: true,
          when: { question: 'q', equals: 'x' },
        }),
        question({ id: 'text', type: 'text', when: { question: 'later', equals: 'a' } }),
        question({
          id: 'money',
          type: 'budget',
          projects: named('a', 'b').map((project, index) => ({ ...project, price: 999_999_937 + index })),
          budget: 1_900_000_000,
          currency: 'RUB',
          counting: 'knapsack',
        }),
      ],
    }),
  ).toEqual([
    '/questions/0/options/1/id repeated',
    '/questions/1/id repeated',
    '/questions/1/minimum too_big',
    '/questions/2/when/equals unknown',
    '/questions/2/isRecommendation scale',
    '/questions/3/when/question unknown',
    '/questions/4/projects too-fine',
  ])
  const costly = (id: string, price: number) => ({
    id,
    title: { en: id },
    type: 'budget',
    projects: named('a', 'b').map((project, index) => ({ ...project, price: price + index })),
    budget: 2 * price,
    currency: 'RUB',
    counting: 'knapsack',
  })
  // Each is computed alone; all of them would keep everyone else waiting.
  expect(await errorsOf({ questions: ['a', 'b', 'c'].map((id) => costly(id, 2_000_000)) })).toEqual([
    '/questions/2/projects too-fine',
  ])
  expect(await errorsOf({ titles: {} })).toEqual(['/titles required'])
  expect(await errorsOf({ opensAt: 'soon' })).toEqual(['/opensAt moment'])
  expect(await errorsOf({ closesAt: '2026-12-01T08:59' })).toEqual(['/closesAt ends-before'])
  expect(await errorsOf({ questions: [question({ type: 'riddle' })] })).toEqual(['/questions/0/type invalid_union'])
})

test('ballots are tried until the poll opens: checked and counted as any, apart from all votes, and then gone', async () => {
  await write('tried')
  const receipt = 'a'.repeat(64)
  const tried = (answers: object, more: object = {}) => post('tried', 'test-ballots', { answers, ...more })
  const counted = async () => (await api.request('/polls/tried/test-ballots', { headers: staff })).json.ballots
  const good = await tried({ name: 'north', why: ' It is north ' }, { receipt })
  expect([good.status, good.json.answers]).toEqual([200, { name: 'north', why: 'It is north' }])
  expect(good.json.results).toMatchObject({ ballots: 1, questions: [{ id: 'name', answered: 1 }, { id: 'why' }] })
  // Sent again after a dead network.
  await tried({ name: 'north' }, { receipt })
  await tried({ name: 'cedar' })
  expect(await counted()).toBe(2)
  const bad = await tried({ name: 'south' })
  expect(bad.json.errors).toMatchObject([{ pointer: '/answers/name', code: 'unknown' }])
  const [kept] = await api.database.select().from(pollTrials)
  expect(Object.keys(kept ?? {}).sort()).toEqual(['answers', 'id', 'organizationId', 'pollId'])

  const [which, why] = definition.questions
  await write('tried', { ...definition, questions: [why, which] })
  expect(await counted()).toBe(0)
  await tried({ name: 'north' })
  await post('tried', 'publication')
  expect(await counted()).toBe(1)

  const before = api.clock.now
  api.clock.now = new Date('2026-12-01T04:00:00Z')
  const late = await tried({ name: 'north' })
  const asked = await api.request('/polls/tried/test-ballots', { headers: staff })
  const results = await api.request('/polls/tried/results')
  await forgetTrials(api.database).run(api.clock.now)
  api.clock.now = before
  expect([late.status, late.json.results]).toEqual([200, null])
  expect(asked.json.type).toBe('/problems/poll-opened')
  expect(results.json.ballots).toBe(0)
  expect(await api.database.select().from(pollTrials)).toEqual([])
})

test('a poll that is to be new takes no name that is taken, and a deleted one leaves nobody on its list', async () => {
  await write('taken')
  await api.request('/polls/taken/list', { headers: staff, body: { people: [{ email: 'anna@example.org' }] } })
  const again = await write('taken', definition, { ...staff, 'if-none-match': '*' })
  expect([again.status, again.json.type]).toEqual([412, '/problems/changed-meanwhile'])
  await api.request('/polls/taken/definition', { method: 'DELETE', headers: staff })
  expect((await write('taken', definition, { ...staff, 'if-none-match': '*' })).status).toBe(201)
  expect((await api.request('/polls/taken/list', { headers: staff })).json).toEqual({ listed: 0 })
})

test('the schema takes what is exported, and not what has a fault', async () => {
  const { json, headers } = await api.request('/v1/schemas/poll.json')
  expect(headers.get('content-type')).toContain('application/schema+json')
  const isValid = new Ajv2020({ strict: false, validateFormats: false }).compile(json)
  await write('formal')
  const exported = await api.request('/polls/formal/definition', { headers: staff })
  expect([isValid({ ...exported.json, $schema: json.$id }), isValid.errors]).toEqual([true, null])
  const faults = [
    { questions: [] },
    { results: 'never' },
    { questions: [{ ...definition.questions[0], options: 'a' }] },
  ]
  expect(faults.map((fault) => isValid({ ...definition, ...fault }))).toEqual([false, false, false])
  expect((await write('formal', { ...exported.json, $schema: json.$id })).status).toBe(200)
  const [, sample = ''] = /```json\n([^`]+)```/.exec(readFileSync('api/docs/polls.md', 'utf8')) ?? []
  const file = JSON.parse(sample)
  expect([isValid(file), (await write('from-the-guide', file)).status]).toEqual([true, 201])
})

test('words are for staff, with what leads to a person hidden; the count is a table for everyone', async () => {
  await write('told')
  await post('told', 'publication', { opensAt: '2026-11-24T13:00' })
  await cast('told', 'first-device', { name: 'cedar', why: 'Call me: +7 912 345-67-89' })
  await cast('told', 'second-device', { name: { other: '=Larch, "old"' } })
  await cast('told', 'third-device', { name: 'cedar' })
  // Read after every vote they would tell which came together.
  const early = await api.request('/polls/told/words?question=why', { headers: staff })
  expect([early.status, early.json.type]).toEqual([409, '/problems/poll-not-closed'])
  await post('told', 'closing')
  const words = (question: string, headers = staff) =>
    api.request(`/polls/told/words?question=${question}`, { headers })
  expect((await words('why')).json).toEqual({ items: ['Call me: •••'], next: null })
  expect((await words('name')).json).toEqual({ items: ['=Larch, "old"'], next: null })
  expect((await words('nothing')).status).toBe(404)
  expect((await words('why', {})).status).toBe(401)

  const { status, headers, text } = await api.request('/polls/told/results.csv')
  expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
  expect(headers.get('content-disposition')).toBe('attachment; filename="told.csv"')
  expect(text.replace('\ufeff', '').split('\r\n')).toEqual([
    'question,title,row,option,what,value',
    ',,,,ballots,3',
    'name,Which?,,,answered,3',
    'name,Which?,,The cedar,count,2',
    'name,Which?,,The north,count,0',
    'name,Which?,,,other,1',
    'why,Why?,,,answered,1',
    '',
  ])
})

test('neither words nor the table are told before the results may be read', async () => {
  await write('secret', { ...definition, results: 'after_close' })
  await post('secret', 'publication', { opensAt: '2026-11-24T13:00' })
  expect((await api.request('/polls/secret/words?question=why', { headers: staff })).json.type).toBe(
    '/problems/poll-not-closed',
  )
  expect((await api.request('/polls/secret/results.csv')).json.type).toBe('/problems/results-embargoed')
  await write('voters', { ...definition, results: 'after_vote' })
  await post('voters', 'publication', { opensAt: '2026-11-24T13:00' })
  expect((await api.request('/polls/voters/results.csv')).json.availableAfter).toBe('vote')
})

test('a published poll is not set to open at once or in the past: nobody could look at it again', async () => {
  await write('moved')
  await post('moved', 'publication')
  const errorsOf = async (opensAt: string, closesAt: string) => {
    const { status, json } = await write('moved', { ...definition, opensAt, closesAt })
    return [status, ...json.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)]
  }
  expect(await errorsOf('2026-11-20T09:00', '2026-12-10T09:00')).toEqual([422, '/opensAt over'])
  expect(await errorsOf('2026-11-20T09:00', '2026-11-21T09:00')).toEqual([422, '/opensAt over'])
  expect(await errorsOf('2026-11-24T09:01:00Z', '2026-12-10T09:00')).toEqual([422, '/opensAt over'])
  const soon = await write('moved', { ...definition, opensAt: '2026-11-24T09:01:01Z' })
  expect([soon.status, soon.json.status]).toEqual([200, 'scheduled'])
})

test('the audit trail keeps of changed questions what they were and what they are', async () => {
  await write('edited')
  const [which, why] = definition.questions
  const other = { ...why, title: { en: 'What for?' } }
  await write('edited', { ...definition, questions: [which, other] })
  await write('edited', { ...definition, questions: [other, which] })
  const entries = await api.database.select().from(auditEntries)
  const [, changed, moved] = entries.filter(({ subject }) => subject === 'polls/edited').map(({ details }) => details)
  expect(changed).toEqual({ changes: { questions: { from: [why], to: [other] } } })
  expect(moved).toEqual({
    changes: { questions: { from: [], to: [], order: { from: ['name', 'why'], to: ['why', 'name'] } } },
  })
})

test('the command lists polls, prints one as a file, and makes it of the file under another name', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vmeste-poll-'))
  const type = (...argv: string[]) => typeCommand(api, folder, ['poll', ...argv, '--organization', 'hanty'])
  await write('typed')
  expect((await type('list')).said.find((line) => line.startsWith('typed'))).toMatch(
    /draft.*A name for the garden|draft.*Имя/,
  )
  const { exit, said } = await type('export', 'typed')
  expect(exit).toBe(0)
  const file = { ...JSON.parse(said.join('\n')), id: 'retyped' }
  writeFileSync(path.join(folder, 'poll.json'), JSON.stringify(file))
  expect(await type('import', 'poll.json')).toEqual({ exit: 0, said: ['Made retyped, a draft until it is published.'] })
  const made = await api.request('/polls/retyped/definition', { headers: staff })
  expect(made.json.questions).toEqual(file.questions)
  // What the API exports is as good a file.
  writeFileSync(path.join(folder, 'poll.json'), JSON.stringify({ ...made.json, id: 'thrice' }))
  expect((await type('import', 'poll.json')).said).toEqual(['Made thrice, a draft until it is published.'])
  expect((await type('export', 'nothing')).said).toEqual(['hanty has no poll nothing: "vmeste poll list" names them.'])
  writeFileSync(path.join(folder, 'poll.json'), JSON.stringify({ ...file, questions: [] }))
  const refused = await type('import', 'poll.json')
  expect([refused.exit, refused.said.join(' ')]).toEqual([1, expect.stringContaining('questions: ')])
})
