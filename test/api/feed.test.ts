import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send, take } from './appeals.fixture.js'

let api: TestApp
let key: string
beforeAll(async () => {
  api = await createTestApp()
  key = await api.staffKey()
  await addCategory(api, {
    code: 'potholes',
    names: { ru: 'Ямы & канавы', en: 'Holes & <ditches>' },
    contact: { name: 'none', email: 'optional', phone: 'none' },
  })
})
afterAll(() => api.close())

/** Reads a feed as a feed reader does, which knows nothing but the address. */
async function readFeed(address: string, headers = {}) {
  const response = await api.app.request(`http://api.test${address}`, { headers })
  const text = await response.text()
  if (response.status !== 200) return { response, text, feed: undefined }
  expect(XMLValidator.validate(text)).toBe(true)
  const { feed } = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'entry' }).parse(text)
  return { response, text, feed }
}

async function sent() {
  const { number, secret } = (await send(api, { contact: { email: 'anna@example.test' } })).json
  const address = async (language = 'en') =>
    (await api.request(`/appeals/${number}`, { headers: { ...as(secret), 'accept-language': language } })).json.feed
  return { number, secret, address }
}

test('a feed reader shows the resident each step and what was told with it, the newest first', async () => {
  const { number, secret, address } = await sent()
  await take(
    api,
    key,
    number,
    { to: 'registered' },
    { to: 'waiting', text: 'Which <house>?\n\nAnd is it deep & wide ]]> ?' },
  )
  await api.request(`/appeals/${number}/notes`, { body: { text: 'Ask the road service' }, headers: as(key) })
  await take(api, key, number, { to: 'drafted', text: 'Not said yet' })

  const { response, text, feed } = await readFeed(await address())
  expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
  expect(feed.title).toBe(`Appeal no. ${number}: Holes & <ditches>`)
  expect(feed.author.name).toBe('Hanty')
  expect(feed.entry.map(({ title }: { title: { '#text': string } }) => title['#text'])).toEqual([
    'Waiting for the resident',
    'Registered',
    'Received',
  ])
  expect(feed.entry[0].content['#text']).toBe(
    '<p dir="auto">Which &lt;house&gt;?</p><p dir="auto">And is it deep &amp; wide ]]&gt; ?</p>',
  )
  expect(feed.entry[0].link['@_href']).toBe(`http://api.test/o/hanty/appeals/${number}`)
  expect(new Set(feed.entry.map(({ id }: { id: string }) => id)).size).toBe(3)
  expect(text).not.toMatch(new RegExp(`anna@example|road service|Not said yet|boot|${secret}`))
})

test('it speaks the language in which it was asked for, whatever the feed reader does', async () => {
  const { address } = await sent()
  const { feed } = await readFeed(await address('ru'), { 'accept-language': 'en' })
  expect(feed.entry[0].title['#text']).toBe('Получено')
})

test('what was read keeps its id when more follows, and nothing new is no new feed', async () => {
  const { number, address } = await sent()
  const feed = await address()
  const before = await readFeed(feed)
  const etag = before.response.headers.get('etag') ?? ''
  expect((await readFeed(feed, { 'if-none-match': etag })).response.status).toBe(304)
  await take(api, key, number, { to: 'registered' })
  const after = await readFeed(feed, { 'if-none-match': etag })
  expect(after.feed.entry.at(-1).id).toBe(before.feed.entry[0].id)
})

test('its address is given to the resident alone, opens no other, and cannot be made up', async () => {
  const { number, address } = await sent()
  const open = await api.request(`/appeals/${number}`)
  expect(open.json.feed).toBeUndefined()
  expect((await api.request(`/appeals/${number}`, { headers: as(key) })).json.feed).toBeUndefined()
  const feed = await address()
  expect((await readFeed(feed.replace(/.(?=\?)/, (last: string) => (last === 'A' ? 'B' : 'A')))).response.status).toBe(
    404,
  )
  expect((await readFeed(feed.replace('/hanty/', '/elsewhere/'))).response.status).toBe(404)
})

test('once the appeal is erased, so is what its feed said', async () => {
  const { number, secret, address } = await sent()
  await take(api, key, number, { to: 'waiting', text: 'Which house?' })
  const feed = await address()
  expect((await readFeed(feed)).text).toContain('Which house?')
  await api.request(`/appeals/${number}`, { method: 'DELETE', headers: as(secret) })
  const erased = await readFeed(feed)
  expect(erased.response.status).toBe(200)
  expect(erased.text).not.toContain('Which house?')
})
