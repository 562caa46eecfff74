import { beforeEach, expect, test } from 'vitest'
import { discussions, outbox } from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send, take } from './appeals.fixture.js'

let api: TestApp
let moderator: Record<string, string>
beforeEach(async () => {
  api = await createTestApp()
  moderator = as(await api.staffKey('hanty', 'moderator'))
  await api.database.insert(discussions).values({
    organizationId: 'hanty',
    id: 'square',
    titles: { ru: 'Площадь', en: 'Square' },
    texts: { en: 'What to build here?' },
    opensAt: new Date('2026-11-20T00:00:00Z'),
  })
  return () => api.close()
})

const policy = async (moderation: object) =>
  api.request('/v1/organizations/ugra/settings', {
    method: 'PATCH',
    body: { settings: { moderation } },
    headers: as(await api.staffKey('ugra', 'administrator')),
  })
const say = (text: string, more: object = {}, headers: Record<string, string> = {}) =>
  api.request('/discussions/square/comments', { body: { text, name: 'Anna', ...more }, headers })
const decide = (id: string, body: object, headers = moderator) =>
  api.request(`/discussions/square/comments/${id}/moderation`, { body, headers })
const shown = async () => {
  const { json } = await api.request('/discussions/square/comments')
  return json.items.map(({ text, status, reason }: Record<string, string>) => [status, text, reason])
}
const counted = async () => (await api.request('/discussions/square')).json.commentCount
const waiting = async (status = 'waiting') =>
  (await api.request(`/comments?status=${status}`, { headers: moderator })).json.items
const events = async () =>
  (await api.database.select().from(outbox).orderBy(outbox.id))
    .filter(({ topic }) => topic === 'discussions/square')
    .map(({ type, data }) => [type, data.text])

test('where comments are moderated before, one is told that it waits, and nobody else hears of it until it is published', async () => {
  expect((await policy({ comments: 'before' })).json.inForce.moderation).toEqual({
    comments: 'before',
    trustedAfter: 3,
    spamScore: 1,
    appeals: 'before',
    words: [],
    onWords: 'hold',
    flags: 5,
  })
  const sent = await say('A fountain', {}, { 'idempotency-key': 'a-fountain' })
  expect(sent.status).toBe(201)
  expect(sent.json).toMatchObject({ status: 'waiting', text: 'A fountain', reason: null })
  expect(await shown()).toEqual([])
  expect(await counted()).toBe(0)
  expect(await events()).toEqual([])
  expect(await waiting()).toMatchObject([
    { id: sent.json.id, discussion: 'square', text: 'A fountain', status: 'waiting' },
  ])
  // Nobody replies to what only its author knows of.
  expect((await say('Yes', { parent: sent.json.id })).status).toBe(422)

  const published = await decide(sent.json.id, { decision: 'publish' })
  expect(published.status).toBe(201)
  expect(published.json.status).toBe('published')
  expect(await shown()).toEqual([['published', 'A fountain', null]])
  expect(await counted()).toBe(1)
  expect(await events()).toEqual([['comment.published', 'A fountain']])
  expect(await waiting()).toEqual([])
  const { json } = await api.request('/audit', { headers: as(await api.staffKey('hanty', 'administrator')) })
  expect(json.items[0]).toMatchObject({
    actor: expect.stringMatching(/^staff:/),
    action: 'comment.moderated',
    subject: `comments/${sent.json.id}`,
    details: { discussion: 'square', status: { from: 'waiting', to: 'published' } },
  })
})

test('what the organization says itself does not wait', async () => {
  await policy({ comments: 'before' })
  expect((await say('We will see', {}, moderator)).json).toMatchObject({
    status: 'published',
    author: { isOfficial: true },
  })
})

test('to refuse needs a reason, is heard of by nobody, and can be taken back', async () => {
  await policy({ comments: 'before' })
  const { id } = (await say('Rubbish')).json
  expect((await decide(id, { decision: 'refuse' })).json.errors).toMatchObject([
    { pointer: '/reason', code: 'required' },
  ])
  expect((await decide(id, { decision: 'refuse', reason: 'Off topic' })).json).toMatchObject({
    status: 'refused',
    reason: 'Off topic',
  })
  expect(await shown()).toEqual([])
  expect(await events()).toEqual([])
  expect(await waiting('refused')).toMatchObject([{ id, text: 'Rubbish', reason: 'Off topic' }])
  await decide(id, { decision: 'publish' })
  expect(await shown()).toEqual([['published', 'Rubbish', null]])
})

