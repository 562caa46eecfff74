import { beforeEach, expect, test } from 'vitest'
import type { Role } from '../../api/identity/roles.js'
import { createTestApp, type TestApp } from './app.js'

let api: TestApp
beforeEach(async () => {
  api = await createTestApp()
  return () => api.close()
})

const as = async (role: Role = 'administrator', organization = 'ugra') => ({
  authorization: `Bearer ${await api.staffKey(organization, role)}`,
})
const at = (id: string, path = '') => `/v1/organizations/${id}${path}`
const add = async (parent: string, body: object, headers?: Record<string, string>) =>
  api.request(at(parent, '/organizations'), { body, headers: headers ?? (await as()) })
const patch = async (id: string, body: unknown, headers: Record<string, string> = {}) =>
  api.request(at(id, '/settings'), { method: 'PATCH', body, headers: { ...(await as()), ...headers } })
const settingsOf = async (id: string) => api.request(at(id, '/settings'), { headers: await as() })
const wrong = ({ json }: { json: { errors: { pointer: string; code: string }[] } }) =>
  json.errors.map(({ pointer, code }) => `${pointer} ${code}`)
const trail = async (id: string) => (await api.request(at(id, '/audit'), { headers: await as() })).json.items

const school = { id: 'school-5', kind: 'institution', names: { ru: 'Школа № 5', en: 'School 5' } }

test('an administrator adds an organization below, and it inherits and is listed', async () => {
  const added = await add('hanty', { ...school, settings: { identity: { polls: ['email'] } } })
  expect(added.status).toBe(201)
  expect(added.headers.get('location')).toBe('/v1/organizations/school-5')
  expect(added.json).toMatchObject({
    path: ['ugra', 'hanty', 'school-5'],
    settings: { identity: { polls: ['email'] } },
    inForce: { timeZone: 'Asia/Yekaterinburg', identity: { appeals: ['anonymous'], polls: ['email'] } },
    from: { timeZone: 'ugra', 'identity.polls': 'school-5', 'identity.appeals': null, map: null },
    version: 1,
  })
  expect((await api.request(at('school-5'))).json).toMatchObject({ name: 'School 5', parent: { id: 'hanty' } })
  const children = (await api.request(at('ugra', '/organizations'))).json.items
  expect(children.map(({ id }: { id: string }) => id)).toEqual(['hanty'])
  expect((await trail('school-5'))[0]).toMatchObject({
    actor: expect.stringMatching(/^staff:/),
    action: 'organization.created',
    details: { path: ['ugra', 'hanty', 'school-5'], names: school.names },
  })
})

test('the tree below is read page by page, each after what it belongs to', async () => {
  for (const [parent, id] of [
    ['hanty', 'a-school'],
    ['ugra', 'surgut'],
    ['surgut', 'b-school'],
    ['hanty', 'z-school'],
  ]) {
    await add(`${parent}`, { ...school, id })
  }
  const seen: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const page = await api.request(at('ugra', `/organizations?depth=all&limit=2${next && `&cursor=${next}`}`))
    expect(page.status).toBe(200)
    seen.push(...page.json.items.map(({ id }: { id: string }) => id))
    next = page.json.next
  }
  expect(seen).toEqual(['hanty', 'a-school', 'z-school', 'surgut', 'b-school'])
})

test('only administrators of the organization, or above it, manage it', async () => {
  expect((await add('hanty', school, {})).status).toBe(401)
  for (const headers of [await as('leader'), await as('officer'), await as('administrator', 'elsewhere')]) {
    expect((await add('hanty', school, headers)).status).toBe(403)
    expect((await patch('hanty', { names: { en: 'Mine' } }, headers)).status).toBe(403)
  }
  // A town's administrator has no say over the region.
  expect((await patch('ugra', { names: { en: 'Mine' } }, await as('administrator', 'hanty'))).status).toBe(403)
  expect((await api.request(at('hanty', '/settings'))).status).toBe(401)
  expect((await api.request(at('hanty', '/settings'), { headers: await as('leader') })).status).toBe(200)
  expect((await api.request(at('hanty', '/settings'), { headers: await as('officer') })).status).toBe(403)
})

