import { afterAll, beforeAll, expect, test } from 'vitest'
import { residents } from '../../api/platform/schema.js'
import { ageOn } from '../../api/polls/eligibility.js'
import { vouchedIn } from '../../api/residents/vouched.js'
import { signResident } from '../../sdk/server.js'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'
import { by, takeWays } from './residents.fixture.js'

const ISSUER = 'https://town.test'
let api: TestApp
let staff: Record<string, string>
let secret: string
beforeAll(async () => {
  api = await createTestApp()
  // The helper of the website's server has a clock of its own.
  api.clock.now = new Date()
  staff = as(await api.staffKey('hanty', 'administrator'))
})
afterAll(() => api.close())

const eligibility = {
  check: 'vouched',
  minimumAge: 16,
  territories: [{ id: 'north', title: { en: 'The North', ru: 'Север' } }],
}
const day = 86_400_000
const definition = (given: object) => ({
  titles: { en: 'A school for the North' },
  questions: [{ id: 'why', type: 'single', title: { en: 'Build it?' }, options: [named('yes'), named('no')] }],
  identity: 'resident',
  opensAt: new Date(Date.now() + day).toISOString(),
  closesAt: new Date(Date.now() + 9 * day).toISOString(),
  ...given,
})
const named = (id: string) => ({ id, title: { en: id } })
const write = (id: string, given: object) =>
  api.request(`/polls/${id}/definition`, { method: 'PUT', body: definition(given), headers: staff })
const open = (id: string) =>
  api.request(`/polls/${id}/publication`, { body: { opensAt: api.clock.now.toISOString() }, headers: staff })
const vote = (id: string, headers: Record<string, string>) =>
  api.request(`/polls/${id}/ballots`, { body: { answers: { why: 'yes' } }, headers })

test('an age is that of full years', () => {
  expect(['2026-11-23', '2026-11-24', '2026-11-25'].map((today) => ageOn(today, '2010-11-24'))).toEqual([15, 16, 16])
  expect(['2026-02-28', '2026-03-01'].map((today) => ageOn(today, '2008-02-29'))).toEqual([17, 18])
  // OpenID Connect lets a provider leave out the year.
  for (const birthdate of ['0000-11-24', '1899-12-31', '2999-01-01']) expect(vouchedIn({ birthdate })).toBeUndefined()
  expect(vouchedIn({ birthdate: '1950-05-09' })?.birthdate).toBe('1950-05-09')
})

test('who may vote is refused where nobody can vouch for it', async () => {
  expect((await write('device', { eligibility, identity: 'device' })).json.errors).toMatchObject([
    { pointer: '/identity', code: 'not-vouched' },
  ])
  expect((await write('mail', { eligibility })).json.errors).toMatchObject([
    { pointer: '/eligibility/check', code: 'not-vouched' },
  ])
  expect((await write('empty', { eligibility: { check: 'declared' } })).json.errors).toMatchObject([
    { pointer: '/eligibility', code: 'required' },
  ])
})

test('only those vote for whom the website vouches, as it tells at the last sign-in', async () => {
  await takeWays(api, 'site')
  const source = await api.request('/residents/sources', { body: { issuer: ISSUER }, headers: staff })
  secret = source.json.secret
  const signIn = async (subject: string, claims: { birthdate?: string; territory?: string | string[] }) => {
    const token = await signResident({ organization: 'hanty', issuer: ISSUER, subject, secret, ...claims })
    const { json } = await api.request('/residents/sessions', { body: { token } })
    return by(json.token)
  }
  await write('school', { eligibility })
  await open('school')
  expect((await api.request('/polls/school')).json).toMatchObject({
    isPlain: false,
    eligibility: { ...eligibility, territories: [{ id: 'north', title: 'The North' }] },
  })
  const page = await (await api.app.request('http://api.test/o/hanty/polls/school?lang=en')).text()
  expect(page).toContain('Voters are at least 16 years old. Voters live here: The North. This is checked')

  const grown = '1990-05-05'
  const child = `${new Date().getFullYear() - 10}-01-01`
  for (const claims of [{}, { birthdate: grown }, { territory: 'north', birthdate: child }, { territory: 'south' }]) {
    const refused = await vote('school', await signIn('boris', claims))
    expect([refused.status, refused.json.type]).toEqual([403, '/problems/not-eligible'])
  }
  const moved = await signIn('boris', { birthdate: grown, territory: ['south', 'north'] })
  expect((await api.request('/residents/me', { headers: moved })).json.vouched).toEqual({
    birthdate: grown,
    territories: ['south', 'north'],
  })
  expect((await vote('school', moved)).status).toBe(201)
  expect((await vote('school', moved)).json.type).toBe('/problems/already-voted')
  // Sealed: whoever has the database alone reads no birthday.
  expect(JSON.stringify(await api.database.select().from(residents))).not.toContain(grown)
})

test('what nobody checks is said to be so, and asked of nobody', async () => {
  await takeWays(api, 'anonymous')
  api.clock.now = new Date(Date.now() + 60_000)
  await write('stated', { eligibility: { ...eligibility, check: 'declared' }, identity: 'device' })
  await open('stated')
  const page = await (await api.app.request('http://api.test/o/hanty/polls/stated?lang=ru')).text()
  expect(page).toContain('Возраст голосующих: 16+. Голосуют те, кто живёт здесь: Север. Это никто не проверяет')
  expect((await vote('stated', { 'vmeste-device': 'a-device-of-someone-000' })).status).toBe(201)
})
