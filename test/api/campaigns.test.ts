import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { Role } from '../../api/identity/roles.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, send } from './appeals.fixture.js'
import { typeCommand } from './command.js'

let api: TestApp
let administrator: Record<string, string>
beforeEach(async () => {
  api = await createTestApp()
  administrator = await as('administrator')
  return () => api.close()
})

const as = async (role: Role, organization = 'ugra') => ({
  authorization: `Bearer ${await api.staffKey(organization, role)}`,
})
const at = (organization: string, rest = '') => `/v1/organizations/${organization}/campaigns${rest}`
const set = (organization: string, id: string, body: object, headers: Record<string, string> = {}) =>
  api.request(at(organization, `/${id}`), { method: 'PUT', body, headers: { ...administrator, ...headers } })
const change = (organization: string, id: string, body: object, headers: Record<string, string> = {}) =>
  api.request(at(organization, `/${id}`), { method: 'PATCH', body, headers: { ...administrator, ...headers } })
const patch = (organization: string, settings: object) =>
  api.request(`/v1/organizations/${organization}/settings`, {
    method: 'PATCH',
    body: { settings },
    headers: administrator,
  })
const idsOf = async (organization: string) =>
  (await api.request(at(organization))).json.items.map(({ id }: { id: string }) => id)
const wrong = ({ json }: { json: { errors: { pointer: string; code: string }[] } }) =>
  json.errors.map(({ pointer, code }) => `${pointer} ${code}`)
const trail = async (organization: string) =>
  (await api.request(`/v1/organizations/${organization}/audit`, { headers: administrator })).json.items

const meals = {
  names: { ru: 'Школьное питание', en: 'School meals' },
  descriptions: { ru: 'Как кормят?', en: 'How is the food?' },
  opensOn: '2026-11-20',
  closesOn: '2026-11-30',
  categories: [
    {
      code: 'cold',
      names: { ru: 'Холодная еда', en: 'Cold food' },
      deadline: { days: 3, unit: 'working_day' },
      place: 'none',
      contact: { name: 'none', email: 'optional', phone: 'none' },
      questions: [
        { id: 'school', type: 'text', label: { ru: 'Школа', en: 'School' }, required: true },
        {
          id: 'meal',
          type: 'choice',
          label: { en: 'Meal' },
          required: true,
          options: [
            { id: 'lunch', label: { ru: 'Обед', en: 'Lunch' } },
            { id: 'other', label: { en: 'Other' } },
          ],
        },
        {
          id: 'which',
          type: 'text',
          label: { en: 'Which' },
          required: true,
          when: { question: 'meal', equals: 'other' },
        },
      ],
    },
  ],
}
const cold = { category: 'cold', campaign: 'meals', answers: { school: 'No. 5', meal: 'lunch' } }

test('what a region switches on, it and every town below have in one step', async () => {
  const made = await set('ugra', 'meals', meals)
  expect(made.status).toBe(201)
  expect(made.json).toMatchObject({ id: 'meals', organization: 'ugra', status: 'open', isActive: true, version: 1 })
  for (const organization of ['ugra', 'hanty']) {
    const { json, headers } = await api.request(at(organization))
    expect(json.items).toEqual([
      {
        id: 'meals',
        name: 'School meals',
        description: 'How is the food?',
        status: 'open',
        opensOn: '2026-11-20',
        closesOn: '2026-11-30',
        isActive: true,
        organization: 'ugra',
      },
    ])
    expect(headers.get('cache-control')).toBe('public, max-age=60')
  }
  expect(await idsOf('elsewhere')).toEqual([])
  const { json } = await api.request(at('hanty', '/meals'), { headers: { 'accept-language': 'ru' } })
  expect(json).toMatchObject({
    name: 'Школьное питание',
    categories: [
      {
        code: 'cold',
        name: 'Холодная еда',
        kind: 'message',
        deadline: { days: 3, unit: 'working_day' },
        questions: [
          { id: 'school', label: 'Школа' },
          { id: 'meal', label: 'Meal', options: [{ id: 'lunch', label: 'Обед' }, { id: 'other' }] },
          { id: 'which', when: { question: 'meal', equals: 'other' } },
        ],
      },
    ],
  })
  expect((await trail('ugra'))[0]).toMatchObject({
    actor: expect.stringMatching(/^staff:/),
    action: 'campaign.created',
    subject: 'campaigns/meals',
    details: { opensOn: '2026-11-20', categories: ['cold'] },
  })
})

