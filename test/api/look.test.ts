import { beforeEach, expect, test } from 'vitest'
import { createTestApp, type TestApp } from './app.js'

let api: TestApp
beforeEach(async () => {
  api = await createTestApp()
  return () => api.close()
})

const dress = async (organization: string, look: Record<string, string | null>) =>
  api.request(`/v1/organizations/${organization}/settings`, {
    method: 'PATCH',
    body: { settings: { look } },
    headers: { authorization: `Bearer ${await api.staffKey('ugra', 'administrator')}` },
  })
const visit = async (path: string) => {
  const response = await api.app.request(`http://api.test/o/hanty${path}`)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test('the pages of a town wear its region’s look, by a style sheet of their own address', async () => {
  expect((await visit('')).text).not.toContain('look.css')
  expect((await dress('ugra', { accent: '#a3213f', font: 'Georgia, serif' })).status).toBe(200)
  expect((await dress('hanty', { radius: '2px' })).status).toBe(200)
  const page = await visit('/appeal')
  expect(page.text).toContain('<link rel="stylesheet" href="/o/hanty/look.css">')
  expect(page.headers.get('content-security-policy')).toContain("style-src 'self';")
  const sheet = await visit('/look.css')
  expect(sheet.status).toBe(200)
  expect(sheet.headers.get('content-type')).toBe('text/css; charset=utf-8')
  expect(sheet.headers.get('cache-control')).toBe('public, max-age=60')
  expect(sheet.headers.get('etag')).toBeTruthy()
  expect(sheet.text).toContain('--accent: #a3213f;')
  expect(sheet.text).toContain('--vmeste-radius: 2px;')
})

test('a look that could not be read is refused at the token that makes it so, with what it inherits', async () => {
  const refused = await dress('hanty', { color: '#999', danger: '#fcc' })
  expect(refused.status).toBe(422)
  expect(refused.json.errors).toEqual([
    {
      pointer: '/settings/look/color',
      code: 'contrast',
      detail: 'Too little contrast: what is read needs at least 4.5 to 1 to what it stands on.',
    },
    expect.objectContaining({ pointer: '/settings/look/danger', code: 'contrast' }),
  ])
  await dress('ugra', {
    background: '#101418',
    color: '#fff',
    accent: '#9fc2ff',
    'on-accent': '#000',
    danger: '#ff9c8a',
  })
  const clash = await dress('hanty', { color: '#222' })
  expect(clash.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/settings/look/color'])
  expect((await dress('hanty', { color: '#eee' })).status).toBe(200)
})
