import { beforeEach, expect, test } from 'vitest'
import { discussions, outbox } from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'
import { signedIn } from './staff.fixture.js'

let api: TestApp
let moderator: Record<string, string>
let second: Record<string, string>
beforeEach(async () => {
  api = await createTestApp()
  moderator = as(await api.staffKey('hanty', 'moderator'))
  second = { cookie: (await signedIn(api, 'hanty', 'moderator')).cookie, 'vmeste-staff': 'session' }
  for (const id of ['square', 'park'])
    await api.database.insert(discussions).values({
      organizationId: 'hanty',
      id,
      titles: { ru: `Место ${id}`, en: `Place ${id}` },
      texts: { en: 'What to build here?' },
      opensAt: new Date('2026-11-20T00:00:00Z'),
    })
  return () => api.close()
})

const anna = { 'vmeste-device': 'a'.repeat(32) }
const boris = { 'vmeste-device': 'b'.repeat(32) }
const pass = (minutes: number) => {
  api.clock.now = new Date(+api.clock.now + minutes * 60_000)
}
const policy = async (moderation: object) =>
  api.request('/v1/organizations/ugra/settings', {
    method: 'PATCH',
    body: { settings: { moderation } },
    headers: as(await api.staffKey('ugra', 'administrator')),
  })
const say = async (text: string, headers: Record<string, string> = anna, discussion = 'square', more: object = {}) =>
  (await api.request(`/discussions/${discussion}/comments`, { body: { text, ...more }, headers })).json
const at = (id: string, discussion = 'square') => `/discussions/${discussion}/comments/${id}`
const decide = (id: string, body: object, headers = moderator, discussion = 'square') =>
  api.request(`${at(id, discussion)}/moderation`, { body, headers })
const flag = (id: string, reader: string, reason = 'spam', discussion = 'square') =>
  api.request(`${at(id, discussion)}/flags`, {
    body: { reason },
    headers: { 'vmeste-device': reader.repeat(32) },
  })
const queue = async (query = '', headers = moderator) =>
  (await api.request(`/moderation/queue${query}`, { headers })).json
const texts = ({ items }: { items: { text: string }[] }) => items.map(({ text }) => text)
const log = async (headers: Record<string, string> = {}) =>
  (await api.request('/moderation/log', { headers })).json.items

test('the queue holds what waits, is flagged and is contested, of all discussions, in pages, by reason and discussion', async () => {
  const flagged = await say('Flagged')
  const contested = await say('Contested')
  await decide(contested.id, { decision: 'hide', reason: 'Insults' })
  await api.request(`${at(contested.id)}/objection`, { body: { text: 'It was none' }, headers: anna })
  await say('Calm')
  await policy({ comments: 'before' })
  await say('First', boris, 'park')
  await say('Second', boris)
  await flag(flagged.id, 'c', 'insult')

  const whole = await queue()
  expect(texts(whole)).toEqual(['Flagged', 'Contested', 'First', 'Second'])
  expect(whole.counts).toEqual({ waiting: 2, flagged: 1, contested: 1 })
  expect(whole.discussions).toMatchObject([
    { id: 'park', count: 1 },
    { id: 'square', title: 'Place square', count: 3 },
  ])
  expect(whole.items[0]).toMatchObject({
    reasons: ['flagged'],
    flags: [{ reason: 'insult' }],
    legal: ['hide', 'keep'],
    decidedAt: null,
  })
  expect(whole.items[1]).toMatchObject({
    ...{ reasons: ['contested'], isOwnDecision: true, objection: { text: 'It was none', isGranted: null } },
    legal: ['publish', 'uphold'],
  })
  expect(whole.items[2]).toMatchObject({
    discussion: 'park',
    findings: { held: ['policy'] },
    legal: ['publish', 'refuse'],
  })
  expect(texts(await queue('?sort=newest&limit=1'))).toEqual(['Second'])
  const first = await queue('?limit=3')
  expect(texts(await queue(`?limit=3&cursor=${first.next}`))).toEqual(['Second'])
  expect(texts(await queue('?reason=waiting&discussion=park'))).toEqual(['First'])
  const coordinator = as(await api.staffKey('hanty', 'coordinator'))
  expect(texts(await queue('', coordinator))).toHaveLength(4)
  expect((await decide(whole.items[2].id, { decision: 'publish' }, coordinator, 'park')).status).toBe(403)
  const told = (await api.database.select().from(outbox)).filter(({ type }) => type === 'moderation.changed')
  expect(told.length).toBeGreaterThan(3)
  expect(new Set(told.map(({ data }) => JSON.stringify(data)))).toEqual(new Set(['{}']))
})