test('an appeal made by it is asked what the campaign asks, is promised its deadline, and carries its name', async () => {
  await addCategory(api, { code: 'potholes' })
  await set('ugra', 'meals', meals)
  expect(wrong(await send(api, { ...cold, answers: { meal: 'other' } }))).toEqual([
    '/answers/school required',
    '/answers/which required',
  ])
  const sent = await send(api, cold)
  expect(sent.status).toBe(201)
  // Three working days after Tuesday, to its end there.
  expect(sent.json.deadline).toBe('2026-11-27T18:59:59.999Z')
  expect((await send(api)).status).toBe(201)

  const officer = await as('officer', 'hanty')
  const { json } = await api.request('/appeals?campaign=meals&limit=1', { headers: officer })
  expect(json).toMatchObject({
    items: [{ number: 1, campaign: 'meals', category: { code: 'cold', name: 'Cold food' } }],
    next: null,
    total: 1,
  })
  expect((await api.request('/appeals?campaign=other', { headers: officer })).json).toEqual({
    items: [],
    next: null,
    total: 0,
  })
  const all = await api.request('/appeals', { headers: officer })
  expect(all.json.items.map(({ campaign }: { campaign: string | null }) => campaign)).toEqual([null, 'meals'])
  expect(all.json).not.toHaveProperty('total')
  // What anyone may read does not count what they may not.
  expect((await api.request('/appeals?campaign=meals')).json).toEqual({ items: [], next: null })
})

test('a campaign’s topics are its own, and the classifier’s are not its', async () => {
  await addCategory(api, { code: 'potholes' })
  await set('ugra', 'meals', meals)
  expect(wrong(await send(api, { ...cold, campaign: undefined }))).toEqual(['/category unknown'])
  expect(wrong(await send(api, { campaign: 'meals' }))).toEqual(['/category unknown'])
  expect(wrong(await send(api, { campaign: 'nothing' }))).toEqual(['/campaign unknown'])
})

test('before its first day and after its last it takes nothing and says when it does, by the clock of the town', async () => {
  await set('ugra', 'meals', meals)
  // It is the 20th in the town already, and the 19th in London.
  for (const [now, status, isTaken] of [
    ['2026-11-19T18:00:00Z', 'scheduled', 409],
    ['2026-11-19T19:30:00Z', 'open', 201],
    ['2026-11-30T18:30:00Z', 'open', 201],
    ['2026-11-30T19:30:00Z', 'closed', 409],
  ] as const) {
    api.clock.now = new Date(now)
    expect((await api.request(at('hanty', '/meals'))).json).toMatchObject({ status, opensOn: '2026-11-20' })
    expect(await idsOf('hanty')).toEqual(status === 'open' ? ['meals'] : [])
    const sent = await send(api, cold)
    expect(sent.status).toBe(isTaken)
    if (isTaken === 409) {
      expect(sent.json).toMatchObject({
        type: '/problems/campaign-not-open',
        campaign: { status, opensOn: '2026-11-20', closesOn: '2026-11-30' },
      })
    }
  }
})

