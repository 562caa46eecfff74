import { afterAll, beforeAll, expect, test } from 'vitest'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory } from './appeals.fixture.js'

let api: TestApp
beforeAll(async () => {
  api = await createTestApp()
  await addCategory(api, { code: 'snow', position: 3 }, 3)
  await addCategory(api, {
    code: 'lamps',
    position: 2,
    groupCode: 'light',
    groupNames: { ru: 'Свет', en: 'Light' },
    kind: 'appeal',
    place: 'required',
    contact: { name: 'required', email: 'optional', phone: 'none' },
    questions: [
      {
        id: 'how-many',
        type: 'choice',
        label: { ru: 'Сколько?', en: 'How many?' },
        required: true,
        options: [
          { id: 'one', label: { ru: 'Один', en: 'One' } },
          { id: 'all', label: { ru: 'Все', en: 'All' } },
        ],
      },
      {
        id: 'since',
        type: 'date',
        label: { ru: 'С каких пор?' },
        required: false,
        when: { question: 'how-many', equals: 'all' },
      },
    ],
  })
  await addCategory(api, { code: 'potholes', position: 1 })
  await addCategory(api, { code: 'trams', position: 0, isActive: false })
})
afterAll(() => api.close())

test('a town without a classifier of its own is asked by its region’s: groups and categories in their order', async () => {
  const { status, json, headers } = await api.request('/categories')
  expect(status).toBe(200)
  expect(
    json.groups.map(({ code, categories }: { code: string; categories: { code: string }[] }) => [
      code,
      categories.map((category) => category.code),
    ]),
  ).toEqual([
    ['roads', ['potholes', 'snow']],
    ['light', ['lamps']],
  ])
  expect(headers.get('cache-control')).toBe('public, max-age=60')
  expect(headers.get('etag')).toBeTruthy()
})

test('a category tells in the caller’s language what it asks for, and what has no translation in the language it has', async () => {
  const { json } = await api.request('/categories')
  expect(json.groups[1]).toEqual({
    code: 'light',
    name: 'Light',
    categories: [
      {
        code: 'lamps',
        name: 'Topic lamps',
        kind: 'appeal',
        deadline: null,
        place: 'required',
        contact: { name: 'required', email: 'optional', phone: 'none' },
        questions: [
          {
            id: 'how-many',
            type: 'choice',
            label: 'How many?',
            required: true,
            options: [
              { id: 'one', label: 'One' },
              { id: 'all', label: 'All' },
            ],
          },
          {
            id: 'since',
            type: 'date',
            label: 'С каких пор?',
            required: false,
            when: { question: 'how-many', equals: 'all' },
          },
        ],
      },
    ],
  })
  const inRussian = await api.request('/categories', { headers: { 'accept-language': 'ru' } })
  expect(inRussian.json.groups[0].name).toBe('Дороги')
})

test('the deadline promised is the newest that has begun where the organization is', async () => {
  const deadlineOfSnow = async () => (await api.request('/categories')).json.groups[0].categories[1].deadline
  expect(await deadlineOfSnow()).toEqual({ days: 3, unit: 'working_day' })
  await api.database.insert(tables.categoryDeadlines).values([
    { organizationId: 'ugra', categoryCode: 'snow', validFrom: '2026-11-24', days: 2, unit: 'working_day' },
    { organizationId: 'ugra', categoryCode: 'snow', validFrom: '2026-11-25', days: 12, unit: 'calendar_day' },
  ])
  expect(await deadlineOfSnow()).toEqual({ days: 2, unit: 'working_day' })
  const before = api.clock.now
  // In Greenwich still the 24th, here the 25th.
  api.clock.now = new Date('2026-11-24T19:00:00Z')
  expect(await deadlineOfSnow()).toEqual({ days: 12, unit: 'calendar_day' })
  api.clock.now = before
})

test('a town with a classifier of its own uses that alone, and the region keeps its own', async () => {
  await addCategory(api, { code: 'ferry', organizationId: 'hanty', groupCode: 'water', groupNames: { en: 'Water' } }, 5)
  const town = await api.request('/categories')
  expect(town.json.groups).toHaveLength(1)
  expect(town.json.groups[0].categories[0]).toMatchObject({ code: 'ferry', deadline: { days: 5, unit: 'working_day' } })
  expect((await api.request('/v1/organizations/ugra/categories')).json.groups).toHaveLength(2)
})

test('an organization with none above it either has nothing to choose from', async () => {
  expect((await api.request('/v1/organizations/elsewhere/categories')).json).toEqual({ groups: [] })
})

test('the classifier of an unknown organization is not found', async () => {
  expect((await api.request('/v1/organizations/nowhere/categories')).status).toBe(404)
})