test('a moderator sees the thread around, what stood there before, what the author wrote else, and what was decided', async () => {
  const root = await say('What do you want?', boris)
  const one = await say('A fountain', anna, 'square', { parent: root.id })
  await say('A pavilion', boris, 'square', { parent: root.id })
  await say('Trees', anna, 'park')
  pass(1)
  await api.request(at(one.id), { method: 'PATCH', body: { text: 'A fountain!' }, headers: anna })
  await decide(one.id, { decision: 'hide', reason: 'Advertising' })
  const { json } = await api.request(`${at(one.id)}/context`, { headers: second })
  expect(texts({ items: json.thread })).toEqual(['What do you want?', 'A pavilion'])
  expect(json).toMatchObject({
    comment: { text: 'A fountain!', status: 'hidden' },
    versions: [{ text: 'A fountain' }],
    decisions: [{ decision: 'hide', reason: 'Advertising', by: expect.any(String) }],
    author: { standing: 'watched', published: 1, against: 1, latest: [{ text: 'Trees' }] },
  })
  expect(JSON.stringify(json)).not.toContain('aaaa')
})

test('who decides after a colleague is told what was decided and by whom; one’s own decision is taken back, flags and all', async () => {
  const { id } = await say('Abuse')
  await flag(id, 'c')
  const [seen] = (await queue()).items
  expect((await decide(id, { decision: 'keep', decidedAt: seen.decidedAt })).json).toMatchObject({
    status: 'published',
    canUndo: true,
  })
  const late = await decide(id, { decision: 'hide', reason: 'x', decidedAt: seen.decidedAt }, second)
  expect([late.status, late.json.type]).toEqual([409, '/problems/decided-meanwhile'])
  expect(late.json.decision).toMatchObject({ decision: 'keep', by: expect.any(String) })
  const undo = (headers: Record<string, string>) => api.request(`${at(id)}/moderation`, { method: 'DELETE', headers })
  expect((await undo(second)).json.type).toBe('/problems/decided-meanwhile')
  expect((await undo(moderator)).json).toMatchObject({ reasons: ['flagged'], decidedAt: null })
  expect((await decide(id, { decision: 'hide', reason: 'Insults', decidedAt: null })).status).toBe(201)
  expect((await undo(moderator)).json.status).toBe('published')
  await decide(id, { decision: 'hide', reason: 'Insults' })
  pass(11)
  expect((await undo(moderator)).json.type).toBe('/problems/undo-not-possible')
  expect(await log()).toHaveLength(1)
})

test('an author objects once; another person decides, and the author is told', async () => {
  const { id } = await say('Sharp words')
  const own = (headers = anna) => api.request(`${at(id)}/objection`, { headers })
  const object = (headers = anna) => api.request(`${at(id)}/objection`, { body: { text: 'They are true' }, headers })
  expect((await object()).json.type).toBe('/problems/objection-not-possible')
  await decide(id, { decision: 'hide', reason: 'Insults' })
  expect((await own()).json).toMatchObject({ comment: { text: 'Sharp words', reason: 'Insults' }, canObject: true })
  expect((await own(boris)).status).toBe(403)
  expect((await object(boris)).status).toBe(403)
  expect((await object()).status).toBe(201)
  expect((await object()).json.type).toBe('/problems/objection-not-possible')
  // Of keys, one person may have several.
  expect((await decide(id, { decision: 'uphold', reason: 'No' })).json.type).toBe('/problems/person-only')
  expect((await decide(id, { decision: 'uphold' }, second)).json.errors).toMatchObject([{ pointer: '/reason' }])
  expect((await decide(id, { decision: 'uphold', reason: 'It insults' }, second)).json).toMatchObject({
    status: 'hidden',
    reason: 'Insults',
  })
  expect((await own()).json).toMatchObject({
    canObject: false,
    objection: { isGranted: false, answer: 'It insults', text: 'They are true' },
  })
  const { id: other } = await say('Other words')
  await decide(other, { decision: 'hide', reason: 'Off topic' }, second)
  await api.request(`${at(other)}/objection`, { body: { text: 'It is about the square' }, headers: anna })
  expect((await decide(other, { decision: 'publish' }, second)).json.type).toBe('/problems/second-person')
  const third = { cookie: (await signedIn(api, 'hanty', 'moderator')).cookie, 'vmeste-staff': 'session' }
  expect((await decide(other, { decision: 'publish', reason: 'True' }, third)).json.status).toBe('published')
  expect((await api.request(`${at(other)}/objection`, { headers: anna })).json.objection).toMatchObject({
    isGranted: true,
    answer: 'True',
  })
})

