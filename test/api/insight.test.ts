import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { localDate } from '../../api/appeals/deadlines.js'
import type { AppealEvent } from '../../api/appeals/history.js'
import { createBookkeeper, rebuild } from '../../api/insight/bookkeeper.js'
import { contributionsOf } from '../../api/insight/contributions.js'
import { figuresOf, sumOf } from '../../api/insight/figures.js'
import { readCells } from '../../api/insight/read.js'
import { askRecount } from '../../api/insight/recount.js'
import { announceRises } from '../../api/insight/watch.js'
import { listAllSettings } from '../../api/organizations/every.js'
import { rowsOf } from '../../api/platform/database.js'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send, take } from './appeals.fixture.js'
import { addPerson } from './staff.fixture.js'

const DAY = 86_400_000
let api: TestApp
let bookkeeper: ReturnType<typeof createBookkeeper>
let officer: string
const later = (days: number) => {
  api.clock.now = new Date(api.clock.now.getTime() + days * DAY)
}
/** All rows, in an order of their own, without those that came to nothing. */
const kept = (table: string) =>
  rowsOf<Record<string, unknown>>(
    api.database,
    sql`select * from ${sql.raw(table)} where received <> 0 or open <> 0 or overdue <> 0 or decided <> 0 or answers <> 0
      or reworks <> 0 or rated <> 0 or supporters <> 0 or spans <> 0 order by 1, 2, 3, 4, 5`,
  )

beforeAll(async () => {
  api = await createTestApp()
  bookkeeper = createBookkeeper({ database: api.database, log: api.services.log, now: () => api.clock.now })
  officer = await api.staffKey('hanty')
  await addCategory(api, { code: 'potholes' }, 5)
  await addCategory(api, { code: 'lamps' }, 3)
  await bookkeeper.round()
})
afterAll(() => api.close())

test('figures follow what happens, over weeks; counted anew, they are the same to the last digit', async () => {
  for (let week = 0; week < 5; week++) {
    for (const category of ['potholes', 'lamps', 'potholes']) {
      const { number, secret } = (await send(api, { category })).json
      if (week % 2 === 0) await take(api, officer, number, { to: 'assigned', responsible: week ? 'Roads' : 'Parks' })
      await bookkeeper.round()
      later(1)
      if (category === 'lamps') continue
      await take(api, officer, number, { to: 'answered', text: 'Done' })
      const headers = as(secret)
      if (week === 1) await api.request(`/appeals/${number}/rating`, { body: { score: 5 }, headers })
      if (week === 2) {
        await bookkeeper.round()
        await take(api, officer, number, { to: 'in_progress', text: 'Not done after all' })
      }
      if (week === 3) await api.request(`/appeals/${number}`, { method: 'DELETE', headers })
    }
    later(4)
    if (week !== 3) await bookkeeper.round()
  }
  await api.request('/appeals/2/support', { body: {}, headers: { 'vmeste-device': 'a'.repeat(32) } })
  await bookkeeper.round()
  const [days, weeks] = [await kept('insight_days'), await kept('insight_weeks')]
  expect(days.length).toBeGreaterThan(50)
  const [hanty] = (await listAllSettings(api.database)).filter(({ id }) => id === 'hanty')
  expect(hanty && (await rebuild(api.database, hanty, { now: () => api.clock.now }))).toBe(true)
  expect(await kept('insight_days')).toEqual(days)
  expect(await kept('insight_weeks')).toEqual(weeks)
})

test('what was asked to be counted anew is, also when the first try fails', async () => {
  const [hanty] = (await listAllSettings(api.database)).filter(({ id }) => id === 'hanty')
  if (!hanty) throw new Error('the town is gone')
  const asked = () => rowsOf(api.database, sql`select from insight_recounts where organization_id = 'hanty'`)
  const before = await kept('insight_days')
  await askRecount(api.database, 'hanty', api.clock.now)
  const cut = { now: () => api.clock.now, isOver: () => true }
  await expect(rebuild(api.database, hanty, cut)).rejects.toThrow('interrupted')
  expect(await asked()).toHaveLength(1)
  expect(await kept('insight_days')).toEqual(before)
  await bookkeeper.round()
  expect(await asked()).toHaveLength(0)
})

