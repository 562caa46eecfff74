import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestApp, type TestApp } from './app.js'

let api: TestApp
beforeEach(async () => {
  api = await createTestApp()
})
afterEach(() => api.close())

const visit = async (path: string) => {
  const response = await api.app.request(`http://api.test/o/hanty${path}`, { headers: { 'accept-language': 'en' } })
  return { status: response.status, html: await response.text() }
}

test('a statement says what was tested, what is missing and whom to tell, and every page leads to it', async () => {
  const { status, html } = await visit('/accessibility')
  expect(status).toBe(200)
  for (const said of ['WCAG 2.2, level AA', 'What is missing', 'If something stands in your way', 'November 27, 2026'])
    expect(html).toContain(said)
  expect(html).not.toMatch(/undefined|\{\w+\}/)
  expect(html).toContain('has given no contacts')
  expect((await visit('/appeal')).html).toContain('<a href="/o/hanty/accessibility">Accessibility</a>')
  expect((await visit('/accessibility?lang=ru')).html).toContain('Что проверено и как')
})

test('it names the organization’s own contacts, and what a language lacks is marked as English', async () => {
  const key = await api.staffKey('ugra', 'administrator')
  const { status } = await api.request('/v1/organizations/hanty/settings', {
    method: 'PATCH',
    body: { settings: { contacts: { phone: '+7 3467 33-00-00' }, languages: ['en', 'ru', 'ar', 'de'] } },
    headers: { authorization: `Bearer ${key}` },
  })
  expect(status).toBe(200)
  api.clock.now = new Date(api.clock.now.getTime() + 11_000)
  const [, main = ''] = (await visit('/accessibility')).html.split('<main')
  expect(main.split('</main>')[0]).toContain('<a href="tel:+73467330000" dir="ltr">')
  const german = (await visit('/accessibility?lang=de')).html
  expect(german).toContain('<h1>Barrierefreiheit</h1>')
  expect(german).toContain('<div lang="en" dir="ltr">')
  expect((await visit('/accessibility?lang=ar')).html).toContain('ما اختُبر وكيف')
})
