import { afterAll, beforeAll, expect, test } from 'vitest'
import { commentFlags, comments, commentVersions, outbox } from '../../api/platform/schema.js'
import { hostile as corpus } from '../hostile.js'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'

let api: TestApp
let coordinator: Record<string, string>
let moderator: Record<string, string>
beforeAll(async () => {
  api = await createTestApp()
  coordinator = as(await api.staffKey('hanty', 'coordinator'))
  moderator = as(await api.staffKey('hanty', 'moderator'))
})
afterAll(() => api.close())

const anna = { 'vmeste-device': 'anna'.repeat(8) }
const boris = { 'vmeste-device': 'boris'.repeat(6) }
const device = (number: number) => ({ 'vmeste-device': `${number}`.padStart(20, 'd') })

async function open(id: string) {
  const body = { titles: { en: id }, texts: { en: 'What?' }, opensAt: '2026-11-20T09:00' }
  await api.request(`/discussions/${id}/definition`, { method: 'PUT', body, headers: coordinator })
  return `/discussions/${id}/comments`
}
const say = async (list: string, text: string, more: object = {}, headers: Record<string, string> = anna) =>
  (await api.request(list, { body: { text, ...more }, headers })).json
const change = (list: string, id: string, text: string, headers: Record<string, string> = anna) =>
  api.request(`${list}/${id}`, { method: 'PATCH', body: { text }, headers })
const withdraw = (list: string, id: string, headers: Record<string, string> = anna) =>
  api.request(`${list}/${id}`, { method: 'DELETE', headers })
const react = (list: string, id: string, value: string | null, headers: Record<string, string> = anna) =>
  api.request(`${list}/${id}/reaction`, { method: 'PUT', body: { value }, headers })
const flag = (list: string, id: string, headers: Record<string, string>, body: object = { reason: 'insult' }) =>
  api.request(`${list}/${id}/flags`, { body, headers })
const texts = async (list: string, query = '') =>
  (await api.request(`${list}${query}`)).json.items.map(({ text }: { text: string }) => text)
const pageOf = async (id: string) =>
  (await api.app.request(`http://api.test/o/hanty/discussions/${id}`, { headers: { 'accept-language': 'en' } })).text()

test('an author changes a comment, which is marked, and moderators’ history keeps what stood there; nobody else may', async () => {
  const list = await open('edited')
  const { id } = await say(list, 'A fountain')
  expect((await change(list, id, 'No fountain', boris)).status).toBe(403)
  expect((await change(list, id, 'No fountain', {})).status).toBe(403)
  expect((await change(list, id, 'No fountain', coordinator)).status).toBe(403)
  api.clock.now = new Date(+api.clock.now + 60_000)
  const changed = await change(list, id, 'A **big** fountain')
  expect([changed.status, changed.json.text, changed.json.editedAt]).toEqual([
    200,
    'A **big** fountain',
    api.clock.now.toISOString(),
  ])
  expect(changed.json.content).toEqual([
    { type: 'paragraph', of: ['A ', { type: 'strong', of: ['big'] }, ' fountain'] },
  ])
  const kept = await api.database.select().from(commentVersions)
  expect(kept.map(({ text }) => text)).toEqual(['A fountain'])
  // Who returns to the stream reads nothing that was taken back.
  const said = (await api.database.select().from(outbox)).filter(({ data }) => data.id === id)
  expect(said.map(({ type, data }) => [type, data.text])).toEqual([
    ['comment.published', 'A **big** fountain'],
    ['comment.changed', 'A **big** fountain'],
  ])
  expect(await pageOf('edited')).toContain('A <strong>big</strong> fountain')
  expect(await pageOf('edited')).toContain('changed')
})

test('an author withdraws a comment: its place stays for the replies, its text is gone for all but moderators', async () => {
  const list = await open('withdrawn')
  const { id } = await say(list, 'In anger')
  await say(list, 'Well', { parent: id }, boris)
  expect((await withdraw(list, id, boris)).status).toBe(403)
  expect((await withdraw(list, id)).json).toMatchObject({ status: 'withdrawn', text: '', author: { name: null } })
  const { json } = await api.request(list)
  expect(json.items).toMatchObject([{ status: 'withdrawn', text: '', replies: [{ text: 'Well' }] }])
  expect((await api.request(list, { headers: moderator })).json.items[0].text).toBe('In anger')
  expect(await pageOf('withdrawn')).toContain('Withdrawn by its author')
  for (const answer of [await withdraw(list, id), await change(list, id, 'Calm')])
    expect([answer.status, answer.json.type]).toEqual([409, '/problems/comment-settled'])
  expect((await react(list, id, 'agree', boris)).status).toBe(404)
})

