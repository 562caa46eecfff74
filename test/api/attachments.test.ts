import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deleteAbandoned } from '../../api/attachments/abandoned.js'
import { createImageProcessor } from '../../api/platform/images.js'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, pdf, send, sendForm, upload } from './appeals.fixture.js'

let api: TestApp
let key: string
beforeAll(async () => {
  api = await createTestApp({ images: createImageProcessor() })
  await addCategory(api, { code: 'potholes' })
  key = await api.staffKey()
})
afterAll(() => api.close())

const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#963' } })
/** A phone's photo: lying on its side, knowing where and by what it was taken. */
const photo = () =>
  plain(400, 200)
    .withExif({
      IFD0: { Make: 'Telephone', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '61/1 0/1 15/1', GPSLongitudeRef: 'E', GPSLongitude: '69/1 0/1 7/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

const download = async (id: string, headers: Record<string, string> = {}) => {
  const response = await api.app.request(`http://api.test/v1/organizations/hanty/attachments/${id}`, { headers })
  return { status: response.status, headers: response.headers, content: new Uint8Array(await response.arrayBuffer()) }
}

test('a phone’s photo is kept upright, and forgets where it was taken', async () => {
  const original = await photo()
  expect((await sharp(original).metadata()).exif).toBeDefined()
  expect(original.includes('Telephone')).toBe(true)
  const { status, json } = await upload(api, original, 'IMG_0001.JPG')
  expect(status).toBe(201)
  expect(json).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    fileName: 'IMG_0001.jpg',
    mediaType: 'image/jpeg',
    bytes: expect.any(Number),
    width: 200,
    height: 400,
  })
  const { content } = await download(json.id, as(key))
  expect(content).toHaveLength(json.bytes)
  const metadata = await sharp(content).metadata()
  expect(metadata).toMatchObject({ format: 'jpeg', width: 200, height: 400 })
  expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.icc, metadata.orientation]).toEqual(
    Array(5).fill(undefined),
  )
  expect(Buffer.from(content).includes('Telephone')).toBe(false)
})

test('what a camera makes too large is made smaller, and what is small stays as it is', async () => {
  const large = await upload(api, await plain(4000, 3000).png().toBuffer(), 'large.png')
  expect(large.json).toMatchObject({ width: 2560, height: 1920, mediaType: 'image/jpeg', fileName: 'large.jpg' })
  const small = await upload(api, await plain(40, 30).webp().toBuffer(), 'small.webp')
  expect(small.json).toMatchObject({ width: 40, height: 30, mediaType: 'image/jpeg' })
})

test('a PDF is kept to the byte', async () => {
  const { status, json } = await upload(api, pdf, 'Письмо.pdf')
  expect(status).toBe(201)
  expect(json).toMatchObject({ mediaType: 'application/pdf', bytes: pdf.length, width: null, height: null })
  expect(new TextDecoder().decode((await download(json.id, as(key))).content)).toBe(pdf)
})

test('what a file is, its content says: not its name, not its declared type', async () => {
  const picture = await plain(9, 9).png().toBuffer()
  expect((await upload(api, picture, 'letter.pdf', { type: 'application/pdf' })).json).toMatchObject({
    mediaType: 'image/jpeg',
    fileName: 'letter.jpg',
  })
  for (const [content, name, type] of [
    ['<script>alert(1)</script>', 'photo.jpg', 'image/jpeg'],
    ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'photo.svg', 'image/svg+xml'],
    ['%PDF-1.7 <script>alert(1)</script>', 'letter.pdf', 'application/pdf'],
    ['GIF89a\u0001\u0000\u0001\u0000', 'photo.gif', 'image/gif'],
    ['', 'empty.jpg', 'image/jpeg'],
  ] as const) {
    const { status, json, headers } = await upload(api, content, name, { type })
    expect([status, json.type], name).toEqual([415, '/problems/unsupported-file'])
    expect(headers.get('content-type')).toBe('application/problem+json')
  }
})

test('a broken picture is refused', async () => {
  const whole = await plain(300, 300).jpeg().toBuffer()
  expect((await upload(api, whole.subarray(0, whole.length / 2))).status).toBe(415)
  expect((await upload(api, new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]))).status).toBe(415)
})

test('a picture that unpacks to more than the server has room for is refused, and a phone’s largest photo is not', async () => {
  const deep = await sharp({ create: { width: 5000, height: 4500, channels: 4, background: '#963' } })
    .toColourspace('rgb16')
    .png()
    .toBuffer()
  expect(deep.length).toBeLessThan(2_000_000)
  const refused = await upload(api, deep, 'deep.png')
  expect([refused.status, refused.json.type]).toEqual([415, '/problems/unsupported-file'])
  expect((await upload(api, await plain(8160, 6120).jpeg().toBuffer(), 'phone.jpg')).status).toBe(201)
})

test('a file name is only a name', async () => {
  const nameOf = async (given: string) => (await upload(api, pdf, given)).json.fileName
  expect(await nameOf('../../etc/passwd.pdf')).toBe('passwd.pdf')
  expect(await nameOf('C:\\secret\\report.pdf')).toBe('report.pdf')
  expect(await nameOf('invoice\u202Efdp.exe')).toBe('invoicefdp.pdf')
  expect(await nameOf('Акт осмотра № 5 (итог).pdf')).toBe('Акт осмотра № 5 (итог).pdf')
  expect(await nameOf('...')).toBe('document.pdf')
  const long = await nameOf(`${'яма '.repeat(100)}😀.pdf`)
  expect(long.length).toBeLessThanOrEqual(120)
  expect(long).toMatch(/^яма яма .*\.pdf$/)
})

