import { crc32, deflateSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createImageProcessor } from '../../api/platform/images.js'
import { problemStatuses } from '../../api/platform/problems.js'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, pdf, send, take, upload } from './appeals.fixture.js'

/** The errors that were logged as ours: bad input is never one. */
const failures: unknown[] = []
let api: TestApp
let key: string
beforeAll(async () => {
  const log = { error: (...said: unknown[]) => void failures.push(said), warn: () => {}, info: () => {} }
  api = await createTestApp({ images: createImageProcessor(), log })
  key = await api.staffKey()
  const label = { en: 'x' }
  await addCategory(api, {
    code: 'potholes',
    contact: { name: 'optional', email: 'optional', phone: 'optional' },
    questions: [
      { id: 'depth', type: 'number', label, required: false },
      { id: 'note', type: 'text', label, required: false },
      { id: 'day', type: 'date', label, required: false },
    ],
  })
  const times = { opensAt: new Date('2026-11-20T00:00:00Z'), closesAt: new Date('2026-12-01T00:00:00Z') }
  const poll = {
    ...({
      organizationId: 'hanty',
      titles: label,
      descriptions: label,
      identity: 'device',
      results: 'always',
    } as const),
    questions: [
      { id: 'where', type: 'single' as const, title: label, required: true, options: [{ id: 'river', title: label }] },
    ],
    ...times,
  }
  await api.database.insert(tables.polls).values([
    { ...poll, id: 'park' },
    { ...poll, id: 'past', closesAt: new Date('2026-11-21T00:00:00Z') },
  ])
  const discussion = { organizationId: 'hanty', titles: label, texts: label }
  await api.database.insert(tables.discussions).values([
    { ...discussion, ...times, id: 'square' },
    { ...discussion, ...times, id: 'past', closesAt: new Date('2026-11-21T00:00:00Z') },
  ])
})
afterAll(() => api.close())
beforeEach(() => void failures.splice(0))

interface Post {
  name: string
  path: string
  /** A body that is taken. */
  body: Record<string, unknown>
  headers: Record<string, string>
}

let voter = 0
/** Every POST there is that takes JSON, each on something that is ready for it. */
async function posts(): Promise<Post[]> {
  const { json: fresh } = await send(api)
  const { json: answered } = await send(api)
  await take(api, key, answered.number, { to: 'registered' }, { to: 'answered', text: 'Done' })
  voter += 1
  return [
    {
      name: 'an appeal',
      path: '/appeals',
      body: { category: 'potholes', description: 'A hole as deep as a boot', consent: true },
      headers: {},
    },
    {
      name: 'a step',
      path: `/appeals/${fresh.number}/transitions`,
      body: { to: 'registered', text: 'Seen' },
      headers: as(key),
    },
    {
      name: 'a rating',
      path: `/appeals/${answered.number}/rating`,
      body: { score: 5, comment: 'Fine' },
      headers: as(answered.secret),
    },
    {
      name: 'a ballot',
      path: '/polls/park/ballots',
      body: { answers: { where: 'river' } },
      headers: { 'vmeste-device': `device-number-${voter}`.padEnd(24, '0') },
    },
    { name: 'a comment', path: '/discussions/square/comments', body: { text: 'A fountain' }, headers: {} },
  ]
}

