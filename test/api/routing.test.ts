import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send } from './appeals.fixture.js'
import { typeCommand } from './command.js'
import { addPerson, signedIn } from './staff.fixture.js'

let api: TestApp
let coordinator: string
let officer: string
beforeAll(async () => {
  api = await createTestApp()
  coordinator = await api.staffKey('hanty', 'coordinator')
  officer = await api.staffKey('hanty', 'officer')
  await addCategory(api, { code: 'potholes' }, 10)
  await addCategory(api, { code: 'lamps' }, 10)
  await addCategory(api, { code: 'benches', groupCode: 'yards' }, 10)
})
afterAll(() => api.close())

const samarovo = {
  type: 'Polygon',
  coordinates: [
    [
      [68.9, 60.9],
      [69.1, 60.9],
      [69.1, 61],
      [68.9, 61],
      [68.9, 60.9],
    ],
  ],
}
const named = (name: string) => ({ ru: `${name} (ru)`, en: name })
const rules = [
  { id: 'roads', group: 'roads', responsible: named('Road service') },
  { id: 'samarovo', territory: samarovo, responsible: named('Samarovo district') },
  { id: 'lamps', category: 'lamps', responsible: named('City light') },
  { id: 'roads-samarovo', group: 'roads', territory: samarovo, responsible: named('Samarovo roads') },
]
const fallback = { responsible: named('Town hall') }
const set = (body: object, headers: Record<string, string> = {}) =>
  api.request('/routing', { method: 'PUT', body, headers: { ...as(coordinator), ...headers } })
const get = () => api.request('/routing', { headers: as(coordinator) })
const seen = async (number: number, key = officer) =>
  (await api.request(`/appeals/${number}`, { headers: as(key) })).json

test('where nothing is routed by rules an appeal waits for whoever takes it', async () => {
  expect((await get()).status).toBe(404)
  const { number } = (await send(api)).json
  expect(await seen(number)).toMatchObject({ responsible: null, version: 1, status: 'received' })
})

test('what comes is given the responsible body of the most specific rule, and says so to everyone', async () => {
  expect((await set({ rules, fallback })).json).toMatchObject({ version: 1, fallback: { assignee: null } })
  const responsibleFor = async (given: object) => (await seen((await send(api, { ...given })).json.number)).responsible
  const place = { latitude: 60.95, longitude: 69 }
  expect(await responsibleFor({})).toBe('Road service')
  expect(await responsibleFor({ place })).toBe('Samarovo roads')
  expect(await responsibleFor({ category: 'lamps', place })).toBe('City light')
  expect(await responsibleFor({ category: 'benches', place })).toBe('Samarovo district')
  expect(await responsibleFor({ category: 'benches', place: { latitude: 61.5, longitude: 69 } })).toBe('Town hall')
  expect(await responsibleFor({ category: 'benches', place: { address: 'Mira 5' } })).toBe('Town hall')

  const { number, secret } = (await send(api, {}, { 'accept-language': 'ru' })).json
  const own = await seen(number, secret)
  // It is still to be looked at and registered by a person: nothing is public before.
  expect(own).toMatchObject({ status: 'received', responsible: 'Road service (ru)', version: 2 })
  expect(own.registerBy).not.toBe(null)
  expect(own.history).toEqual([
    expect.objectContaining({ type: 'received', by: 'resident' }),
    expect.objectContaining({ type: 'routed', by: 'organization', responsible: 'Road service (ru)', text: null }),
  ])
})

test('what was promised stays when the rules change', async () => {
  const { number } = (await send(api)).json
  const changed = rules.map((rule) =>
    rule.id === 'roads' ? { ...rule, responsible: named('New road service') } : rule,
  )
  expect((await set({ rules: changed, fallback })).json.version).toBe(2)
  expect((await seen(number)).responsible).toBe('Road service')
  expect((await seen((await send(api)).json.number)).responsible).toBe('New road service')
  // The same again changes nothing.
  expect((await set({ rules: changed, fallback })).json.version).toBe(2)
})

test('a rule gives an appeal into the hands of one of the staff, as long as they are that', async () => {
  const anna = await signedIn(api, 'hanty', 'officer')
  const administrator = await api.staffKey('hanty', 'administrator')
  expect(
    (
      await set({
        rules: [{ id: 'lamps', category: 'lamps', responsible: named('City light'), assignee: anna.id }],
        fallback,
      })
    ).json.rules[0],
  ).toMatchObject({ assignee: anna.id, assigneeName: anna.email.replace(/@.*/, '') })
  const { number, secret } = (await send(api, { category: 'lamps' })).json
  const mine = await anna.ask('/v1/organizations/hanty/appeals?queue=mine')
  expect(mine.json.items.map((item: { number: number }) => item.number)).toEqual([number])
  expect((await seen(number)).history.at(-1)).toMatchObject({ type: 'routed', assignee: anna.email.replace(/@.*/, '') })
  expect(JSON.stringify(await seen(number, secret))).not.toContain(anna.email.replace(/@.*/, ''))

  await api.request(`/staff/${anna.id}`, { method: 'DELETE', headers: as(administrator) })
  const later = await seen((await send(api, { category: 'lamps' })).json.number)
  expect(later).toMatchObject({ responsible: 'City light', assignee: null })
})

