import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mapOpinions } from '../../api/discussions/opinions/find.js'
import { commentReactions, comments, discussions } from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'

let api: TestApp
let staff: Record<'coordinator' | 'moderator' | 'administrator', Record<string, string>>
const here = '/discussions/square'
const device = (name: string) => ({ 'vmeste-device': name.padEnd(16, '0') })
const state = (text: string, headers: Record<string, string> = device('marina')) =>
  api.request(`${here}/statements`, { body: { text }, headers })
const own = async (name: string, query = '') =>
  (await api.request(`${here}/opinions/own${query}`, { headers: device(name) })).json
const vote = (name: string, id: string, value: string | null) =>
  api.request(`${here}/comments/${id}/reaction`, { method: 'PUT', body: { value }, headers: device(name) })

beforeAll(async () => {
  api = await createTestApp()
  staff = {
    coordinator: as(await api.staffKey('hanty', 'coordinator')),
    moderator: as(await api.staffKey('hanty', 'moderator')),
    administrator: as(await api.staffKey('hanty', 'administrator')),
  }
  const opensAt = new Date('2026-11-20T00:00:00Z')
  const square = { organizationId: 'hanty', titles: { en: 'Square' }, texts: { en: 'What?' }, opensAt }
  await api.database.insert(discussions).values([
    { ...square, id: 'square' },
    { ...square, id: 'quiet', statements: 'staff' },
    { ...square, id: 'slow', moderation: 'before' },
  ])
})
afterAll(() => api.close())

test('a resident adds a statement: it is no comment, and nobody is named for it', async () => {
  const { status, json } = await state('More trees on the square')
  expect(status).toBe(201)
  expect(json).toMatchObject({ isStatement: true, status: 'published', root: null, author: { name: null } })
  expect((await api.request(`${here}/statements`)).json.items.map(({ text }: { text: string }) => text)).toEqual([
    'More trees on the square',
  ])
  expect((await api.request(`${here}/comments`)).json.items).toEqual([])
  expect((await api.request(here)).json).toMatchObject({ commentCount: 0, statements: 'residents' })
  expect((await api.request(`${here}/feed`)).text).not.toContain('More trees')
  expect((await api.request(`${here}/exports/comments.csv`)).text).toMatch(
    /is_statement[\s\S]*,yes,published[\s\S]*More trees/,
  )
})

test('what is too long, stated already, or unwanted is refused; the same again is one', async () => {
  expect((await state('x'.repeat(141))).json.errors[0]).toMatchObject({ pointer: '/text' })
  expect((await state('more TREES on the square')).json.errors[0]).toMatchObject({ code: 'stated' })
  const again = { ...device('lena'), 'idempotency-key': 'once-and-no-more' }
  const [first, second] = [await state('Benches', again), await state('Benches', again)]
  expect(second.json.id).toBe(first.json.id)
})

test('it is answered by nobody, pinned by nobody and changed by nobody, and withdrawn by its author', async () => {
  const { id } = (await state('A fountain')).json
  const reply = await api.request(`${here}/comments`, { body: { text: 'Yes', parent: id } })
  expect(reply.json.errors[0]).toMatchObject({ pointer: '/parent', code: 'unknown' })
  const change = { method: 'PATCH', body: { text: 'No fountain' }, headers: device('marina') }
  expect((await api.request(`${here}/comments/${id}`, change)).json.type).toBe('/problems/comment-settled')
  const taken = await api.request(`${here}/comments/${id}`, { method: 'DELETE', headers: device('marina') })
  expect(taken.json.status).toBe('withdrawn')
  expect((await api.request(`${here}/statements`)).text).not.toContain('A fountain')
})

test('where staff alone state, residents do not; where moderators look first, it waits in their queue', async () => {
  const refused = await api.request('/discussions/quiet/statements', { body: { text: 'Lamps' } })
  expect(refused.status).toBe(403)
  const official = await api.request('/discussions/quiet/statements', {
    body: { text: 'Lamps' },
    headers: staff.coordinator,
  })
  expect(official.json).toMatchObject({ author: { isOfficial: true }, isStatement: true })
  const waiting = await api.request('/discussions/slow/statements', { body: { text: 'Lamps' } })
  expect(waiting.json.status).toBe('waiting')
  expect((await api.request('/discussions/slow/statements')).json.items).toEqual([])
  const queue = await api.request('/moderation/queue', { headers: staff.moderator })
  expect(queue.json.items[0]).toMatchObject({ id: waiting.json.id, isStatement: true })
  const decided = { body: { decision: 'refuse', reason: 'Not about the square' }, headers: staff.moderator }
  await api.request(`/discussions/slow/comments/${waiting.json.id}/moderation`, decided)
  expect((await api.request('/moderation/log')).json.items[0]).toMatchObject({ decision: 'refuse', discussion: 'slow' })
})