test('of any period the figures are those that the events of it add up to', async () => {
  const rows = await api.database.select().from(tables.appealEvents).orderBy(tables.appealEvents.sequence)
  const ids = [...new Set(rows.map(({ appealId }) => appealId))]
  const histories = ids.map((id): AppealEvent[] => rows.filter(({ appealId }) => appealId === id))
  const timeZone = 'Asia/Yekaterinburg'
  const contributed = histories.flatMap(
    (events) => contributionsOf({ events, supporters: {}, until: api.clock.now, timeZone }).contributions,
  )
  const first = Date.parse('2026-11-20')
  for (const [start, length] of [
    [0, 60],
    [3, 7],
    [8, 1],
    [10, 14],
    [20, 31],
    [0, 2],
    [50, 20],
  ] as const) {
    const [from, to] = [start, start + length - 1].map((day) => localDate(new Date(first + day * DAY), 'UTC'))
    const wanted = (count: 'received' | 'decided' | 'answers' | 'reworks' | 'rated' | 'days' | 'inTime') =>
      contributed.reduce(
        (sum, { day, counts }) => sum + (day >= `${from}` && day <= `${to}` ? (counts[count] ?? 0) : 0),
        0,
      )
    for (const view of ['all', 'category', 'category_territory', 'category_responsible'] as const) {
      const period = { from: `${from}`, to: `${to}` }
      const cells = await readCells(api.database, { organizations: ['hanty'], view, period })
      const { counts, spans } = sumOf(cells)
      for (const count of ['received', 'decided', 'answers', 'reworks', 'rated', 'days', 'inTime'] as const)
        expect(`${view} ${from} ${count} ${counts[count]}`).toBe(`${view} ${from} ${count} ${wanted(count)}`)
      expect([...spans.values()].reduce((sum, times) => sum + times, 0)).toBe(wanted('decided'))
    }
  }
})

test('what becomes overdue does so by time alone, and is no longer once it is answered', async () => {
  const period = () => ({ from: '2026-11-01', to: localDate(api.clock.now, 'Asia/Yekaterinburg') })
  const overdue = async (to = period().to) => {
    const cells = await readCells(api.database, { organizations: ['hanty'], view: 'all', period: { ...period(), to } })
    return figuresOf(sumOf(cells)).overdue
  }
  const before = await overdue()
  const { number } = (await send(api, { category: 'lamps' })).json
  await bookkeeper.round()
  later(8)
  await bookkeeper.round()
  const then = period().to
  expect(await overdue()).toBe(before + 1)
  later(1)
  await take(api, officer, number, { to: 'answered', text: 'Done' })
  await bookkeeper.round()
  expect(await overdue()).toBe(before)
  // As of a past day it stays as it was.
  expect(await overdue(then)).toBe(before + 1)
})

