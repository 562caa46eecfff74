import { afterEach, beforeEach, expect, test } from 'vitest'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory } from './appeals.fixture.js'
import { lastCode, takeWays, wrongCode } from './residents.fixture.js'

let api: TestApp
/** What a browser without scripts keeps: cookies by name, as they were set. */
let cookies: Map<string, string>
beforeEach(async () => {
  api = await createTestApp()
  cookies = new Map()
  await addCategory(api, { code: 'potholes' })
  await takeWays(api, 'email')
  const label = { en: 'The park' }
  const times = { opensAt: new Date('2026-11-20T00:00:00Z'), closesAt: new Date('2027-12-01T00:00:00Z') }
  const options = [{ id: 'river', title: { en: 'By the river' } }]
  await api.database.insert(tables.polls).values({
    ...{ organizationId: 'hanty', id: 'park', titles: label, descriptions: label, identity: 'device' as const },
    questions: [{ id: 'where', type: 'single', title: label, required: true, options }],
    results: 'after_vote',
    ...times,
  })
  await api.database
    .insert(tables.discussions)
    .values({ organizationId: 'hanty', id: 'square', titles: label, texts: label, ...times })
})
afterEach(() => api.close())

async function visit(path: string, init: RequestInit = {}) {
  const response = await api.app.request(`http://api.test/o/hanty${path}`, {
    ...init,
    headers: {
      'accept-language': 'en',
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...init.headers,
    },
  })
  for (const set of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
    if (/Max-Age=0/.test(set)) cookies.delete(name)
    else cookies.set(name, value)
  }
  return { status: response.status, headers: response.headers, html: await response.text() }
}
type Shown = Awaited<ReturnType<typeof visit>>

function submit(page: Shown, path: string, typed: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const form = page.html.slice(page.html.lastIndexOf('<form method="post"'))
  const data = new URLSearchParams()
  for (const [, name = '', value = ''] of form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g))
    data.append(name, value)
  for (const [name, value] of Object.entries(typed)) data.append(name, value)
  return visit(path, { method: 'POST', body: data, headers: { origin: 'http://api.test', ...headers } })
}

async function signIn(to: string) {
  const asked = await visit(`/sign-in?to=${encodeURIComponent(to)}`)
  const sent = await submit(asked, '/sign-in', { email: 'anna@mail.test' })
  return submit(sent, '/sign-in', { code: lastCode(api) })
}

test('without scripts a resident is asked who they are before the form, and comes back to it', async () => {
  const before = await visit('/polls/park')
  expect(before.html).toContain('href="/o/hanty/sign-in?to=%2Fpolls%2Fpark"')
  expect(before.html).not.toContain('<form method="post"')
  for (const path of ['/discussions/square', '/appeal?category=potholes'])
    expect((await visit(path)).html).toContain('/o/hanty/sign-in?to=')

  const asked = await visit('/sign-in?to=/polls/park')
  const wrong = await submit(asked, '/sign-in', { email: 'nobody' })
  expect([wrong.status, wrong.html.includes('Check how this is written')]).toEqual([422, true])
  const sent = await submit(asked, '/sign-in', { email: 'anna@mail.test' })
  expect(sent.html).toContain('Six digits were sent to anna@mail.test')
  const mistyped = await submit(sent, '/sign-in', { code: wrongCode(lastCode(api)) })
  expect([mistyped.status, mistyped.html.includes('This code is wrong')]).toEqual([422, true])
  const done = await submit(mistyped, '/sign-in', { code: lastCode(api) })
  expect([done.status, done.headers.get('location')]).toEqual([303, '/o/hanty/polls/park'])
  expect(done.headers.get('set-cookie')).toMatch(
    /^vmeste-hanty=vmr_[\w-]{43}; Max-Age=2592000; Path=\/o\/hanty; HttpOnly; SameSite=Strict$/,
  )

  const ballot = await visit('/polls/park')
  expect(ballot.html).toContain('One vote per person')
  const voted = await submit(ballot, '/polls/park', { 'answers.where': 'river' })
  expect(voted.html).toContain('Your vote is counted')
  expect((await visit('/polls/park')).html).toContain('<table class="results">')
})

test('what is theirs is on a page, until they sign out', async () => {
  expect((await visit('/mine')).headers.get('location')).toBe('/o/hanty/sign-in')
  await signIn('/discussions/square')
  await submit(await visit('/discussions/square'), '/discussions/square', { text: 'Leave the willows' })
  const sent = await submit(await visit('/appeal?category=potholes'), '/appeal?category=potholes', {
    description: 'A hole at the school',
    consent: 'on',
  })
  expect(sent.status).toBe(201)
  const mine = await visit('/mine')
  expect(mine.html).toContain('You are known here as anna@mail.test')
  expect(mine.html).toContain('Leave the willows')
  expect(mine.html).toContain('<a href="/o/hanty/appeals/1">Appeal no. 1 · Topic potholes</a>')
  // Their own appeal opens without its secret; to others it does not.
  expect((await visit('/appeals/1')).html).toContain('A hole at the school')
  const foreign = await submit(mine, '/sign-out', {}, { origin: 'https://evil.test' })
  expect([foreign.status, cookies.size]).toEqual([403, 2])
  const out = await submit(mine, '/sign-out')
  expect([out.status, cookies.size]).toEqual([303, 0])
  expect((await api.database.select().from(tables.residentSessions)).length).toBe(0)
  expect((await visit('/appeals/1')).html).not.toContain('A hole at the school')
})

test('a session that is over loses nothing that was typed, and leads nowhere but to pages of ours', async () => {
  await signIn('/discussions/square')
  const form = await visit('/discussions/square')
  await api.database.delete(tables.residentSessions)
  const refused = await submit(form, '/discussions/square', { text: 'Leave the willows' })
  expect(refused.status).toBe(428)
  expect(refused.html).toContain('Leave the willows</textarea>')
  expect(refused.html).toContain('<a href="/o/hanty/sign-in" target="_blank" rel="noopener">')
  expect((await visit('/mine')).headers.get('location')).toBe('/o/hanty/sign-in')
  for (const to of ['//evil.test', 'https://evil.test', '/polls/../../x', '/appeal?category=x&y'])
    expect((await signIn(to)).headers.get('location')).toBe('/o/hanty/mine')
})

test('behind TLS the cookie is sent by nothing else', async () => {
  api.services.settings.PUBLIC_URL = 'https://api.test'
  const done = await signIn('/mine')
  expect(done.headers.get('set-cookie')).toContain('; Secure')
})