test('a published comment is hidden in its place with the reason, also for who was away, and can be shown again', async () => {
  const { id } = (await say('Abuse')).json
  await say('A reply', { parent: id })
  const hidden = await decide(id, { decision: 'hide', reason: 'Insults' })
  expect(hidden.json).toMatchObject({ status: 'hidden', text: 'Abuse', reason: 'Insults' })
  expect(await shown()).toEqual([['hidden', '', 'Insults']])
  expect((await api.request('/discussions/square/comments')).json.items[0]).toMatchObject({
    author: { name: null },
    replies: [{ text: 'A reply' }],
  })
  expect(await counted()).toBe(2)
  expect(await events()).toEqual([
    ['comment.published', ''],
    ['comment.published', 'A reply'],
    ['comment.changed', ''],
  ])
  // Whoever may decide again still sees what about.
  expect(await waiting('hidden')).toMatchObject([{ id, text: 'Abuse' }])
  expect((await say('Yes', { parent: id })).status).toBe(422)
  const again = await decide(id, { decision: 'hide', reason: 'Insults' })
  expect(again.status).toBe(409)
  expect(again.json).toMatchObject({ type: '/problems/moderation-not-possible', legal: ['publish'] })
  await decide(id, { decision: 'publish' })
  expect(await shown()).toEqual([['published', 'Abuse', null]])
})

test('only moderators and administrators decide, and only of what there is', async () => {
  const { id } = (await say('A fountain')).json
  const officer = as(await api.staffKey('hanty', 'officer'))
  expect((await decide(id, { decision: 'hide', reason: 'x' }, officer)).status).toBe(403)
  expect((await api.request('/comments', { headers: officer })).status).toBe(403)
  expect((await decide(crypto.randomUUID(), { decision: 'publish' })).status).toBe(404)
  expect((await decide(id, { decision: 'away' })).status).toBe(422)
})

test('without JavaScript the author is told that the comment waits, and what is hidden says so in its place', async () => {
  const visit = async (path: string, init: RequestInit = {}) => {
    const headers = { 'accept-language': 'en', 'sec-fetch-site': 'same-origin' }
    const response = await api.app.request(`http://api.test/o/hanty/discussions/square${path}`, { ...init, headers })
    return { response, page: await response.text() }
  }
  const { id } = (await say('Abuse')).json
  await decide(id, { decision: 'hide', reason: 'Insults' })
  const { page } = await visit('')
  expect(page).toContain('Hidden by a moderator: Insults')
  expect(page).not.toContain('Abuse')

  await policy({ comments: 'before' })
  const { response } = await visit('', {
    method: 'POST',
    body: new URLSearchParams({ text: 'A fountain', key: 'a-fountain' }),
  })
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toMatch(/square\?sent=[\da-f-]{36}#sent$/)
  const waits = await visit('?sent=waiting')
  expect(waits.page).toContain('yours is waiting.')
  expect(waits.page).not.toContain('A fountain')
})

test('appeals are public once registered, or at once where they are looked at after', async () => {
  await addCategory(api, { code: 'potholes' })
  await send(api)
  const listed = async () => (await api.request('/appeals')).json.items.length
  expect(await listed()).toBe(0)
  expect((await api.request('/appeals/1')).json.description).toBeNull()
  await policy({ appeals: 'after' })
  expect(await listed()).toBe(1)
  expect((await api.request('/appeals/1')).json.description).toBe('A hole as deep as a boot')
  await take(api, as(await api.staffKey('hanty')).authorization.slice(7), 1, { to: 'declined', text: 'Not ours' })
  expect(await listed()).toBe(0)
})

test('a comment with a word that the town does not want waits for a moderator, however the word is disguised', async () => {
  await policy({ words: ['дурак*', 'spam'] })
  for (const text of ['Какой ДУРАКОВ план', 'д у р а к', 'Мэр — дypaк!', 'S.P.A.M', 'spaaam']) {
    const { status, json } = await say(text)
    expect([status, json.status], text).toEqual([201, 'waiting'])
  }
  expect((await say('A fountain', { name: 'Spam' })).json.status).toBe('waiting')
  expect((await say('Spammers are not meant, nor is the придурок')).json.status).toBe('published')
  // Staff answer for what they write.
  expect((await say('Do not spam', {}, moderator)).json.status).toBe('published')
  expect(await waiting()).toHaveLength(6)
})

test('where the policy says so it is not taken, and the author is told at which field', async () => {
  await policy({ words: ['spam'], onWords: 'refuse' })
  const { status, json } = await say('s p a m')
  expect([status, json.errors]).toMatchObject([422, [{ pointer: '/text', code: 'unwanted' }]])
  // It does not say which: a list would be tried out.
  expect(JSON.stringify(json)).not.toContain('spam')
  expect((await say('A fountain', { name: 'Spam' })).json.errors).toMatchObject([{ pointer: '/name' }])
  expect(await waiting()).toEqual([])
})

test('the words are seen by those who lead, and by no resident', async () => {
  await policy({ words: ['spam'] })
  const { text } = await api.request('/v1/organizations/hanty')
  expect(text).not.toContain('spam')
  const leader = as(await api.staffKey('hanty', 'leader'))
  const { json } = await api.request('/v1/organizations/hanty/settings', { headers: leader })
  expect(json.inForce.moderation.words).toEqual(['spam'])
  expect((await policy({ words: ['?'] })).status).toBe(422)
})