test('everyone reads the same figures, by topic, territory and body; who answered what, a leader alone', async () => {
  const square = (west: number) => ({
    type: 'Polygon',
    coordinates: [
      [
        [west, 60],
        [west + 1, 60],
        [west + 1, 62],
        [west, 62],
        [west, 60],
      ],
    ],
  })
  const items = [
    { id: 'centre', names: { ru: 'Центр', en: 'Centre' }, residents: 2000, geometry: square(69) },
    { id: 'samarovo', names: { ru: 'Самарово', en: 'Samarovo' }, residents: null, geometry: square(70) },
  ]
  const administrator = as(await api.staffKey('hanty', 'administrator'))
  const set = await api.request('/territories', { method: 'PUT', body: { items }, headers: administrator })
  expect(set.status).toBe(200)
  const place = { latitude: 61, longitude: 69.5 }
  const { number } = (await send(api, { category: 'lamps', place })).json
  await take(api, officer, number, { to: 'answered', text: 'Done' })
  await bookkeeper.round()

  const { json, headers, status } = await api.request('/statistics')
  expect(status).toBe(200)
  expect(headers.get('cache-control')).toBe('public, max-age=300')
  const again = await api.request('/statistics', { headers: { 'if-none-match': headers.get('etag') ?? '' } })
  expect(again.status).toBe(304)
  const { figures, categories, territories, bodies, months } = json
  expect(figures.received).toBe(number)
  expect(
    categories.map(({ name, group }: { name: string; group: { name: string } }) => `${group.name}: ${name}`),
  ).toEqual(['Roads: Topic potholes', 'Roads: Topic lamps'])
  const total = (name: string, of: { figures: Record<string, number> }[]) =>
    of.reduce((sum, each) => sum + (each.figures[name] ?? 0), 0)
  for (const name of ['received', 'solved', 'open', 'overdue', 'ratings']) {
    expect(total(name, categories), name).toBe(figures[name])
    if (name !== 'open' && name !== 'overdue') expect(total(name, months), name).toBe(figures[name])
  }
  expect(months.at(-1).figures.open).toBe(figures.open)
  expect(territories).toMatchObject([
    { id: 'centre', name: 'Centre', figures: { received: 1, solved: 1, averageDays: 0, perThousand: 0.5 } },
    { id: 'samarovo', figures: { received: 0, solvedShare: null, perThousand: null } },
  ])
  expect(bodies.map(({ name }: { name: string }) => name).sort()).toEqual(['Parks', 'Roads'])
  // The region counts what it received itself, and with its town what the town did.
  expect((await api.request('/v1/organizations/ugra/statistics')).json.figures.received).toBe(0)
  expect((await api.request('/v1/organizations/ugra/statistics?scope=all')).json.figures).toEqual({
    ...figures,
    perThousand: null,
  })
  expect((await api.request('/statistics?from=2027-01-01&to=2026-12-31')).json.errors[0].pointer).toBe('/from')

  // A district of the region that is called like one of its town has nothing of the town's.
  const region = as(await api.staffKey('ugra', 'administrator'))
  const above = { method: 'PUT', body: { items: [{ ...items[0], geometry: null }] }, headers: region }
  await api.request('/v1/organizations/ugra/territories', above)
  const ofAll = await api.request('/v1/organizations/ugra/statistics?scope=all&to=2026-12-31')
  expect(ofAll.json.territories).toMatchObject([{ id: 'centre', figures: { received: 0, perThousand: 0 } }])
  expect(ofAll.json.figures.perThousand).toBeNull()
  expect(ofAll.headers.get('ratelimit')).toContain('"organization"')
  const long = await api.request('/v1/organizations/ugra/statistics?scope=all&from=2024-01-01')
  expect(long.json.errors[0].pointer).toBe('/from')

  const leader = as(await api.staffKey('hanty', 'leader'))
  const officers = (await api.request('/insight/officers', { headers: leader })).json.items
  expect(officers).toMatchObject([{ name: 'test', figures: { solved: figures.solved } }])
})

test('a leader sees where it hurts, opens the cases of a cell, and takes it into work', async () => {
  const leader = as(await api.staffKey('hanty', 'leader'))
  const get = async (path: string) => (await api.request(path, { headers: leader })).json
  const groups = await get('/insight/matrix?by=territory')
  const categories = await get('/insight/matrix?by=territory&group=roads')
  expect(groups.rows.map(({ id, name }: { id: string; name: string }) => `${id} ${name}`)).toEqual(['roads Roads'])
  expect(categories.rows.map(({ name }: { name: string }) => name)).toEqual(['Topic potholes', 'Topic lamps'])
  expect(categories.total).toEqual(groups.total)
  expect(groups.rows[0].figures.received).toBe(groups.total.received)
  expect(groups.rows[0].trend.reduce((sum: number, count: number) => sum + count, 0)).toBe(groups.total.received)
  expect(groups.rows[0].systemic).toMatchObject({ size: 1, growth: 1 })
  expect(groups.columns.map(({ id }: { id: string }) => id)).toEqual(['centre', 'samarovo', ''])

  const [last] = groups.cells.filter(({ column }: { column: string }) => column === 'centre')
  const { numbers, total } = await get(`/insight/cases?row=${last.row}&column=${last.column}`)
  expect(total).toBe(last.figures.received)
  expect((await get(`/appeals?numbers=${numbers}`)).items[0].place.longitude).toBe(69.5)

  const bodies = await get('/insight/matrix?by=body&rows=categories')
  const ofRoads = bodies.cells.filter(({ column }: { column: string }) => column === 'Roads')
  expect(ofRoads[0].figures.received).toBe((await get('/insight/cases?by=body&row=potholes&column=Roads')).total)
  const region = as(await api.staffKey('ugra', 'leader'))
  const below = await api.request('/v1/organizations/ugra/insight/matrix?by=organization', { headers: region })
  expect(below.json.columns).toMatchObject([
    { id: 'ugra', figures: { received: 0 } },
    { id: 'hanty', figures: { received: groups.total.received } },
  ])

  const [head = '', ...lines] = (await api.request('/insight/matrix/matrix.csv', { headers: leader })).text
    .trim()
    .split('\r\n')
  const at = (name: string) => head.replace('\ufeff', '').split(',').indexOf(name)
  const told = lines.map((line) => line.split(','))
  expect(told[0]?.[at('received')]).toBe(`${groups.total.received}`)
  expect(told.filter(([of]) => of === 'cell')).toHaveLength(groups.cells.length)
  expect((await api.request('/statistics/statistics.csv?from=2026-11-01')).text).toContain('\r\nbody,hanty,Roads,,')
  expect((await api.request('/statistics/statistics.xlsx')).headers.get('content-type')).toContain('spreadsheetml')

  const body = {
    row: 'roads',
    by: 'territory',
    column: '',
    responsible: 'Roads',
    measure: 'Resurface',
    dueOn: '2027-06-01',
  }
  const { json: taken, status } = await api.request('/insight/problems', { body, headers: leader })
  expect(status).toBe(201)
  expect(taken).toMatchObject({ rowName: 'Roads', measure: 'Resurface', days: 1, after: { received: 1 } })
  later(11)
  await send(api)
  await send(api)
  await bookkeeper.round()
  const { items } = await get('/insight/problems')
  expect(items).toMatchObject([{ days: 12, before: { received: 1 }, after: { received: 3 }, endedAt: null }])
  const end = { method: 'PATCH', body: { ended: true }, headers: leader }
  expect((await api.request(`/insight/problems/${taken.id}`, end)).json.endedAt).toBe(api.clock.now.toISOString())
})

