import { afterAll, beforeAll, expect, test } from 'vitest'
import { ballots, polls, pollVoters } from '../../api/platform/schema.js'
import type { QuestionDefinition } from '../../api/polls/questions.js'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'

let api: TestApp
const opening = new Date('2026-11-20T00:00:00Z')
const closing = new Date('2026-12-01T00:00:00Z')
const during = new Date('2026-11-24T09:00:00Z')

const where: QuestionDefinition = {
  id: 'where',
  type: 'single',
  title: { ru: 'Где строить парк?', en: 'Where should the park be?' },
  required: true,
  options: [
    { id: 'river', title: { ru: 'У реки', en: 'By the river' } },
    { id: 'school', title: { ru: 'У школы', en: 'By the school' } },
  ],
}
const what: QuestionDefinition = {
  id: 'what',
  type: 'multiple',
  title: { ru: 'Что в нём нужно?', en: 'What should it have?' },
  required: false,
  options: ['benches', 'trees', 'swings'].map((id) => ({ id, title: { en: id } })),
  minimum: 1,
  maximum: 2,
}

/** Makes a poll of Hanty and returns its address. */
async function makePoll(poll: Partial<typeof polls.$inferInsert> & { id: string }) {
  await api.database.insert(polls).values({
    organizationId: 'hanty',
    titles: { ru: 'Парк', en: 'Park' },
    descriptions: { ru: 'Новый парк', en: 'A new park' },
    questions: [where, what],
    identity: 'device',
    results: 'always',
    opensAt: opening,
    closesAt: closing,
    ...poll,
  })
  return `/polls/${poll.id}`
}
const deviceOf = (name: string | number) => `device-of-${name}-`.padEnd(24, '0')
const cast = (poll: string, device: string | number, answers: unknown, headers: Record<string, string> = {}) =>
  api.request(`${poll}/ballots`, { body: { answers }, headers: { 'vmeste-device': deviceOf(device), ...headers } })
const resultsFor = (poll: string, device: string | number) =>
  api.request(`${poll}/results`, { headers: { 'vmeste-device': deviceOf(device) } })

beforeAll(async () => {
  api = await createTestApp()
})
afterAll(() => api.close())

test('a poll is read in the caller’s language, with its questions', async () => {
  const poll = await makePoll({ id: 'park' })
  const english = await api.request(poll)
  expect(english.status).toBe(200)
  expect(english.json).toEqual({
    id: 'park',
    title: 'Park',
    description: 'A new park',
    status: 'open',
    opensAt: '2026-11-20T00:00:00.000Z',
    closesAt: '2026-12-01T00:00:00.000Z',
    identity: 'device',
    results: 'always',
    questions: [
      {
        id: 'where',
        type: 'single',
        title: 'Where should the park be?',
        required: true,
        options: [
          { id: 'river', title: 'By the river' },
          { id: 'school', title: 'By the school' },
        ],
      },
      {
        id: 'what',
        type: 'multiple',
        title: 'What should it have?',
        required: false,
        options: ['benches', 'trees', 'swings'].map((id) => ({ id, title: id })),
        minimum: 1,
        maximum: 2,
      },
    ],
    isChangeable: false,
    isPlain: true,
  })
  expect(english.headers.get('cache-control')).toBe('public, max-age=30')
  expect((await api.request(poll, { headers: { 'accept-language': 'ru' } })).json.title).toBe('Парк')
  const again = await api.request(poll, { headers: { 'if-none-match': english.headers.get('etag') ?? '' } })
  expect(again.status).toBe(304)
})

test('no cache keeps a poll beyond its opening or its closing', async () => {
  const poll = await makePoll({ id: 'flips', opensAt: new Date(+during + 7_900), closesAt: new Date(+during + 20_000) })
  try {
    const before = await api.request(poll)
    expect([before.json.status, before.headers.get('cache-control')]).toEqual(['scheduled', 'public, max-age=7'])
    api.clock.now = new Date(+during + 7_900)
    const opened = await api.request(poll)
    expect([opened.json.status, opened.headers.get('cache-control')]).toEqual(['open', 'public, max-age=12'])
    api.clock.now = new Date(+during + 20_000)
    const closed = await api.request(poll)
    expect([closed.json.status, closed.headers.get('cache-control')]).toEqual(['closed', 'public, max-age=30'])
  } finally {
    api.clock.now = during
  }
})

