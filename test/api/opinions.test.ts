import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mapOpinions } from '../../api/discussions/opinions/find.js'
import { commentReactions, comments, discussions } from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'

let api: TestApp
const here = '/discussions/square'
const organizationId = 'hanty'
const discussionId = 'square'
let ids: string[] = []
const mapNow = () => mapOpinions(api.database, { log: api.services.log, isAlone: true }).run(api.clock.now)
/** As many voters as there are lines in `votes`, whose signs are what they think of which comment. */
const vote = (prefix: string, count: number, votes: string) =>
  api.database.insert(commentReactions).values(
    Array.from({ length: count }, (_, voter) =>
      [...votes].map((sign, index) => ({
        ...{ organizationId, discussionId, commentId: ids[index] ?? '', voter: `${prefix}${voter}` },
        ...{ value: { '+': 1, '-': -1 }[sign] ?? 0, at: new Date(api.clock.now.getTime() - 1000) },
      })),
    ).flat(),
  )

beforeAll(async () => {
  api = await createTestApp()
  await api.database.insert(discussions).values({
    ...{ organizationId, id: discussionId, titles: { en: 'Square' }, texts: { en: 'What?' } },
    opensAt: new Date('2026-11-20T00:00:00Z'),
  })
  for (const text of ['Trees', 'Lamps', 'Parking', 'Cafe', 'Fountain', 'Benches', 'Call +7 922 123-45-67', 'Stage'])
    ids.push((await api.request(`${here}/comments`, { body: { text } })).json.id)
  ids = ids.toSorted()
  await api.database.update(comments).set({ agree: 1 }).where(eq(comments.discussionId, discussionId))
})
afterAll(() => api.close())

test('of few voters nothing is told but how many they are', async () => {
  expect((await api.request(`${here}/opinions`)).json).toEqual({
    ...{ at: null, voters: 0, minimum: 20, groups: [], shared: [] },
  })
  await vote('a', 10, '++++---+')
  await vote('b', 9, '----++++')
  await mapNow()
  const { json, headers } = await api.request(`${here}/opinions`)
  expect(json).toMatchObject({ at: api.clock.now.toISOString(), voters: 19, groups: [], shared: [] })
  expect(headers.get('cache-control')).toBe('public, max-age=60')
  expect((await api.request('/discussions/none/opinions')).status).toBe(404)
})

test('of enough, groups and what they share are told in words and on a map, and nobody in particular', async () => {
  api.clock.now = new Date(api.clock.now.getTime() + 60_000)
  await vote('c', 6, '++++---+')
  await mapNow()
  const { json, text } = await api.request(`${here}/opinions`)
  expect(json.groups.map(({ id, voters }: { id: string; voters: number }) => [id, voters])).toEqual([
    ['A', 16],
    ['B', 9],
  ])
  expect(json.shared).toEqual([{ comment: ids[7], text: 'Stage', says: 'agree', voters: 25, of: 25 }])
  expect(text).not.toContain('123-45-67')
  expect(json.groups[0].says).toHaveLength(5)
  // Nothing was voted since: it is not found anew.
  api.clock.now = new Date(api.clock.now.getTime() + 60_000)
  await mapNow()
  expect((await api.request(`${here}/opinions`)).json.at).toBe(json.at)
})

test('they are read on a page without JavaScript, where what was hidden since is left out', async () => {
  await api.database
    .update(comments)
    .set({ status: 'hidden' })
    .where(eq(comments.id, ids[7] ?? ''))
  expect((await api.request(`${here}/opinions`)).json.shared).toEqual([])
  const page = await api.app.request('http://api.test/o/hanty/discussions/square/opinions?lang=en')
  expect(page.status).toBe(200)
  const text = await page.text()
  expect(text).toMatch(/25 people/)
  expect(text).toMatch(/Group A[\s\S]*16 people[\s\S]*Trees/)
  expect(text).toContain('<svg')
  expect(text).not.toContain('Stage')
})
