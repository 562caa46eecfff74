import { eq } from 'drizzle-orm'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { createAuthenticator } from './authenticator.js'
import { addPerson, openBrowser, secretIn, signedIn } from './staff.fixture.js'

let api: TestApp
beforeAll(async () => {
  api = await createTestApp()
})
afterAll(() => api.close())

const MINUTE = 60_000
const later = (milliseconds: number) => {
  api.clock.now = new Date(api.clock.now.getTime() + milliseconds)
}
// So that what was tried before does not count.
beforeEach(() => later(120 * MINUTE))

const keys = '/v1/staff/passkeys'
const door = '/v1/staff/session/passkey'
type Browser = ReturnType<typeof openBrowser>
type Authenticator = ReturnType<typeof createAuthenticator>

async function begin({ ask }: Pick<Browser, 'ask'>) {
  const { status, json } = await ask(`${keys}/options`, { body: {} })
  expect(status).toBe(201)
  return json
}
async function add(browser: Pick<Browser, 'ask'>, authenticator: Authenticator, name?: string) {
  const passkey = authenticator.make(await begin(browser))
  return browser.ask(keys, { body: { name, passkey } })
}
async function signIn(authenticator: Authenticator, twist: Parameters<Authenticator['use']>[1] = {}) {
  const browser = openBrowser(api)
  const { json } = await browser.ask(`${door}/options`, { body: {} })
  const answer = await browser.ask(door, { body: { passkey: authenticator.use(json, twist) } })
  return { ...answer, browser }
}
async function withPasskey() {
  const person = await signedIn(api, 'hanty', 'officer')
  const authenticator = createAuthenticator()
  const { status, json } = await add(person, authenticator, 'My telephone')
  expect(status).toBe(201)
  return { ...person, authenticator, passkey: json.id as string, recovery: json.recoveryCodes as string[] }
}

