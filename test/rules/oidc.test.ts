import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { finishOidc, startOidc } from '../../api/identity/oidc.js'
import { startOidcProvider } from '../api/oidc-provider.js'

const redirectUri = 'http://api.test/return'
const warnings: unknown[] = []
const log = { error: () => {}, warn: (fields: unknown) => void warnings.push(fields), info: () => {} }

let elsewhere: Awaited<ReturnType<typeof startOidcProvider>>
beforeAll(async () => {
  elsewhere = await startOidcProvider({
    redirectUris: [redirectUri],
    people: {
      anna: { email: 'anna@town.example', name: 'Anna' },
      boris: { email: 'boris@town.example', email_verified: false },
    },
  })
})
afterAll(() => elsewhere.close())
beforeEach(() => void warnings.splice(0))

const start = () => startOidc(elsewhere, { redirectUri, language: 'ru', log })

test('who signed in elsewhere comes back as the person the provider says', async () => {
  const { address, pending } = await start()
  expect(new URL(address).searchParams.get('code_challenge_method')).toBe('S256')
  const returned = new URL(await elsewhere.signIn(address, 'anna'))
  const { claims, ...person } = await finishOidc(elsewhere, { returned, pending, log })
  expect(claims).toMatchObject({ sub: 'anna' })
  expect(person).toEqual({
    issuer: elsewhere.issuer,
    subject: 'anna',
    email: 'anna@town.example',
    name: 'Anna',
  })
  // A code is good for one time.
  await expect(finishOidc(elsewhere, { returned, pending, log })).rejects.toMatchObject({ code: 'oidc-failed' })
})

test('a mail address that the provider has not verified is not told', async () => {
  const { address, pending } = await start()
  const returned = new URL(await elsewhere.signIn(address, 'boris'))
  expect(await finishOidc(elsewhere, { returned, pending, log })).toMatchObject({ subject: 'boris', email: undefined })
})

test.each([
  ['state', { state: 'another' }],
  ['nonce', { nonce: 'another' }],
  ['verifier', { verifier: 'another-that-is-as-long-as-a-verifier-has-to-be' }],
])('what was begun by another browser is refused: another %s', async (_, other) => {
  const { address, pending } = await start()
  const returned = new URL(await elsewhere.signIn(address, 'anna'))
  await expect(finishOidc(elsewhere, { returned, pending: { ...pending, ...other }, log })).rejects.toMatchObject({
    code: 'oidc-failed',
  })
  expect(JSON.stringify(warnings)).not.toContain('anna')
})

test('a provider that is not there is told as that, and asked again next time', async () => {
  const gone = { issuer: 'http://127.0.0.1:9', clientId: 'vmeste' }
  for (let time = 0; time < 2; time++)
    await expect(startOidc(gone, { redirectUri, log })).rejects.toMatchObject({ code: 'oidc-failed' })
  expect(warnings).toHaveLength(2)
})