test('a topic that moves to another group is told there at once; kept so, its sums are those counted anew', async () => {
  const leader = as(await api.staffKey('hanty', 'leader'))
  const rows = async () => (await api.request('/insight/matrix?by=territory', { headers: leader })).json.rows
  const [whole] = await rows()
  await api.database.execute(
    sql`update categories set group_code = 'light', group_names = '{"en": "Light", "ru": "Свет"}' where code = 'lamps'`,
  )
  const [roads, light] = await rows()
  expect([roads.id, light.id]).toEqual(['roads', 'light'])
  expect(roads.figures.received + light.figures.received).toBe(whole.figures.received)
  await send(api)
  await bookkeeper.round()
  expect((await rows())[1]).toMatchObject({ id: 'light', figures: light.figures })
  const [days, weeks] = [await kept('insight_days'), await kept('insight_weeks')]
  expect(days.filter(({ view, category }) => view === 'group_territory' && category === 'light')).not.toEqual([])
  const [hanty] = (await listAllSettings(api.database)).filter(({ id }) => id === 'hanty')
  expect(hanty && (await rebuild(api.database, hanty, { now: () => api.clock.now }))).toBe(true)
  expect(await kept('insight_days')).toEqual(days)
  expect(await kept('insight_weeks')).toEqual(weeks)
})

test('a sudden rise is told once, to those who can act, with the appeals that made it', async () => {
  await addPerson(api, 'leader@hanty.test', ['hanty', 'leader'])
  await addPerson(api, 'officer@hanty.test', ['hanty', 'officer'])
  const place = { latitude: 61.0042, longitude: 69.0019 }
  const numbers: number[] = []
  for (let count = 0; count < 6; count++)
    numbers.push((await send(api, { place, description: `Hole ${count}` })).json.number)
  api.mails.length = 0
  const round = () =>
    announceRises(api.database, api.clock.now, {
      mail: api.services.mail,
      url: 'http://api.test',
      log: api.services.log,
    })
  expect(await round()).toBe(1)
  expect(api.mails.map(({ to }) => to)).toEqual(['leader@hanty.test'])
  expect(api.mails[0]?.subject).toMatch(/Внезапный рост: Тема potholes, 6 за 1 дн/)
  for (const number of numbers) expect(api.mails[0]?.text).toContain(`№ ${number}`)
  expect(await round()).toBe(0)
})

test('in another time zone all is counted anew, by its days', async () => {
  const before = await kept('insight_days')
  await api.database.execute(
    sql`update organizations set settings = settings || '{"timeZone": "Pacific/Honolulu"}'::jsonb where id = 'hanty'`,
  )
  const { number } = (await send(api)).json
  await take(api, officer, number, { to: 'answered', text: 'Done' })
  await bookkeeper.round()
  const days = await kept('insight_days')
  expect(days[0]?.day).not.toEqual(before[0]?.day)
  const [hanty] = (await listAllSettings(api.database)).filter(({ id }) => id === 'hanty')
  expect(hanty && (await rebuild(api.database, hanty, { now: () => api.clock.now }))).toBe(true)
  expect(await kept('insight_days')).toEqual(days)
})
