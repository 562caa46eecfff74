import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCsv } from '../../api/import/csv.js'
import { discussions } from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'
import { typeCommand } from './command.js'

let api: TestApp
let folder: string
const here = '/discussions/square'
const vmeste = (...argv: string[]) => typeCommand(api, folder, argv)
const bring = (file: string, ...more: string[]) =>
  vmeste('import', 'comments', file, '--organization', 'hanty', '--discussion', 'square', '--format', 'disqus', ...more)

const post = (id: number, more: string, text = `<p>Said ${id}</p>`, name = 'Ann') =>
  `<post dsq:id="${id}"><message><![CDATA[${text}]]></message><createdAt>2020-05-06T07:${10 + id}:00Z</createdAt>
  <author><email>ann@b.test</email><name>${name}</name></author><ipAddress>1.2.3.4</ipAddress>${more}</post>`
const page = (id: number) => `<thread dsq:id="${id}"/>`
const file = (...posts: string[]) =>
  `<?xml version="1.0"?><disqus><thread dsq:id="1"><link>https://town.test/square/</link></thread>
  <thread dsq:id="2"><link>https://town.test/other</link></thread>${posts.join('')}</disqus>`
const first = [
  post(1, page(1)),
  // Answers stand before what they answer, and answers answers.
  post(2, `${page(1)}<parent dsq:id="3"/>`),
  post(3, `${page(1)}<parent dsq:id="1"/>`),
  post(4, `${page(1)}<isSpam>true</isSpam>`),
  post(5, `${page(1)}<parent dsq:id="4"/>`, '=SUM(1) by <a href="https://a.test/">a link</a>', 'Hanty'),
  post(6, page(2)),
  post(7, page(1), '<script>alert(1)</script>'),
]

beforeAll(async () => {
  api = await createTestApp()
  folder = await mkdtemp(path.join(tmpdir(), 'vmeste-comments-'))
  await api.database.insert(discussions).values({
    ...{ organizationId: 'hanty', id: 'square', titles: { en: 'Square' }, texts: { en: 'What?' } },
    opensAt: new Date('2026-11-20T00:00:00Z'),
  })
  await writeFile(path.join(folder, 'all.xml'), file(...first))
  await writeFile(path.join(folder, 'more.xml'), file(...first, post(8, page(1))))
  await writeFile(path.join(folder, 'half.xml'), file(...first).slice(0, -10))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await api.close()
})

test('comments of an export stand in their threads and at their times, without mail or address', async () => {
  // Read before: what many share is not older than what came by the command.
  expect((await api.request(`${here}/comments`)).json.items).toEqual([])
  expect(await bring('all.xml', '--page', 'http://www.town.test/square#top')).toEqual({
    exit: 0,
    said: ['4 comments imported, 0 here already.', 'Left out: 1 spam, 1 under another page, 1 without any text.'],
  })
  const { json, text } = await api.request(`${here}/comments?sort=oldest`)
  expect(
    json.items.map((one: { text: string; replies: { text: string }[]; replyCount: number; createdAt: string }) => [
      one.text,
      one.createdAt,
      one.replyCount,
      one.replies.map((reply) => reply.text),
    ]),
  ).toEqual([
    ['Said 1', '2020-05-06T07:11:00.000Z', 2, ['Said 2', 'Said 3']],
    ['=SUM(1) by [a link](https://a.test/)', '2020-05-06T07:15:00.000Z', 0, []],
  ])
  expect(json.items.map((one: { author: object }) => one.author)).toEqual([
    { name: 'Ann', isOfficial: false },
    // Whoever was called as the town is.
    { name: null, isOfficial: false },
  ])
  expect(text).not.toMatch(/ann@b|1\.2\.3\.4/)
})

test('coming again adds only what is new, and half a file nothing', async () => {
  expect((await bring('half.xml')).said[0]).toContain('it is not whole XML')
  const { said } = await bring('more.xml')
  expect(said[0]).toBe('2 comments imported, 4 here already.')
  expect((await api.request(here)).json.commentCount).toBe(6)
})

test('a discussion is taken away whole, as a table and as JSON, by anyone and by command', async () => {
  const rowsOf = async (text: string) => {
    const rows: string[][] = []
    for await (const row of readCsv([text.replace('\ufeff', '')], ',')) if ('fields' in row) rows.push(row.fields)
    return rows
  }
  const csv = await api.request(`${here}/exports/comments.csv`)
  expect(csv.headers.get('content-disposition')).toContain('hanty-square-comments.csv')
  const [names = [], ...rows] = await rowsOf(csv.text)
  expect(rows).toHaveLength(6)
  expect(rows.map((row) => row[names.indexOf('text')])).toContain("'=SUM(1) by [a link](https://a.test/)")
  const waiting = await api.request(`${here}/exports/comments.json`)
  expect(waiting.json.discussion.title).toBe('Square')
  expect(waiting.json.comments).toHaveLength(6)
  const { said } = await vmeste('discussion', 'export', 'square', '--organization', 'hanty', '--comments', 'json')
  expect(JSON.parse(said.join('\n')).comments).toHaveLength(6)
  for (const [role, kept] of [
    ['moderator', 'private, no-store'],
    ['officer', 'public, max-age=60'],
  ] as const) {
    const headers = as(await api.staffKey('hanty', role))
    const staff = await api.request(`${here}/exports/comments.json`, { headers })
    expect(staff.headers.get('cache-control')).toBe(kept)
  }
  expect((await api.request('/discussions/nowhere/exports/comments.csv')).status).toBe(404)
})
