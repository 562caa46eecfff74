import { afterAll, beforeAll, expect, test } from 'vitest'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send, take } from './appeals.fixture.js'

/** What residents and officers wrote, and must be read by nobody else. */
const personal = {
  phone: '8 (950) 123-45-67',
  email: 'zinaida.personal@mail.example',
  passport: '6704 123456',
  card: '4111 1111 1111 1111',
  snils: '112-233-445 95',
  name: 'Zinaida Secretova',
  flat: 'кв. 417',
  rating: 'only-for-the-organization',
}
const text = `Яма у дома 12/3. Звоните ${personal.phone}, ${personal.email}, паспорт ${personal.passport}, СНИЛС ${personal.snils}, карта ${personal.card}.`
const anything =
  /950.{0,3}123|zinaida|6704.123|4111.1111|112-233|кв. 417|only-for-the-organization|[\w.]+@mail\.example/i

let api: TestApp
let key: string
let number: number
let secret: string
beforeAll(async () => {
  api = await createTestApp()
  key = await api.staffKey()
  await addCategory(api, { code: 'potholes', contact: { name: 'optional', email: 'optional', phone: 'optional' } })
  const { name, email, phone } = personal
  const sent = await send(api, {
    description: text,
    place: { address: `ул. Мира, 5, ${personal.flat}` },
    contact: { name, email, phone },
  })
  ;({ number, secret } = sent.json)
  const { email: mail } = personal
  await take(
    api,
    key,
    number,
    { to: 'assigned', responsible: 'Roads', text: `Written to ${mail}` },
    { to: 'answered', text: `Answered to ${mail}, or call 112.` },
  )
  await api.request(`/appeals/${number}/rating`, { body: { score: 5, comment: personal.rating }, headers: as(secret) })
  await api.database.insert(tables.discussions).values({
    organizationId: 'hanty',
    id: 'embankment',
    titles: { en: 'Embankment' },
    texts: { en: 'What to build here?' },
    opensAt: new Date('2026-11-20T00:00:00Z'),
  })
  await api.request('/discussions/embankment/comments', { body: { text, name: personal.phone } })
})
afterAll(() => api.close())

test('whoever wrote it, and staff, read it as it was written', async () => {
  for (const bearer of [secret, key]) {
    const { json } = await api.request(`/appeals/${number}`, { headers: as(bearer) })
    expect(json).toMatchObject({ description: text, place: { address: `ул. Мира, 5, ${personal.flat}` } })
    expect(json.answer).toContain(personal.email)
  }
  const { json, headers } = await api.request('/discussions/embankment/comments', { headers: as(key) })
  expect(json.items[0]).toMatchObject({ text, author: { name: personal.phone } })
  expect(headers.get('cache-control')).toContain('private')
  expect((await api.request('/appeals', { headers: as(key) })).json.items[0].description).toBe(text)
})

test('what anyone may read is the same without what leads to a person', async () => {
  const { json } = await api.request(`/appeals/${number}`)
  expect(json).toMatchObject({
    description: 'Яма у дома 12/3. Звоните •••, •••, паспорт •••, СНИЛС •••, карта •••.',
    place: { address: 'ул. Мира, 5, кв. •••' },
    answer: 'Answered to •••, or call 112.',
  })
  expect(json.history.map((entry: { text: string | null }) => entry.text)).toEqual([
    null,
    'Written to •••',
    'Answered to •••, or call 112.',
  ])
  expect((await api.request('/discussions/embankment/comments')).json.items[0]).toMatchObject({
    text: json.description,
    author: { name: '•••' },
  })
})

test('no public answer, of no address there is, has anything of a person in it', async () => {
  const { json: document } = await api.request('/v1/openapi.json')
  const parameters: Record<string, string> = {
    organization: 'hanty',
    number: String(number),
    discussion: 'embankment',
    poll: 'none',
  }
  const addresses = Object.entries<Record<string, object>>(document.paths)
    .filter(([path, methods]) => methods.get && !path.endsWith('/events'))
    .map(([path]) => path.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? '1'))
  const pages = [
    '',
    '/appeal',
    '/appeal?category=potholes',
    '/appeals',
    `/appeals/${number}`,
    '/discussions/embankment',
  ]
  const all = [
    ...addresses,
    '/v1/organizations/hanty/appeals?limit=100&status=answered',
    '/v1/openapi.json',
    '/docs',
    '/',
    ...pages.flatMap((page) => [`/o/hanty${page}`, `/o/hanty${page}${page.includes('?') ? '&' : '?'}lang=ru`]),
  ]
  let read = ''
  for (const address of all) {
    const response = await api.app.request(`http://api.test${address}`, { headers: { accept: 'text/html, */*' } })
    const answered = await response.text()
    expect(answered.match(anything)?.[0], address).toBeUndefined()
    expect(JSON.stringify([...response.headers]).match(anything)?.[0], address).toBeUndefined()
    read += answered
  }
  // It was there to be found.
  expect(read).toContain('Яма у дома 12/3. Звоните •••')
})

test('the event stream tells nothing of a person', async () => {
  const response = await api.app.request('http://api.test/v1/organizations/hanty/events', {
    headers: { 'last-event-id': '0' },
  })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let told = ''
  while (!told.includes('comment.published')) {
    await api.request('/discussions/embankment')
    told += (await reader?.read())?.value ?? ''
  }
  await reader?.cancel()
  expect(told).toContain('Яма у дома')
  expect(told.match(anything)?.[0]).toBeUndefined()
})
