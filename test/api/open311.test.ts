import { XMLParser, XMLValidator } from 'fast-xml-parser'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createImageProcessor } from '../../api/platform/images.js'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send, take } from './appeals.fixture.js'

let api: TestApp
let officer: string
let intake: string
beforeAll(async () => {
  api = await createTestApp({ images: createImageProcessor() })
  officer = await api.staffKey()
  intake = await api.staffKey('hanty', 'intake')
  await addCategory(
    api,
    {
      code: 'potholes',
      names: { ru: 'Ямы', en: 'Holes & ditches' },
      contact: { name: 'optional', email: 'optional', phone: 'optional' },
    },
    10,
  )
  await addCategory(api, {
    code: 'trees',
    names: { ru: 'Деревья', en: 'Trees' },
    place: 'required',
    position: 2,
    questions: [
      { id: 'height', type: 'number', label: { en: 'Metres high' }, required: true },
      {
        id: 'state',
        type: 'choice',
        label: { en: 'How is it' },
        required: true,
        options: [
          { id: 'dead', label: { en: 'Dead' } },
          { id: 'fallen', label: { en: 'Fallen' } },
        ],
      },
      {
        id: 'since',
        type: 'date',
        label: { en: 'Since' },
        required: true,
        when: { question: 'state', equals: 'fallen' },
      },
    ],
  })
})
afterAll(() => api.close())

async function call(path: string, init: RequestInit = {}) {
  const response = await api.app.request(`http://api.test/open311/${path}`, {
    ...init,
    headers: { 'accept-language': 'en', ...(init.headers as Record<string, string>) },
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  if (!isJson) expect(XMLValidator.validate(text)).toBe(true)
  // biome-ignore lint/suspicious/noExplicitAny: tests assert on the value itself
  const json: any = isJson ? JSON.parse(text) : undefined
  const xml = isJson ? undefined : new XMLParser({ parseTagValue: false }).parse(text)
  return { status: response.status, headers: response.headers, text, json, xml }
}
const post = (fields: [string, string][], format = 'json') =>
  call(`v2/requests.${format}`, { method: 'POST', body: new URLSearchParams(fields) })
const hanty: [string, string] = ['jurisdiction_id', 'hanty']
const key = (): [string, string] => ['api_key', intake]

test('discovery names where the endpoint is and what it speaks, in both formats', async () => {
  const { json, headers } = await call('discovery.json')
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(json.endpoints).toEqual([
    {
      specification: 'http://wiki.open311.org/GeoReport_v2',
      url: 'http://api.test/open311/v2',
      changeset: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/),
      type: 'production',
      formats: ['text/xml', 'application/json'],
    },
  ])
  const { xml, headers: xmlHeaders } = await call('discovery.xml')
  expect(xmlHeaders.get('content-type')).toBe('text/xml; charset=utf-8')
  expect(xml.discovery.endpoints.endpoint.formats.format).toEqual(['text/xml', 'application/json'])
  for (const field of ['changeset', 'contact', 'key_service']) expect(xml.discovery[field], field).toBeTruthy()
})

test('services are the classifier’s categories, as a bare array or as XML', async () => {
  const { json, headers } = await call('v2/services.json?jurisdiction_id=hanty')
  expect(json).toEqual([
    {
      service_code: 'potholes',
      service_name: 'Holes & ditches',
      description: 'Holes & ditches',
      metadata: false,
      type: 'realtime',
      keywords: 'Roads',
      group: 'Roads',
    },
    expect.objectContaining({ service_code: 'trees', metadata: true }),
  ])
  expect(headers.get('access-control-allow-origin')).toBe('*')
  const { xml, text } = await call('v2/services.xml?jurisdiction_id=hanty')
  expect(text).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>\n<services>/)
  expect(xml.services.service[0].service_name).toBe('Holes & ditches')
})

