import { eq } from 'drizzle-orm'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { randomSecret } from '../../api/platform/crypto.js'
import * as tables from '../../api/platform/schema.js'
import { createSealing } from '../../api/platform/sealing.js'
import { reseal } from '../../api/privacy/reseal.js'
import { createTestApp, type TestApp } from './app.js'
import { addPerson, openBrowser, PASSWORD, secretIn, signedIn } from './staff.fixture.js'

let api: TestApp
beforeAll(async () => {
  api = await createTestApp()
})
afterAll(() => api.close())
beforeEach(() => void api.mails.splice(0))

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const later = (milliseconds: number) => {
  api.clock.now = new Date(api.clock.now.getTime() + milliseconds)
}
let number = 0
const newAddress = () => `person${++number}@town.test`
const who = '/v1/staff/session'
/** What only who is signed in may ask. */
const inside = '/v1/staff/sessions'

describe('signing in', () => {
  test('a person is who the address and the password say, and what they are, until they sign out', async () => {
    const email = newAddress()
    const id = await addPerson(api, email, ['ugra', 'leader'], ['hanty', 'officer'])
    const browser = openBrowser(api)
    const { status, json, headers } = await browser.signIn(` ${email.toUpperCase()} `)
    expect(status).toBe(201)
    expect(json).toMatchObject({
      id,
      email,
      roles: [
        { organization: { id: 'ugra', name: 'Ugra' }, role: 'leader' },
        { organization: { id: 'hanty', name: 'Hanty' }, role: 'officer' },
      ],
      hasSecondFactor: false,
      session: { way: 'password' },
    })
    expect(headers.get('set-cookie')).toMatch(
      /^vmeste-staff=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect((await browser.ask(who)).json).toEqual({ person: json })

    expect((await browser.ask(who, { method: 'DELETE' })).status).toBe(204)
    expect(browser.cookie).toBe('vmeste-staff=')
    expect((await browser.ask(who)).json).toEqual({ person: null })
    expect((await browser.ask(inside)).json.type).toBe('/problems/staff-only')
  })

  test('behind TLS the cookie is of this host alone and never goes in the clear', async () => {
    const email = newAddress()
    await addPerson(api, email)
    const settings = { ...api.services.settings, PUBLIC_URL: 'https://api.test' }
    const { createApp } = await import('../../api/app.js')
    const answer = await createApp({ ...api.services, settings }).request(`https://api.test${who}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: PASSWORD }),
    })
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-vmeste-staff=\S+; .*Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
  })

  test('a wrong password and an address that nobody has are answered alike', async () => {
    const email = newAddress()
    await addPerson(api, email)
    const wrong = await openBrowser(api).signIn(email, { password: 'river stone lanterns' })
    const unknown = await openBrowser(api).signIn(newAddress())
    for (const { status, json, headers } of [wrong, unknown]) {
      expect([status, json.type, headers.get('set-cookie')]).toEqual([401, '/problems/sign-in-refused', null])
    }
    expect({ ...wrong.json, instance: '' }).toEqual({ ...unknown.json, instance: '' })
  })

  test('who has no password cannot sign in with an empty or a made up one', async () => {
    const email = newAddress()
    const id = await addPerson(api, email)
    await api.database.update(tables.staffAccounts).set({ passwordHash: null }).where(eq(tables.staffAccounts.id, id))
    expect((await openBrowser(api).signIn(email, { password: '' })).status).toBe(422)
    expect((await openBrowser(api).signIn(email)).json.type).toBe('/problems/sign-in-refused')
  })

  test('twenty tries in an hour, also all at once: then the right password is refused too, and an hour later taken', async () => {
    const email = newAddress()
    await addPerson(api, email)
    const tries = await Promise.all(
      Array.from({ length: 30 }, () => openBrowser(api).signIn(email, { password: 'a wrong password' })),
    )
    expect(tries.map(({ status }) => status).sort()).toEqual([...Array(20).fill(401), ...Array(10).fill(429)])
    const refused = await openBrowser(api).signIn(email)
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true])
    // Of another person nothing was tried.
    const other = newAddress()
    await addPerson(api, other)
    expect((await openBrowser(api).signIn(other)).status).toBe(201)
    later(2 * HOUR)
    expect((await openBrowser(api).signIn(email)).status).toBe(201)
  })

  test('of one address many are tried, but not without end', async () => {
    const app = await createTestApp({ clientAddress: () => '203.0.113.7' })
    const tried = async () => (await openBrowser(app).signIn(newAddress())).status
    const statuses = await Promise.all(Array.from({ length: 205 }, tried))
    expect(statuses.filter((status) => status === 429)).toHaveLength(5)
    await app.close()
  })
})

describe('a session', () => {
  test('is over when it was not used for nine hours, and after a week in any case', async () => {
    const { ask } = await signedIn(api, 'hanty', 'officer')
    for (let day = 0; day < 19; day++) {
      later(8.8 * HOUR)
      expect((await ask(inside)).status, `${day}`).toBe(200)
    }
    later(HOUR)
    expect((await ask(inside)).status).toBe(401)

    const idle = await signedIn(api, 'hanty', 'officer')
    later(9 * HOUR)
    expect((await idle.ask(inside)).status).toBe(401)
  })

  test('has a new token with each signing in, and the one before is worth nothing', async () => {
    const email = newAddress()
    await addPerson(api, email)
    const browser = openBrowser(api)
    await browser.signIn(email)
    const before = browser.cookie
    await browser.signIn(email)
    expect(browser.cookie).not.toBe(before)
    expect((await browser.ask(inside, { headers: { cookie: before } })).status).toBe(401)
    const { json } = await browser.ask('/v1/staff/sessions')
    expect(json.items).toHaveLength(1)
  })

  test('is kept as a hash', async () => {
    const { cookie } = await signedIn(api, 'hanty', 'officer')
    const kept = JSON.stringify(await api.database.select().from(tables.staffSessions))
    expect(kept).not.toContain(cookie.replace('vmeste-staff=', ''))
  })

  test('is listed with what it is known by, and ended from elsewhere', async () => {
    const email = newAddress()
    await addPerson(api, email)
    const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'
    const [here, there, third] = [openBrowser(api, { 'user-agent': firefox }), openBrowser(api), openBrowser(api)]
    for (const browser of [third, there, here]) {
      await browser.signIn(email)
      later(MINUTE)
    }
    const { json } = await here.ask('/v1/staff/sessions')
    expect(json.items.map(({ isThis, agent }: Record<string, unknown>) => [isThis, agent])).toEqual([
      [true, 'Firefox, Windows'],
      [false, ''],
      [false, ''],
    ])
    expect((await here.ask(`/v1/staff/sessions/${json.items[1].id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await there.ask(inside)).status).toBe(401)
    expect((await third.ask(inside)).status).toBe(200)
    expect((await here.ask('/v1/staff/sessions', { method: 'DELETE' })).status).toBe(204)
    expect([(await third.ask(inside)).status, (await here.ask(inside)).status]).toEqual([401, 200])

    // Of another person it is not there.
    const { ask } = await signedIn(api, 'hanty', 'administrator')
    expect((await ask(`/v1/staff/sessions/${json.items[0].id}`, { method: 'DELETE' })).status).toBe(404)
  })
})

describe('another website', () => {
  test('does nothing in the name of a person, whatever a browser would send along', async () => {
    const { cookie } = await signedIn(api, 'hanty', 'administrator')
    const settings = '/v1/organizations/hanty/settings'
    const status = async (headers: Record<string, string>, path = settings) =>
      (await api.request(path, { headers: { cookie, ...headers } })).status
    expect(await status({ 'vmeste-staff': 'session' })).toBe(200)
    // The cookie alone, as a link, a picture or a form would have it.
    expect(await status({})).toBe(401)
    expect(await status({ 'sec-fetch-site': 'same-origin' })).toBe(401)
    const sites: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      // Also the town's own website, which may use the API: it is not where staff work.
      { origin: 'https://town.test' },
      { origin: 'null' },
    ]
    for (const elsewhere of sites) {
      expect(await status({ 'vmeste-staff': 'session', ...elsewhere }), JSON.stringify(elsewhere)).toBe(403)
      expect(await status({ 'vmeste-staff': 'session', ...elsewhere }, who)).toBe(403)
    }
  })

  test('is not told by CORS that it may, and signs nobody in', async () => {
    const preflight = { origin: 'https://town.test', 'access-control-request-headers': 'vmeste-staff' }
    const { headers } = await api.request('/appeals', { method: 'OPTIONS', headers: preflight })
    expect(headers.get('access-control-allow-headers')).not.toMatch(/vmeste-staff/i)
    expect(headers.get('access-control-allow-credentials')).toBeNull()
    const body = { email: newAddress(), password: PASSWORD }
    const asked = await api.request(who, { body, headers: { origin: 'https://town.test' } })
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([403, null])
    // As a form sends it, without asking.
    const form = await api.app.request(`http://api.test${who}`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify(body),
    })
    expect(form.status).toBe(415)
  })
})

