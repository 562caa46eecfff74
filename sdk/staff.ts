import type { InvitationView, SignedIn, StaffSession } from '../api/staff/contract.js'
import type { Passkey } from '../api/staff/passkeys.js'
import type { Assertion, CreationOptions, Registration, RequestOptions } from '../api/staff/webauthn.js'
import { NetworkError, ProblemError } from './problems.js'

export type { InvitationView, SignedIn, StaffSession } from '../api/staff/contract.js'
export type { Passkey } from '../api/staff/passkeys.js'
export type { Assertion, CreationOptions, Registration, RequestOptions } from '../api/staff/webauthn.js'

/** Where the API is. All of this works only from pages of its own origin. */
export interface StaffOptions {
  baseUrl: string
  /** Language wanted for names and errors (BCP 47). */
  language?: string | undefined
  /** Stands in for the global `fetch`. */
  fetch?: typeof fetch | undefined
}

/** Who is signed in with this browser; null for nobody. */
export const getSession = async (options: StaffOptions): Promise<SignedIn | null> =>
  (await call<{ person: SignedIn | null }>(options, 'GET', '/session')).person

/**
 * @throws {ProblemError} `sign-in-refused`; `second-factor-required` when a `code` must come along, or a `passkey` that has
 * signed what the problem holds in `passkey`; `passkey-refused`; `too-many-requests`
 */
export const signIn = (
  options: StaffOptions,
  given: { email: string; password: string; code?: string | undefined; passkey?: Assertion | undefined },
) => call<SignedIn>(options, 'POST', '/session', given)

/** What a passkey is to sign. */
export const beginPasskeySignIn = (options: StaffOptions) =>
  call<RequestOptions>(options, 'POST', '/session/passkey/options', {})

/** @throws {ProblemError} `passkey-refused`, `too-many-requests` */
export const signInByPasskey = (options: StaffOptions, passkey: Assertion) =>
  call<SignedIn>(options, 'POST', '/session/passkey', { passkey })

export const listPasskeys = (options: StaffOptions) => call<{ items: Passkey[] }>(options, 'GET', '/passkeys')

/** What the browser is to make. @throws {ProblemError} `sign-in-again` */
export const beginPasskey = (options: StaffOptions) => call<CreationOptions>(options, 'POST', '/passkeys/options', {})

/** @throws {ProblemError} `invalid-input`, `sign-in-again` */
export const addPasskey = (options: StaffOptions, given: { name?: string | undefined; passkey: Registration }) =>
  call<Passkey & { recoveryCodes: string[] }>(options, 'POST', '/passkeys', given)

/** @throws {ProblemError} `sign-in-again` */
export const removePasskey = (options: StaffOptions, passkey: string) =>
  call<void>(options, 'DELETE', `/passkeys/${passkey}`)

export const signOut = (options: StaffOptions) => call<void>(options, 'DELETE', '/session')

export const listSessions = (options: StaffOptions) => call<{ items: StaffSession[] }>(options, 'GET', '/sessions')

export const endSession = (options: StaffOptions, session: string) =>
  call<void>(options, 'DELETE', `/sessions/${session}`)

export const endOtherSessions = (options: StaffOptions) => call<void>(options, 'DELETE', '/sessions')

/** @throws {ProblemError} `invalid-input` */
export const changePassword = (options: StaffOptions, given: { current?: string; password: string }) =>
  call<void>(options, 'POST', '/password', given)

/** @throws {ProblemError} `sign-in-again` */
export const enrolTotp = (options: StaffOptions) => call<{ secret: string; uri: string }>(options, 'POST', '/totp', {})

/** @throws {ProblemError} `invalid-input`, `sign-in-again` */
export const confirmTotp = (options: StaffOptions, code: string) =>
  call<{ recoveryCodes: string[] }>(options, 'POST', '/totp/confirmation', { code })

/** @throws {ProblemError} `sign-in-again` */
export const removeTotp = (options: StaffOptions) => call<void>(options, 'DELETE', '/totp')

/** @throws {ProblemError} `mail-not-configured` */
export const requestReset = (options: StaffOptions, email: string) =>
  call<object>(options, 'POST', '/resets', { email })

/** @throws {ProblemError} `link-over`, `invalid-input` */
export const useReset = (options: StaffOptions, given: { secret: string; password: string }) =>
  call<{ passkeys: number }>(options, 'POST', '/resets/use', given)

/** @throws {ProblemError} `link-over` */
export const viewInvitation = (options: StaffOptions, secret: string) =>
  call<InvitationView>(options, 'POST', '/invitations/view', { secret })

/** @throws {ProblemError} `link-over`, `invalid-input` */
export const acceptInvitation = (
  options: StaffOptions,
  given: { secret: string; name?: string | undefined; password?: string | undefined },
) => call<SignedIn>(options, 'POST', '/invitations/acceptance', given)

/** Not tried again by itself: a password tried twice would count twice. */
async function call<Answer>(
  { baseUrl, language, fetch = globalThis.fetch }: StaffOptions,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  let response: Response
  try {
    response = await fetch(`${baseUrl.replace(/\/$/, '')}/v1/staff${path}`, {
      method,
      credentials: 'same-origin',
      headers: {
        'Vmeste-Staff': 'session',
        ...(language && { 'Accept-Language': language }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    })
  } catch (cause) {
    throw new NetworkError(`${cause}`, { cause })
  }
  // Where nothing is to be told.
  if (response.status === 204) return undefined as Answer
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new ProblemError(response.status, answer)
  return answer
}