test('a service definition holds the extra questions as attributes; one on a condition is required of nobody', async () => {
  const { json } = await call('v2/services/trees.json?jurisdiction_id=hanty')
  expect(json.service_code).toBe('trees')
  expect(
    json.attributes.map((each: Record<string, unknown>) => [each.code, each.datatype, each.required, each.order]),
  ).toEqual([
    ['height', 'number', true, 1],
    ['state', 'singlevaluelist', true, 2],
    ['since', 'datetime', false, 3],
  ])
  expect(json.attributes[1].values).toEqual([
    { key: 'dead', name: 'Dead' },
    { key: 'fallen', name: 'Fallen' },
  ])
  const { xml } = await call('v2/services/trees.xml?jurisdiction_id=hanty')
  expect(xml.service_definition.attributes.attribute[1].values.value[1]).toEqual({ key: 'fallen', name: 'Fallen' })
  expect((await call('v2/services/nothing.xml?jurisdiction_id=hanty')).xml.errors.error).toEqual({
    code: '404',
    description: 'There is no service with this service_code.',
  })
})

test('a request becomes an appeal with place, contact and answers, and is found by its number', async () => {
  const { status, json } = await post([
    key(),
    hanty,
    ['service_code', 'trees'],
    ['lat', '61.0042'],
    ['long', '69.0019'],
    ['address_string', '5 Peace street'],
    ['description', 'A birch across the path\r\nof the park'],
    ['attribute[height]', '12'],
    ['attribute[state][]', 'fallen'],
    ['attribute[since]', '2026-11-20T08:00:00Z'],
    ['media_url', 'https://photos.example/birch.jpg'],
  ])
  expect(status).toBe(200)
  const number = json[0].service_request_id
  expect(json).toEqual([{ service_request_id: number, service_notice: null, account_id: null }])
  const seen = (await api.request(`/appeals/${number}`, { headers: as(officer) })).json
  expect(seen).toMatchObject({
    category: { code: 'trees' },
    description: 'A birch across the path\nof the park\n\nhttps://photos.example/birch.jpg',
    place: { address: '5 Peace street', latitude: 61.0042, longitude: 69.0019 },
    answers: { height: 12, state: 'fallen', since: '2026-11-20' },
  })
  // Looked at first, as this organization wants it: until then nobody reads what was written.
  const unseen = await call(`v2/requests/${number}.json?jurisdiction_id=hanty`)
  expect(unseen.json[0]).toMatchObject({ status: 'open', status_notes: 'Received', description: null, lat: null })
  await take(api, officer, number, { to: 'registered' })
  const one = await call(`v2/requests/${number}.json?jurisdiction_id=hanty`)
  expect(one.json[0]).toMatchObject({
    service_request_id: number,
    status: 'open',
    status_notes: 'Registered',
    service_code: 'trees',
    requested_datetime: '2026-11-24T09:00:00Z',
    lat: 61.0042,
    long: 69.0019,
  })
})

test('files come with it as parts of a form; what is a stranger’s stays out of sight', async () => {
  const body = new FormData()
  const fields = [
    key(),
    hanty,
    ['service_code', 'potholes'],
    ['email', 'anna@example.test'],
    ['first_name', 'Anna'],
    ['last_name', 'Berg'],
    ['description', 'A hole as deep as a boot, call +7 912 345-67-89'],
  ]
  for (const [name = '', value = ''] of fields) body.append(name, value)
  const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer()
  body.append('media', new File([new Uint8Array(photo)], 'hole.jpg', { type: 'image/jpeg' }))
  const { xml } = await call('v2/requests.xml', { method: 'POST', body })
  const number = xml.service_requests.request.service_request_id
  const seen = (await api.request(`/appeals/${number}`, { headers: as(officer) })).json
  expect(seen.contact).toMatchObject({ name: 'Anna Berg', email: 'anna@example.test' })
  expect(seen.attachments).toHaveLength(1)
  await take(api, officer, number, { to: 'registered' })
  const { text } = await call(`v2/requests/${number}.xml?jurisdiction_id=hanty`)
  expect(text).toContain('as deep as a boot')
  expect(text).not.toMatch(/Anna|example\.test|345-67-89/)
})