describe('a password', () => {
  test.each([
    ['river', 'too_small'],
    ['qwerty123456', 'password-common'],
    ['Manchester2026!', 'password-common'],
    ['112112112112', 'password-repetitive'],
    ['anna.petrova1', 'password-context'],
  ])('%s is refused: %s', async (password, code) => {
    const email = `anna.petrova@town${++number}.test`
    await addPerson(api, email)
    const browser = openBrowser(api)
    await browser.signIn(email)
    const { status, json } = await browser.ask('/v1/staff/password', { body: { current: PASSWORD, password } })
    expect([status, json.errors?.[0].pointer, json.errors?.[0].code]).toEqual([422, '/password', code])
  })

  test('is changed by who knows it, and signs out everywhere else', async () => {
    const email = newAddress()
    await addPerson(api, email)
    const [here, there] = [openBrowser(api), openBrowser(api)]
    for (const browser of [here, there]) await browser.signIn(email)
    const password = 'котёл ёлка якорь'
    const guess = await here.ask('/v1/staff/password', { body: { current: 'a wrong password', password } })
    expect(guess.json.errors).toMatchObject([{ pointer: '/current', code: 'wrong-password' }])
    expect((await here.ask('/v1/staff/password', { body: { password } })).status).toBe(422)
    expect((await here.ask('/v1/staff/password', { body: { current: PASSWORD, password } })).status).toBe(204)
    expect([(await here.ask(inside)).status, (await there.ask(inside)).status]).toEqual([200, 401])
    expect((await there.signIn(email)).status).toBe(401)
    // Written with other keys, it is the same.
    expect((await there.signIn(email, { password: password.normalize('NFD') })).status).toBe(201)
    const [row] = await api.database.select().from(tables.staffAccounts).where(eq(tables.staffAccounts.email, email))
    expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  test('that is forgotten is set anew by a link, once and within an hour, and signs out everywhere', async () => {
    const email = newAddress()
    await addPerson(api, email)
    const browser = openBrowser(api)
    await browser.signIn(email)
    const ask = () => api.request('/v1/staff/resets', { body: { email }, headers: { host: 'evil.test' } })
    expect((await ask()).json).toEqual({})
    await vi.waitFor(() => expect(api.mails).toHaveLength(1))
    expect((await ask()).status).toBe(202)
    await vi.waitFor(() => expect(api.mails).toHaveLength(2))
    const [former, mail] = api.mails
    expect(mail).toMatchObject({ to: email, subject: 'A new password' })
    expect(mail?.text).toContain('http://api.test/account/reset#')
    expect(mail?.html).toContain(`http://api.test/account/reset#${secretIn(mail?.text)}`)
    const use = (text: string | undefined, password = 'seven green kettles') =>
      api.request('/v1/staff/resets/use', { body: { secret: secretIn(text), password } })
    expect((await use(former?.text)).json.type).toBe('/problems/link-over')
    expect((await use(mail?.text, 'password123')).status).toBe(422)
    const used = await use(mail?.text)
    expect([used.status, used.json]).toEqual([200, { passkeys: 0 }])
    await vi.waitFor(() => expect(api.mails).toHaveLength(3))
    expect(api.mails[2]).toMatchObject({ to: email, subject: 'A new password was set' })
    expect(api.mails[2]?.text).not.toContain('Passkeys')
    expect((await use(mail?.text)).json.type).toBe('/problems/link-over')
    expect((await browser.ask(inside)).status).toBe(401)
    expect((await browser.signIn(email, { password: 'seven green kettles' })).status).toBe(201)

    await ask()
    await vi.waitFor(() => expect(api.mails).toHaveLength(4))
    later(HOUR)
    expect((await use(api.mails[3]?.text)).json.type).toBe('/problems/link-over')
  })

  test('is not sent for to who has no account, which nobody is told', async () => {
    const { status, json } = await api.request('/v1/staff/resets', { body: { email: newAddress() } })
    expect([status, json]).toEqual([202, {}])
    for (let asked = 0; asked < 6; asked++) await api.request('/v1/staff/resets', { body: { email: 'x@y.test' } })
    expect((await api.request('/v1/staff/resets', { body: { email: 'x@y.test' } })).status).toBe(429)
    expect(api.mails).toEqual([])
  })
})

describe('a second step', () => {
  const codeOf = (secret: string) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: api.clock.now.getTime() })

  async function withApp() {
    const email = newAddress()
    const id = await addPerson(api, email, ['hanty', 'officer'])
    const browser = openBrowser(api)
    await browser.signIn(email)
    const { json } = await browser.ask('/v1/staff/totp', { body: {} })
    const confirmed = await browser.ask('/v1/staff/totp/confirmation', { body: { code: codeOf(json.secret) } })
    return { email, id, browser, uri: json.uri, secret: json.secret as string, recovery: confirmed.json.recoveryCodes }
  }

  test('is asked for from when its app has shown a code, each of which counts once', async () => {
    const { email, browser, uri, secret } = await withApp()
    expect(uri).toMatch(/^otpauth:\/\/totp\/Vmeste%20\(api\.test\):person\d+%40town\.test\?/)
    expect((await browser.ask(who)).json.person).toMatchObject({
      hasSecondFactor: true,
      hasApp: true,
      recoveryCodesLeft: 10,
    })
    const other = openBrowser(api)
    // Not told to who does not know the password.
    expect((await other.signIn(email, { password: 'a wrong password' })).json.type).toBe('/problems/sign-in-refused')
    expect((await other.signIn(email)).json.type).toBe('/problems/second-factor-required')
    expect((await other.signIn(email, { code: codeOf(secret) })).json.type).toBe('/problems/sign-in-refused')
    later(30_000)
    const code = codeOf(secret)
    const wrong = code === '123456' ? '654321' : '123456'
    expect((await other.signIn(email, { code: wrong })).status).toBe(401)
    const tries = await Promise.all([0, 1].map(() => openBrowser(api).signIn(email, { code })))
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 401])
  })

  test('a recovery code stands in for the app, once', async () => {
    const { email, recovery } = await withApp()
    expect(recovery).toHaveLength(10)
    expect(new Set(recovery).size).toBe(10)
    const signIn = () => openBrowser(api).signIn(email, { code: recovery[3].toUpperCase() })
    const { status, json } = await signIn()
    expect([status, json.recoveryCodesLeft, json.session.way]).toEqual([201, 9, 'password+code'])
    expect((await signIn()).status).toBe(401)
    const kept = JSON.stringify(await api.database.select().from(tables.staffAccounts))
    for (const code of recovery) expect(kept).not.toContain(code)
  })

  test('is changed only by who has signed in within a quarter of an hour', async () => {
    const { browser } = await withApp()
    later(16 * MINUTE)
    for (const [path, method] of [
      ['/v1/staff/totp'],
      ['/v1/staff/totp', 'DELETE'],
      ['/v1/staff/totp/confirmation'],
    ] as const) {
      const body = method ? undefined : { code: '123456' }
      expect((await browser.ask(path, { method, body })).json.type).toBe('/problems/sign-in-again')
    }
    const fresh = await withApp()
    expect((await fresh.browser.ask('/v1/staff/totp', { method: 'DELETE' })).status).toBe(204)
    expect((await openBrowser(api).signIn(fresh.email)).status).toBe(201)
  })

  test('is sealed: nobody reads it in the database, and another key takes over', async () => {
    const { email, id, secret } = await withApp()
    const read = async () => {
      const [row] = await api.database.select().from(tables.staffAccounts).where(eq(tables.staffAccounts.id, id))
      return row?.totp ?? ''
    }
    expect(await read()).toMatch(/^installation\./)
    expect(await read()).not.toContain(secret)
    const key = crypto.getRandomValues(new Uint8Array(32))
    const sealing = await createSealing({ VMESTE_KEYS: [{ id: '2027', key }] }, api.services.secret)
    expect((await reseal(api.database, sealing)).left).toBe(0)
    expect(await read()).toMatch(/^2027\./)
    const { createApp } = await import('../../api/app.js')
    later(MINUTE)
    const answer = await createApp({ ...api.services, sealing }).request(`http://api.test${who}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: PASSWORD, code: codeOf(secret) }),
    })
    expect(answer.status).toBe(201)
    // And back, for the tests after this one.
    const back = await createSealing({ VMESTE_KEYS: undefined }, api.services.secret)
    const both = { ...back, keys: sealing.keys, unseal: sealing.unseal }
    expect((await reseal(api.database, both)).left).toBe(0)
  })
})

describe('staff of an organization', () => {
  const people = '/v1/organizations/hanty/staff'

  test('are invited by mail, and become what they were invited to, once', async () => {
    const { ask, id: administrator } = await signedIn(api, 'hanty', 'administrator')
    const email = newAddress()
    const invited = await ask(`${people}/invitations`, { body: { email, role: 'officer' } })
    expect(invited.status).toBe(201)
    const [mail] = api.mails
    expect(mail).toMatchObject({ to: email, subject: 'Ханты: приглашение' })
    expect(mail?.text).toContain('Ваша роль: исполнитель.')
    const secret = secretIn(mail?.text)
    expect(mail?.text).toContain(`http://api.test/account/invitation#hanty.`)
    const view = await api.request('/v1/staff/invitations/view', { body: { secret } })
    expect(view.json).toMatchObject({
      organization: { id: 'hanty', name: 'Hanty' },
      role: 'officer',
      email,
      hasAccount: false,
    })

    const browser = openBrowser(api)
    const accept = (body: Record<string, string>) =>
      browser.ask('/v1/staff/invitations/acceptance', { body: { secret, ...body } })
    expect((await accept({})).json.errors).toMatchObject([{ pointer: '/name', code: 'required' }])
    const name = 'Anna Petrova'
    expect((await accept({ name, password: 'anna petrova' })).json.errors).toMatchObject([{ code: 'password-context' }])
    const { status, json } = await accept({ name, password: 'seven green kettles' })
    expect(status).toBe(201)
    expect(json).toMatchObject({ email, name, roles: [{ organization: { id: 'hanty' }, role: 'officer' }] })
    expect((await browser.ask('/appeals?sort=deadline')).status).toBe(200)
    expect((await accept({ name, password: 'seven green kettles' })).json.type).toBe('/problems/link-over')
    expect((await api.request('/v1/staff/invitations/view', { body: { secret } })).status).toBe(410)

    expect((await ask(`${people}/invitations`)).json.items).toEqual([])
    const listed = (await ask(people)).json.items
    expect(listed).toContainEqual({
      id: json.id,
      email,
      name,
      roles: ['officer'],
      hasSecondFactor: false,
      signedInAt: expect.any(String),
    })
    const trail = (await ask('/v1/organizations/hanty/audit')).json.items
    expect(trail.slice(0, 2)).toMatchObject([
      { actor: `staff:${json.id}`, action: 'staff.joined', subject: `staff/${json.id}`, details: { role: 'officer' } },
      { actor: `staff:${administrator}`, action: 'staff.invited', details: { role: 'officer' } },
    ])
    expect(JSON.stringify(trail)).not.toContain(email)
  })

  test('who was invited again has one link, the latest; withdrawn or a week old it is over', async () => {
    const { ask } = await signedIn(api, 'hanty', 'administrator')
    const email = newAddress()
    const invite = () => ask(`${people}/invitations`, { body: { email, role: 'moderator' } })
    const view = (mail: number) =>
      api.request('/v1/staff/invitations/view', { body: { secret: secretIn(api.mails[mail]?.text) } })
    const first = await invite()
    const second = await invite()
    expect(second.json.id).toBe(first.json.id)
    expect([(await view(0)).status, (await view(1)).status]).toEqual([410, 200])
    expect((await ask(`${people}/invitations/${first.json.id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await ask(`${people}/invitations/${first.json.id}`, { method: 'DELETE' })).status).toBe(404)
    expect((await view(1)).status).toBe(410)
    await invite()
    later(7 * 24 * HOUR)
    expect((await view(2)).status).toBe(410)
  })

  test('who has an account takes another role by being signed in as its holder', async () => {
    const email = newAddress()
    await addPerson(api, email, ['elsewhere', 'leader'])
    const { ask } = await signedIn(api, 'hanty', 'administrator')
    await ask(`${people}/invitations`, { body: { email, role: 'officer' } })
    const secret = secretIn(api.mails[0]?.text)
    const browser = openBrowser(api)
    const accept = (by = browser) =>
      by.ask('/v1/staff/invitations/acceptance', { body: { secret, name: 'Mallory', password: 'seven green kettles' } })
    expect((await browser.ask('/v1/staff/invitations/view', { body: { secret } })).json.hasAccount).toBe(true)
    expect((await accept()).json.type).toBe('/problems/staff-only')
    const stranger = await signedIn(api, 'elsewhere', 'officer')
    expect((await stranger.ask('/v1/staff/invitations/acceptance', { body: { secret } })).status).toBe(403)
    await browser.signIn(email)
    const { status, json } = await accept()
    expect([status, json.name, json.roles.map(({ role }: { role: string }) => role)]).toEqual([
      201,
      email.replace(/@.*/, ''),
      ['leader', 'officer'],
    ])
    const again = await ask(`${people}/invitations`, { body: { email, role: 'officer' } })
    expect(again.json.errors).toMatchObject([{ pointer: '/role', code: 'has-role' }])
  })

  test('without a mail server nobody is told a link but the operator, and nothing is left of an invitation that could not be sent', async () => {
    const administrator = await signedIn(api, 'hanty', 'administrator')
    const { createApp } = await import('../../api/app.js')
    const { Problem } = await import('../../api/platform/problems.js')
    const invite = async (mail: Partial<typeof api.services.mail>) => {
      const app = createApp({ ...api.services, mail: { ...api.services.mail, ...mail } })
      const answer = await app.request(`http://api.test${people}/invitations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'vmeste-staff': 'session', cookie: administrator.cookie },
        body: JSON.stringify({ email: newAddress(), role: 'officer' }),
      })
      return answer.status
    }
    const refuse = async () => {
      throw new Problem('mail-refused')
    }
    expect(await invite({ isConfigured: false })).toBe(501)
    expect(await invite({ send: refuse })).toBe(422)
    expect((await administrator.ask(`${people}/invitations`)).json.items).toEqual([])
  })

  test('are what an administrator says, at once, and are signed out', async () => {
    const { ask } = await signedIn(api, 'hanty', 'administrator')
    const officer = await signedIn(api, 'hanty', 'officer')
    const { status, json } = await ask(`${people}/${officer.id}`, {
      method: 'PUT',
      body: { roles: ['moderator', 'leader'] },
    })
    expect([status, json.roles]).toEqual([200, ['moderator', 'leader']])
    expect((await officer.ask(inside)).status).toBe(401)
    await officer.signIn(officer.email)
    expect((await officer.ask('/v1/organizations/hanty/audit')).status).toBe(200)
    expect((await ask(`${people}/${officer.id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await officer.ask(inside)).status).toBe(401)
    await officer.signIn(officer.email)
    expect((await officer.ask('/v1/organizations/hanty')).status).toBe(403)
    expect((await ask(`${people}/${officer.id}`, { method: 'DELETE' })).status).toBe(404)
  })

  test('an organization keeps an administrator, of its own or above it, also when two would leave at once', async () => {
    const first = await signedIn(api, 'elsewhere', 'administrator')
    const second = await signedIn(api, 'elsewhere', 'administrator')
    const demote = ({ ask }: typeof first, id: string) =>
      ask(`/v1/organizations/elsewhere/staff/${id}`, { method: 'PUT', body: { roles: ['officer'] } })
    const asked = await Promise.all([demote(first, second.id), demote(second, first.id)])
    const left = await api.database
      .select()
      .from(tables.staffRoles)
      .where(eq(tables.staffRoles.organizationId, 'elsewhere'))
    expect(left.filter(({ role }) => role === 'administrator').length, asked.map(({ text }) => text).join()).toBe(1)
    const last = left.find(({ role }) => role === 'administrator')?.accountId === first.id ? first : second
    await last.signIn(last.email)
    for (const method of ['PUT', 'DELETE']) {
      const body = method === 'PUT' ? { roles: ['officer'] } : undefined
      const path = `/v1/organizations/elsewhere/staff/${last.id}`
      expect((await last.ask(path, { method, body })).json.type).toBe('/problems/last-administrator')
    }
    // In a town it is the region that stays.
    await signedIn(api, 'ugra', 'administrator')
    const town = await signedIn(api, 'hanty', 'administrator')
    expect((await town.ask(`${people}/${town.id}`, { method: 'DELETE' })).status).toBe(204)
  })

  test('are listed page by page', async () => {
    const { ask } = await signedIn(api, 'ugra', 'administrator')
    for (let count = 0; count < 4; count++) await addPerson(api, newAddress(), ['ugra', 'officer'], ['ugra', 'leader'])
    const seen: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const { json } = await ask(`/v1/organizations/ugra/staff?limit=2${next && `&cursor=${next}`}`)
      seen.push(...json.items.map(({ id }: { id: string }) => id))
      next = json.next
    }
    const all = (await ask('/v1/organizations/ugra/staff?limit=100')).json.items
    expect(seen).toEqual(all.map(({ id }: { id: string }) => id))
    expect(seen.length).toBeGreaterThan(4)
    expect((await ask(`/v1/organizations/ugra/staff?cursor=${randomSecret()}`)).status).toBe(422)
  })
})

describe('what a person may', () => {
  test('is what any of their roles may, in its organization and below it, and nothing above', async () => {
    const email = newAddress()
    await addPerson(api, email, ['ugra', 'leader'], ['hanty', 'administrator'])
    const { ask, signIn } = openBrowser(api)
    await signIn(email)
    const may = async (organization: string, path: string, body?: unknown) => {
      const { status } = await ask(`/v1/organizations/${organization}${path}`, { method: body ? 'PATCH' : 'GET', body })
      return status
    }
    expect(await may('hanty', '/audit')).toBe(200)
    expect(await may('hanty', '/settings', {})).toBe(200)
    expect(await may('ugra', '/audit')).toBe(200)
    expect(await may('ugra', '/settings', {})).toBe(403)
    expect(await may('elsewhere', '/audit')).toBe(403)
    // To a place beneath the region a town's administrator may not move it: there they only lead.
    expect(await may('hanty', '/settings', { parent: 'ugra' })).toBe(403)
  })

  test('stands in the history under their name, not under a key', async () => {
    const { ask, id } = await signedIn(api, 'ugra', 'administrator')
    await ask('/v1/organizations/ugra/settings', { method: 'PATCH', body: { names: { en: 'Yugra' } } })
    const [entry] = (await ask('/v1/organizations/ugra/audit')).json.items
    expect(entry).toMatchObject({ actor: `staff:${id}`, action: 'organization.changed' })
  })

  test('an answer kept for one person is not given to another', async () => {
    const [first, second] = [await signedIn(api, 'ugra', 'administrator'), await signedIn(api, 'ugra', 'administrator')]
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const create = ({ ask }: typeof first) =>
      ask('/v1/organizations/ugra/organizations', { body: { id: 'below', names: { en: 'Below' } }, headers })
    expect([(await create(first)).status, (await create(first)).status]).toEqual([201, 201])
    expect((await create(second)).json.type).toBe('/problems/idempotency-key-reused')
  })
})
