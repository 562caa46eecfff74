import { XMLParser } from 'fast-xml-parser'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCsv } from '../../api/import/csv.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send, take } from './appeals.fixture.js'

let api: TestApp
let officer: string
beforeAll(async () => {
  api = await createTestApp()
  await addCategory(api, { code: 'potholes', names: { ru: 'Ямы', en: 'Potholes' } }, 5)
  await addCategory(api, { code: 'lamps' }, 3)
  officer = await api.staffKey('hanty')
  const place = { address: 'Mira 5', latitude: 61, longitude: 69 }
  const { number } = (await send(api, { description: '=SUM("a"), call 8 922 123-45-67', place })).json
  await take(api, officer, number, { to: 'registered' })
  const { number: other } = (await send(api, { category: 'lamps', description: 'Dark' })).json
  await take(api, officer, other, { to: 'answered', text: 'Done' })
  // Not looked at yet: nobody but staff reads it.
  await send(api, { description: 'Unseen' })
})
afterAll(() => api.close())

const get = (path: string, headers = {}) => api.request(`/exports/${path}`, { headers })
async function rowsOf(text: string) {
  const rows: string[][] = []
  for await (const row of readCsv([text.replace('\ufeff', '')], ',')) if ('fields' in row) rows.push(row.fields)
  const [names = [], ...rest] = rows
  return rest.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])))
}

test('anyone downloads what anyone may read, masked, as a table that no spreadsheet runs', async () => {
  const { status, headers, text } = await get('appeals.csv')
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(headers.get('vmeste-rows')).toBe('2')
  expect(headers.get('cache-control')).toBe('public, max-age=60')
  const rows = await rowsOf(text)
  expect(rows.map(({ category, status }) => `${category} ${status}`)).toEqual(['lamps answered', 'potholes registered'])
  expect(rows[1]?.description).toMatch(/^'=SUM\("a"\), call/)
  expect(text).not.toContain('123-45-67')
  expect(text).not.toContain('Unseen')
})

test('staff download all of it, with what is theirs to know', async () => {
  const { headers, text } = await get('appeals.csv', as(officer))
  const rows = await rowsOf(text)
  expect(headers.get('vmeste-rows')).toBe('3')
  expect(headers.get('cache-control')).toBe('private, no-store')
  expect(rows[1]).toMatchObject({ number: '2', assignee: '' })
  expect(text).toContain('123-45-67')
})

test('staff take it as a workbook, with texts as texts and moments by their own clock', async () => {
  expect((await get('appeals.xlsx')).status).toBe(401)
  const path = 'http://api.test/v1/organizations/hanty/exports/appeals.xlsx'
  const answer = await api.app.request(path, { headers: as(officer) })
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
  const { worksheet } = new XMLParser({ ignoreAttributes: false }).parse(sheet)
  const rows = worksheet.sheetData.row
  expect(rows).toHaveLength(4)
  expect(sheet).toContain('>=SUM("a"), call 8 922 123-45-67<')
  const day = rows[1].c[8].v - 25569
  expect(new Date(Math.round(day * 86_400) * 1000).toISOString().slice(0, 16)).toBe(
    new Date(api.clock.now.getTime() + 5 * 3_600_000).toISOString().slice(0, 16),
  )
})

test('as JSON Lines and GeoJSON, of one topic or a time', async () => {
  const lines = (await get('appeals.jsonl?category=lamps')).text.trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).number)).toEqual([2])
  const { features } = JSON.parse((await get('appeals.geojson')).text)
  expect(features).toMatchObject([
    { id: 1, geometry: { coordinates: [69, 61] }, properties: { status: 'registered', address: 'Mira 5' } },
  ])
  expect(JSON.parse((await get('appeals.geojson?since=2030-01-01T00:00:00Z')).text).features).toEqual([])
})

test('a feed tells the latest, by topic and place', async () => {
  const { headers, text } = await get('appeals.atom?category=potholes&near=61,69&radius=500')
  expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
  const { feed } = new XMLParser().parse(text)
  expect(feed.title).toBe('Hanty: Potholes')
  expect([feed.entry].flat().map(({ title }) => title)).toEqual(['№ 1: Potholes (Registered)'])
  expect((await get('appeals.pdf')).status).toBe(422)
})

test('a map is told how many are in each square, of what anyone may read; the list, what the same box holds', async () => {
  const map = async (query: string) => (await api.request(`/map?${query}`)).json
  const place = { latitude: 61.001, longitude: 69.001 }
  const { number } = (await send(api, { category: 'lamps', description: 'Dark too', place })).json
  await take(api, officer, number, { to: 'registered' })
  const far = await map('box=60,60,80,62&zoom=5')
  expect(far).toMatchObject({ cells: [{ count: 2, number: null }], total: 2 })
  expect(far.cells[0].latitude).toBeCloseTo(61.0005)
  const near = await map('box=68.995,60.996,69.005,61.004&zoom=17')
  expect(near.cells.map((cell: { number: number }) => cell.number).sort()).toEqual([1, number])
  expect(await map('box=60,60,80,62&zoom=5&category=lamps')).toMatchObject({ cells: [{ count: 1, number, ...place }] })
  expect((await map('box=68.9,60.9,69.0005,61.1&zoom=12&status=open')).total).toBe(1)
  const listed = (await api.request('/appeals?box=69.0005,60.9,69.1,61.1')).json.items
  expect(listed.map((item: { number: number }) => item.number)).toEqual([number])
  for (const bad of ['box=60,60,80,62&zoom=18', 'box=80,60,60,62&zoom=5', 'box=1,2,3&zoom=5', 'zoom=5'])
    expect((await api.request(`/map?${bad}`)).status).toBe(422)
  const { json } = await api.request('/v1/organizations/elsewhere/map?box=60,60,80,62&zoom=5')
  expect(json).toEqual({ cells: [], total: 0 })
})

test('an organization that publishes nothing has nothing to download', async () => {
  const { text, headers } = await api.request('/v1/organizations/elsewhere/exports/appeals.jsonl')
  expect([text, headers.get('vmeste-rows')]).toEqual(['', '0'])
})
