import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOutgoing } from '../../api/platform/outgoing.js'
import * as tables from '../../api/platform/schema.js'
import { reseal } from '../../api/privacy/reseal.js'
import { signResident } from '../../sdk/server.js'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'
import { everythingKept } from './kept.js'
import { by, takeWays } from './residents.fixture.js'

const ISSUER = 'https://town.test'
let api: TestApp
let administrator: Record<string, string>
beforeEach(async () => {
  // Here, and not in Internet: what is tried out on this machine.
  api = await createTestApp({ fetchOutside: createOutgoing({ PUBLIC_URL: 'http://localhost:1' }) })
  // The helper of the website's server has a clock of its own.
  api.clock.now = new Date()
  await takeWays(api, 'site')
  api.clock.now = new Date()
  administrator = as(await api.staffKey('hanty', 'administrator'))
})
afterEach(() => api.close())

const register = async (jwks?: string) =>
  (await api.request('/residents/sources', { body: { issuer: ISSUER, jwks }, headers: administrator })).json
const show = (token: string, organization = 'hanty', headers: Record<string, string> = {}) =>
  api.request(`/v1/organizations/${organization}/residents/sessions`, { body: { token }, headers })
const anna = { organization: 'hanty', issuer: ISSUER, subject: '4711' }

test('a website signs who its visitor is, by a secret that was told once', async () => {
  const { id, secret, ...source } = await register()
  expect(source).toEqual({
    way: 'site',
    issuer: ISSUER,
    jwks: null,
    clientId: null,
    createdAt: api.clock.now.toISOString(),
  })
  expect(secret).toMatch(/^[\w-]{43}$/)
  const listed = await api.request('/residents/sources', { headers: administrator })
  expect(listed.text).not.toContain(secret)
  expect(JSON.stringify(await api.database.select().from(tables.residentSources))).not.toContain(secret)

  const { status, json } = await show(await signResident({ ...anna, secret, name: 'Anna', email: 'anna@mail.test' }))
  expect([status, json.resident]).toEqual([
    201,
    expect.objectContaining({ way: 'site', contact: { name: 'Anna', email: 'anna@mail.test' } }),
  ])
  // The same person the next time, whatever the website calls them then.
  const again = await show(await signResident({ ...anna, secret, name: 'Anna P.' }))
  const me = await api.request('/residents/me', { headers: by(again.json.token) })
  expect([me.json.sessions.length, me.json.contact.name]).toEqual([2, 'Anna'])
  expect(await everythingKept(api)).not.toContain('4711')

  const trail = await api.request('/audit', { headers: administrator })
  expect(trail.text).toContain('resident-source.added')
  expect(trail.text).not.toContain(secret)
  await api.request(`/residents/sources/${id}`, { method: 'DELETE', headers: administrator })
  expect((await show(await signResident({ ...anna, secret }))).status).toBe(422)
  await expect(reseal(api.database, api.services.sealing)).resolves.toMatchObject({ left: 0, lost: {} })
})

test('a token is good once, also when it is sent twice at the same moment; the same request sent again is answered again', async () => {
  const { secret } = await register()
  const token = await signResident({ ...anna, secret })
  const both = await Promise.all([show(token), show(token)])
  expect(both.map(({ status }) => status).sort()).toEqual([201, 422])
  const other = await signResident({ ...anna, secret })
  const key = { 'idempotency-key': crypto.randomUUID() }
  const first = await show(other, 'hanty', key)
  expect((await show(other, 'hanty', key)).json).toEqual(first.json)
})