test('what is closed, or looked at before, is changed no more; unwanted words are not brought in', async () => {
  const list = await open('settled')
  const { id } = await say(list, 'A fountain')
  const policy = async (moderation: object) =>
    api.request('/v1/organizations/hanty/settings', {
      method: 'PATCH',
      body: { settings: { moderation } },
      headers: as(await api.staffKey('hanty', 'administrator')),
    })
  await policy({ words: ['дурак'] })
  expect((await change(list, id, 'д у р а к')).json.errors).toMatchObject([{ pointer: '/text', code: 'unwanted' }])
  await policy({ comments: 'before', words: [] })
  expect((await change(list, id, 'A pond')).status).toBe(409)
  const waiting = await say(list, 'Waits')
  expect((await change(list, waiting.id, 'Waits, better')).json).toMatchObject({
    status: 'waiting',
    text: 'Waits, better',
  })
  await policy({ comments: null, words: null })
  await api.request('/discussions/settled/stages', {
    body: { stage: 'summary', texts: { en: 'Done' } },
    headers: coordinator,
  })
  expect((await change(list, id, 'Late')).json.type).toBe('/problems/discussion-not-open')
  expect((await react(list, id, 'agree')).json.type).toBe('/problems/discussion-not-open')
})

test('each person agrees, disagrees or is unsure once, and may change it; many at once are all counted', async () => {
  const list = await open('reactions')
  const { id } = await say(list, 'A fountain')
  await react(list, id, 'agree', boris)
  expect((await react(list, id, 'agree', boris)).json.reactions).toEqual({ agree: 1, disagree: 0, unsure: 0 })
  expect((await react(list, id, 'unsure', boris)).json.reactions).toEqual({ agree: 0, disagree: 0, unsure: 1 })
  expect((await react(list, id, null, boris)).json.reactions).toEqual({ agree: 0, disagree: 0, unsure: 0 })
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, number) => react(list, id, number % 4 ? 'agree' : 'disagree', device(number))),
  )
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  expect((await api.request(list)).json.items[0].reactions).toEqual({ agree: 18, disagree: 6, unsure: 0 })
  const counted = (await api.database.select().from(outbox)).filter(
    ({ type, data }) => type === 'comment.counted' && data.id === id,
  )
  // Of many at once readers are told together.
  expect(counted.length).toBeLessThan(20)
  expect(counted.at(-1)?.data.reactions).toEqual({ agree: 18, disagree: 6, unsure: 0 })
  expect((await react(list, id, 'agree', coordinator)).status).toBe(403)
})

test('the best come first by what one can be sure of, the most discussed by replies, page after page', async () => {
  const list = await open('sorted')
  const ids: Record<string, string> = {}
  for (const name of ['new', 'liked', 'disputed', 'plain']) ids[name] = (await say(list, name)).id
  await react(list, ids.new ?? '', 'agree', device(1))
  for (let number = 1; number <= 6; number++) {
    await react(list, ids.liked ?? '', 'agree', device(number))
    await react(list, ids.disputed ?? '', number > 3 ? 'agree' : 'disagree', device(number))
  }
  for (let number = 1; number <= 3; number++)
    await say(list, `Reply ${number}`, { parent: ids.disputed }, device(number))
  await say(list, 'Reply', { parent: ids.plain }, boris)
  expect(await texts(list, '?sort=best')).toEqual(['liked', 'new', 'disputed', 'plain'])
  expect(await texts(list, '?sort=discussed')).toEqual(['disputed', 'plain', 'liked', 'new'])
  for (const sort of ['best', 'discussed']) {
    const paged: string[] = []
    for (let cursor = ''; ; ) {
      const { json } = await api.request(`${list}?sort=${sort}&limit=1${cursor}`)
      paged.push(...json.items.map(({ text }: { text: string }) => text))
      if (!json.next) break
      cursor = `&cursor=${json.next}`
    }
    expect(paged).toEqual(await texts(list, `?sort=${sort}`))
  }
  expect((await api.request(`${list}?sort=best&cursor=${btoa('["x"]')}`)).status).toBe(422)
})

test('flagged by as many as the organization says, a comment is hidden with a word about it; a moderator’s look settles it for good', async () => {
  const list = await open('flags')
  const { id } = await say(list, 'Rude')
  for (let number = 1; number <= 4; number++)
    expect((await flag(list, id, device(number))).json).toEqual({ isHidden: false })
  // The same person is counted once.
  expect((await flag(list, id, device(4))).json).toEqual({ isHidden: false })
  const queue = async () => (await api.request('/comments?status=flagged', { headers: moderator })).json.items
  expect((await queue())[0]).toMatchObject({ id, flags: Array(4).fill({ reason: 'insult', text: '' }) })
  expect((await flag(list, id, device(5), { reason: 'other', text: 'Call it what it is' })).json).toEqual({
    isHidden: true,
  })
  expect((await api.request(list)).json.items).toMatchObject([{ status: 'hidden', text: '' }])
  await api.request(`${list}/${id}/moderation`, { body: { decision: 'publish' }, headers: moderator })
  expect(await queue()).toEqual([])
  for (let number = 6; number <= 12; number++)
    expect((await flag(list, id, device(number))).json).toEqual({ isHidden: false })
  expect(await texts(list)).toEqual(['Rude'])
})

