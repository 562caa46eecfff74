import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OrganizationSettings } from '../../api/organizations/settings.js'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, send, take } from './appeals.fixture.js'
import { everythingKept } from './kept.js'

let api: TestApp
beforeEach(async () => {
  api = await createTestApp()
  await addCategory(api, { code: 'potholes', contact: { name: 'optional', email: 'required', phone: 'none' } })
})
afterEach(() => api.close())

async function set(settings: OrganizationSettings) {
  await api.database
    .update(tables.organizations)
    .set({ settings: sql`${tables.organizations.settings} || ${JSON.stringify(settings)}::jsonb` })
    .where(eq(tables.organizations.id, 'hanty'))
}

async function visit(path: string, typed?: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await api.app.request(`http://api.test/o/hanty${path}`, {
    ...(typed && { method: 'POST', body: new URLSearchParams(typed) }),
    headers: { 'accept-language': 'en', ...(typed && { origin: 'http://api.test' }), ...headers },
  })
  return { status: response.status, headers: response.headers, html: await response.text() }
}

const contact = { name: 'Zinaida', email: 'zinaida@example.org' }
async function sendOne() {
  const { json } = await send(api, { contact, place: { address: 'Mira 5' } })
  return { secret: json.secret as string, path: `/appeals/${json.number}`, number: json.number as number }
}

test('in plain words a page says what is kept, how long and who sees it, by the policies in force', async () => {
  const free = await visit('/privacy')
  expect(free.status).toBe(200)
  expect(free.html).toContain('No limit is set. You can erase your own appeal at any time.')
  expect(free.html).toContain('Everyone sees an appeal’s text, place and answer once it is registered.')
  expect(free.html).not.toMatch(/undefined|\{\w+\}/)

  await set({
    appealsVisibility: 'private',
    contacts: { email: 'duma@hanty.test' },
    features: { polls: false },
    retention: {
      appeals: { action: 'delete', afterDays: 365 },
      categories: { potholes: { action: 'anonymize', afterDays: 1 } },
      contacts: { action: 'delete', afterDays: 31 },
      comments: { action: 'anonymize', afterDays: 90 },
    },
  })
  api.clock.now = new Date(api.clock.now.getTime() + 11_000)
  const { html } = await visit('/privacy')
  for (const said of [
    '<dt>Appeals</dt><dd>365 days after the answer they are erased.',
    '<dt>Appeals (Topic potholes)</dt><dd>1 day after the answer they are made anonymous',
    '<dt>Name, e-mail, phone</dt><dd>31 days after the answer they are erased.',
    '<dt>Comments</dt><dd>After 90 days the author’s name is removed.',
    'Appeals are not published.',
    '<a href="mailto:duma@hanty.test">',
    'its pictures come from tile.openstreetmap.org',
  ])
    expect(html).toContain(said)
  expect(html).not.toContain('votes')
  const russian = (await visit('/privacy?lang=ru')).html
  expect(russian).toContain('Через 31 день после ответа удаляются.')
  expect(russian).toContain('До 24 часов.')
  expect(russian).not.toMatch(/undefined|\{\w+\}/)
})

test('the consent leads to that page, or to the organization’s own where it has one', async () => {
  const { json } = await api.request('')
  expect(json.consent.url).toBe('http://api.test/o/hanty/privacy?lang=en')
  expect((await visit('/appeal?category=potholes')).html).toContain(`href="${json.consent.url}"`)
  expect((await visit('')).html).toContain('<a href="/o/hanty/privacy">')
  await set({ consent: { text: { en: 'I agree.' }, url: 'https://town.test/data' } })
  api.clock.now = new Date(api.clock.now.getTime() + 11_000)
  expect((await api.request('')).json.consent.url).toBe('https://town.test/data')
  const form = (await visit('/appeal?category=potholes')).html
  expect(form).toContain('href="https://town.test/data"')
  expect((await visit('/privacy')).html).toContain('href="https://town.test/data"')
})

test('without scripts a resident downloads all that is held of an appeal, by the secret alone', async () => {
  const { path, secret, number } = await sendOne()
  const opened = await visit(path, { secret })
  expect(opened.html).toContain('Your data')
  expect(opened.html).toContain('value="zinaida@example.org"')
  expect(opened.html).not.toContain('name="phone"')
  const file = await visit(path, { secret, act: 'export' })
  expect(file.headers.get('content-disposition')).toBe(`attachment; filename="hanty-${number}.json"`)
  expect(file.headers.get('cache-control')).toBe('no-store')
  expect(JSON.parse(file.html)).toMatchObject({ appeal: { number, contact: { ...contact, phone: null } } })
  expect((await visit(path, { secret: 'x'.repeat(43), act: 'export' })).status).toBe(401)
  expect((await visit(path)).html).not.toContain('Your data')
})

test('without scripts a resident corrects the contact, and is told at the field what is wrong', async () => {
  const { path, secret } = await sendOne()
  const correct = (typed: Record<string, string>) =>
    visit(path, { secret, act: 'correct', key: crypto.randomUUID(), ...typed })
  const refused = await correct({ name: '', email: 'no address' })
  expect(refused.status).toBe(422)
  expect(refused.html).toContain('id="email-error"')
  expect(refused.html).toContain('value="no address"')
  expect((await correct({ name: '', email: '' })).html).toContain('id="email-error">Fill in this field')
  const corrected = await correct({ name: '', email: 'zina@example.org' })
  expect(corrected.status).toBe(200)
  expect(corrected.html).toContain('Your contact is corrected.')
  const { json } = await api.request(path, { headers: { authorization: `Bearer ${secret}` } })
  expect(json.contact).toEqual({ name: null, email: 'zina@example.org', phone: null })
})

test('without scripts an appeal is erased after one more question, and says what became of it', async () => {
  const { path, secret, number } = await sendOne()
  const asked = await visit(path, { secret, act: 'erase' })
  expect(asked.html).toContain(`Erase appeal no. ${number} for good?`)
  expect(asked.html).toContain('nobody will answer it')
  expect(await everythingKept(api)).toMatch(/zinaida/i)
  const erased = await visit(path, { secret, act: 'erase-sure', key: crypto.randomUUID() })
  expect(erased.status).toBe(200)
  expect(erased.html).toContain('were erased on')
  expect(erased.html).not.toContain('Your data')
  expect(await everythingKept(api)).not.toMatch(/zinaida/i)
  expect((await visit(path, { secret, act: 'erase' })).html).not.toContain('for good?')
})

test('what was answered may be erased without a word of withdrawing, and a foreign page can do none of it', async () => {
  const { path, secret, number } = await sendOne()
  await take(api, await api.staffKey(), number, { to: 'answered', text: 'Mended' })
  expect((await visit(path, { secret, act: 'erase' })).html).not.toContain('nobody will answer it')
  for (const act of ['export', 'correct', 'erase', 'erase-sure']) {
    const foreign = await visit(path, { secret, act }, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' })
    expect(foreign.status, act).toBe(403)
  }
  expect(await everythingKept(api)).toMatch(/zinaida/i)
})