/** Sends bytes or text as they are. */
async function sendRaw(
  { path, headers }: Post,
  body: string | Uint8Array<ArrayBuffer>,
  more: Record<string, string> = {},
) {
  const response = await api.app.request(`http://api.test/v1/organizations/hanty${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers, ...more },
  })
  return { status: response.status, text: await response.text(), headers: response.headers }
}

/** It is a problem document of the status that its type has, and tells nothing of how we work. */
function expectProblem({ status, text, headers }: Awaited<ReturnType<typeof sendRaw>>, ...codes: string[]) {
  expect(headers.get('content-type')).toBe('application/problem+json')
  const problem = JSON.parse(text)
  const code = problem.type.replace('/problems/', '')
  expect(codes).toContain(code)
  expect(status).toBe(problemStatuses[code as keyof typeof problemStatuses])
  expect(problem).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) })
  expect(text).not.toMatch(/at \w+ \(|node_modules|select |insert /i)
  return problem
}

test('what these tests send is taken when nothing is wrong with it', async () => {
  for (const post of await posts()) {
    const { status } = await sendRaw(post, JSON.stringify(post.body))
    expect([post.name, status]).toEqual([post.name, 201])
  }
})

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const unreadable: [string, string | Uint8Array<ArrayBuffer>][] = [
  ['nothing', ''],
  ['half a document', '{"text": "A'],
  ['no JSON', 'text=A'],
  ['two documents', '{}{}'],
  ['broken UTF-8', Uint8Array.from([...Buffer.from('{"text":"'), 0xc3, 0x28, ...Buffer.from('"}')])],
  ['windows-1251', Uint8Array.from([...Buffer.from('{"text":"'), 0xdf, 0xec, 0xe0, ...Buffer.from('"}')])],
  ['a bare NUL', '{"text":"a\u0000b"}'],
]
test.each(unreadable)('%s is malformed', async (_name, body) => {
  for (const post of await posts()) expectProblem(await sendRaw(post, body), 'malformed-request')
  expect(failures).toEqual([])
})

const wrong = ['null', 'true', '1', '"text"', '[]', '{}', '[{}]', nested(50_000), '{"__proto__":{"text":"a"}}']
test.each(wrong.map((body) => [body.slice(0, 25), body]))('%s is no body of any of them', async (_name, body) => {
  for (const post of await posts()) expectProblem(await sendRaw(post, body), 'invalid-input')
  expect(failures).toEqual([])
})

test('a megabyte is too large, whatever is in it', async () => {
  for (const post of await posts()) {
    const large = JSON.stringify({ ...post.body, padding: 'x'.repeat(1_000_000) })
    expectProblem(await sendRaw(post, large), 'too-large')
  }
  expect(failures).toEqual([])
})

test('what is not called JSON is not read', async () => {
  for (const post of await posts()) {
    for (const type of [
      '',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonp',
    ]) {
      expectProblem(await sendRaw(post, JSON.stringify(post.body), { 'content-type': type }), 'unsupported-media-type')
    }
  }
})

test('another website’s page is refused', async () => {
  for (const post of await posts()) {
    for (const origin of ['https://evil.test', 'https://town.test.evil.test', 'http://localhost.evil.test', 'null']) {
      expectProblem(await sendRaw(post, JSON.stringify(post.body), { origin }), 'origin-not-allowed')
    }
  }
})

/** Values that no field takes. */
const strange: unknown[] = [
  null,
  false,
  {},
  [],
  [[]],
  { constructor: 1 },
  Number.MAX_VALUE,
  -1,
  'x'.repeat(20_000),
  'a\u0000b',
  'a\ud800b',
  '\u001b[31m',
]
test('whatever stands in a field that cannot stand there, it is told of by its pointer', async () => {
  for (const post of await posts()) {
    for (const field of Object.keys(post.body)) {
      for (const value of strange) {
        const answer = await sendRaw(post, JSON.stringify({ ...post.body, [field]: value }))
        const { errors } = expectProblem(answer, 'invalid-input')
        for (const { pointer } of errors) expect(pointer.split('/')[1]).toBe(field)
      }
    }
  }
  expect(failures).toEqual([])
})

test('a number no double can hold is not a place, a score or a number of anything', async () => {
  const [appeal, , rating] = await posts()
  if (!appeal || !rating) throw new Error('there are five')
  const withPlace = JSON.stringify({ ...appeal.body, place: { latitude: 1, longitude: 1 } })
  expectProblem(await sendRaw(appeal, withPlace.replace('"latitude":1', '"latitude":1e999')), 'invalid-input')
  expectProblem(await sendRaw(appeal, withPlace.replace('"latitude":1', '"latitude":90.0000001')), 'invalid-input')
  expectProblem(await sendRaw(rating, '{"score":1e999}'), 'invalid-input')
  expectProblem(await sendRaw(rating, '{"score":4.5}'), 'invalid-input')
  expectProblem(
    await sendRaw({ ...rating, path: '/appeals/99999999999999999999/rating' }, '{"score":5}'),
    'invalid-input',
  )
  expectProblem(await sendRaw(appeal, JSON.stringify({ ...appeal.body, answers: { depth: 'deep' } })), 'invalid-input')
  expectProblem(
    await sendRaw(appeal, JSON.stringify({ ...appeal.body, answers: { day: '2026-02-30' } })),
    'invalid-input',
  )
})

test('a text that nobody can see is empty', async () => {
  const [appeal, , , , comment] = await posts()
  if (!appeal || !comment) throw new Error('there are five')
  const unseen = '\u200b\u2060\u200e '
  expectProblem(await sendRaw(appeal, JSON.stringify({ ...appeal.body, description: unseen })), 'invalid-input')
  expectProblem(await sendRaw(comment, JSON.stringify({ text: unseen })), 'invalid-input')
})

test('names that every object has are names as any, and change no object', async () => {
  const [appeal, , , ballot] = await posts()
  if (!appeal || !ballot) throw new Error('there are five')
  const polluting = '{"__proto__":"polluted","constructor":"x","to-string":"y"}'
  const { status, text } = await sendRaw(
    appeal,
    JSON.stringify({ ...appeal.body, answers: 0 }).replace('"answers":0', `"answers":${polluting}`),
  )
  expect(status).toBe(201)
  const { number } = JSON.parse(text)
  const { json } = await api.request(`/appeals/${number}`, { headers: as(key) })
  expect(json.answers).toEqual({})
  expectProblem(await sendRaw(ballot, `{"answers":${polluting}}`), 'invalid-input')
  expect('polluted' in {}).toBe(false)
  expect(Object.prototype.constructor).toBe(Object)
})

test('a body that is taken may hold more than is asked for, however deep, also under a key', async () => {
  for (const post of await posts()) {
    const body = JSON.stringify({ ...post.body, more: 0 }).replace('"more":0', `"more":${nested(50_000)}`)
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const answer = await sendRaw(post, body, headers)
    expect([post.name, answer.status]).toEqual([post.name, 201])
    const again = await sendRaw(post, body, headers)
    expect(JSON.parse(again.text)).toEqual(JSON.parse(answer.text))
  }
  expect(failures).toEqual([])
})

test('thousands of mistakes are not answered one by one', async () => {
  const [appeal, , , ballot] = await posts()
  if (!appeal || !ballot) throw new Error('there are five')
  const strangers = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`Q ${index}`, 'a']))
  for (const [post, body] of [
    [appeal, { ...appeal.body, attachments: Array(20_000).fill('1') }],
    [appeal, { ...appeal.body, answers: strangers }],
    [ballot, { answers: strangers }],
  ] as const) {
    const { errors } = expectProblem(await sendRaw(post, JSON.stringify(body)), 'invalid-input')
    expect(errors.length).toBeLessThanOrEqual(100)
  }
})

test('keys and devices that are none, and addresses of nothing, are told so', async () => {
  for (const post of await posts()) {
    const body = JSON.stringify(post.body)
    for (const bad of ['short', 'with a space in it', 'ключ-слишком'.replace(/[^a-z-]/g, '\u00ff'), 'x'.repeat(200)]) {
      expectProblem(await sendRaw(post, body, { 'idempotency-key': bad }), 'invalid-input')
    }
    for (const organization of ['nowhere', '%00', '%ff', '..%2f', "'--", 'x'.repeat(300)]) {
      const response = await api.app.request(`http://api.test/v1/organizations/${organization}${post.path}`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      })
      expect([organization, response.status]).toEqual([organization, 404])
    }
  }
  expect(failures).toEqual([])
})

