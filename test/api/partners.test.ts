import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createCourier } from '../../api/forwarding/courier.js'
import { createImageProcessor } from '../../api/platform/images.js'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, pdf, send, upload } from './appeals.fixture.js'

const quiet = { error: () => {}, warn: () => {}, info: () => {} }
const HALF_AN_HOUR = 30 * 60_000
const contact = { name: 'Anna Petrova', email: 'anna@mail.test', phone: '+7 900 000-00-00' }

let near: TestApp
/** Another installation. */
let far: TestApp
let courier: ReturnType<typeof createCourier>
let keys: Record<'officer' | 'administrator' | 'farOfficer' | 'intake', string>
/** What was sent outside, and how it is answered instead, where it is. */
let sent: { method: string; url: string; headers: Headers; body: string }[] = []
let instead: ((url: string, method: string) => Response | undefined) | undefined
/** Whether the next answer is lost on its way back. */
let isLost = false

beforeAll(async () => {
  far = await createTestApp({ images: createImageProcessor() })
  const fetchOutside: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const { method, url, headers } = request
    sent.push({ method, url, headers, body: await request.clone().text() })
    const answer = instead?.(url, method) ?? (await far.app.request(request))
    if (isLost) throw new TypeError('reset')
    return answer
  }
  near = await createTestApp({ images: createImageProcessor(), fetchOutside })
  courier = createCourier({ ...near.services, log: quiet, now: () => near.clock.now })
  keys = {
    officer: await near.staffKey('hanty', 'officer'),
    administrator: await near.staffKey('hanty', 'administrator'),
    farOfficer: await far.staffKey('elsewhere', 'officer'),
    intake: await far.staffKey('elsewhere', 'intake'),
  }
  const asked = { name: 'optional', email: 'optional', phone: 'optional' } as const
  await addCategory(near, { code: 'heating', contact: asked }, 10)
  await addCategory(far, { code: '001', contact: asked, organizationId: 'elsewhere' }, 5)
})
afterAll(async () => {
  await near.close()
  await far.close()
})
beforeEach(async () => {
  sent = []
  instead = undefined
  isLost = false
  await near.database.delete(tables.dispatches)
  expect((await put({})).status).toBe(200)
})

const put = (changes: object) =>
  near.request('/partners/heat', {
    method: 'PUT',
    headers: as(keys.administrator),
    body: {
      names: { en: 'Heat networks' },
      url: 'https://far.test/open311/v2',
      jurisdiction: 'elsewhere',
      service: 'other',
      services: { heating: '001' },
      takesFiles: true,
      key: keys.intake,
      ...changes,
    },
  })
const forwarded = async (fields: object = {}) => {
  const { number } = (
    await send(near, {
      category: 'heating',
      description: 'Cold radiators',
      place: { address: 'Mira 5', latitude: 61, longitude: 69 },
      contact,
      ...fields,
    })
  ).json
  const step = await near.request(`/appeals/${number}/transitions`, {
    headers: as(keys.officer),
    body: { to: 'forwarded', organization: 'partner:heat', text: 'The heat is theirs' },
  })
  expect(step.status).toBe(201)
  await courier.round()
  return number as number
}
const read = async (number: number) => (await near.request(`/appeals/${number}`, { headers: as(keys.officer) })).json
const later = (milliseconds: number) => {
  near.clock.now = new Date(near.clock.now.getTime() + milliseconds)
  return courier.round()
}
const referenceOf = (appeal: { history: { type: string; organization?: { reference?: string } }[] }) =>
  appeal.history.find(({ type }) => type === 'accepted')?.organization?.reference
const xml = (body: string, status = 200) => new Response(`<?xml version="1.0"?>${body}`, { status })

test('an appeal goes to another installation by Open311, and the answer comes back, though it is public nowhere', async () => {
  const file = (await upload(near, pdf, 'plan.pdf')).json.id
  const number = await forwarded({ attachments: [file] })
  const there = Number(referenceOf(await read(number)))
  const at = `/v1/organizations/elsewhere/appeals/${there}`
  const arrived = (await far.request(at, { headers: as(keys.farOfficer) })).json
  expect(arrived).toMatchObject({
    description: 'Cold radiators',
    category: { code: '001' },
    place: { address: 'Mira 5', latitude: 61 },
    contact: { name: null, email: null, phone: null },
  })
  expect(arrived.attachments).toHaveLength(1)
  await later(HALF_AN_HOUR)
  expect((await read(number)).status).toBe('forwarded')

  for (const to of ['in_progress', 'answered'])
    await far.request(`${at}/transitions`, { headers: as(keys.farOfficer), body: { to, text: 'The pump is mended' } })
  await later(HALF_AN_HOUR)
  expect(await read(number)).toMatchObject({ status: 'answered', answer: 'The pump is mended' })
  // Nothing is asked any more.
  sent = []
  await later(10 * HALF_AN_HOUR)
  expect(sent).toEqual([])
  // Who has no such key is told how it stands alone.
  const url = `http://api.test/open311/v2/requests/${there}.json?jurisdiction_id=elsewhere`
  const other = await far.staffKey('elsewhere', 'intake')
  for (const headers of [{}, as(other), as(keys.farOfficer), as('no key')])
    expect(await (await far.app.request(url, { headers })).text()).not.toContain('pump')
})

