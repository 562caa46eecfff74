import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOutgoing } from '../../api/platform/outgoing.js'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'
import { everythingKept } from './kept.js'
import { startOidcProvider } from './oidc-provider.js'
import { by, takeWays } from './residents.fixture.js'

let api: TestApp
let provider: Awaited<ReturnType<typeof startOidcProvider>>
beforeEach(async () => {
  api = await createTestApp({ fetchOutside: createOutgoing({ PUBLIC_URL: undefined }) })
  await takeWays(api, 'oidc')
  provider = await startOidcProvider({
    redirectUris: ['http://api.test/o/hanty/oidc/return'],
    people: { anna: { email: 'anna@mail.test', name: 'Anna' }, boris: { email: 'b@mail.test', email_verified: false } },
  })
  const { issuer, clientId, clientSecret } = provider
  const body = { way: 'oidc', issuer, clientId, clientSecret }
  const headers = as(await api.staffKey('hanty', 'administrator'))
  const { status, text } = await api.request('/residents/sources', { body, headers })
  expect([status, text.includes(clientSecret)]).toEqual([201, false])
})
afterEach(async () => {
  await provider.close()
  await api.close()
})

const visit = (address: string, cookie = '') =>
  api.app.request(new URL(address, 'http://api.test').href, { headers: { 'accept-language': 'en', cookie } })

async function begin(origin = 'https://town.test') {
  const response = await visit(`/o/hanty/oidc?${new URLSearchParams({ origin })}`)
  const cookie = /^[^;]+/.exec(response.headers.get('set-cookie') ?? '')?.[0] ?? ''
  return { response, cookie, location: response.headers.get('location') ?? '' }
}
const codeIn = (html: string) => /data-code="([\w-]{43})"/.exec(html)?.[1] ?? ''
const exchange = (code: string, organization = 'hanty') =>
  api.request(`/v1/organizations/${organization}/residents/sessions`, { body: { exchange: code } })

test('a resident signs in with a real provider, and the page that asked gets a session', async () => {
  const { response, cookie, location } = await begin()
  expect(response.status).toBe(302)
  expect(response.headers.get('set-cookie')).toMatch(/; Max-Age=600; Path=\/o\/hanty\/oidc; HttpOnly; SameSite=Lax$/)
  // The window must still know who opened it, here and when it is back.
  expect(response.headers.get('cross-origin-opener-policy')).toBe(null)
  const asked = new URL(location)
  expect([asked.origin, asked.searchParams.get('code_challenge_method')]).toEqual([provider.issuer, 'S256'])

  const back = await visit(await provider.signIn(location, 'anna'), cookie)
  const html = await back.text()
  expect([back.status, back.headers.get('cross-origin-opener-policy')]).toEqual([200, null])
  expect(back.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
  expect(html).toContain('data-origin="https://town.test"')
  expect(html).toContain('<script type="module" src="/handover.js"></script>')

  const { status, json } = await exchange(codeIn(html))
  expect([status, json.resident]).toEqual([
    201,
    expect.objectContaining({ way: 'oidc', contact: { name: 'Anna', email: 'anna@mail.test' } }),
  ])
  expect((await api.request('/residents/me', { headers: by(json.token) })).status).toBe(200)
  expect((await exchange(codeIn(html))).json.errors).toMatchObject([{ pointer: '/exchange', code: 'wrong-token' }])
  const readable = JSON.stringify(await api.database.select().from(tables.residentSources))
  expect(readable).not.toContain(provider.clientSecret)
})

test('the state of a sign-in under way is no code to exchange, and a code no state', async () => {
  const { cookie, location } = await begin()
  const state = new URL(location).searchParams.get('state') ?? ''
  expect((await exchange(state)).json.errors).toMatchObject([{ pointer: '/exchange', code: 'wrong-token' }])
  const back = await visit(await provider.signIn(location, 'anna'), cookie)
  const code = codeIn(await back.text())
  expect((await visit(`/o/hanty/oidc/return?state=${code}&code=any`, cookie)).status).toBe(502)
  expect((await exchange(code)).status).toBe(201)
})

test('the same person is the same resident; an address nobody has checked is not taken', async () => {
  for (let visitNumber = 0; visitNumber < 2; visitNumber++) {
    const { cookie, location } = await begin()
    const back = await visit(await provider.signIn(location, 'boris'), cookie)
    const { json } = await exchange(codeIn(await back.text()))
    expect(json.resident.contact).toEqual({ name: null, email: null })
  }
  expect(await api.database.select().from(tables.residents)).toHaveLength(1)
  expect(await everythingKept(api)).not.toContain('b@mail.test')
})

test('only a page that is allowed is told', async () => {
  for (const origin of ['https://evil.test', 'https://town.test.evil.test', 'null', '*', ''])
    expect((await begin(origin)).response.status).toBe(403)
  for (const origin of ['http://localhost:5173', 'http://api.test'])
    expect((await begin(origin)).response.status).toBe(302)
})

test('what comes back is taken once, from the browser that began, in time', async () => {
  const refused = async (response: Response) => {
    expect([response.status, response.headers.get('content-type')]).toEqual([502, 'text/html; charset=UTF-8'])
    expect(codeIn(await response.text())).toBe('')
  }
  const first = await begin()
  const returned = await provider.signIn(first.location, 'anna')
  await refused(await visit(returned))
  await refused(await visit(returned, (await begin()).cookie))
  await refused(await visit(returned.replace(/state=[^&]+/, 'state=other'), first.cookie))
  const back = await visit(returned, first.cookie)
  expect(back.status).toBe(200)
  await refused(await visit(returned, first.cookie))
  const code = codeIn(await back.text())
  expect((await exchange(code, 'ugra')).status).toBe(422)
  api.clock.now = new Date(api.clock.now.getTime() + 61_000)
  expect((await exchange(code)).status).toBe(422)

  const late = await begin()
  const lateReturn = await provider.signIn(late.location, 'anna')
  api.clock.now = new Date(api.clock.now.getTime() + 10 * 60_000)
  await refused(await visit(lateReturn, late.cookie))
  // Whoever does not agree there comes back with nothing.
  const denied = await begin()
  const state = new URL(denied.location).searchParams.get('state')
  await refused(await visit(`/o/hanty/oidc/return?error=access_denied&state=${state}`, denied.cookie))
})

test('where no provider is taken there is no such window', async () => {
  await takeWays(api, 'email')
  expect((await begin()).response.status).toBe(404)
})