test('each is given one after another to vote on, those few voted on sooner, and may change their mind', async () => {
  const { id: popular } = (await state('Call +7 922 123-45-67')).json
  await api.database.update(comments).set({ agree: 100_000 }).where(eq(comments.id, popular))
  const seen: string[] = []
  for (let turn = await own('oleg'); turn.next; turn = await own('oleg')) {
    seen.push(turn.next.id)
    expect((await vote('oleg', turn.next.id, 'agree')).status).toBe(200)
  }
  expect(new Set(seen).size).toBe(3)
  expect(seen.at(-1)).toBe(popular)
  await vote('oleg', seen[0] ?? '', 'disagree')
  const { statements, voted, votes, position } = await own('oleg')
  expect([statements, voted, position]).toEqual([3, 3, null])
  expect(votes.find(({ statement }: { statement: string }) => statement === seen[0])).toMatchObject({
    value: 'disagree',
  })
  expect(JSON.stringify(votes)).not.toContain('123-45-67')
  // Of nobody else.
  const stranger = await own('nina')
  expect([stranger.voted, stranger.votes]).toEqual([0, []])
  expect((await own('nina', `?not=${stranger.next.id}`)).next.id).not.toBe(stranger.next.id)
  const { headers } = await api.request(`${here}/opinions/own`, { headers: device('oleg') })
  expect(headers.get('cache-control')).toBe('private, no-store')
})

test('who has voted on seven is told where on the map that is, and the nearest group', async () => {
  for (const text of ['Parking', 'Cafe', 'Lamps', 'Stage', 'Swings', 'Ice rink']) await state(text)
  const rows = await api.database
    .select({ id: comments.id })
    .from(comments)
    .where(and(eq(comments.discussionId, 'square'), eq(comments.status, 'published')))
  const signs = (camp: number) => rows.map((_, index) => (index % 2 === camp || index > 6 ? 1 : -1))
  const camp = (name: string, count: number, which: number) =>
    Array.from({ length: count }, (_, voter) =>
      rows.map(({ id: commentId }, index) => ({
        ...{ organizationId: 'hanty', discussionId: 'square', commentId, voter: `${name}${voter}` },
        ...{ value: signs(which)[index] ?? 0, at: api.clock.now },
      })),
    ).flat()
  await api.database.insert(commentReactions).values([...camp('a', 15, 0), ...camp('b', 10, 1)])
  await api.database.update(comments).set({ agree: 1 }).where(eq(comments.discussionId, 'square'))
  const words = ['agree', 'disagree']
  for (const [index, { id }] of rows.entries()) await vote('nina', id, words[signs(1)[index] === 1 ? 0 : 1] ?? '')
  api.clock.now = new Date(api.clock.now.getTime() + 60_000)
  await mapOpinions(api.database, { log: api.services.log, isAlone: true }).run(api.clock.now)
  const { groups } = (await api.request(`${here}/opinions`)).json
  const { position } = await own('nina')
  const [, small] = groups
  expect(small.voters).toBe(11)
  expect(position.group).toBe('B')
  expect(Math.hypot(position.x - small.x, position.y - small.y)).toBeLessThan(0.2)
  expect(JSON.stringify(groups)).not.toContain('means')
})

test('without scripts one votes and adds by forms, known again by a cookie, and from nowhere else', async () => {
  const at = 'http://api.test/o/hanty/discussions/square/opinions'
  const cookies = new Map<string, string>()
  const visit = async (address: string, fields?: Record<string, string>, site = 'same-origin') => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await api.app.request(new URL(address, at), {
      headers: { 'accept-language': 'en', cookie, 'sec-fetch-site': site },
      ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
    })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    return { response, text: await response.text(), location: response.headers.get('location') ?? '' }
  }
  const { text } = await visit(at)
  expect(text).toContain('0 of 9 statements')
  const [, statement = ''] = /name="statement" value="([^"]+)"/.exec(text) ?? []
  expect((await visit(at, { statement, value: 'agree' }, 'cross-site')).response.status).toBe(403)
  const voted = await visit(at, { statement, value: 'agree' })
  expect(voted.response.status).toBe(303)
  const after = (await visit(voted.location)).text
  expect(after).toContain('Your vote is counted.')
  expect(after).toContain('1 of 9 statements')
  expect(after).toContain(`/comments/${statement}`)
  const added = await visit(at, { text: 'A map at the entrance' })
  expect((await visit(added.location)).text).toContain('others can vote on it now')
  const refused = await visit(at, { text: 'a MAP at the entrance' })
  expect(refused.response.status).toBe(422)
  expect(refused.text).toMatch(/a MAP at the entrance[\s\S]*/)
  expect(refused.text).toContain('This is stated already.')
})

test('erased, nothing of it is left', async () => {
  const { id } = (await state('Ivan Petrov lives here')).json
  await api.request(`/discussions/square/comments/${id}/erasure`, {
    body: { reason: 'requested' },
    headers: staff.administrator,
  })
  expect((await api.request(`${here}/statements`)).text).not.toContain('Ivan')
})
