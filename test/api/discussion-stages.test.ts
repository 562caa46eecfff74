import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { discussions } from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'
import { typeCommand } from './command.js'

let api: TestApp
let coordinator: Record<string, string>
let moderator: Record<string, string>
let folder: string
beforeAll(async () => {
  api = await createTestApp()
  coordinator = as(await api.staffKey('hanty', 'coordinator'))
  moderator = as(await api.staffKey('hanty', 'moderator'))
  folder = await mkdtemp(path.join(tmpdir(), 'vmeste-discussion-'))
})
afterAll(() => api.close())

const embankment = {
  titles: { en: 'Embankment', ru: 'Набережная' },
  texts: { en: 'What to build here?', ru: 'Что здесь построить?' },
  place: { address: 'Nagornaya 1' },
  opensAt: '2026-11-20T09:00',
}
const put = (id: string, definition: object, headers: Record<string, string> = coordinator) =>
  api.request(`/discussions/${id}/definition`, { method: 'PUT', body: definition, headers })
const move = (id: string, body: object) => api.request(`/discussions/${id}/stages`, { body, headers: coordinator })
const restrict = (id: string, body: object) =>
  api.request(`/discussions/${id}/restrictions`, { method: 'PATCH', body, headers: moderator })
const read = async (id: string, headers = {}) => (await api.request(`/discussions/${id}`, { headers })).json
const say = (id: string, text: string, headers: Record<string, string> = {}) =>
  api.request(`/discussions/${id}/comments`, { body: { text }, headers })
const page = async (id: string) =>
  (await api.app.request(`http://api.test/o/hanty/discussions/${id}`, { headers: { 'accept-language': 'en' } })).text()

test('staff write a discussion on the town’s clocks, change it by its version, and lead it to an outcome that everyone reads', async () => {
  const made = await put('embankment', { ...embankment, stage: 'collecting' })
  expect([made.status, made.json.stage, made.json.version]).toEqual([201, 'collecting', 1])
  expect(made.json.opensAt).toBe('2026-11-20T04:00:00.000Z')
  const tag = made.headers.get('etag') ?? ''
  const { stage: _, ...same } = embankment as typeof embankment & { stage?: string }
  expect(
    (await put('embankment', { ...same, texts: { en: 'What now?' } }, { ...coordinator, 'if-match': tag })).status,
  ).toBe(200)
  expect((await put('embankment', same, { ...coordinator, 'if-match': tag })).status).toBe(412)
  expect(await read('embankment')).toMatchObject({
    ...{ isOpen: true, stage: 'collecting', place: { address: 'Nagornaya 1' }, summary: null, outcome: null },
    stages: [{ stage: 'collecting', at: '2026-11-20T04:00:00.000Z' }],
  })
  const early = await move('embankment', { stage: 'outcome', texts: { en: 'No' } })
  expect([early.status, early.json.type, early.json.legal]).toEqual([
    409,
    '/problems/stage-not-possible',
    ['discussing', 'summary'],
  ])
  expect((await move('embankment', { stage: 'discussing' })).status).toBe(201)
  expect((await say('embankment', 'A pavilion')).status).toBe(201)
  expect((await move('embankment', { stage: 'summary' })).json.errors).toMatchObject([{ pointer: '/texts' }])
  expect((await move('embankment', { stage: 'summary', texts: { en: 'Most want trees', ru: 'Деревья' } })).status).toBe(
    201,
  )
  expect(await read('embankment')).toMatchObject({ isOpen: false, closesAt: api.clock.now.toISOString() })
  expect((await say('embankment', 'Too late')).json.type).toBe('/problems/discussion-not-open')
  // The file it was made from, written once more, opens nothing.
  expect((await put('embankment', { ...same, closesAt: '2027-01-01T09:00' })).status).toBe(200)
  expect(await read('embankment')).toMatchObject({ isOpen: false })
  expect((await say('embankment', 'Too late')).json.type).toBe('/problems/discussion-not-open')
  expect((await put('embankment', { ...same, opensAt: '2027-01-01T09:00' })).json.errors).toMatchObject([
    { pointer: '/opensAt', code: 'opened' },
  ])
  const decided = await move('embankment', { stage: 'outcome', texts: { en: 'Trees <b>in spring</b>' } })
  expect(decided.json).toMatchObject({ stage: 'outcome', legal: ['outcome'] })
  expect(await read('embankment', { 'accept-language': 'ru' })).toMatchObject({
    ...{ stage: 'outcome', summary: 'Деревья', outcome: 'Trees <b>in spring</b>' },
    stages: [{ stage: 'collecting' }, { stage: 'discussing' }, { stage: 'summary' }, { stage: 'outcome' }],
  })
  const shown = await page('embankment')
  for (const text of ['Collecting proposals', 'Most want trees', 'Trees &lt;b&gt;in spring&lt;/b&gt;', 'Nagornaya 1'])
    expect(shown).toContain(text)
  const { json } = await api.request('/audit', { headers: as(await api.staffKey('hanty', 'administrator')) })
  expect(
    json.items.map(({ action }: { action: string }) => action).filter((a: string) => a.startsWith('discussion')),
  ).toEqual([
    'discussion.moved',
    'discussion.changed',
    ...['discussion.moved', 'discussion.moved', 'discussion.changed', 'discussion.created'],
  ])
})