test('who the resident is goes along only where the organization wants it', async () => {
  await forwarded()
  expect(sent[0]?.body).not.toContain('Anna')
  await put({ sharesContact: true })
  await forwarded()
  expect(sent.at(-1)?.body).toContain('first_name=Anna')
})

test('what is sent twice, since nobody heard the answer, is there once', async () => {
  const before = (await far.database.select().from(tables.appeals)).length
  isLost = true
  const number = await forwarded()
  expect(referenceOf(await read(number))).toBeUndefined()
  isLost = false
  await later(5_000)
  expect(referenceOf(await read(number))).toMatch(/^\d+$/)
  expect((await far.database.select().from(tables.appeals)).length).toBe(before + 1)
})

test('a partner that tells the number later, or says nothing with the closing, is understood', async () => {
  let isOpen = true
  instead = (url, method) => {
    if (method === 'POST') return xml('<service_requests><request><token>t 1</token></request></service_requests>')
    if (url.includes('/tokens/')) {
      const number = isOpen ? '' : 'SR-77'
      return xml(
        `<service_requests><request><token>t 1</token><service_request_id>${number}</service_request_id></request></service_requests>`,
      )
    }
    return xml('<service_requests><request><status>closed</status><status_notes/></request></service_requests>')
  }
  const number = await forwarded()
  expect(referenceOf(await read(number))).toBeUndefined()
  await later(HALF_AN_HOUR)
  expect(sent.at(-1)?.url).toBe('https://far.test/open311/v2/tokens/t%201.xml?jurisdiction_id=elsewhere')
  expect((await read(number)).status).toBe('forwarded')
  isOpen = false
  await later(HALF_AN_HOUR)
  const appeal = await read(number)
  expect(referenceOf(appeal)).toBe('SR-77')
  expect(appeal).toMatchObject({ status: 'answered', answer: 'Heat networks: Closed' })
})

test('what a partner refuses is dealt with here again, and staff read why', async () => {
  instead = () => xml('<errors><error><code>400</code><description>No such pipe</description></error></errors>', 400)
  const appeal = await read(await forwarded())
  expect(appeal.status).toBe('registered')
  expect(appeal.history).toContainEqual(
    expect.objectContaining({ type: 'noted', text: 'Heat networks: 400 No such pipe' }),
  )
})

test('a partner that is away is asked again and again, and given up after days; one that is removed, at once', async () => {
  instead = () => new Response('<html>', { status: 502 })
  const number = await forwarded()
  for (let attempt = 0; attempt < 49; attempt++) await later(3_600_000)
  expect((await read(number)).status).toBe('forwarded')
  await later(3_600_000)
  await later(3_600_000)
  expect((await read(number)).status).toBe('registered')

  instead = undefined
  const other = await forwarded()
  expect((await near.request('/partners/heat', { method: 'DELETE', headers: as(keys.administrator) })).status).toBe(204)
  await courier.round()
  expect((await read(other)).status).toBe('registered')
})

test('partners are among the targets, their keys are told to nobody and sealed, and their services can be asked for', async () => {
  const targets = (await near.request('/forwarding-targets?limit=1', { headers: as(keys.officer) })).json
  expect(targets.items).toEqual([{ id: 'partner:heat', name: 'Heat networks', above: null }])
  const next = await near.request(`/forwarding-targets?limit=1&cursor=${targets.next}`, { headers: as(keys.officer) })
  expect(next.json.items[0].id).toBe('ugra')
  const listed = (await near.request('/partners', { headers: as(keys.administrator) })).text
  expect(JSON.parse(listed).items).toMatchObject([{ id: 'heat', hasKey: true, services: { heating: '001' } }])
  expect(listed).not.toContain(keys.intake)
  expect(JSON.stringify(await near.database.select().from(tables.partners))).not.toContain(keys.intake)
  // Left out, the key stays.
  expect((await put({ key: undefined })).json.hasKey).toBe(true)
  const services = () => near.request('/partners/heat/services', { headers: as(keys.administrator) })
  expect((await services()).json.items).toEqual([{ code: '001', name: 'Topic 001' }])
  instead = () => new Response('gone', { status: 410 })
  expect((await services()).json).toMatchObject({ type: '/problems/partner-unreachable', status: 502, said: '410' })
})