describe('a passkey', () => {
  test('is added by who is signed in, and from then on opens without address and password', async () => {
    const person = await signedIn(api, 'hanty', 'officer')
    const authenticator = createAuthenticator()
    const options = await begin(person)
    expect(options).toMatchObject({
      rp: { id: 'api.test' },
      user: { name: person.email },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [],
    })
    const body = { name: 'My telephone', passkey: authenticator.make(options) }
    const { status, json } = await person.ask(keys, { body })
    expect(status).toBe(201)
    expect(json).toEqual({
      id: expect.any(String),
      name: 'My telephone',
      createdAt: api.clock.now.toISOString(),
      usedAt: null,
      recoveryCodes: expect.arrayContaining([expect.stringMatching(/^[a-z\d]{5}-[a-z\d]{5}$/)]),
    })
    // The browser is told of it, so that the same device does not add another.
    expect((await begin(person)).excludeCredentials).toMatchObject([{ id: authenticator.id, transports: ['internal'] }])

    later(MINUTE)
    const { status: entered, json: who, browser } = await signIn(authenticator)
    expect(entered).toBe(201)
    expect(who).toMatchObject({
      id: person.id,
      hasSecondFactor: true,
      hasApp: false,
      recoveryCodesLeft: 10,
      session: { way: 'passkey' },
    })
    const { items } = (await browser.ask(keys)).json
    expect(items).toMatchObject([{ name: 'My telephone', usedAt: api.clock.now.toISOString() }])
  })

  test('is called after the browser when it is given no name', async () => {
    const person = await signedIn(api, 'hanty', 'officer')
    const passkey = createAuthenticator().make(await begin(person))
    const headers = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/145.0' }
    expect((await person.ask(keys, { body: { passkey }, headers })).json.name).toBe('Firefox, Windows')
    const { status } = await person.ask(keys, {
      body: { passkey: createAuthenticator().make(await begin(person)), name: '' },
    })
    expect(status).toBe(422)
  })

  test('is added and removed only by who has signed in within a quarter of an hour', async () => {
    const { ask, passkey, authenticator } = await withPasskey()
    const options = await begin({ ask })
    later(16 * MINUTE)
    const tries = [
      await ask(`${keys}/options`, { body: {} }),
      await ask(keys, { body: { passkey: createAuthenticator().make(options) } }),
      await ask(`${keys}/${passkey}`, { method: 'DELETE' }),
    ]
    expect(tries.map(({ json }) => json.type)).toEqual(Array(3).fill('/problems/sign-in-again'))
    expect((await ask(keys)).json.items).toHaveLength(1)
    const { browser } = await signIn(authenticator)
    expect((await browser.ask(`${keys}/${passkey}`, { method: 'DELETE' })).status).toBe(204)
  })

  test('is removed by its holder alone, and opens nothing any more', async () => {
    const { ask, passkey, authenticator } = await withPasskey()
    const other = await withPasskey()
    expect((await other.ask(`${keys}/${passkey}`, { method: 'DELETE' })).status).toBe(404)
    expect((await ask(`${keys}/${passkey}`, { method: 'DELETE' })).status).toBe(204)
    expect((await ask(`${keys}/${passkey}`, { method: 'DELETE' })).status).toBe(404)
    expect((await ask(keys)).json.items).toEqual([])
    expect((await signIn(authenticator)).json.type).toBe('/problems/passkey-refused')
  })

  test('is told of in the audit trail of each organization where the person is staff', async () => {
    const email = `${crypto.randomUUID()}@town.test`
    const id = await addPerson(api, email, ['ugra', 'leader'], ['hanty', 'officer'], ['hanty', 'moderator'])
    const browser = openBrowser(api)
    await browser.signIn(email)
    const { json } = await add(browser, createAuthenticator(), 'Her own name for it')
    await browser.ask(`${keys}/${json.id}`, { method: 'DELETE' })
    const told = await api.database
      .select()
      .from(tables.auditEntries)
      .where(eq(tables.auditEntries.actor, `staff:${id}`))
    expect(told.map(({ organizationId, action }) => `${organizationId} ${action}`).sort()).toEqual([
      'hanty staff.passkey-added',
      'hanty staff.passkey-removed',
      'ugra staff.passkey-added',
      'ugra staff.passkey-removed',
    ])
    expect(told[0]).toMatchObject({ subject: `staff/${id}`, details: { passkey: json.id } })
    expect(JSON.stringify(told)).not.toContain('Her own name')
  })

  test('is one of twenty at most', async () => {
    const { ask, id } = await withPasskey()
    await addOthers(id, 19)
    const { status, json } = await ask(`${keys}/options`, { body: {} })
    expect([status, json.errors[0].code]).toEqual([422, 'passkeys-full'])
  })

  test('is one of twenty also when several are added at once', async () => {
    const { ask, id } = await withPasskey()
    await addOthers(id, 18)
    const made = [await begin({ ask }), await begin({ ask })].map((options) => createAuthenticator().make(options))
    const tries = await Promise.all(made.map((passkey) => ask(keys, { body: { passkey } })))
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 422])
  })

  test('comes with one set of recovery codes, also when two are added at once', async () => {
    const person = await signedIn(api, 'hanty', 'officer')
    const made = [await begin(person), await begin(person)].map((options) => createAuthenticator().make(options))
    const added = await Promise.all(made.map((passkey) => person.ask(keys, { body: { passkey } })))
    expect(added.map(({ json }) => json.recoveryCodes.length).sort()).toEqual([0, 10])
    const [code] = added.flatMap(({ json }) => json.recoveryCodes)
    expect((await openBrowser(api).signIn(person.email, { code })).json.recoveryCodesLeft).toBe(9)
  })

  test('is told by mail to whom it opens the account of, and a new password says how many are left', async () => {
    const { email } = await withPasskey()
    const told = () => api.mails.filter(({ to }) => to === email)
    await vi.waitFor(() => expect(told()).toHaveLength(1))
    expect(told()[0]).toMatchObject({ subject: 'A passkey was added' })
    expect(told()[0]?.text).toContain('/account')
    // What it is called may be somebody else's words.
    expect(told()[0]?.text).not.toContain('telephone')

    await api.request('/v1/staff/resets', { body: { email } })
    await vi.waitFor(() => expect(told()).toHaveLength(2))
    const body = { secret: secretIn(told()[1]?.text), password: 'seven green kettles' }
    const { status, json } = await api.request('/v1/staff/resets/use', { body })
    expect([status, json]).toEqual([200, { passkeys: 1 }])
    await vi.waitFor(() => expect(told()).toHaveLength(3))
    expect(told()[2]?.text).toContain('Passkeys that open the account as before: 1.')
  })
})

