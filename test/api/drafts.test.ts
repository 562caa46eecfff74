import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { changesBetween } from '../../api/discussions/drafts/changes.js'
import { identify, splitText } from '../../api/discussions/drafts/paragraphs.js'
import { discussions } from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'
import { typeCommand } from './command.js'

let api: TestApp
let coordinator: Record<string, string>
beforeEach(async () => {
  api = await createTestApp()
  coordinator = as(await api.staffKey('hanty', 'coordinator'))
  await api.database.insert(discussions).values({
    organizationId: 'hanty',
    id: 'square',
    titles: { en: 'The square' },
    texts: { en: 'Rules of the square' },
    opensAt: new Date('2026-11-20T00:00:00Z'),
  })
  return () => api.close()
})

const first = 'The square is open to all.\n\nDogs are kept on a leash there.\n\nCars do not drive on it.'
const second = 'The square is open to all.\n\nDogs and cats are kept on a leash there.\n\nBicycles are pushed.'
const publish = (text: string, more: object = {}, headers = coordinator) =>
  api.request('/discussions/square/draft', { body: { text, language: 'en', ...more }, headers })
const draft = async (query = '') => (await api.request(`/discussions/square/draft${query}`)).json
const say = (text: string, body: object) => api.request('/discussions/square/comments', { body: { text, ...body } })
const page = async (query = '', init?: RequestInit) =>
  api.app.request(`http://api.test/o/hanty/discussions/square/draft?lang=en${query}`, init)

test('a paragraph keeps its id while it says nearly the same, whatever becomes of the others', () => {
  const versions = [identify(splitText(first), [])]
  versions.unshift(identify(splitText(second), versions))
  versions.unshift(identify(splitText(`A new beginning.\r\n \r\n${first}`), versions))
  expect(versions.reverse().map((one) => one.map(({ id }) => id).join(' '))).toEqual([
    'p1 p2 p3',
    'p1 p2 p4',
    'p5 p1 p2 p3',
  ])
  const [one = [], two = []] = versions
  const changes = changesBetween(one, two)
  expect(changes.map(({ id, change }) => `${id} ${change}`)).toEqual([
    'p1 same',
    'p2 changed',
    'p3 removed',
    'p4 added',
  ])
  // What is left out of either side is the text of the other.
  for (const [without, texts] of [
    ['added', one],
    ['removed', two],
  ] as const)
    for (const { id, parts } of changes) {
      const text = parts.flatMap((part) => (part.change === without ? [] : part.text)).join('')
      expect(text).toBe(texts.find((each) => each.id === id)?.text ?? '')
    }
  expect(changes[1]?.parts).toContainEqual({ change: 'added', text: 'and cats ' })
})

test('versions are published by staff, each one after the one it was made of, and the same again is none', async () => {
  expect((await api.request('/discussions/square/draft')).status).toBe(404)
  expect((await api.request('/discussions/square')).json.draftVersion).toBe(null)
  expect((await publish(first, { follows: 0 })).status).toBe(201)
  expect((await publish(`${first}\n`, {})).status).toBe(200)
  expect((await publish(second, { follows: 0 })).json.type).toBe('/problems/changed-meanwhile')
  expect((await publish(second, { follows: 1 })).json).toMatchObject({ version: 2, language: 'en' })
  expect((await api.request('/discussions/square')).json.draftVersion).toBe(2)
  expect(await draft('?version=1')).toMatchObject({
    version: 1,
    versions: [{ version: 2 }, { version: 1 }],
    paragraphs: [{ id: 'p1' }, { id: 'p2' }, { id: 'p3', text: 'Cars do not drive on it.' }],
  })
  expect((await api.request('/discussions/square/draft?version=9')).status).toBe(404)
  const { json } = await api.request('/discussions/square/draft/changes')
  expect([json.from, json.to, json.paragraphs.length]).toEqual([1, 2, 4])
  const trail = await api.request('/audit', { headers: as(await api.staffKey('hanty', 'administrator')) })
  expect(trail.text).toContain('discussion.draft-published')
})

test('the command publishes a file, and prints the latest', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vmeste-'))
  await writeFile(path.join(folder, 'rules.txt'), first)
  const type = async (...argv: string[]) =>
    (await typeCommand(api, folder, ['discussion', 'draft', 'square', ...argv, '--organization', 'hanty'])).said
  expect(await type()).toEqual([expect.stringContaining('has no draft')])
  expect(await type('rules.txt', '--language', 'en')).toEqual(['Published version 1 of square.'])
  expect(await type('rules.txt', '--language', 'en')).toEqual(['Nothing is new in version 1 of square.'])
  expect((await type()).join('\n')).toBe(first)
})