test('a merge patch changes what it names, null is inherited again, and the change is seen at once and in the trail', async () => {
  const changed = await patch('hanty', {
    names: { en: 'Hanty Town' },
    settings: { timeZone: 'Europe/Moscow', look: { accent: '#a3213f', radius: '2px' }, features: { polls: false } },
  })
  expect(changed.status).toBe(200)
  expect((await api.request('')).json).toMatchObject({
    name: 'Hanty Town',
    timeZone: 'Europe/Moscow',
    features: { appeals: true, polls: false },
    look: { accent: '#a3213f', radius: '2px' },
  })
  const back = await patch('hanty', { settings: { timeZone: null, look: { radius: null } } })
  expect(back.json).toMatchObject({ names: { ru: 'Ханты', en: 'Hanty Town' }, version: 3 })
  expect(back.json.settings).toEqual({ look: { accent: '#a3213f' }, features: { polls: false } })
  expect(back.json.inForce.timeZone).toBe('Asia/Yekaterinburg')
  expect((await trail('hanty')).map(({ details }: { details: object }) => details)).toEqual([
    {
      changes: {
        'settings.timeZone': { from: 'Europe/Moscow', to: null },
        'settings.look.radius': { from: '2px', to: null },
      },
    },
    {
      changes: {
        'names.en': { from: 'Hanty', to: 'Hanty Town' },
        'settings.timeZone': { from: null, to: 'Europe/Moscow' },
        'settings.look.accent': { from: null, to: '#a3213f' },
        'settings.look.radius': { from: null, to: '2px' },
        'settings.features.polls': { from: null, to: false },
      },
    },
  ])
  // What changes nothing is no change.
  expect((await patch('hanty', { kind: 'municipal', settings: { map: null } })).json.version).toBe(3)
  expect(await trail('hanty')).toHaveLength(2)
})

test('who changes what somebody else changed meanwhile is told so', async () => {
  const etag = (await settingsOf('hanty')).headers.get('etag') ?? ''
  expect((await patch('hanty', { names: { en: 'One' } }, { 'if-match': etag })).status).toBe(200)
  const late = await patch('hanty', { names: { en: 'Other' } }, { 'if-match': etag })
  expect([late.status, late.json.type]).toEqual([412, '/problems/changed-meanwhile'])
  expect((await settingsOf('hanty')).json.names.en).toBe('One')
})

test.each([
  [{ settings: { timeZone: 'Mars/Crater' } }, '/settings/timeZone time-zone'],
  [{ settings: { languages: [] } }, '/settings/languages too_small'],
  [{ settings: { languages: ['Klingon!'] } }, '/settings/languages/0 language'],
  [{ settings: { allowedOrigins: ['https://town.test/path'] } }, '/settings/allowedOrigins/0 origin'],
  [{ settings: { timezone: 'UTC' } }, '/settings/timezone unknown-member'],
  [{ settings: { identity: { polls: ['fax'] } } }, '/settings/identity/polls/0 invalid_value'],
  [{ settings: { identity: { polls: ['email', 'email'] } } }, '/settings/identity/polls repeated'],
  [{ settings: { look: { accent: 'red;background:url(//evil.test)' } } }, '/settings/look/accent css-color'],
  [{ settings: { look: { font: 'x"}body{display:none' } } }, '/settings/look/font css-fonts'],
  [{ settings: { look: { radius: 'calc(1px + 1px)' } } }, '/settings/look/radius css-length'],
  [{ settings: { map: { tiles: 'https://t.test/; script-src *' } } }, '/settings/map/tiles tiles'],
  [
    { settings: { consent: { url: 'javascript:alert(1)', text: { en: 'x' } } } },
    '/settings/consent/url invalid_format',
  ],
  [
    { settings: { retention: { appeals: { action: 'delete' } } } },
    '/settings/retention/appeals/afterDays invalid_type',
  ],
  [{ names: { en: null, ru: null } }, '/names required'],
  [{ names: { en: ' ' } }, '/names/en too_small'],
  [{ parent: 'nowhere-at-all' }, undefined],
])('%j is refused with the field and why', async (body, error) => {
  const refused = await patch('hanty', body, { 'accept-language': 'ru' })
  if (!error) return expect(refused.status).toBe(403)
  expect(refused.status).toBe(422)
  expect(wrong(refused)).toContain(error)
  expect(refused.json.errors[0].detail).toMatch(/[а-я]/)
  expect((await settingsOf('hanty')).json.version).toBe(1)
})