test('the list shows open polls first, then those to come, then the closed, and each once over its pages', async () => {
  const other = await createTestApp()
  const day = 86_400_000
  const make = (id: string, opens: number, closes: number) => ({
    organizationId: 'hanty',
    id,
    titles: { en: id },
    descriptions: { en: '' },
    questions: [where],
    identity: 'device' as const,
    results: 'always' as const,
    opensAt: new Date(+during + opens * day),
    closesAt: new Date(+during + closes * day),
  })
  await other.database
    .insert(polls)
    .values([
      make('closed-long-ago', -30, -20),
      make('open-since-monday', -2, 5),
      make('opens-next-week', 7, 9),
      make('closed-yesterday', -9, -1),
      make('open-since-today', 0, 3),
      make('opens-tomorrow', 1, 2),
      { ...make('of-another-town', -1, 1), organizationId: 'elsewhere' },
    ])
  const seen: string[] = []
  for (let cursor = ''; ; ) {
    const { status, json } = await other.request(`/polls?limit=2${cursor && `&cursor=${cursor}`}`)
    expect(status).toBe(200)
    seen.push(...json.items.map((poll: { id: string }) => poll.id))
    if (!json.next) break
    cursor = json.next
    // Time goes on between pages: a poll that opens meanwhile is neither repeated nor skipped.
    other.clock.now = new Date(+other.clock.now + day)
  }
  await other.close()
  expect(seen).toEqual([
    'open-since-today',
    'open-since-monday',
    'opens-tomorrow',
    'opens-next-week',
    'closed-yesterday',
    'closed-long-ago',
  ])
})

test('a list or poll that does not exist, or a cursor of another list, is refused', async () => {
  expect((await api.request('/polls/nowhere')).status).toBe(404)
  expect((await api.request('/polls/nowhere/results')).status).toBe(404)
  expect((await cast('/polls/nowhere', 1, {})).status).toBe(404)
  expect((await api.request('/v1/organizations/nowhere/polls')).status).toBe(404)
  expect((await api.request('/polls?limit=0')).status).toBe(422)
  for (const cursor of ['nonsense', btoa('[1,2,3,"\\u0000"]'), btoa('[-1e300,0,0,"a"]'), btoa('["a"]')]) {
    const { status, json } = await api.request(`/polls?cursor=${encodeURIComponent(cursor)}`)
    expect([status, json.errors[0].pointer]).toEqual([422, '/cursor'])
  }
})

test('staff do not vote with what makes them staff: nothing would hold them to one vote', async () => {
  const poll = await makePoll({ id: 'of-staff' })
  const refused = await cast(poll, 'officer', { where: 'park' }, as(await api.staffKey()))
  expect([refused.status, refused.json.type]).toEqual([403, '/problems/forbidden'])
})

test('a vote is counted and answered with the results', async () => {
  const poll = await makePoll({ id: 'counted' })
  const { status, json } = await cast(poll, 'anna', { where: 'river', what: ['swings', 'benches'] })
  expect(status).toBe(201)
  const results = {
    poll: 'counted',
    ballots: 1,
    questions: [
      {
        id: 'where',
        type: 'single',
        answered: 1,
        options: [
          { id: 'river', count: 1 },
          { id: 'school', count: 0 },
        ],
      },
      {
        id: 'what',
        type: 'multiple',
        answered: 1,
        options: [
          { id: 'benches', count: 1 },
          { id: 'trees', count: 0 },
          { id: 'swings', count: 1 },
        ],
      },
    ],
  }
  expect(json).toEqual({
    poll: 'counted',
    accepted: true,
    results,
    receipt: expect.any(String),
    secret: expect.any(String),
  })
  expect((await api.request(`${poll}/results`)).json).toEqual(results)
})

test('a second vote of the same device is refused, also with another answer; another device may vote', async () => {
  const poll = await makePoll({ id: 'twice' })
  expect((await cast(poll, 'anna', { where: 'river' })).status).toBe(201)
  const second = await cast(poll, 'anna', { where: 'school' }, { 'accept-language': 'ru' })
  expect(second.status).toBe(409)
  expect(second.json).toMatchObject({ type: '/problems/already-voted', title: 'Вы уже голосовали' })
  expect((await cast(poll, 'boris', { where: 'school' })).json.results.ballots).toBe(2)
})

