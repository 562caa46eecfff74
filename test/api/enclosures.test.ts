import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewTransition } from '../../api/appeals/contract.js'
import { createImageProcessor } from '../../api/platform/images.js'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, pdf, send, sendForm, upload } from './appeals.fixture.js'

let api: TestApp
let officer: string
let other: string
let picture: Buffer
beforeAll(async () => {
  api = await createTestApp({ images: createImageProcessor() })
  await addCategory(api, { code: 'potholes' })
  officer = await api.staffKey()
  other = await api.staffKey()
  picture = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#963' } })
    .jpeg()
    .toBuffer()
})
afterAll(() => api.close())

const sent = async (given: Record<string, unknown> = {}): Promise<{ number: number; secret: string }> =>
  (await send(api, given)).json
const file = async (name: string): Promise<string> =>
  (await upload(api, name.endsWith('.pdf') ? pdf : picture, name)).json.id
const step = (number: number, body: NewTransition, by = officer) =>
  api.request(`/appeals/${number}/transitions`, { body, headers: as(by) })
const read = async (number: number, by?: string) =>
  (await api.request(`/appeals/${number}`, by ? { headers: as(by) } : {})).json
/** What stands in the history with each event that has files. */
const filesIn = ({ history }: { history: { status: string; attachments?: { fileName: string }[] }[] }) =>
  history.flatMap(({ status, attachments }) =>
    attachments ? [[status, ...attachments.map(({ fileName }) => fileName)]] : [],
  )
const download = async (id: string, by: string) => (await api.request(`/attachments/${id}`, { headers: as(by) })).status

test('files go along with a question, the reply to it, an answer, and what is wrong with it, each where it was said', async () => {
  const own = await file('hole.jpg')
  const { number, secret } = await sent({ attachments: [own] })
  await step(number, { to: 'waiting', text: 'Which one?', attachments: [await file('map.pdf')] })
  await step(
    number,
    { to: 'in_progress', text: 'This', attachments: [await file('this.jpg'), await file('and.jpg')] },
    secret,
  )
  await step(number, { to: 'answered', text: 'Filled.', attachments: [await file('filled.jpg')] })
  const { status, json } = await step(
    number,
    { to: 'disputed', text: 'It is not', attachments: [await file('again.jpg')] },
    secret,
  )
  expect(status).toBe(201)
  const all = [
    ['waiting', 'map.pdf'],
    ['in_progress', 'this.jpg', 'and.jpg'],
    ['answered', 'filled.jpg'],
    ['disputed', 'again.jpg'],
  ]
  expect(filesIn(json)).toEqual(all)
  expect(filesIn(await read(number, officer))).toEqual(all)
  // Those that the appeal came with stay apart.
  expect(json.attachments.map(({ fileName }: { fileName: string }) => fileName)).toEqual(['hole.jpg'])
})

test('nobody but whoever sent the appeal and staff is shown or given them', async () => {
  const answer = await file('answer.pdf')
  const { number, secret } = await sent()
  const stranger = await sent()
  await step(number, { to: 'answered', text: 'Filled.', attachments: [answer] })
  expect(JSON.stringify(await read(number))).not.toMatch(/answer\.pdf|attachments/)
  expect(await download(answer, secret)).toBe(200)
  expect(await download(answer, officer)).toBe(200)
  expect(await download(answer, stranger.secret)).toBe(401)
  const moderator = await api.staffKey('ugra', 'moderator')
  expect(await download(answer, moderator)).toBe(401)
  expect(filesIn(await read(number, moderator))).toEqual([])
})

test('the files of a draft are kept among staff until it is the answer, and then go along with it', async () => {
  const draft = await file('draft.pdf')
  const { number, secret } = await sent()
  await step(number, { to: 'drafted', text: 'Filled.', attachments: [draft] })
  expect(filesIn(await read(number, secret))).toEqual([])
  expect(await download(draft, secret)).toBe(401)
  expect(filesIn(await read(number, other))).toEqual([['drafted', 'draft.pdf']])
  await step(number, { to: 'approved' }, other)
  await step(number, { to: 'answered' }, other)
  expect(filesIn(await read(number, secret))).toEqual([['answered', 'draft.pdf']])
  expect(await download(draft, secret)).toBe(200)
})

test('a draft written anew keeps its files unless others are given, and one that was sent back takes none along', async () => {
  const { number, secret } = await sent()
  await step(number, { to: 'drafted', text: 'One', attachments: [await file('one.pdf')] })
  await step(number, { to: 'drafted', text: 'Two' })
  await step(number, { to: 'drafted', text: 'Three', attachments: [await file('three.pdf')] })
  expect(filesIn(await read(number, officer))).toEqual([
    ['drafted', 'one.pdf'],
    ['drafted', 'three.pdf'],
  ])
  await step(number, { to: 'in_progress', text: 'No' }, other)
  await step(number, { to: 'answered', text: 'Filled.' })
  expect(filesIn(await read(number, secret))).toEqual([])
})

test('what was approved goes out with the files that were approved, where a second person has to look', async () => {
  const headers = as(await api.staffKey('ugra', 'administrator'))
  const set = (fourEyes: boolean) =>
    api.request('/settings', { method: 'PATCH', body: { settings: { casework: { fourEyes } } }, headers })
  await set(true)
  try {
    const { number } = await sent()
    await step(number, { to: 'drafted', text: 'Filled.', attachments: [await file('draft.pdf')] })
    await step(number, { to: 'approved' }, other)
    const mended = await step(number, { to: 'answered', attachments: [await file('else.pdf')] })
    expect(mended.json.type).toBe('/problems/second-person')
    expect((await step(number, { to: 'answered' })).status).toBe(201)
  } finally {
    await set(false)
  }
})

