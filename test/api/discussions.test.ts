import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../api/app.js'
import { comments, discussions } from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'

let api: TestApp
const during = new Date('2026-11-24T09:00:00Z')
const unknownId = '01900000-0000-7000-8000-000000000000'

/** Opens a discussion of Hanty and returns its address. */
async function open(id: string, discussion: Partial<typeof discussions.$inferInsert> = {}) {
  await api.database.insert(discussions).values({
    organizationId: 'hanty',
    id,
    titles: { ru: 'Набережная', en: 'Embankment' },
    texts: { ru: 'Что здесь построить?', en: 'What to build here?' },
    opensAt: new Date('2026-11-20T00:00:00Z'),
    closesAt: null,
    ...discussion,
  })
  return `/discussions/${id}`
}
const say = (discussion: string, text: string, more: object = {}, headers: Record<string, string> = {}) =>
  api.request(`${discussion}/comments`, { body: { text, ...more }, headers })
const said = async (...comment: Parameters<typeof say>) => (await say(...comment)).json.id as string

/** Every page of a list of comments, from the first (or the one the cursor leads to) to the last. */
async function readAll(address: string, start = '') {
  const items: { id: string; text: string; replies: { text: string }[]; replyCount: number }[] = []
  for (let cursor = start; ; ) {
    const { status, json } = await api.request(`${address}${cursor && `&cursor=${cursor}`}`)
    expect(status).toBe(200)
    items.push(...json.items)
    if (!json.next) return items
    cursor = json.next
  }
}

beforeAll(async () => {
  api = await createTestApp()
})
afterAll(() => api.close())

test('a discussion is read in the caller’s language, with the number of its comments', async () => {
  const discussion = await open('read')
  await say(discussion, 'A fountain', { parent: await said(discussion, 'Trees') })
  const { status, json, headers } = await api.request(discussion)
  expect(status).toBe(200)
  expect(json).toEqual({
    id: 'read',
    title: 'Embankment',
    text: 'What to build here?',
    isOpen: true,
    opensAt: '2026-11-20T00:00:00.000Z',
    closesAt: null,
    ...{ place: null, stage: 'discussing', stages: [], summary: null, outcome: null, frozen: null, slowMode: 0 },
    statements: 'residents',
    ...{ canFollow: true, draftVersion: null },
    commentCount: 2,
    pinned: [],
  })
  expect(headers.get('content-language')).toBe('en')
  expect((await api.request(discussion, { headers: { 'accept-language': 'ru' } })).json.title).toBe('Набережная')
  const again = await api.request(discussion, { headers: { 'if-none-match': headers.get('etag') ?? '' } })
  expect(again.status).toBe(304)
})

test('the list shows open discussions first, each once over its pages', async () => {
  const other = await createTestApp()
  const day = 86_400_000
  const make = (id: string, opens: number, closes: number | null) => ({
    organizationId: 'hanty',
    id,
    titles: { en: id },
    texts: { en: '' },
    opensAt: new Date(+during + opens * day),
    closesAt: closes === null ? null : new Date(+during + closes * day),
  })
  await other.database
    .insert(discussions)
    .values([make('closed', -9, -1), make('endless', -5, null), make('coming', 3, 9), make('today', 0, 3)])
  const first = await other.request('/discussions?limit=3')
  const second = await other.request(`/discussions?limit=3&cursor=${first.json.next}`)
  await other.close()
  const listed = [...first.json.items, ...second.json.items]
  expect(listed.map(({ id, isOpen }) => [id, isOpen])).toEqual([
    ['today', true],
    ['endless', true],
    ['coming', false],
    ['closed', false],
  ])
  expect(second.json.next).toBeNull()
})

test('a comment is published as written and read by everyone', async () => {
  const discussion = await open('comment')
  const text = 'Скамейки, деревья — и свет! 🌳\n<script>alert(1)</script>'
  const { status, json } = await say(discussion, text, { name: '  Анна ' })
  expect(status).toBe(201)
  const comment = {
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
    parent: null,
    root: null,
    author: { name: 'Анна', isOfficial: false },
    text,
    status: 'published',
    reason: null,
    content: null,
    createdAt: '2026-11-24T09:00:00.000Z',
    ...{
      paragraph: null,
      editedAt: null,
      isPinned: false,
      isStatement: false,
      reactions: { agree: 0, disagree: 0, unsure: 0 },
    },
    erasedAt: null,
  }
  expect(json).toEqual(comment)
  const list = await api.request(`${discussion}/comments`)
  expect(list.json).toEqual({ items: [{ ...comment, replies: [], replyCount: 0 }], next: null })
  expect(list.headers.get('cache-control')).toBe('public, max-age=0')
})

test('a comment needs no name, and an empty one is none', async () => {
  const discussion = await open('nameless')
  expect((await say(discussion, 'Without')).json.author).toEqual({ name: null, isOfficial: false })
  expect((await say(discussion, 'Empty', { name: ' ' })).json.author).toEqual({ name: null, isOfficial: false })
})