test('an id is used once, in the whole tree', async () => {
  expect(wrong(await add('hanty', { ...school, id: 'elsewhere' }))).toEqual(['/id taken'])
  expect(wrong(await add('hanty', { ...school, id: 'Not An Id' }))[0]).toMatch(/^\/id /)
})

test('an organization moves with all below it, within what its administrator administers', async () => {
  await add('hanty', school)
  await add('ugra', { ...school, id: 'surgut', settings: { timeZone: 'Europe/Moscow' } })
  const own = { headers: await as('administrator', 'hanty') }
  expect((await patch('hanty', { parent: 'surgut' }, own.headers)).status).toBe(403)
  expect((await patch('hanty', { parent: 'elsewhere' })).status).toBe(403)
  expect(wrong(await patch('hanty', { parent: 'school-5' }))).toEqual(['/parent below-itself'])
  expect((await patch('hanty', { parent: 'surgut' })).json).toMatchObject({ path: ['ugra', 'surgut', 'hanty'] })
  expect((await settingsOf('school-5')).json).toMatchObject({
    path: ['ugra', 'surgut', 'hanty', 'school-5'],
    inForce: { timeZone: 'Europe/Moscow' },
  })
  expect((await trail('hanty'))[0].details).toEqual({ changes: { parent: { from: 'ugra', to: 'surgut' } } })
})

test('a retired organization answers 410 to all but its administrators, who bring it back', async () => {
  await add('hanty', school)
  const refused = await patch('hanty', { retired: true })
  expect([refused.status, refused.json.type]).toEqual([409, '/problems/organizations-below'])
  expect((await patch('school-5', { retired: true })).status).toBe(200)
  for (const path of ['', '/appeals', '/polls', '/categories', '/events']) {
    const gone = await api.request(at('school-5', path))
    expect([gone.status, gone.json.type], path).toEqual([410, '/problems/organization-retired'])
  }
  const page = await api.app.request('http://api.test/o/school-5')
  expect(page.status).toBe(410)
  expect(await page.text()).toContain('no longer works here')
  expect((await api.request(at('school-5', '/appeals'), { headers: await as('officer') })).status).toBe(410)
  expect((await api.request(at('hanty', '/organizations'))).json.items).toEqual([])
  const seen = await api.request(at('hanty', '/organizations'), { headers: await as() })
  expect(seen.json.items).toMatchObject([{ id: 'school-5', isRetired: true }])
  expect((await add('school-5', { ...school, id: 'class' })).status).toBe(410)
  expect((await patch('school-5', { retired: false })).status).toBe(200)
  expect((await api.request(at('school-5'))).status).toBe(200)
})

const square = {
  type: 'Polygon',
  coordinates: [
    [
      [68, 60],
      [70, 60],
      [70, 62],
      [68, 62],
      [68, 60],
    ],
  ],
}

test('a territory is read as GeoJSON by its own address, the nearest above where there is none', async () => {
  expect((await api.request('/territory')).status).toBe(404)
  await patch('ugra', { territory: square })
  expect((await api.request('/territory')).json).toEqual({
    type: 'Feature',
    geometry: square,
    properties: { organization: 'ugra' },
  })
  expect((await settingsOf('hanty')).json.territory).toEqual({ from: 'ugra' })
  expect((await trail('ugra'))[0].details).toEqual({ changes: { territory: { from: false, to: true } } })
  await patch('ugra', { territory: null })
  expect((await api.request('/territory')).status).toBe(404)
})

test.each([
  [
    'a ring that does not close',
    {
      ...square,
      coordinates: [
        [
          [68, 60],
          [70, 60],
          [70, 62],
          [68, 62],
        ],
      ],
    },
    'ring-not-closed',
  ],
  [
    'latitude first',
    {
      ...square,
      coordinates: [
        [
          [60, 168],
          [60, 170],
          [62, 170],
          [60, 168],
        ],
      ],
    },
    'too_big',
  ],
  ['a point', { type: 'Point', coordinates: [68, 60] }, 'invalid_union'],
  [
    'a border of thousands of positions',
    {
      type: 'MultiPolygon',
      coordinates: Array.from({ length: 1001 }, () => [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ]),
    },
    'too-many-positions',
  ],
])('%s is no territory', async (_, territory, code) => {
  const refused = await patch('hanty', { territory })
  expect(refused.status).toBe(422)
  expect(wrong(refused)[0]).toMatch(new RegExp(`^/territory\\S* ${code}$`))
})