describe('what was signed', () => {
  test('counts once, also all at once, and for five minutes', async () => {
    const { authenticator } = await withPasskey()
    const browser = openBrowser(api)
    const { json } = await browser.ask(`${door}/options`, { body: {} })
    const passkey = authenticator.use(json)
    const tries = await Promise.all([0, 1, 2].map(() => openBrowser(api).ask(door, { body: { passkey } })))
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 401, 401])

    const late = await browser.ask(`${door}/options`, { body: {} })
    later(5 * MINUTE)
    const answer = await browser.ask(door, { body: { passkey: authenticator.use(late.json) } })
    expect([answer.status, answer.json.type]).toEqual([401, '/problems/passkey-refused'])
  })

  test('is refused from another page, for another host, without a look at who holds it, for another person', async () => {
    const { authenticator } = await withPasskey()
    const other = await withPasskey()
    const handle = Buffer.from(other.id.replaceAll('-', ''), 'hex').toString('base64url')
    const twists = [
      { origin: 'http://evil.test' },
      { origin: 'https://api.test' },
      { rpId: 'evil.test' },
      { isVerified: false },
      { userHandle: handle },
      { userHandle: 'AA' },
      { challenge: Buffer.from('made.up.challenge').toString('base64url') },
      { challenge: '' },
    ]
    for (const twist of twists) expect((await signIn(authenticator, twist)).status, JSON.stringify(twist)).toBe(401)
    expect((await signIn(authenticator)).status).toBe(201)
  })

  test('is refused when it was made for something else, or in another session', async () => {
    const person = await withPasskey()
    const elsewhere = await signedIn(api, 'hanty', 'officer')
    const mine = await begin(person)
    const [toSignIn, toMake] = [await openBrowser(api).ask(`${door}/options`, { body: {} }), createAuthenticator()]
    const made = await elsewhere.ask(keys, { body: { passkey: toMake.make(mine) } })
    expect([made.status, made.json.errors[0]]).toMatchObject([422, { pointer: '/passkey', code: 'passkey-not-made' }])
    const { challenge } = toSignIn.json
    expect((await person.ask(keys, { body: { passkey: toMake.make({ ...mine, challenge }) } })).status).toBe(422)
    const wrong = person.authenticator.use({ challenge: (await begin(person)).challenge, rpId: 'api.test' })
    expect((await openBrowser(api).ask(door, { body: { passkey: wrong } })).status).toBe(401)
    const unseen = toMake.make(await begin(person), { isVerified: false })
    expect((await person.ask(keys, { body: { passkey: unseen } })).status).toBe(422)
  })

  test('counts on: a copy of the key that has signed less often is refused', async () => {
    const { authenticator } = await withPasskey()
    expect((await signIn(authenticator)).status).toBe(201)
    authenticator.counter = 40
    expect((await signIn(authenticator)).status).toBe(201)
    for (const before of [40, 11]) {
      authenticator.counter = before
      expect((await signIn(authenticator)).status).toBe(401)
    }
    authenticator.counter = 41
    expect((await signIn(authenticator)).status).toBe(201)
  })

  test('by a key that counts nothing is taken each time', async () => {
    const { authenticator } = await withPasskey()
    for (let time = 0; time < 2; time++) {
      authenticator.counter = -1
      expect((await signIn(authenticator)).status).toBe(201)
    }
  })

  test('is looked at twenty times an hour, and guesses at the password do not count', async () => {
    const { authenticator, email } = await withPasskey()
    for (let tries = 0; tries < 21; tries++) await openBrowser(api).signIn(email, { password: 'a wrong password' })
    expect((await openBrowser(api).signIn(email)).status).toBe(429)
    const twist = { origin: 'http://evil.test' }
    for (let tries = 0; tries < 19; tries++) await signIn(authenticator, twist)
    expect((await signIn(authenticator)).status).toBe(201)
    expect((await signIn(authenticator)).status).toBe(429)
  })

  test('is taken from the pages where they are: by PUBLIC_URL, and behind a proxy that ends TLS', async () => {
    const { createApp } = await import('../../api/app.js')
    const { authenticator } = await withPasskey()
    const tryAt = async (settings: object, origin: string, headers: Record<string, string> = {}) => {
      const app = createApp({ ...api.services, settings: { ...api.services.settings, ...settings } })
      const ask = (path: string, body: unknown) =>
        app.request(`http://api.test${path}`, {
          method: 'POST',
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
        })
      const options = await (await ask(`${door}/options`, {})).json()
      return (await ask(door, { passkey: authenticator.use(options, { origin }) })).status
    }
    expect(await tryAt({ PUBLIC_URL: 'https://api.test/' }, 'https://api.test')).toBe(201)
    expect(await tryAt({ PUBLIC_URL: 'https://api.test/' }, 'http://api.test')).toBe(401)
    expect(await tryAt({ PUBLIC_URL: 'https://other.test/' }, 'https://other.test')).toBe(201)
    const proxied = { 'x-forwarded-proto': 'https' }
    expect(await tryAt({ VMESTE_TRUST_PROXY: true }, 'https://api.test', proxied)).toBe(201)
    expect(await tryAt({}, 'https://api.test', proxied)).toBe(401)
  })
})