test('a reply to a reply stays in the thread, and says whom it answers', async () => {
  const discussion = await open('thread')
  const root = await said(discussion, 'Root')
  const reply = await say(discussion, 'Reply', { parent: root })
  expect(reply.json).toMatchObject({ parent: root, root })
  const answer = await say(discussion, 'Reply to the reply', { parent: reply.json.id })
  expect(answer.json).toMatchObject({ parent: reply.json.id, root })
  const { items } = (await api.request(`${discussion}/comments`)).json
  expect(items).toHaveLength(1)
  expect(items[0].replies.map(({ text }: { text: string }) => text)).toEqual(['Reply', 'Reply to the reply'])
})

test('a thread brings its first three replies and their number, and all of them page by page', async () => {
  const discussion = await open('long-thread')
  const root = await said(discussion, 'Root')
  const quiet = await said(discussion, 'Nobody answers')
  for (let index = 1; index <= 7; index++) await say(discussion, `Reply ${index}`, { parent: root })
  const { items } = (await api.request(`${discussion}/comments?sort=oldest`)).json
  expect(items.map(({ id, replyCount }: { id: string; replyCount: number }) => [id, replyCount])).toEqual([
    [root, 7],
    [quiet, 0],
  ])
  expect(items[0].replies.map(({ text }: { text: string }) => text)).toEqual(['Reply 1', 'Reply 2', 'Reply 3'])
  const replies = await readAll(`${discussion}/comments?thread=${root}&limit=3`)
  expect(replies.map(({ text }) => text)).toEqual([1, 2, 3, 4, 5, 6, 7].map((index) => `Reply ${index}`))
  expect(await readAll(`${discussion}/comments?thread=${quiet}`)).toEqual([])
})

test('120 comments are each seen once, newest or oldest first, also while people go on writing', async () => {
  const discussion = await open('busy')
  const texts = Array.from({ length: 120 }, (_, index) => `Comment ${index}`)
  for (const text of texts) expect((await say(discussion, text)).status).toBe(201)
  const oldest = await readAll(`${discussion}/comments?sort=oldest&limit=50`)
  expect(oldest.map(({ text }) => text)).toEqual(texts)
  const first = await api.request(`${discussion}/comments?limit=50`)
  await say(discussion, 'Written while others read')
  const rest = await readAll(`${discussion}/comments?limit=50`, first.json.next)
  const newest = [...first.json.items, ...rest].map(({ text }) => text)
  expect(newest).toEqual(texts.toReversed())
})

test('comments written at the same moment are all kept', async () => {
  const discussion = await open('rush')
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => say(discussion, `At once ${index}`)))
  expect(new Set(answers.map(({ json }) => json.id)).size).toBe(30)
  expect(await readAll(`${discussion}/comments?limit=7`)).toHaveLength(30)
})

test('a comment sent again with its key is published once', async () => {
  const discussion = await open('retried')
  const key = { 'idempotency-key': 'a-comment-sent-twice' }
  const first = await say(discussion, 'Once', {}, key)
  const again = await say(discussion, 'Once', {}, key)
  expect([again.status, again.json]).toEqual([201, first.json])
  expect((await api.request(discussion)).json.commentCount).toBe(1)
})

test('staff speak for the organization, by its name in the reader’s language and never by their own', async () => {
  const discussion = await open('official')
  const authorization = `Bearer ${await api.staffKey()}`
  const { status, json } = await say(discussion, 'We will plant trees', { name: 'Petrov' }, { authorization })
  expect([status, json.author]).toEqual([201, { name: 'Hanty', isOfficial: true }])
  const russian = await api.request(`${discussion}/comments`, { headers: { 'accept-language': 'ru' } })
  expect(russian.json.items[0].author).toEqual({ name: 'Ханты', isOfficial: true })
  expect(russian.text).not.toMatch(/Petrov|"test"/)
})

test('a key that is wrong or of another branch does not speak for the organization', async () => {
  const discussion = await open('impostor')
  const wrong = `Bearer vmeste_ugra_${'x'.repeat(43)}`
  expect((await say(discussion, 'Hello', {}, { authorization: wrong })).status).toBe(401)
  const foreign = `Bearer ${await api.staffKey('elsewhere')}`
  expect((await say(discussion, 'Hello', {}, { authorization: foreign })).status).toBe(403)
})

test('a resident cannot take the organization’s name, nor one that looks like it', async () => {
  const discussion = await open('names')
  // The second and third are written with Latin letters among Cyrillic ones.
  for (const name of ['Ханты', 'Xанты', 'ХАHТЫ', ' х-а н т ы ', 'HANTY', 'Югра']) {
    const { status, json } = await say(discussion, 'I am the town', { name })
    expect([name, status, json.errors?.[0]]).toEqual([
      name,
      422,
      { pointer: '/name', code: 'reserved', detail: 'This is the name of an authority. Please choose another.' },
    ])
  }
  expect((await say(discussion, 'I am not', { name: 'Хантыец' })).status).toBe(201)
})