test('comments on a paragraph are read in its place and among all, with the version they were made on, also when it is gone', async () => {
  await publish(first)
  expect((await say('Which dogs?', { paragraph: 'p9' })).json.errors).toMatchObject([{ pointer: '/paragraph' }])
  const on = (await say('And buses?', { paragraph: 'p3' })).json
  await say('Which dogs?', { paragraph: 'p2' })
  await say('Nothing of the text', {})
  expect((await say('Good', { paragraph: 'p3', parent: on.id })).status).toBe(422)
  await say('Buses too', { parent: on.id })
  await publish(second)
  const shown = await draft()
  expect(
    shown.paragraphs.map(({ id, commentCount }: { id: string; commentCount: number }) => [id, commentCount]),
  ).toEqual([
    ['p1', 0],
    ['p2', 1],
    ['p4', 0],
  ])
  expect(shown.removed).toEqual([{ id: 'p3', text: 'Cars do not drive on it.', commentCount: 1, version: 1 }])
  const there = (await api.request('/discussions/square/comments?paragraph=p3')).json.items
  expect(there).toMatchObject([
    { text: 'And buses?', paragraph: { id: 'p3', version: 1 }, replies: [{ text: 'Buses too' }] },
  ])
  expect((await api.request('/discussions/square/comments')).json.items).toHaveLength(3)
  expect((await say('Too late', { paragraph: 'p3' })).status).toBe(422)
  const file = await api.request('/discussions/square/exports/comments.json')
  expect(file.json.comments[0].paragraph).toEqual({ id: 'p3', version: 1 })
  const csv = await api.request('/discussions/square/exports/comments.csv')
  expect(csv.text.split('\r\n')[0]).toContain('paragraph,draft_version')
})

test('the page without scripts shows the text, what changed in words and marks, and takes comments on a paragraph', async () => {
  await publish(first)
  const open = await (await page('&paragraph=p3')).text()
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(open)?.[1] ?? ''
  const body = new URLSearchParams({
    key: value('key'),
    form: value('form'),
    paragraph: 'p3',
    text: 'And <b>buses</b>?',
  })
  const sent = await page('', { method: 'POST', body, headers: { origin: 'http://api.test' } })
  expect([sent.status, sent.headers.get('location')]).toEqual([303, expect.stringContaining('paragraph=p3')])
  await publish(second)
  const whole = await (await page()).text()
  expect(whole).toContain('Bicycles are pushed.')
  expect(whole).toContain('No longer in the text')
  expect(await (await page('&paragraph=p3')).text()).toContain('And &lt;b&gt;buses&lt;/b&gt;?')
  const changes = await (await page('&changes=1')).text()
  expect(changes).toMatch(/<ins>.*and cats <\/ins>/)
  expect(changes).toMatch(/<del>.*Cars do not drive on it.<\/del>/)
  const discussion = await (await api.app.request('http://api.test/o/hanty/discussions/square?lang=en')).text()
  expect(discussion).toContain('/o/hanty/discussions/square/draft')
})

test('the latest comments of all discussions, or of one, are told in short, masked, without what is hidden', async () => {
  await api.database.insert(discussions).values({
    organizationId: 'hanty',
    id: 'park',
    titles: { en: 'The park' },
    texts: { en: 'Trees?' },
    opensAt: new Date('2026-11-20T00:00:00Z'),
  })
  const pass = () => {
    api.clock.now = new Date(+api.clock.now + 60_000)
  }
  await say('Call +7 922 123-45-67', {})
  pass()
  const root = await api.request('/discussions/park/comments', { body: { text: 'Oaks' } })
  pass()
  await api.request('/discussions/park/comments', {
    body: { text: 'We plant them', parent: root.json.id },
    headers: coordinator,
  })
  pass()
  const bad = (await say('Abuse', {})).json
  await api.request(`/discussions/square/comments/${bad.id}/moderation`, {
    body: { decision: 'hide', reason: 'Insults' },
    headers: as(await api.staffKey('hanty', 'moderator')),
  })
  const latest = async (query = '') => (await api.request(`/latest-comments${query}`)).json.items
  const all = await latest()
  expect(all).toMatchObject([
    { text: 'We plant them', discussion: 'park', title: 'The park', author: { isOfficial: true } },
    { text: 'Oaks' },
    { discussion: 'square' },
  ])
  expect(all[0].link).toBe(`http://api.test/o/hanty/discussions/park?thread=${root.json.id}#c-${all[0].id}`)
  // Of the texts alone: an id may hold any digits.
  expect(all.map(({ text }: { text: string }) => text).join()).not.toMatch(/922|Abuse/)
  expect(await latest('?discussion=park&limit=1')).toHaveLength(1)
  expect((await api.request('/latest-comments?discussion=none')).status).toBe(404)
})
