import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createImageProcessor } from '../../api/platform/images.js'
import { pollPhotos } from '../../api/platform/schema.js'
import { forgetPhotos } from '../../api/polls/photos/kept.js'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'

let api: TestApp
let staff: Record<string, string>
beforeAll(async () => {
  api = await createTestApp({ images: createImageProcessor() })
  staff = as(await api.staffKey('hanty', 'coordinator'))
})
afterAll(() => api.close())

const url = 'http://api.test/v1/organizations/hanty/poll-photos'
async function upload(content: Uint8Array | string) {
  const body = new FormData()
  body.append('file', new File([typeof content === 'string' ? content : new Uint8Array(content)], 'bench.png'))
  const response = await api.app.request(url, { method: 'POST', body, headers: staff })
  return { status: response.status, json: await response.json() }
}
const picture = (background: string) =>
  sharp({ create: { width: 2000, height: 1000, channels: 3, background } })
    .withExif({ IFD0: { Make: 'Telephone' } })
    .png()
    .toBuffer()
const benches = (...photos: string[]) => ({
  titles: { en: 'Benches' },
  questions: [
    {
      id: 'bench',
      type: 'single',
      title: { en: 'Which bench?' },
      options: photos.map((id, index) => ({
        id: `bench-${index}`,
        title: { en: `Bench ${index}` },
        photo: { id, alt: { en: `A bench, from the "${index}" side`, ru: 'Скамейка' } },
      })),
    },
  ],
  opensAt: '2026-11-24T15:00',
  closesAt: '2026-12-10T09:00',
})
const write = (id: string, body: object) =>
  api.request(`/polls/${id}/definition`, { method: 'PUT', body, headers: staff })

test('an option shows a photo that staff uploaded: public, under the hash of what it is, and described', async () => {
  const [green, red] = await Promise.all(['#070', '#700'].map(async (colour) => upload(await picture(colour))))
  expect([green?.status, green?.json.width, green?.json.height]).toEqual([201, 1280, 640])
  const poll = await write('benches', benches(green?.json.id, red?.json.id))
  expect(poll.status).toBe(201)
  await api.request('/polls/benches/publication', { method: 'POST', body: {}, headers: staff })
  api.clock.now = new Date('2026-11-24T10:30:00Z')

  const shown = await api.request('/polls/benches')
  expect(shown.json.isPlain).toBe(false)
  const { photo } = shown.json.questions[0].options[0]
  expect(photo).toEqual({ id: green?.json.id, alt: 'A bench, from the "0" side' })
  const file = await api.app.request(`${url}/${photo.id}`)
  expect(file.headers.get('content-type')).toBe('image/jpeg')
  expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  const content = new Uint8Array(await file.arrayBuffer())
  expect(Buffer.from(await crypto.subtle.digest('SHA-256', content)).toString('base64url')).toBe(photo.id)
  expect(Buffer.from(content).includes('Telephone')).toBe(false)

  const page = await (await api.app.request('http://api.test/o/hanty/polls/benches?lang=en')).text()
  expect(page).toContain(
    `<img src="/v1/organizations/hanty/poll-photos/${photo.id}" alt="A bench, from the &quot;0&quot; side" loading="lazy">Bench 0`,
  )
})

test('what is no photo, not there, or not described is refused where it stands; what no poll shows is forgotten', async () => {
  expect((await upload('%PDF-1.4')).json.type).toBe('/problems/unsupported-file')
  const stranger = 'A'.repeat(43)
  expect((await write('wrong', benches(stranger, stranger))).json.errors).toMatchObject([
    { pointer: '/questions/0/options/0/photo/id', code: 'unknown' },
    { pointer: '/questions/0/options/1/photo/id', code: 'unknown' },
  ])
  const { json: unused } = await upload(await picture('#007'))
  const silent = benches(unused.id, unused.id)
  for (const option of silent.questions[0]?.options ?? []) option.photo.alt = {} as never
  expect((await write('silent', silent)).json.errors[0].pointer).toBe('/questions/0/options/0/photo/alt')

  await forgetPhotos(api.database).run(new Date('2026-11-26T00:00:00Z'))
  const left = await api.database.select({ id: pollPhotos.id }).from(pollPhotos)
  expect(left).toHaveLength(2)
  expect(left.map(({ id }) => id)).not.toContain(unused.id)
})