test('what is over, done or not there says so', async () => {
  const [appeal, step, rating, ballot, comment] = await posts()
  if (!appeal || !step || !rating || !ballot || !comment) throw new Error('there are five')
  const sent = (post: Post, path = post.path, more: Record<string, string> = {}) =>
    sendRaw({ ...post, path }, JSON.stringify(post.body), more)
  const unknown = expectProblem(
    await sendRaw(appeal, JSON.stringify({ ...appeal.body, category: 'unicorns' })),
    'invalid-input',
  )
  expect(unknown.errors).toMatchObject([{ pointer: '/category', code: 'unknown' }])
  expectProblem(await sent(ballot, '/polls/past/ballots'), 'poll-not-open')
  expectProblem(await sent(ballot, '/polls/none/ballots'), 'not-found')
  expectProblem(await sent(comment, '/discussions/past/comments'), 'discussion-not-open')
  expectProblem(await sent(comment, '/discussions/none/comments'), 'not-found')
  expectProblem(await sent(step, '/appeals/2000000000/transitions'), 'not-found')
  expectProblem(await sent(step, step.path, as(rating.headers.authorization?.slice(7) ?? '')), 'wrong-secret')
  expectProblem(await sent(rating, rating.path, as('wrong')), 'wrong-secret')
  expectProblem(await sendRaw(step, '{"to":"closed"}'), 'illegal-transition')
  for (const [post, again] of [
    [ballot, 'already-voted'],
    [rating, 'already-rated'],
  ] as const) {
    expect((await sent(post)).status).toBe(201)
    expectProblem(await sent(post), again)
  }
  expect(failures).toEqual([])
})