test('what is missing or wrong is a 400 that names the field as the client sent it, each by itself', async () => {
  const wrong = await post([key(), hanty, ['service_code', 'trees'], ['attribute[state]', 'green']])
  expect(wrong.status).toBe(400)
  expect(wrong.json.map(({ description }: { description: string }) => description.split(':')[0])).toEqual([
    'address_string',
    'attribute[height]',
    'attribute[state]',
  ])
  expect(wrong.json.every(({ code }: { code: number }) => code === 400)).toBe(true)
  expect((await post([key(), hanty])).json).toEqual([{ code: 400, description: 'service_code was not provided.' }])
  expect((await post([key(), hanty, ['service_code', 'potholes'], ['lat', '61']])).status).toBe(400)
  expect((await post([key(), ['service_code', 'potholes']])).json[0].description).toBe(
    'jurisdiction_id was not provided.',
  )
  expect((await post([key(), hanty, ['service_code', 'none']])).status).toBe(404)
})

test('without a key, or with one of another place, nothing is taken: 403', async () => {
  const fields: [string, string][] = [hanty, ['service_code', 'potholes'], ['description', 'A hole']]
  for (const given of [[], [['api_key', '']], [['api_key', 'nonsense']], [['api_key', intake.replace(/.$/, '-')]]])
    expect((await post([...fields, ...(given as [string, string][])])).status).toBe(403)
  const { status, json } = await post([...fields, ['api_key', await api.staffKey('elsewhere', 'intake')]])
  expect([status, json[0].code]).toEqual([403, 403])
})

test('a key for sending alone opens nothing that staff see, and sends nothing but appeals', async () => {
  const { number } = (await send(api)).json
  expect((await api.request(`/appeals/${number}`, { headers: as(intake) })).json.view).toBe('public')
  expect((await api.request('/queues', { headers: as(intake) })).status).toBe(401)
  expect((await api.request('/appeals?q=boot', { headers: as(intake) })).status).toBe(401)
  expect((await api.request('/keys', { headers: as(intake) })).status).toBe(401)
  const step = { body: { to: 'registered' }, headers: as(intake) }
  expect((await api.request(`/appeals/${number}/transitions`, step)).status).toBe(401)
})

test('requests are filtered by service, status and time, the newest first', async () => {
  api.clock.now = new Date('2026-11-25T09:00:00Z')
  const later = (await send(api)).json.number
  await take(api, officer, later, { to: 'answered', text: 'Filled.' })
  api.clock.now = new Date('2026-11-26T09:00:00Z')
  const numbers = async (query: string) => {
    const { json } = await call(`v2/requests.json?jurisdiction_id=hanty&${query}`)
    return json.map(({ service_request_id: id }: { service_request_id: string }) => Number(id))
  }
  expect(await numbers('status=closed')).toEqual([later])
  expect((await numbers('status=open,closed'))[0]).toBe(later)
  expect(await numbers('status=')).toEqual(await numbers(''))
  expect(await numbers('service_code=trees')).toEqual([1])
  expect(await numbers('service_code=trees,potholes')).toHaveLength(3)
  expect(await numbers('start_date=2026-11-25T00:00:00Z&end_date=2026-11-25T23:00:00Z')).toEqual([later])
  expect(await numbers('start_date=2026-11-25T12:00:00%2B05:00')).toEqual([later])
  expect(await numbers('end_date=2026-08-01T00:00:00Z')).toEqual([])
  expect(await numbers(`service_request_id=1,${later},999,none&status=open`)).toEqual([later, 1])
  const closed = (await call(`v2/requests/${later}.json?jurisdiction_id=hanty`)).json[0]
  expect(closed).toMatchObject({ status: 'closed', status_notes: 'Filled.', updated_datetime: '2026-11-25T09:00:00Z' })
  api.clock.now = new Date('2026-11-24T09:00:00Z')
})

test.each([
  ['start_date=yesterday', 'start_date is not a moment such as 2010-01-01T00:00:00Z.'],
  [
    'start_date=2026-01-01T00:00:00Z&end_date=2026-11-01T00:00:00Z',
    'start_date and end_date are more than 90 days apart.',
  ],
  ['status=lost', 'status is "open" or "closed", not "lost".'],
])('requests asked for by %s are refused with the reason', async (query, description) => {
  const { status, json } = await call(`v2/requests.json?jurisdiction_id=hanty&${query}`)
  expect([status, json]).toEqual([400, [{ code: 400, description }]])
})

