import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import type { Assertion, CreationOptions, Registration, RequestOptions } from '../../sdk/staff.js'

/** The person, or their device, did not go along: put off, out of time, or without such a key. */
export class PasskeyError extends Error {
  override readonly name = 'PasskeyError'
}

/** Has the browser make a key. @throws {PasskeyError} */
export async function makePasskey(options: CreationOptions): Promise<Registration> {
  // Types of the contract: what it holds is what the library of the server made.
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON
  return startRegistration({ optionsJSON }).catch(refuse)
}

/** Has the browser sign by a key. @throws {PasskeyError} */
export async function usePasskey(options: RequestOptions): Promise<Assertion> {
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON
  return startAuthentication({ optionsJSON }).catch(refuse)
}

const refuse = (cause: unknown): never => {
  throw new PasskeyError(`${cause}`, { cause })
}