test('nothing unseen turns the direction of a text, to make it read as another', async () => {
  const discussion = await open('turned')
  const turned = await say(discussion, 'Good \u202eyad\u202c', { name: '\u202eытнаХ' })
  expect(turned.json).toMatchObject({ text: 'Good yad', author: { name: 'ытнаХ' } })
  expect((await say(discussion, 'As the town', { name: '\u2066Ха\u202dнты\u2069' })).status).toBe(422)
  expect((await say(discussion, '\u202e\u202c')).status).toBe(422)
})

test('a reply needs a comment of the same discussion', async () => {
  const [one, other] = [await open('one'), await open('other')]
  const elsewhere = await said(other, 'Elsewhere')
  for (const parent of [elsewhere, unknownId]) {
    const { status, json } = await say(one, 'Reply', { parent })
    expect([status, json.errors?.[0].pointer]).toEqual([422, '/parent'])
  }
})

test('a comment that waits for a moderator, or was refused, is neither read, counted nor answered', async () => {
  const discussion = await open('hidden')
  const row = { organizationId: 'hanty', discussionId: 'hidden', isOfficial: false, createdAt: during }
  await api.database.insert(comments).values([
    { ...row, id: unknownId, text: 'Abuse', status: 'waiting' },
    { ...row, id: crypto.randomUUID(), text: 'Abuse', status: 'refused' },
  ])
  expect((await api.request(`${discussion}/comments`)).json.items).toEqual([])
  expect((await api.request(discussion)).json.commentCount).toBe(0)
  expect((await say(discussion, 'Reply', { parent: unknownId })).status).toBe(422)
})

test('nobody comments before a discussion opens or after it closes', async () => {
  const coming = await open('coming', { opensAt: new Date(+during + 1) })
  const closed = await open('closed', { closesAt: during })
  for (const discussion of [coming, closed]) {
    const { status, json } = await say(discussion, 'Too early or too late')
    expect([status, json.type]).toEqual([409, '/problems/discussion-not-open'])
    expect((await api.request(discussion)).json.isOpen).toBe(false)
  }
})

test('each wrong field is named', async () => {
  const discussion = await open('wrong')
  const errors = async (body: unknown) => {
    const { status, json } = await api.request(`${discussion}/comments`, { body })
    expect(status).toBe(422)
    return json.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])
  }
  expect(await errors({ text: '  ' })).toEqual([['/text', 'too_small']])
  expect(await errors({ text: 'x'.repeat(4001) })).toEqual([['/text', 'too_big']])
  expect(await errors({ text: 'a\u0000b' })).toEqual([['/text', 'characters']])
  expect(await errors({ text: 'x', parent: 'first' })).toEqual([['/parent', 'invalid_format']])
  expect(await errors({ text: 'x', name: 'n'.repeat(61) })).toEqual([['/name', 'too_big']])
  expect(await errors({ text: 7 })).toEqual([['/text', 'invalid_type']])
})

test('what cannot be read, or comes from a foreign website, is refused before any rule', async () => {
  const discussion = await open('strict')
  const post = async (body: BodyInit, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    (
      await api.app.request(`http://api.test/v1/organizations/hanty${discussion}/comments`, {
        method: 'POST',
        body,
        headers,
      })
    ).status
  expect(await post('{')).toBe(400)
  expect(await post(new Uint8Array([0x22, 0xc3, 0x28, 0x22]))).toBe(400)
  expect(await post('text=hello', { 'content-type': 'text/plain' })).toBe(415)
  expect(await post(JSON.stringify({ text: 'x'.repeat(1 << 20) }))).toBe(413)
  expect((await say(discussion, 'Hello', {}, { origin: 'https://evil.test' })).status).toBe(403)
})

test('a discussion that does not exist, or a cursor of another list, is refused', async () => {
  const discussion = await open('cursors')
  expect((await api.request('/discussions/nowhere')).status).toBe(404)
  expect((await api.request('/discussions/nowhere/comments')).status).toBe(404)
  expect((await say('/discussions/nowhere', 'Hello')).status).toBe(404)
  expect((await api.request('/discussions?cursor=x')).status).toBe(422)
  for (const query of [`cursor=${btoa('["first"]')}`, 'sort=worst', 'thread=first', 'limit=101'])
    expect((await api.request(`${discussion}/comments?${query}`)).status).toBe(422)
})

test('the first page is read once for many, and what another process has written is seen at once', async () => {
  const discussion = await open('crowded')
  const other = createApp(api.services)
  const texts = async () =>
    (await api.request(`${discussion}/comments`)).json.items.map((one: { text: string }) => one.text)
  expect(await texts()).toEqual([])
  await other.request(`http://api.test/v1/organizations/hanty${discussion}/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'Elsewhere' }),
  })
  expect(await texts()).toEqual(['Elsewhere'])
  const [first, second] = await Promise.all([
    api.request(`${discussion}/comments`),
    api.request(`${discussion}/comments`),
  ])
  const tag = first.headers.get('etag') ?? ''
  expect(second.headers.get('etag')).toBe(tag)
  const again = await api.request(`${discussion}/comments`, { headers: { 'if-none-match': tag } })
  expect(again.status).toBe(304)
})
