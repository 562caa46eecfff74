import { keyedHash } from '../platform/crypto.js'
import type { SealedPlace } from '../platform/sealing.js'

/** Seconds that a code of an app is good for (RFC 6238); one before and one after count too, for clocks that are off. */
const PERIOD = 30

/** Where the secret of a person's app is sealed. It belongs to no organization. */
export const totpPlace = (accountId: string): SealedPlace => ({
  organizationId: '',
  column: 'staff_accounts.totp',
  row: accountId,
})

/** Loaded with the first who has a second factor. */
const load = () => import('otpauth')

/** A new secret (base32), and the address that an app reads from a QR code. */
export async function makeTotp(email: string, issuer: string): Promise<{ secret: string; uri: string }> {
  const { Secret, TOTP } = await load()
  const secret = new Secret({ size: 20 })
  return { secret: secret.base32, uri: new TOTP({ issuer, label: email, secret, period: PERIOD }).toString() }
}

/** The half minute that a code belongs to; undefined for a wrong one. It must be later than that of the last one taken. */
export async function stepOfCode(secret: string, code: string, now: Date): Promise<number | undefined> {
  const { Secret, TOTP } = await load()
  const totp = new TOTP({ secret: Secret.fromBase32(secret), period: PERIOD })
  const delta = totp.validate({ token: code, timestamp: now.getTime(), window: 1 })
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / PERIOD) + delta
}

export const RECOVERY_CODES = 10
/** Without those that are read for another. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Codes for who has lost the app: 49 bits each, of which a keyed hash is kept. */
export const makeRecoveryCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, makeRecoveryCode)

function makeRecoveryCode(): string {
  let code = ''
  while (code.length < 10) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1))
    // So that each letter is as likely as another.
    if (byte < 256 - (256 % LETTERS.length)) code += LETTERS[byte % LETTERS.length]
  }
  return `${code.slice(0, 5)}-${code.slice(5)}`
}

export const isRecoveryCode = (code: string) => /^[a-z\d]{5}-?[a-z\d]{5}$/i.test(code)

export const hashOfRecovery = (secret: string, accountId: string, code: string) =>
  keyedHash(secret, 'staff recovery', accountId, code.toLowerCase().replace('-', ''))