test('nothing else passes for one', async () => {
  const { secret } = await register()
  const now = Math.floor(api.clock.now.getTime() / 1000)
  const bytes = new TextEncoder().encode(secret)
  const made = (claims: object, alg = 'HS256', key: Uint8Array = bytes) =>
    new SignJWT({ iss: ISSUER, aud: 'hanty', sub: '4711', iat: now, exp: now + 60, ...claims })
      .setProtectedHeader({ alg })
      .sign(key)
  expect((await show(await made({}))).status).toBe(201)
  const unsigned = `${btoa('{"alg":"none"}').replace(/=/g, '')}.${(await made({ jti: 'a' })).split('.')[1]}.`
  const wrong = [
    await made({ aud: 'ugra' }),
    await made({ aud: undefined }),
    await made({ iss: 'https://evil.test' }),
    await made({ sub: undefined }),
    await made({ sub: '' }),
    await made({ iat: undefined }),
    await made({ exp: undefined }),
    await made({ exp: now - 60 }),
    await made({ exp: now + 601 }),
    await made({ iat: now - 1200, exp: now + 60 }),
    await made({ iat: now + 300, exp: now + 600 }),
    await made({ nbf: now + 300 }),
    await made({}, 'HS512'),
    await made({}, 'HS256', new TextEncoder().encode('another secret')),
    unsigned,
    'no token',
    '',
    'a.b.c',
  ]
  for (const token of wrong) {
    const { status, json } = await show(token)
    expect([status, json.errors?.[0]?.code, token], token).toEqual([422, 'wrong-token', token])
  }
  const { json } = await show(await made({ jti: 'b' }), 'elsewhere')
  expect(json.type).toBe('/problems/not-found')
})

test('public keys are fetched from where the website has them, and a key that is public is no secret', async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  let asked = 0
  const server = createServer((_, response) => {
    asked += 1
    void exportJWK(publicKey).then((jwk) => response.end(JSON.stringify({ keys: [{ ...jwk, kid: 'one' }] })))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`
  try {
    expect(await register(address)).toMatchObject({ jwks: address, secret: null })
    const token = () => signResident({ ...anna, key: privateKey as CryptoKey, keyId: 'one' })
    expect((await show(await token())).status).toBe(201)
    expect((await show(await token())).status).toBe(201)
    expect(asked).toBe(1)
    const confused = await signResident({ ...anna, secret: JSON.stringify(await exportJWK(publicKey)) })
    expect((await show(confused)).status).toBe(422)
    // Asked for a key that is not there it asks again, but not each time.
    for (let stranger = 0; stranger < 5; stranger++)
      await show(await signResident({ ...anna, key: privateKey as CryptoKey, keyId: `stranger-${stranger}` }))
    expect(asked).toBeLessThan(3)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

test('no address of this network is fetched, by number, by name or by a redirect, nor anything without TLS', async () => {
  const outgoing = createOutgoing({ PUBLIC_URL: 'https://api.town.example' })
  const inside = ['127.0.0.1', '10.0.0.1', '169.254.169.254', '192.168.1.1', '[::1]', '[fd00::1]', '0.0.0.0', '[::]']
  for (const host of [...inside, '[::ffff:127.0.0.1]', 'localhost', '2130706433', '0x7f.1'])
    await expect(outgoing(`https://${host}/`), host).rejects.toThrow(/private network/)
  await expect(outgoing('http://town.example/')).rejects.toThrow('only by https')
  await expect(outgoing('file:///etc/passwd')).rejects.toThrow()

  const triedOut = createOutgoing({ PUBLIC_URL: undefined })
  const server = createServer((request, response) => {
    if (request.url === '/large') response.end('x'.repeat(300_000))
    else response.writeHead(302, { location: 'http://169.254.169.254/' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    await expect(triedOut(`${here}/away`)).rejects.toThrow('redirected')
    await expect(triedOut(`${here}/large`)).rejects.toThrow('too large')
    await expect(outgoing(`${here}/away`)).rejects.toThrow()
  } finally {
    server.closeAllConnections()
    server.close()
  }
  for (const jwks of ['http://town.example/jwks', 'ftp://town.example/', 'http://localhost.evil.test/'])
    expect(
      (await api.request('/residents/sources', { body: { issuer: 'x', jwks }, headers: administrator })).status,
    ).toBe(422)
})