describe('beside a password', () => {
  test('a passkey is the second step: the password alone opens nothing any more', async () => {
    const { email, authenticator } = await withPasskey()
    const browser = openBrowser(api)
    const { status, json } = await browser.signIn(email)
    expect([status, json.type, json.hasApp]).toEqual([401, '/problems/second-factor-required', false])
    expect(json.passkey).toMatchObject({ rpId: 'api.test', allowCredentials: [{ id: authenticator.id }] })
    expect((await browser.signIn(email, { code: '123456' })).json.type).toBe('/problems/sign-in-refused')
    const body = { email, password: 'river stone lantern', passkey: authenticator.use(json.passkey) }
    const entered = await browser.ask('/v1/staff/session', { body })
    expect([entered.status, entered.json.session.way]).toEqual([201, 'password+passkey'])
    expect((await browser.ask('/v1/staff/session', { body })).status).toBe(401)
    // Not told to who does not know the password, and not what signs in without one.
    expect((await browser.signIn(email, { password: 'a wrong password' })).json.passkey).toBeUndefined()
    const { json: again } = await browser.signIn(email)
    expect((await browser.ask(door, { body: { passkey: authenticator.use(again.passkey) } })).status).toBe(401)
  })

  test('another person’s passkey is no second step', async () => {
    const { email } = await withPasskey()
    const other = await withPasskey()
    const { json } = await openBrowser(api).signIn(email)
    const passkey = other.authenticator.use(json.passkey)
    const body = { email, password: 'river stone lantern', passkey }
    expect((await openBrowser(api).ask('/v1/staff/session', { body })).status).toBe(401)
  })

  test('a recovery code stands in for one that is lost, as long as there is a second step', async () => {
    const { email, ask, passkey, recovery } = await withPasskey()
    const [first = '', second = ''] = recovery
    expect((await openBrowser(api).signIn(email, { code: first })).json.recoveryCodesLeft).toBe(9)
    // Who has some is given no others.
    expect((await add({ ask }, createAuthenticator())).json.recoveryCodes).toEqual([])
    await ask(`${keys}/${passkey}`, { method: 'DELETE' })
    expect((await openBrowser(api).signIn(email, { code: second })).json.recoveryCodesLeft).toBe(8)
    const [left] = (await ask(keys)).json.items
    await ask(`${keys}/${left.id}`, { method: 'DELETE' })
    expect((await openBrowser(api).signIn(email)).json).toMatchObject({ hasSecondFactor: false, recoveryCodesLeft: 0 })
  })

  test('an app and a passkey stand beside each other, and either goes without the other', async () => {
    const { email, ask, passkey, authenticator } = await withPasskey()
    const { json } = await ask('/v1/staff/totp', { body: {} })
    const codeNow = () =>
      new TOTP({ secret: Secret.fromBase32(json.secret) }).generate({ timestamp: api.clock.now.getTime() })
    expect((await ask('/v1/staff/totp/confirmation', { body: { code: codeNow() } })).status).toBe(201)
    expect((await openBrowser(api).signIn(email)).json).toMatchObject({ hasApp: true, passkey: { rpId: 'api.test' } })
    later(MINUTE)
    expect((await openBrowser(api).signIn(email, { code: codeNow() })).status).toBe(201)
    expect((await ask('/v1/staff/totp', { method: 'DELETE' })).status).toBe(204)
    const { json: who } = await signIn(authenticator)
    expect(who).toMatchObject({ hasApp: false, hasSecondFactor: true, recoveryCodesLeft: 10 })
    await ask(`${keys}/${passkey}`, { method: 'DELETE' })
    expect((await openBrowser(api).signIn(email)).status).toBe(201)
  })

  test('administrators see that there is a second step', async () => {
    const { id } = await withPasskey()
    const { ask } = await signedIn(api, 'hanty', 'administrator')
    const { items } = (await ask('/v1/organizations/hanty/staff?limit=100')).json
    expect(items.find((member: { id: string }) => member.id === id)).toMatchObject({ hasSecondFactor: true })
    expect(items.find((member: { roles: string[] }) => member.roles.includes('administrator'))).toMatchObject({
      hasSecondFactor: false,
    })
  })
})

/** So many passkeys more, that open nothing. */
const addOthers = (accountId: string, length: number) =>
  api.database.insert(tables.staffPasskeys).values(
    Array.from({ length }, (_, number) => ({
      id: crypto.randomUUID(),
      accountId,
      credentialId: `${accountId}${number}`,
      publicKey: '',
      counter: 0,
      transports: [],
      name: 'Another',
      createdAt: api.clock.now,
    })),
  )