test('without a device key, the network address and browser stand in for it', async () => {
  const poll = await makePoll({ id: 'no-device' })
  const castFrom = (browser: string) =>
    api.request(`${poll}/ballots`, { body: { answers: { where: 'river' } }, headers: { 'user-agent': browser } })
  expect((await castFrom('old phone')).status).toBe(201)
  expect((await castFrom('old phone')).json.type).toBe('/problems/already-voted')
  expect((await castFrom('new phone')).status).toBe(201)
})

test('a device that voted in one poll may vote in another', async () => {
  const [first, second] = [await makePoll({ id: 'first' }), await makePoll({ id: 'second' })]
  expect((await cast(first, 'anna', { where: 'river' })).status).toBe(201)
  expect((await cast(second, 'anna', { where: 'river' })).status).toBe(201)
  const roll = await api.database.select().from(pollVoters)
  const voters = roll.filter(({ pollId }) => pollId === 'first' || pollId === 'second').map(({ voter }) => voter)
  expect(new Set(voters).size).toBe(2)
})

test('a vote sent again with its key is answered as the first time, even after the poll has closed', async () => {
  const poll = await makePoll({ id: 'retried' })
  const key = { 'idempotency-key': 'a-vote-sent-twice' }
  const first = await cast(poll, 'anna', { where: 'river' }, key)
  await cast(poll, 'boris', { where: 'school' })
  api.clock.now = closing
  const again = await cast(poll, 'anna', { where: 'river' }, key)
  const changed = await cast(poll, 'anna', { where: 'school' }, key)
  api.clock.now = during
  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.json).toEqual({ ...first.json, results: null })
  expect(changed.json.type).toBe('/problems/idempotency-key-reused')
  expect((await api.request(`${poll}/results`)).json.ballots).toBe(2)
})

test('twenty simultaneous votes of one device count once', async () => {
  const poll = await makePoll({ id: 'double-click' })
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => cast(poll, 'anna', { where: index % 2 ? 'river' : 'school' })),
  )
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ json }) => json.type === '/problems/already-voted')).toHaveLength(19)
  expect((await api.request(`${poll}/results`)).json.ballots).toBe(1)
})

test('fifty devices at once all count, and the tally is exact', async () => {
  const poll = await makePoll({ id: 'rush' })
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      cast(poll, index, {
        where: index < 18 ? 'river' : 'school',
        ...(index % 5 === 0 && { what: index % 2 ? ['trees', 'benches'] : ['benches', 'trees'] }),
      }),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(201))
  expect((await api.request(`${poll}/results`)).json).toEqual({
    poll: 'rush',
    ballots: 50,
    questions: [
      {
        id: 'where',
        type: 'single',
        answered: 50,
        options: [
          { id: 'river', count: 18 },
          { id: 'school', count: 32 },
        ],
      },
      {
        id: 'what',
        type: 'multiple',
        answered: 10,
        options: [
          { id: 'benches', count: 10 },
          { id: 'trees', count: 10 },
          { id: 'swings', count: 0 },
        ],
      },
    ],
  })
})

test('nobody votes before a poll opens or from the moment it closes', async () => {
  const poll = await makePoll({ id: 'hours' })
  const castAt = async (now: Date) => {
    api.clock.now = now
    const { status, json } = await cast(poll, +now, { where: 'river' })
    api.clock.now = during
    return [status, json.type]
  }
  expect(await castAt(new Date(+opening - 1))).toEqual([409, '/problems/poll-not-open'])
  expect(await castAt(opening)).toEqual([201, undefined])
  expect(await castAt(new Date(+closing - 1))).toEqual([201, undefined])
  expect(await castAt(closing)).toEqual([409, '/problems/poll-not-open'])
})

