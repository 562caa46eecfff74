import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSettings } from '../../api/platform/settings.js'
import { createTestApp, type TestApp } from './app.js'
import { startOidcProvider } from './oidc-provider.js'
import { addPerson } from './staff.fixture.js'

const base = 'http://api.test'
let api: TestApp
let elsewhere: Awaited<ReturnType<typeof startOidcProvider>>
const warnings: unknown[] = []
beforeAll(async () => {
  elsewhere = await startOidcProvider({
    redirectUris: [`${base}/v1/staff/oidc/return`],
    people: {
      anna: { email: 'Anna@Region.test', amr: ['pwd', 'otp'] },
      boris: { email: 'boris@region.test' },
      clara: { email: 'anna@region.test', email_verified: false },
    },
  })
  const settings = readSettings({
    PUBLIC_URL: base,
    STAFF_OIDC_ISSUER: elsewhere.issuer,
    STAFF_OIDC_CLIENT_ID: elsewhere.clientId,
    STAFF_OIDC_CLIENT_SECRET: elsewhere.clientSecret,
  })
  const log = { error: console.error, warn: (fields: unknown) => void warnings.push(fields), info: () => {} }
  api = await createTestApp({ settings, log })
  await addPerson(api, 'anna@region.test', ['ugra', 'leader'])
})
afterAll(async () => {
  await elsewhere.close()
  await api.close()
})

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((set) => set.replace(/;.*/, ''))
    .join('; ')

/** What a browser does that is sent to sign in elsewhere, as this person, and comes back. */
async function signIn(login: string, { cookie }: { cookie?: string } = {}) {
  const started = await api.app.request(`${base}/v1/staff/oidc`)
  expect(started.status).toBe(302)
  expect(started.headers.get('set-cookie')).toMatch(/Path=\/v1\/staff\/oidc; HttpOnly; SameSite=Lax$/)
  const returned = await elsewhere.signIn(started.headers.get('location') ?? '', login)
  const headers = { cookie: cookie ?? cookiesOf(started), 'sec-fetch-site': 'cross-site' }
  return { started, returned, headers, answer: await api.app.request(returned, { headers }) }
}

test('who has an account here is signed in by the one the region keeps elsewhere', async () => {
  const { answer, returned, headers } = await signIn('anna')
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/account'])
  const cookie = cookiesOf(answer)
  const { json } = await api.request('/v1/staff/session', { headers: { cookie, 'vmeste-staff': 'session' } })
  expect(json.person).toMatchObject({ email: 'anna@region.test', session: { way: 'oidc' } })
  // What was brought back is good for one time.
  const again = await api.app.request(returned, { headers })
  expect(again.headers.get('location')).toBe('/account?failed=oidc-failed')
})

test.each(['boris', 'clara'])(
  '%s, whom nobody invited or whose address nobody verified, is not let in',
  async (login) => {
    const { answer } = await signIn(login)
    expect(answer.headers.get('location')).toBe('/account?failed=not-invited')
    expect(cookiesOf(answer)).not.toMatch(/vmeste-staff=\S/)
  },
)

test('nobody is signed in by what another browser began, or by what is made up', async () => {
  const other = await api.app.request(`${base}/v1/staff/oidc`)
  for (const cookie of [cookiesOf(other), '', 'vmeste-staff-oidc=AAAA']) {
    const { answer } = await signIn('anna', { cookie })
    expect(answer.headers.get('location')).toBe('/account?failed=oidc-failed')
    expect(cookiesOf(answer)).not.toMatch(/vmeste-staff=\S/)
  }
  expect(JSON.stringify(warnings)).not.toContain('anna')
})

test('where the operator asks for a second step there, who comes back without is not let in', async () => {
  const { createApp } = await import('../../api/app.js')
  const withStrength = async (STAFF_OIDC_ACR: string) => {
    const app = createApp({ ...api.services, settings: { ...api.services.settings, STAFF_OIDC_ACR } })
    const started = await app.request(`${base}/v1/staff/oidc`)
    const address = started.headers.get('location') ?? ''
    const returned = await elsewhere.signIn(address, 'anna')
    const answer = await app.request(returned, { headers: { cookie: cookiesOf(started) } })
    return [new URL(address).searchParams.get('acr_values'), answer.headers.get('location')]
  }
  expect(await withStrength('urn:two  otp')).toEqual(['urn:two otp', '/account'])
  expect(await withStrength('hwk')).toEqual(['hwk', '/account?failed=oidc-weak'])
})

test('where the operator has set up none, there is none', async () => {
  const plain = await createTestApp()
  expect((await plain.app.request(`${base}/v1/staff/oidc`)).status).toBe(404)
  await plain.close()
})