test('official answers are pinned, three at most, and nothing else', async () => {
  const list = await open('pinned')
  const pin = (id: string, isPinned: boolean, headers: Record<string, string> = moderator) =>
    api.request(`${list}/${id}/pin`, { method: 'PUT', body: { isPinned }, headers })
  const ids: string[] = []
  for (const text of ['One', 'Two', 'Three', 'Four']) ids.push((await say(list, text, {}, coordinator)).id)
  const [one = '', two = '', three = '', four = ''] = ids
  for (const id of [one, two, three]) expect((await pin(id, true)).json.isPinned).toBe(true)
  expect((await pin(four, true)).json.type).toBe('/problems/pins-full')
  await pin(one, false)
  const { json } = await api.request('/discussions/pinned')
  expect(json.pinned.map(({ text }: { text: string }) => text).sort()).toEqual(['Three', 'Two'])
  expect(await pageOf('pinned')).toContain('Pinned')
  const { id } = await say(list, 'Mine')
  expect((await pin(id, true)).json.type).toBe('/problems/comment-settled')
  expect((await pin(id, true, as(await api.staffKey('hanty', 'officer')))).status).toBe(403)
})

test('what is erased leaves no earlier version, and no word of who flagged it', async () => {
  const list = await open('gone')
  const { id } = await say(list, 'I live at Lenina 1')
  await change(list, id, 'I live nearby')
  await flag(list, id, boris, { reason: 'personal', text: 'It is my neighbour Ivan' })
  const headers = as(await api.staffKey('hanty', 'administrator'))
  expect((await api.request(`${list}/${id}/erasure`, { body: { reason: 'mistake' }, headers })).status).toBe(201)
  const kept = JSON.stringify([
    await api.database.select().from(comments),
    await api.database.select().from(commentVersions),
    await api.database.select().from(commentFlags),
    await api.database.select().from(outbox),
  ])
  for (const word of ['Lenina', 'nearby', 'Ivan']) expect(kept).not.toContain(word)
  expect((await change(list, id, 'Back')).status).toBe(404)
})

/** Three in each: a feed tells of fifty. */
const hostile = Array.from({ length: Math.ceil(corpus.length / 3) }, (_, index) =>
  corpus.slice(index * 3, index * 3 + 3).join('\n\n'),
)

test('what is hostile is read as the text it is: on the page, in its data for search engines and in the feed', async () => {
  const list = await open('hostile')
  for (const [index, text] of hostile.entries()) {
    const { id, content } = await say(
      list,
      text,
      { name: text.replace(/\s+/g, ' ').slice(0, 60).trim() },
      device(100 + index),
    )
    expect(id, text).toBeTruthy()
    expect(JSON.stringify(content ?? '')).not.toMatch(/"href":"(?!https?:)/)
  }
  const page = await pageOf('hostile')
  const scripts = [...page.matchAll(/<script[^>]*>/gi)].map(([tag]) => tag)
  expect(scripts).toEqual([
    '<script type="module" src="/embed.js">',
    '<script type="module" src="/installed.js">',
    '<script type="application/ld+json">',
  ])
  expect(page).not.toMatch(/<(img|svg|iframe|body onload|math|object|style)\b/i)
  expect(page).not.toMatch(/<[a-z]+\b[^>]*\son\w+=/i)
  expect(page).not.toMatch(/href="(javascript|data):/i)
  const data = JSON.parse(/ld\+json">(.*?)<\/script>/.exec(page)?.[1] ?? '')
  // Those full of links wait for a moderator.
  expect(data['@type']).toBe('DiscussionForumPosting')
  expect(data.commentCount).toBeGreaterThan(hostile.length / 2)
  expect(data.comment.map(({ text }: { text: string }) => text)).toContain(hostile[1])

  const feed = await api.request('/discussions/hostile/feed?lang=en')
  expect(feed.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
  const { XMLParser, XMLValidator } = await import('fast-xml-parser')
  expect(XMLValidator.validate(feed.text)).toBe(true)
  const { entry } = new XMLParser({ ignoreAttributes: false }).parse(feed.text).feed
  expect(entry).toHaveLength(data.commentCount)
  expect(feed.text).not.toMatch(/<(script|img|svg|iframe)\b/i)
})
