import type { AuthenticatorTransportFuture, WebAuthnCredential } from '@simplewebauthn/server'
import { and, asc, eq, lt } from 'drizzle-orm'
import { parse, stringify } from 'uuid'
import { toBase64Url } from '../platform/crypto.js'
import type { Database } from '../platform/database.js'
import type { AppContext } from '../platform/http.js'
import { ownOrigin } from '../platform/own-origin.js'
import { invalid, Problem } from '../platform/problems.js'
import { fromBase64 } from '../platform/sealing.js'
import type { Services } from '../platform/services.js'
import { CHALLENGE_GOOD_FOR, makeChallenge, type Occasion, takeChallenge } from './challenges.js'
import { isSecure } from './cookie.js'
import type { AccountRow, SessionRow } from './sessions.js'
import { staffAccounts, staffPasskeys } from './tables.js'
import type { Assertion, CreationOptions, Registration, RequestOptions } from './webauthn.js'

export type PasskeyRow = typeof staffPasskeys.$inferSelect

/** Loaded with the first passkey: half a second, and some megabytes. */
const load = () => import('@simplewebauthn/server')

export const passkeysOf = (database: Database, accountId: string): Promise<PasskeyRow[]> =>
  database.select().from(staffPasskeys).where(eq(staffPasskeys.accountId, accountId)).orderBy(asc(staffPasskeys.id))

/** What the browser is to make: a key that it offers by itself, and that asks who holds it. */
export async function askForKey(
  c: AppContext,
  services: Services,
  { account, session }: { account: AccountRow; session: SessionRow },
): Promise<CreationOptions> {
  const { generateRegistrationOptions } = await load()
  const { id: rpID } = partyOf(c, services)
  const options = await generateRegistrationOptions({
    rpName: `Vmeste (${rpID})`,
    rpID,
    userID: new Uint8Array(parse(account.id)),
    userName: account.email,
    userDisplayName: account.name,
    challenge: await makeChallenge(services, { purpose: 'register', whose: session.id }),
    timeout: CHALLENGE_GOOD_FOR,
    // Whose make it is stays unknown: any that asks who holds it is good.
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: (await passkeysOf(services.database, account.id)).map(toDescriptor),
  })
  return { ...options }
}

/** What the browser has made, to be kept. @throws {Problem} `invalid-input` */
export async function checkNewKey(
  c: AppContext,
  services: Services,
  given: Registration,
  session: SessionRow,
): Promise<Pick<PasskeyRow, 'credentialId' | 'publicKey' | 'counter' | 'transports'>> {
  const refuse = (): never => {
    throw invalid('/passkey', 'passkey-not-made')
  }
  const challenge = (await challengeIn(services, given, { purpose: 'register', whose: session.id })) ?? refuse()
  const { verifyRegistrationResponse } = await load()
  const { id, origin } = partyOf(c, services)
  const { transports = [], ...response } = given.response
  const checked = await verifyRegistrationResponse({
    response: { ...given, response, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
  }).catch(refuse)
  if (!checked.verified) return refuse()
  const { credential } = checked.registrationInfo
  const publicKey = toBase64Url(credential.publicKey)
  return { credentialId: credential.id, publicKey, counter: credential.counter, transports }
}

/** What the browser is to sign; with an account, by one of its keys. */
export async function askForSignature(
  c: AppContext,
  services: Services,
  occasion: Occasion,
  keys: readonly PasskeyRow[] = [],
): Promise<RequestOptions> {
  const { generateAuthenticationOptions } = await load()
  const options = await generateAuthenticationOptions({
    rpID: partyOf(c, services).id,
    challenge: await makeChallenge(services, occasion),
    timeout: CHALLENGE_GOOD_FOR,
    userVerification: 'required',
    allowCredentials: keys.map(toDescriptor),
  })
  return { ...options }
}

/**
 * Whose key has signed.
 * @param occasion for the second step of an account, a key of that account alone is good.
 * @throws {Problem} `passkey-refused`
 */
export async function checkSignature(
  c: AppContext,
  services: Services,
  given: Assertion,
  occasion: Occasion,
): Promise<AccountRow> {
  const { database, now } = services
  const challenge = (await challengeIn(services, given, occasion)) ?? refuse()
  const [found] = await database
    .select({ passkey: staffPasskeys, account: staffAccounts })
    .from(staffPasskeys)
    .innerJoin(staffAccounts, eq(staffAccounts.id, staffPasskeys.accountId))
    .where(eq(staffPasskeys.credentialId, given.id))
  if (!found) return refuse()
  const { passkey, account } = found
  const { userHandle } = given.response
  const isTheirs = userHandle ? holderIn(userHandle) === account.id : occasion.whose !== undefined
  if (!isTheirs || (occasion.whose !== undefined && occasion.whose !== account.id)) return refuse()
  const { verifyAuthenticationResponse } = await load()
  const { id, origin } = partyOf(c, services)
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: { ...given, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    credential: toCredential(passkey),
  }).catch(refuse)
  if (!verified) return refuse()
  const { newCounter: counter } = authenticationInfo
  // Of two at once that count alike, one is a copy.
  const isNext = counter === 0 ? eq(staffPasskeys.counter, 0) : lt(staffPasskeys.counter, counter)
  const noted = await database
    .update(staffPasskeys)
    .set({ counter, usedAt: now() })
    .where(and(eq(staffPasskeys.id, passkey.id), isNext))
    .returning({ id: staffPasskeys.id })
  if (noted.length === 0) return refuse()
  return account
}

/** Whom a key is made for: our own pages, by the name of their host. */
function partyOf(c: AppContext, { settings }: Pick<Services, 'settings'>): { id: string; origin: string } {
  const { host, hostname, protocol } = new URL(ownOrigin(c.req.url, settings.PUBLIC_URL))
  // Behind a proxy that ends TLS, pages are at another protocol than the request says.
  return { id: hostname, origin: `${isSecure(c, settings) ? 'https:' : protocol}//${host}` }
}

/** The challenge that was signed, which is spent by that; undefined for one that is not good. */
async function challengeIn(
  services: Services,
  { response }: Registration | Assertion,
  occasion: Occasion,
): Promise<string | undefined> {
  const challenge: unknown = read(() => JSON.parse(textIn(response.clientDataJSON)).challenge)
  if (typeof challenge !== 'string') return undefined
  const isGood = await takeChallenge(services, read(() => textIn(challenge)) ?? '', occasion)
  return isGood ? challenge : undefined
}

const holderIn = (userHandle: string) => read(() => stringify(fromBase64(userHandle)))

function read<Value>(parsed: () => Value): Value | undefined {
  try {
    return parsed()
  } catch {
    return undefined
  }
}

const refuse = (): never => {
  throw new Problem('passkey-refused')
}

const textIn = (encoded: string) => new TextDecoder().decode(fromBase64(encoded))

const toDescriptor = ({ credentialId: id, transports }: PasskeyRow) => ({ id, transports: toTransports(transports) })

const toCredential = ({ credentialId: id, publicKey, counter, transports }: PasskeyRow): WebAuthnCredential => ({
  id,
  publicKey: new Uint8Array(fromBase64(publicKey)),
  counter,
  transports: toTransports(transports),
})

/** Told back to browsers as one of them told it: those that others do not know are passed over by them. */
const toTransports = (transports: string[]) => transports as AuthenticatorTransportFuture[]