test('each wrong answer is named, and a corrected ballot counts', async () => {
  const poll = await makePoll({ id: 'corrected' })
  const wrong = async (answers: unknown) => {
    const { status, json } = await cast(poll, 'anna', answers)
    expect(status).toBe(422)
    return json.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])
  }
  expect(await wrong({ where: 'moon', colour: 'red' })).toEqual([
    ['/answers/colour', 'unknown'],
    ['/answers/where', 'unknown'],
  ])
  expect(await wrong({})).toEqual([['/answers/where', 'required']])
  expect(await wrong({ where: ['river'] })).toEqual([['/answers/where', 'invalid_type']])
  expect(await wrong({ where: 'river', what: ['trees', 'trees'] })).toEqual([['/answers/what', 'duplicate']])
  expect(await wrong({ where: 'river', what: ['trees', 'swings', 'benches'] })).toEqual([['/answers/what', 'too_big']])
  expect(await wrong({ where: 7 })).toEqual([['/answers/where', 'invalid_type']])
  expect((await cast(poll, 'anna', { where: 'river' })).status).toBe(201)
})

test('results after the own vote: withheld until then, from staff too, and open to all at closing', async () => {
  const poll = await makePoll({ id: 'after-vote', results: 'after_vote' })
  const refused = await resultsFor(poll, 'anna')
  expect(refused.status).toBe(403)
  expect(refused.json).toMatchObject({ type: '/problems/results-embargoed', availableAfter: 'vote' })
  const staff = await api.request(`${poll}/results`, { headers: { authorization: `Bearer ${await api.staffKey()}` } })
  expect(staff.status).toBe(403)
  expect((await cast(poll, 'anna', { where: 'river' })).json.results.ballots).toBe(1)
  const allowed = await resultsFor(poll, 'anna')
  expect([allowed.status, allowed.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
  expect((await resultsFor(poll, 'boris')).status).toBe(403)
  api.clock.now = closing
  expect((await resultsFor(poll, 'boris')).status).toBe(200)
  api.clock.now = during
})

test('results after closing: withheld from voters until the poll’s last moment', async () => {
  const poll = await makePoll({ id: 'after-close', results: 'after_close' })
  expect((await cast(poll, 'anna', { where: 'river' })).json).toMatchObject({
    poll: 'after-close',
    accepted: true,
    results: null,
  })
  expect((await resultsFor(poll, 'anna')).json.availableAfter).toBe('2026-12-01T00:00:00.000Z')
  api.clock.now = closing
  expect((await resultsFor(poll, 'anna')).json.ballots).toBe(1)
  api.clock.now = during
})

test('results that are always open need no vote', async () => {
  const poll = await makePoll({ id: 'always', results: 'always' })
  const { status, json, headers } = await api.request(`${poll}/results`)
  expect([status, json.ballots, headers.get('cache-control')]).toEqual([200, 0, 'public, max-age=0'])
})

test('what cannot be read, or comes from a foreign website, is refused before any rule', async () => {
  const poll = await makePoll({ id: 'strict' })
  const post = async (body: BodyInit, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    (await api.app.request(`http://api.test/v1/organizations/hanty${poll}/ballots`, { method: 'POST', body, headers }))
      .status
  expect(await post('{"answers":')).toBe(400)
  expect(await post(new Uint8Array([0x7b, 0xff, 0x7d]))).toBe(400)
  expect(await post('answers=river', { 'content-type': 'application/x-www-form-urlencoded' })).toBe(415)
  expect(await post(JSON.stringify({ answers: { where: 'x'.repeat(1 << 20) } }))).toBe(413)
  expect((await cast(poll, 'anna', { where: 'river' }, { origin: 'https://evil.test' })).status).toBe(403)
  const badDevice = await cast(poll, 'anna', { where: 'river' }, { 'vmeste-device': 'short' })
  expect(badDevice.status).toBe(422)
})

test('the roll and the ballot box share no key and no time', async () => {
  const names = (row: object | undefined) => Object.keys(row ?? {}).sort()
  const [voter] = await api.database.select().from(pollVoters).limit(1)
  const [ballot] = await api.database.select().from(ballots).limit(1)
  expect(names(voter)).toEqual(['organizationId', 'pollId', 'voter'])
  // The seal is a keyed hash of the ballot alone.
  expect(names(ballot)).toEqual(['answers', 'id', 'organizationId', 'pollId', 'seal'])
  expect(ballot?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/)
})