test('switched off it is gone for residents and kept for administrators; its days can be moved', async () => {
  await set('ugra', 'meals', meals)
  const off = await change('ugra', 'meals', { isActive: false })
  expect(off.json).toMatchObject({ isActive: false, status: 'open', version: 2 })
  expect(off.headers.get('etag')).toBe('"2"')
  expect(await idsOf('hanty')).toEqual([])
  expect((await api.request(at('hanty', '/meals'))).status).toBe(404)
  expect(wrong(await send(api, cold))).toEqual(['/campaign unknown'])

  const all = await api.request(at('ugra', '?state=all'), { headers: await as('leader') })
  expect(all.json.items).toMatchObject([{ id: 'meals', isActive: false }])
  expect(all.headers.get('cache-control')).toBe('private, no-store')
  expect((await api.request(at('ugra', '?state=all'))).status).toBe(401)
  expect((await api.request(at('ugra', '?state=all'), { headers: await as('officer') })).status).toBe(403)
  const settings = await api.request(at('ugra', '/meals/settings'), { headers: administrator })
  expect(settings.json).toMatchObject({
    names: meals.names,
    categories: [{ code: 'cold', names: { ru: 'Холодная еда' } }],
  })

  expect((await change('ugra', 'meals', { isActive: true, closesOn: null })).json.closesOn).toBeNull()
  expect((await send(api, cold)).status).toBe(201)
  expect((await trail('ugra')).slice(0, 2).map(({ details }: { details: object }) => details)).toEqual([
    { changes: { closesOn: { from: '2026-11-30', to: null }, isActive: { from: false, to: true } } },
    { changes: { isActive: { from: true, to: false } } },
  ])
  expect(wrong(await change('ugra', 'meals', { closesOn: '2026-11-01' }))).toEqual(['/closesOn ends-before'])
  expect((await change('ugra', 'nothing', {})).status).toBe(404)
})

test('replacing changes what differs, and what changes nothing is no change', async () => {
  await set('ugra', 'meals', meals)
  const same = await set('ugra', 'meals', meals)
  expect(same.status).toBe(200)
  expect(same.json.version).toBe(1)
  const [category] = meals.categories
  const next = { ...meals, categories: [{ ...category, code: 'hot' }] }
  expect((await set('ugra', 'meals', next, { 'if-match': same.headers.get('etag') ?? '' })).json.version).toBe(2)
  expect((await set('ugra', 'meals', meals, { 'if-match': '"1"' })).status).toBe(412)
  expect((await trail('ugra'))[0]).toMatchObject({
    action: 'campaign.changed',
    details: { changes: { categories: { from: ['cold'], to: ['hot'] } } },
  })
  expect(await trail('ugra')).toHaveLength(2)
})

test('a town may take no part, or ask questions of its own in place of the region’s', async () => {
  await set('ugra', 'meals', meals)
  await set('ugra', 'vaccination', { ...meals, closesOn: null })
  expect(await idsOf('hanty')).toEqual(['meals', 'vaccination'])
  await patch('hanty', { withoutCampaigns: ['meals'] })
  expect(await idsOf('hanty')).toEqual(['vaccination'])
  expect(await idsOf('ugra')).toEqual(['meals', 'vaccination'])
  expect(wrong(await send(api, cold))).toEqual(['/campaign unknown'])

  const own = { ...meals, names: { en: 'Our meals' } }
  const mine = await as('administrator', 'hanty')
  expect((await set('hanty', 'meals', own, mine)).status).toBe(201)
  expect((await api.request(at('hanty', '/meals'))).json).toMatchObject({ name: 'Our meals', organization: 'hanty' })
  expect((await api.request(at('ugra', '/meals'))).json).toMatchObject({ name: 'School meals', organization: 'ugra' })
  // What is the region's, a town's administrator cannot switch off for others.
  expect((await change('ugra', 'meals', { isActive: false }, mine)).status).toBe(403)
  expect((await change('hanty', 'vaccination', { isActive: false }, mine)).status).toBe(404)
})

test('what is wrong in a campaign is named field by field', async () => {
  const [category] = meals.categories
  const bad = {
    ...meals,
    names: {},
    closesOn: '2026-11-01',
    categories: [
      category,
      {
        ...category,
        questions: [
          { id: 'a', type: 'choice', label: { en: 'A' }, required: true },
          { id: 'a', type: 'text', label: { en: 'A' }, required: true, when: { question: 'b', equals: 'x' } },
        ],
      },
    ],
  }
  expect(wrong(await set('ugra', 'meals', bad)).sort()).toEqual([
    '/categories/1/code repeated',
    '/categories/1/questions/0/options required',
    '/categories/1/questions/1/id repeated',
    '/categories/1/questions/1/when/question unknown',
    '/closesOn ends-before',
    '/names required',
  ])
  expect(wrong(await set('ugra', 'meals', { ...meals, open: true }))).toEqual(['/open unknown-member'])
})