/** A part of a PNG file. */
const chunk = (name: string, data: Uint8Array) => {
  const body = Buffer.concat([Buffer.from(name), data])
  const edges = Buffer.alloc(8)
  edges.writeUInt32BE(data.length, 0)
  edges.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([edges.subarray(0, 4), body, edges.subarray(4)])
}
/** A picture that says it is so wide and high, with this in it. */
function png(width: number, height: number, pixels: Uint8Array) {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const signature = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
/** An archive with nothing in it, whose comment is what is given. */
const zip = (comment: string) => {
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([end, Buffer.from(comment)])
}
const trailer = '\nstartxref\n162\n%%EOF\n'

test.each<[string, Uint8Array | string]>([
  ['an empty file', ''],
  ['a text called a photo', 'I am a photo'],
  ['a page called a photo', '<!doctype html><script>alert(1)</script>'],
  ['a drawing that could run a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['an animation', Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64')],
  ['a program', Buffer.from('MZ\u0090\u0000\u0003', 'latin1')],
  ['a picture of which only the first bytes are one', Buffer.from('ffd8ffe000104a46494600', 'hex')],
  ['a picture that unpacks to gigabytes', png(60_000, 60_000, Buffer.alloc(1_000_000))],
  ['a picture that says it is as wide as can be', png(2 ** 31 - 1, 1, Buffer.alloc(10))],
  ['a picture without pixels', png(0, 0, Buffer.alloc(0))],
  ['a picture that ends early', png(4000, 4000, Buffer.alloc(10))],
  ['a document that ends early', pdf.slice(0, 200)],
  ['a document that is an archive too', Buffer.concat([Buffer.from(pdf), zip('')])],
  ['an archive hidden before the end of a document', Buffer.concat([Buffer.from(pdf), zip(trailer)])],
  ['a document with a page behind it', `${pdf}<script>alert(1)</script>`],
  ['a page with a document behind it', `<script>/*${pdf}*/</script>`],
])('%s is not a file that is kept', async (_name, content) => {
  for (const [name, type] of [
    ['photo.jpg', 'image/jpeg'],
    ['scan.pdf', 'application/pdf'],
  ]) {
    const { status, json } = await upload(api, content, name, { type })
    expect([status, json.type]).toEqual([415, '/problems/unsupported-file'])
  }
  expect(failures).toEqual([])
})

/** A form as a browser would never write it. */
const sendParts = (...parts: (string | Uint8Array)[]) =>
  sendRaw(
    { name: 'a file', path: '/attachments', body: {}, headers: {} },
    Uint8Array.from(Buffer.concat(parts.map((part) => Buffer.from(part as string)))),
    { 'content-type': 'multipart/form-data; boundary=edge' },
  )
const part = (disposition: string | Uint8Array) => [
  '--edge\r\ncontent-disposition: form-data; ',
  disposition,
  '\r\ncontent-type: application/pdf\r\n\r\n',
  pdf,
  '\r\n--edge--\r\n',
]

test('a form that is broken is refused; a file name in broken UTF-8 is made a name', async () => {
  expectProblem(await sendParts('--edge\r\n'), 'malformed-request')
  expectProblem(await sendParts(...part('name="other"; filename="a.pdf"')), 'invalid-input')
  const broken = Uint8Array.from([...Buffer.from('name="file"; filename="'), 0xff, 0xfe, 0xd1, ...Buffer.from('.pdf"')])
  const { status, text } = await sendParts(...part(broken))
  expect([status, status === 201 || text]).toEqual([201, true])
  expect(JSON.parse(text).fileName).toMatch(/\.pdf$/)
  for (const name of ['a%00.pdf', '%22%0d%0ax: y.pdf', '..', '__proto__', 'CON.pdf']) {
    const answer = await sendParts(...part(`name="file"; filename="${name}"`))
    expect(answer.status).toBe(201)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the point
    expect(JSON.parse(answer.text).fileName).toMatch(/^[^/\\"\u0000-\u001f]+\.pdf$/)
  }
  for (const origin of ['https://evil.test', 'null']) {
    const answer = await upload(api, pdf, 'a.pdf', { headers: { origin } })
    expect([answer.status, answer.json.type]).toEqual([403, '/problems/origin-not-allowed'])
  }
  expect(failures).toEqual([])
})

test('ten thousand parts of a form are refused before they are read', async () => {
  const many = Array.from(
    { length: 10_000 },
    (_, index) => `--edge\r\ncontent-disposition: form-data; name="f${index}"\r\n\r\nx\r\n`,
  )
  expectProblem(await sendParts(...many, '--edge--\r\n'), 'too-large')
})

test('an appeal has one address: its number in digits', async () => {
  const { json } = await send(api)
  const { number } = json
  for (const other of [
    `0x${number.toString(16)}`,
    `${number}.0`,
    `${number}e0`,
    `%20${number}`,
    `+${number}`,
    `-${number}`,
  ]) {
    expect((await api.request(`/appeals/${other}`)).status).toBe(422)
  }
  expect((await api.request(`/appeals/${number}`)).status).toBe(200)
})

test('a text of the wrong length is told in words, with the length it may have', async () => {
  const said = async (description: string, language: string) => {
    const { json } = await api.request('/appeals', {
      method: 'POST',
      headers: { 'accept-language': language },
      body: { category: 'potholes', description, consent: true },
    })
    return json.errors.map(({ detail }: { detail: string }) => detail)
  }
  expect(await said('ab', 'en')).toEqual(['Too short: at least 3 characters.'])
  expect(await said('ab', 'ru')).toEqual(['Слишком коротко: не меньше 3 знаков.'])
})