test('a step by which nothing is told takes no files, and a file goes with one thing only', async () => {
  const id = await file('plan.pdf')
  const { number } = await sent()
  const refused = await step(number, { to: 'registered', attachments: [id] })
  expect(refused.json.errors).toEqual([
    { pointer: '/attachments', code: 'no-files', detail: 'No files go with this step.' },
  ])
  await step(number, { to: 'waiting', text: 'This?', attachments: [id] })
  const again = await step((await sent()).number, { to: 'waiting', text: 'This?', attachments: [id] })
  expect(again.json.errors).toEqual([{ pointer: '/attachments/0', code: 'unknown', detail: expect.any(String) }])
  // Nothing of the step is left where its file was refused.
  expect((await read(number, officer)).status).toBe('waiting')
})

test('a resident takes them along and erases them with the appeal', async () => {
  const answer = await file('answer.pdf')
  const draft = await file('draft.pdf')
  const { number, secret } = await sent({ attachments: [await file('hole.jpg')] })
  await step(number, { to: 'drafted', text: 'No', attachments: [draft] })
  await step(number, { to: 'in_progress', text: 'Not so' }, other)
  await step(number, { to: 'answered', text: 'Filled.', attachments: [answer] })
  const own = { headers: as(secret) }
  const { files } = (await api.request(`/appeals/${number}/export`, own)).json
  expect(files.map(({ fileName }: { fileName: string }) => fileName)).toEqual(['hole.jpg', 'answer.pdf'])
  await api.request(`/appeals/${number}`, { ...own, method: 'DELETE' })
  const left = await api.database.select({ id: tables.files.id }).from(tables.files)
  expect(left.map(({ id }) => id)).not.toContain(answer)
  expect(left.map(({ id }) => id)).not.toContain(draft)
})

test('without scripts a reply takes photos along, is not sent without one that is refused, and shows them', async () => {
  const { number, secret } = await sent()
  await step(number, { to: 'waiting', text: 'Which one?' })
  const post = async (...files: File[]) => {
    const body = new FormData()
    for (const [name, value] of Object.entries({ secret, respond: 'in_progress', response: 'This one' }))
      body.set(name, value)
    for (const each of files) body.append('files', each)
    const response = await api.app.request(`http://api.test/o/hanty/appeals/${number}?lang=en`, {
      method: 'POST',
      body,
      headers: { origin: 'http://api.test' },
    })
    return { status: response.status, html: await response.text() }
  }
  const photo = new File([new Uint8Array(picture)], 'this.jpg')
  const refused = await post(photo, new File(['no picture'], 'no.txt'))
  expect(refused.status).toBe(422)
  expect(refused.html).toContain('no.txt')
  // It is uploaded, and stays ticked.
  expect(refused.html).toMatch(/name="attachments" value="[0-9a-f-]{36} this\.jpg" checked/)
  const replied = await post(photo)
  expect(replied.status).toBe(200)
  expect(replied.html).toContain('Photos and documents: this.jpg')
  expect(filesIn(await read(number, secret))).toEqual([['in_progress', 'this.jpg']])
})

/** As the form without scripts sends a reply. */
async function reply(number: number, secret: string, photo: File) {
  const body = new FormData()
  for (const [name, value] of Object.entries({ secret, respond: 'in_progress', response: 'This one' }))
    body.set(name, value)
  body.append('files', photo)
  const { status } = await api.app.request(`http://api.test/o/hanty/appeals/${number}?lang=en`, {
    method: 'POST',
    body,
    headers: { origin: 'http://api.test' },
  })
  return status
}
const photo = () => new File([new Uint8Array(picture)], 'this.jpg')
/** A file for a reply, as an app sends it. */
const sendTo = (number: number, secret: string, headers?: Record<string, string>) => {
  const form = new FormData()
  form.append('file', photo())
  form.append('appeal', `${number}`)
  return sendForm(api, form, { ...as(secret), ...headers })
}
const kept = async () => (await api.database.select({ id: tables.files.id }).from(tables.files)).length

test('by a wrong secret no photo is kept', async () => {
  const { number } = await sent()
  const stranger = await sent()
  await step(number, { to: 'waiting', text: 'Which one?' })
  const before = await kept()
  expect(await reply(number, stranger.secret, photo())).toBe(401)
  expect((await sendTo(number, stranger.secret)).json.type).toBe('/problems/wrong-secret')
  expect((await sendTo(999_999, stranger.secret)).json.type).toBe('/problems/wrong-secret')
  expect(await kept()).toBe(before)
})

test('where residents are known by e-mail, the secret alone takes photos along with a reply, while there is one to give', async () => {
  const { number, secret } = await sent()
  const other = await sent()
  await step(number, { to: 'waiting', text: 'Which one?' })
  const headers = as(await api.staffKey('ugra', 'administrator'))
  const know = (appeals: string[]) =>
    api.request('/settings', { method: 'PATCH', body: { settings: { identity: { appeals } } }, headers })
  expect((await know(['email'])).status).toBe(200)
  try {
    expect((await upload(api, picture, 'this.jpg', { headers: as(secret) })).json.type).toBe(
      '/problems/identity-required',
    )
    expect((await sendTo(other.number, other.secret)).json.type).toBe('/problems/illegal-transition')
    const again = { 'idempotency-key': 'the-same-photo' }
    const first = await sendTo(number, secret, again)
    expect(first.status).toBe(201)
    expect(await reply(number, secret, photo())).toBe(200)
    expect(filesIn(await read(number, secret))).toEqual([['in_progress', 'this.jpg']])
    // Sent again once the reply was: what it was answered before.
    expect((await sendTo(number, secret, again)).json).toEqual(first.json)
    expect((await sendTo(number, secret)).status).toBe(409)
  } finally {
    await know(['anonymous'])
  }
})