test('the command sets the campaign of a file, opens, closes and lists it', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vmeste-'))
  const type = (...argv: string[]) => typeCommand(api, folder, ['campaign', ...argv])
  writeFileSync(path.join(folder, 'meals.json'), readFileSync('examples/campaigns/school-meals.json'))
  const region = ['--organization', 'ugra']
  expect(await type('set', 'meals.json', ...region)).toEqual({
    exit: 0,
    said: ['Made school-meals for ugra and all below it.'],
  })
  expect(await idsOf('hanty')).toEqual(['school-meals'])
  expect((await type('list', '--organization', 'hanty')).said).toEqual([
    'school-meals  open  from 2026-11-01  ugra  Школьное питание',
  ])
  expect((await type('close', 'school-meals', ...region)).said).toEqual(['Closed school-meals.'])
  expect(await idsOf('hanty')).toEqual([])
  expect((await type('list', ...region)).said).toEqual(['school-meals  off  from 2026-11-01  ugra  Школьное питание'])
  expect((await type('open', 'school-meals', ...region)).said).toEqual(['Open.'])
  expect(
    (await trail('ugra')).map(({ actor, action }: { actor: string; action: string }) => `${actor} ${action}`),
  ).toEqual(['command campaign.changed', 'command campaign.changed', 'command campaign.created'])

  expect(await type('close', 'nothing', ...region)).toEqual({
    exit: 1,
    said: ['ugra has made no campaign nothing: "vmeste campaign list" names them.'],
  })
  writeFileSync(
    path.join(folder, 'bad.json'),
    JSON.stringify({ ...meals, id: 'meals', opensOn: 'tomorrow', closesOn: null }),
  )
  expect(await type('set', 'bad.json', ...region)).toEqual({ exit: 1, said: ['opensOn: Invalid ISO date'] })
})

test('without JavaScript a campaign is a page with its own form, and its organization’s page leads there', async () => {
  await set('ugra', 'meals', meals)
  const visit = async (address: string, init: RequestInit = {}) => {
    const response = await api.app.request(`http://api.test/o/hanty${address}`, {
      ...init,
      headers: { 'accept-language': 'en', 'sec-fetch-site': 'same-origin', ...init.headers },
    })
    return { status: response.status, page: await response.text() }
  }
  const { page: front } = await visit('')
  expect(front).toContain('<a href="/o/hanty/campaigns/meals">School meals</a>')
  expect(front).toContain('Taken until November 30, 2026')

  // With one topic alone, its form at once.
  const { status, page } = await visit('/campaigns/meals')
  expect(status).toBe(200)
  expect(page).toContain('<vmeste-appeal organization="hanty" campaign="meals" category="cold">')
  expect(page).toContain('How is the food?')
  expect(page).toContain('name="answers.school"')
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? ''
  const body = new URLSearchParams({
    key: hidden('key'),
    form: hidden('form'),
    category: 'cold',
    description: 'It was cold',
    'answers.school': 'No. 5',
    'answers.meal': 'lunch',
    consent: 'on',
  })
  const sent = await visit('/campaigns/meals?category=cold', { method: 'POST', body })
  expect(sent.status).toBe(201)
  const officer = await as('officer', 'hanty')
  expect((await api.request('/appeals/1', { headers: officer })).json).toMatchObject({ campaign: 'meals' })

  await set('ugra', 'meals', { ...meals, opensOn: '2026-12-01', closesOn: null })
  const ahead = await visit('/campaigns/meals')
  expect(ahead.status).toBe(200)
  expect(ahead.page).toContain('This begins on December 1, 2026.')
  expect(ahead.page).toContain('href="/o/hanty/appeal"')
  expect((await visit('')).page).not.toContain('campaigns/meals')
  // Who had begun to write is told so, and loses nothing.
  body.set('key', 'another-key')
  const late = await visit('/campaigns/meals?category=cold', { method: 'POST', body })
  expect(late.status).toBe(409)
  expect(late.page).toContain('What this form is for has not begun yet or is over.')
  expect(late.page).toContain('It was cold')
  expect((await visit('/campaigns/nothing')).status).toBe(404)
})