test('a summed-up discussion can be opened again, until a day', async () => {
  await put('again', embankment)
  await move('again', { stage: 'summary', texts: { en: 'Done' } })
  expect((await move('again', { stage: 'discussing', closesAt: '2026-11-01' })).status).toBe(422)
  expect((await move('again', { stage: 'discussing', closesAt: '2026-12-24T18:00' })).json.closesAt).toBe(
    '2026-12-24T13:00:00.000Z',
  )
  expect((await say('again', 'One more')).status).toBe(201)
})

test('a moderator freezes a discussion: why is told to everyone, and nobody comments until it goes on', async () => {
  await put('heated', embankment)
  await restrict('heated', { frozenFor: 'Insults. We go on tomorrow.' })
  expect(await read('heated')).toMatchObject({ isOpen: false, frozen: { reason: 'Insults. We go on tomorrow.' } })
  expect((await say('heated', 'Hello')).json.type).toBe('/problems/discussion-frozen')
  expect(await page('heated')).toContain('Paused by a moderator: Insults. We go on tomorrow.')
  expect(await page('heated')).not.toContain('<textarea')
  await restrict('heated', { frozenFor: null })
  expect(await read('heated')).toMatchObject({ isOpen: true, frozen: null })
})

test('in slow mode a device waits between its comments, others do not, and a repetition gets its answer', async () => {
  await put('slow', embankment)
  await restrict('slow', { slowMode: 60 })
  const [one, other] = ['a', 'b'].map((letter) => ({ 'vmeste-device': letter.repeat(32) }))
  const key = { ...one, 'idempotency-key': 'first-of-slow' }
  expect((await say('slow', 'First', key)).status).toBe(201)
  expect((await say('slow', 'First', key)).status).toBe(201)
  const second = await say('slow', 'Second', one)
  expect([second.status, second.headers.get('retry-after')]).toEqual([429, '60'])
  expect((await say('slow', 'Second of another', other)).status).toBe(201)
  expect((await say('slow', 'Official', coordinator)).status).toBe(201)
  api.clock.now = new Date(+api.clock.now + 61_000)
  expect((await say('slow', 'Second', one)).status).toBe(201)
  expect(await page('slow')).toContain('One comment per person every 60 seconds.')
})

test('what nobody can have commented on is taken away, and dates that cannot be are refused', async () => {
  await put('ahead', { ...embankment, opensAt: '2027-01-01T09:00' })
  expect((await move('ahead', { stage: 'summary', texts: { en: 'x' } })).json.legal).toEqual([])
  const remove = (id: string) =>
    api.request(`/discussions/${id}/definition`, { method: 'DELETE', headers: coordinator })
  expect((await remove('ahead')).status).toBe(204)
  expect((await api.request('/discussions/ahead')).status).toBe(404)
  // One that was commented on, and whose dates were changed in the database.
  await put('emptied', embankment)
  await say('emptied', 'Here')
  await api.database
    .update(discussions)
    .set({ opensAt: new Date('2027-01-01') })
    .where(eq(discussions.id, 'emptied'))
  expect((await remove('emptied')).json.type).toBe('/problems/discussion-opened')
  await put('open', embankment)
  expect((await remove('open')).json.type).toBe('/problems/discussion-opened')
  const wrong = async (more: object) => (await put('wrong', { ...embankment, ...more })).json.errors?.[0].pointer
  expect(await wrong({ closesAt: '2026-11-01T09:00' })).toBe('/closesAt')
  expect(await wrong({ opensAt: 'soon' })).toBe('/opensAt')
  expect(await wrong({ stage: 'outcome' })).toBe('/stage')
  expect(await wrong({ place: { latitude: 60 } })).toBe('/place/latitude')
})

test('by the command: a file is imported, moved to its outcome, and exported as it was', async () => {
  const type = (...argv: string[]) => typeCommand(api, folder, ['discussion', ...argv, '--organization', 'hanty'])
  await writeFile(path.join(folder, 'park.json'), JSON.stringify({ id: 'park', ...embankment }))
  await writeFile(path.join(folder, 'said.json'), JSON.stringify({ en: 'All agree' }))
  expect((await type('import', 'park.json')).said).toEqual(['Made park.'])
  expect(JSON.parse((await type('export', 'park')).said.join('\n'))).toMatchObject({
    id: 'park',
    ...embankment,
    opensAt: '2026-11-20T04:00:00.000Z',
  })
  expect((await type('freeze', 'park', '--reason', 'Lunch')).said).toEqual(['park is at the stage discussing, frozen.'])
  expect((await type('unfreeze', 'park')).exit).toBe(0)
  expect((await type('stage', 'park', 'outcome', '--texts', 'said.json')).said).toEqual([
    'park cannot go to outcome now; it can to: summary.',
  ])
  expect((await type('stage', 'park', 'summary', '--texts', 'said.json')).exit).toBe(0)
  expect((await type('list')).said.find((line) => line.startsWith('park'))).toMatch(/closed +summary/)
  expect(await type('freeze', 'nowhere', '--reason', 'x')).toMatchObject({ exit: 1 })
})