test('topics and people that are not there are refused, each at its place', async () => {
  const stranger = await addPerson(api, 'stranger@elsewhere.test', ['elsewhere', 'officer'])
  const leader = await addPerson(api, 'leader@hanty.test', ['hanty', 'leader'])
  const { status, json } = await set({
    rules: [
      { id: 'one', category: 'pothole', responsible: named('A') },
      { id: 'two', group: 'road', responsible: named('A') },
      { id: 'three', category: 'lamps', responsible: named('A'), assignee: stranger },
      { id: 'four', responsible: named('A'), category: 'lamps', assignee: leader },
    ],
    fallback: { ...fallback, assignee: crypto.randomUUID() },
  })
  expect(status).toBe(422)
  expect(json.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)).toEqual([
    '/rules/0/category unknown',
    '/rules/1/group unknown',
    '/rules/2/assignee not-staff',
    '/rules/3/assignee not-staff',
    '/fallback/assignee not-staff',
  ])
  const codes = async (body: object) =>
    (await set(body)).json.errors?.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)
  // What would leave something without anyone.
  expect(await codes({ rules })).toEqual(['/fallback invalid_type'])
  expect(await codes({ rules: [], fallback: { responsible: {} } })).toEqual(['/fallback/responsible required'])
  expect(await codes({ rules: [{ id: 'all', responsible: named('A') }], fallback })).toEqual(['/rules/0 is-fallback'])
  expect(
    await codes({ rules: [{ id: 'both', category: 'lamps', group: 'roads', responsible: named('A') }], fallback }),
  ).toEqual(['/rules/0/group either'])
  expect(await codes({ rules: [rules[0], rules[0]], fallback })).toEqual(['/rules/1/id repeated'])
})

test('two who change the rules at once: the second is told so', async () => {
  const { headers } = await get()
  const ifMatch = { 'if-match': headers.get('etag') ?? '' }
  expect((await set({ rules, fallback }, ifMatch)).status).toBe(200)
  expect((await set({ rules: [], fallback }, ifMatch)).json.type).toBe('/problems/changed-meanwhile')
})

test('each change stands in the audit trail, and rules that are gone route nothing', async () => {
  await set({ rules: rules.slice(1), fallback: { responsible: named('Mayor') } })
  const leader = await api.staffKey('hanty', 'leader')
  const audit = async () => (await api.request('/audit', { headers: as(leader) })).json.items[0]
  expect(await audit()).toMatchObject({
    action: 'routing.changed',
    subject: 'routing',
    details: {
      rules: { added: [], changed: [], removed: ['roads'] },
      fallback: { to: { responsible: named('Mayor'), assignee: null } },
    },
  })
  await set({ rules, fallback })
  await set({ rules: rules.toReversed(), fallback })
  const ids = rules.map(({ id }) => id)
  expect((await audit()).details).toEqual({
    rules: { added: [], changed: [], removed: [] },
    order: { from: ids, to: ids.toReversed() },
  })
  const remove = () => api.request('/routing', { method: 'DELETE', headers: as(coordinator) })
  expect((await remove()).status).toBe(204)
  expect((await audit()).action).toBe('routing.removed')
  expect((await remove()).status).toBe(404)
  expect((await seen((await send(api)).json.number)).responsible).toBe(null)
})

test('the rules of one organization route nothing at another', async () => {
  const region = await api.staffKey('ugra', 'coordinator')
  await api.request('/v1/organizations/ugra/routing', {
    method: 'PUT',
    body: { rules, fallback },
    headers: as(region),
  })
  expect((await seen((await send(api)).json.number)).responsible).toBe(null)
})

test('the command takes the same rules, and says what is wrong with them', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vmeste-routing-'))
  const type = async (body: object) => {
    await writeFile(path.join(folder, 'routing.json'), JSON.stringify(body))
    return typeCommand(api, folder, ['import', 'routing', 'routing.json', '--organization', 'hanty'])
  }
  expect(await type({ rules, fallback })).toEqual({
    exit: 0,
    said: ['4 rules, and a fallback, route what comes to hanty from now on.'],
  })
  expect((await get()).json.rules.map(({ id }: { id: string }) => id)).toEqual(rules.map(({ id }) => id))
  const refused = await type({ rules: [{ id: 'x', category: 'pothole', responsible: named('A') }], fallback })
  expect(refused.exit).not.toBe(0)
  expect(refused.said.join('\n')).toContain('rules.0.category: What this refers to is no longer there.')
  await rm(folder, { recursive: true, force: true })
})