test('what an organization keeps private is told by its number alone, and in no list', async () => {
  const { number: ours } = (await send(api)).json
  await take(api, officer, ours, { to: 'registered' })
  await api.database.update(tables.appeals).set({ visibility: 'private' })
  const one = await call(`v2/requests/${ours}.json?jurisdiction_id=hanty`)
  expect(one.json[0]).toMatchObject({ status: 'open', description: null, address: null, lat: null })
  expect((await call('v2/requests.json?jurisdiction_id=hanty')).json).toEqual([])
  await api.database.update(tables.appeals).set({ visibility: 'public' })
})

test('an unknown jurisdiction, request, token or address is a 404 in the format asked for', async () => {
  const { status, xml, headers } = await call('v2/services.xml?jurisdiction_id=nowhere')
  expect([status, xml.errors.error.code]).toEqual([404, '404'])
  expect(headers.get('content-type')).toBe('text/xml; charset=utf-8')
  expect((await call('v2/services.json')).json[0].description).toBe('jurisdiction_id was not provided.')
  for (const path of ['v2/requests/9999.json', 'v2/requests/x.json', 'v2/tokens/12.json', 'v2/nothing.json'])
    expect((await call(`${path}?jurisdiction_id=hanty`)).status, path).toBe(404)
})

test('a request sent again under its key, with all its files, is one appeal', async () => {
  const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'blue' } })
    .jpeg()
    .toBuffer()
  const send = () => {
    const body = new FormData()
    for (const [name, value] of [key(), hanty, ['service_code', 'potholes'], ['description', 'Two photos of one hole']])
      body.append(name ?? '', value ?? '')
    for (const name of ['one.jpg', 'two.jpg']) body.append('media[]', new File([new Uint8Array(photo)], name))
    return call('v2/requests.json', { method: 'POST', body, headers: { 'idempotency-key': 'of-this-request' } })
  }
  const [first, again] = [await send(), await send()]
  expect([first.status, again.json]).toEqual([200, first.json])
  const seen = await api.request(`/appeals/${first.json[0].service_request_id}`, { headers: as(officer) })
  expect(seen.json.attachments).toHaveLength(2)
  // Staff see by which app it came.
  expect(seen.json.history[0].author).toBe('test')
})

test('a form of thousands of fields is read at once, and one that is too large not at all', async () => {
  const many = (count: number) => 'a&'.repeat(count)
  const sent = (body: string) =>
    call('v2/requests.json', { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  const before = performance.now()
  expect((await sent(many(60_000))).json).toEqual([{ code: 400, description: 'jurisdiction_id was not provided.' }])
  expect(performance.now() - before).toBeLessThan(10_000)
  expect((await sent(many(70_000))).json).toEqual([{ code: 400, description: 'The request is too large.' }])
})

test('a key in the address is not looked at, and an address that cannot be read is not there', async () => {
  const query = `jurisdiction_id=hanty&service_code=potholes&api_key=${intake}`
  const body = new URLSearchParams({ description: 'A hole' })
  expect((await call(`v2/requests.json?${query}`, { method: 'POST', body })).status).toBe(403)
  expect((await call('v2/services/%E0%A4.json?jurisdiction_id=hanty')).status).toBe(404)
  expect((await call('v2/requests.json?jurisdiction_id=hanty&start_date=9999-12-31T00:00:00Z')).status).toBe(400)
})

test('an app that sends without end has to wait, and says so for nobody else', async () => {
  const busy = await api.staffKey('hanty', 'intake')
  const { id } = (await api.database.select().from(tables.apiKeys)).findLast(({ role }) => role === 'intake') ?? {
    id: '',
  }
  for (let sent = 0; sent < 600; sent++)
    api.services.rates.count({ organizationId: 'hanty', of: 'intake', by: id, window: 3600 })
  const fields: [string, string][] = [hanty, ['service_code', 'potholes'], ['description', 'One hole more']]
  expect((await post([...fields, ['api_key', busy]])).status).toBe(400)
  expect((await post([...fields, key()])).status).toBe(200)
})