test('a comment that becomes advertising as it is changed is hidden until a moderator has looked', async () => {
  const { id } = await say('A fountain would be good here')
  await decide(id, { decision: 'hide', reason: 'Mistaken' })
  await decide(id, { decision: 'publish' })
  const edit = async (text: string, headers = anna) =>
    (await api.request(at(id), { method: 'PATCH', body: { text }, headers })).json
  expect((await edit('A fountain, as at https://park.test')).status).toBe('published')
  const links = [1, 2, 3, 4].map((n) => `https://cheap-${n}.test`).join(' ')
  expect(await edit(`Buy ${links}`)).toMatchObject({
    status: 'hidden',
    text: '',
    reason: expect.stringContaining('реклам'),
  })
  const [queued] = (await queue('?reason=flagged')).items
  expect(queued).toMatchObject({
    findings: { held: ['spam'], score: { parts: [{ check: 'links' }] } },
    flags: [{ reason: 'spam' }],
    legal: ['publish', 'hide'],
  })
  expect((await decide(id, { decision: 'hide', reason: 'Advertising', decidedAt: null })).json.status).toBe('hidden')
})

test('the log tells everyone what was decided and why, without who wrote, what it said, or who decided', async () => {
  const { id } = await say('Secret abuse', anna, 'square', { name: 'Ivan' })
  await flag(id, 'c')
  await decide(id, { decision: 'hide', reason: 'Insults: write to ivan@mail.test instead' })
  const { id: doubtful } = await say('Doubtful', boris)
  await policy({ comments: 'before', flags: 1 })
  const { id: refused } = await say('Advertising')
  await decide(refused, { decision: 'refuse', reason: 'Spam' })
  const { id: passed } = await say('A fountain', boris)
  await decide(passed, { decision: 'publish' })
  await flag(doubtful, 'c')
  const entries = await log({ 'accept-language': 'en' })
  expect(entries).toMatchObject([
    { decision: 'flags', comment: doubtful, title: 'Place square' },
    { decision: 'refuse', comment: null, reason: 'Spam' },
    { decision: 'hide', comment: id },
  ])
  const feed = await api.request('/moderation/feed?lang=en')
  expect(feed.text).toContain('<title>Moderation log · Hanty</title>')
  expect(feed.text).toContain('Hidden: Place square')
  const hosted = await (
    await api.app.request('http://api.test/o/hanty/moderation', { headers: { 'accept-language': 'en' } })
  ).text()
  expect(hosted).toContain('<strong>Hidden</strong>')
  expect(hosted).toContain('Insults: write to')
  for (const said of [JSON.stringify(entries), feed.text, hosted])
    for (const secret of ['abuse', 'Ivan', 'ivan@', 'staff:']) expect(said).not.toContain(secret)
  const administrator = as(await api.staffKey('hanty', 'administrator'))
  await api.request(`${at(id)}/erasure`, { body: { reason: 'mistake' }, headers: administrator })
  expect((await log()).find(({ comment }: { comment: string }) => comment === id)).toMatchObject({ reason: null })
})

test('comments of newcomers wait, those of the trusted do not; a discussion may have a policy of its own', async () => {
  await policy({ comments: 'newcomers', trustedAfter: 2 })
  const first = await say('One')
  expect(first.status).toBe('waiting')
  expect((await queue()).items[0].findings).toMatchObject({ held: ['policy'], standing: 'new' })
  const next = await say('Two')
  for (const { id } of [first, next])
    expect((await decide(id, { decision: 'publish' })).json).toMatchObject({ status: 'published', canUndo: false })
  const third = await say('Three')
  expect(third.status).toBe('published')
  expect((await api.request(at(third.id), { method: 'PATCH', body: { text: '3' }, headers: anna })).status).toBe(200)
  // Known again by nothing.
  expect((await say('Nobody knows me', {})).status).toBe('waiting')
  await decide(third.id, { decision: 'hide', reason: 'Insults' })
  expect((await say('Four')).status).toBe('waiting')
  pass(91 * 24 * 60)
  expect((await say('Five')).status).toBe('published')

  const coordinator = as(await api.staffKey('hanty', 'coordinator'))
  const definition = { titles: { en: 'Park' }, texts: { en: 'What?' }, opensAt: '2026-11-20T00:00:00Z' }
  const put = (more: object) =>
    api.request('/discussions/park/definition', {
      method: 'PUT',
      body: { ...definition, ...more },
      headers: coordinator,
    })
  expect((await put({ moderation: 'before' })).json.moderation).toBe('before')
  expect((await say('Six', anna, 'park')).status).toBe('waiting')
  await put({ moderation: 'after' })
  expect((await say('Seven', boris, 'park')).status).toBe('published')
})

test('what looks like spam waits, and moderators see what each check found', async () => {
  const spam = await say('http://a.test http://b.test http://c.test http://d.test')
  expect(spam.status).toBe('waiting')
  expect((await queue()).items[0].findings).toEqual({
    held: ['spam'],
    score: { total: 1, parts: [{ check: 'links', score: 1 }] },
  })
  await policy({ spamScore: 2 })
  expect((await say('http://e.test http://f.test http://g.test http://h.test')).status).toBe('published')
})