test('more than 10 MB is too large, whether it is said at once or found out', async () => {
  const tooMuch = new Uint8Array(10 * 1024 * 1024 + 1)
  const { status, json } = await upload(api, tooMuch)
  expect([status, json.type]).toEqual([413, '/problems/too-large'])
  expect((await upload(api, new Uint8Array(11 * 1024 * 1024))).status).toBe(413)
})

test('a form without a file, or with text in its place, is told which field is missing', async () => {
  const text = new FormData()
  text.append('file', 'not a file')
  for (const form of [new FormData(), text]) {
    const { status, json } = await sendForm(api, form)
    expect([status, json.errors[0].pointer]).toEqual([422, '/file'])
  }
})

test('a body that is no form is malformed, and JSON is not what this address takes', async () => {
  const post = (body: string, type: string) =>
    api.app.request('http://api.test/v1/organizations/hanty/attachments', {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    })
  expect((await post('no boundary here', 'multipart/form-data; boundary=x')).status).toBe(400)
  expect((await post('file=x', 'text/plain')).status).toBe(415)
  expect((await post('{}', 'application/json')).status).toBe(415)
})

test('the same key and file are kept once; another file under that key is refused', async () => {
  const headers = { 'idempotency-key': 'a photo sent twice'.replaceAll(' ', '-') }
  const picture = await photo()
  const [first, second] = await Promise.all([
    upload(api, picture, 'a.jpg', { headers }),
    upload(api, picture, 'a.jpg', { headers }),
  ])
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.json).toEqual(first.json)
  expect((await upload(api, picture, 'b.jpg', { headers })).json.type).toBe('/problems/idempotency-key-reused')
  const rows = await api.database.select().from(tables.files).where(eq(tables.files.id, first.json.id))
  expect(rows).toHaveLength(1)
})

test('a file is read by the resident whose appeal it belongs to and by staff, and by nobody else', async () => {
  const { json: file } = await upload(api, await photo(), 'яма’s.jpg')
  expect((await download(file.id)).status).toBe(401)
  const other = await send(api)
  expect((await download(file.id, as(other.json.secret))).status).toBe(401)
  expect((await download(file.id, as(key))).status).toBe(200)

  const { json: appeal } = await send(api, { attachments: [file.id] })
  expect((await download(file.id, as(other.json.secret))).status).toBe(401)
  expect((await download(file.id)).status).toBe(401)
  expect((await download(file.id, as(await api.staffKey('elsewhere')))).status).toBe(403)
  const { status, headers, content } = await download(file.id, as(appeal.secret))
  expect(status).toBe(200)
  expect(content).toHaveLength(file.bytes)
  expect(headers.get('content-type')).toBe('image/jpeg')
  expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%D1%8F%D0%BC%D0%B0%E2%80%99s.jpg")
  expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'; frame-ancestors 'none'")
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cache-control')).toMatch(/^private/)
})

test('a file that is not there is not found, and an id that is none is bad input', async () => {
  expect((await download(crypto.randomUUID(), as(key))).status).toBe(404)
  expect((await download('1', as(key))).status).toBe(422)
})

test('a file belongs to one appeal', async () => {
  const { json: mine } = await upload(api, pdf, 'mine.pdf')
  const { json: unused } = await upload(api, pdf, 'unused.pdf')
  const [first, second] = await Promise.all([
    send(api, { attachments: [mine.id] }),
    send(api, { attachments: [mine.id] }),
  ])
  expect([first.status, second.status].sort()).toEqual([201, 422])
  const { status, json } = await send(api, { attachments: [unused.id.toUpperCase(), mine.id, crypto.randomUUID()] })
  expect(status).toBe(422)
  expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/attachments/1', '/attachments/2'])
  // The refused appeal took nothing with it.
  expect((await send(api, { attachments: [unused.id] })).status).toBe(201)
})

test('an appeal takes ten files and no more', async () => {
  const ids = Array.from({ length: 11 }, () => crypto.randomUUID())
  const { status, json } = await send(api, { attachments: ids })
  expect([status, json.errors[0].pointer, json.errors[0].code]).toEqual([422, '/attachments', 'too_big'])
})

test('what no appeal quotes within a day is deleted, the file with it', async () => {
  const { json: quoted } = await upload(api, pdf, 'quoted.pdf')
  const { json: appeal } = await send(api, { attachments: [quoted.id] })
  const { json: abandoned } = await upload(api, pdf, 'abandoned.pdf')
  const almost = new Date(api.clock.now.getTime() + 23 * 60 * 60 * 1000)
  expect(await deleteAbandoned(api.database, almost)).toBe(0)
  const nextDay = new Date(api.clock.now.getTime() + 25 * 60 * 60 * 1000)
  expect(await deleteAbandoned(api.database, nextDay)).toBeGreaterThan(0)
  expect((await download(abandoned.id, as(key))).status).toBe(404)
  expect(await api.database.select().from(tables.files).where(eq(tables.files.id, abandoned.id))).toEqual([])
  expect((await download(quoted.id, as(appeal.secret))).status).toBe(200)
})
