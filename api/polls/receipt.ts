import { sha256Bytes } from '../platform/crypto.js'

/**
 * What a voter keeps of a ballot, and what of it is known here.
 *
 * The device makes a secret of at least 128 random bits and sends its SHA-256 with the ballot; the first half of that is
 * the ballot's id, and the voter's receipt. Who votes was noted on the roll, which knows nothing of it: to change the
 * ballot it takes the secret and nothing of the voter. The receipts of a closed poll are published in their order:
 * whoever finds theirs knows that the ballot is in the count. What it says is told to nobody by its receipt or secret.
 *
 * A secret made here, for devices that make none, is as good for changing a ballot. As a proof it is weaker: a server
 * that cheats could give one receipt to two who vote alike.
 *
 * @param hash the SHA-256 of the secret in 64 hexadecimal digits: `printf %s SECRET | sha256sum`
 * @returns a UUID like any random one (RFC 9562, version 4): 122 bits of the hash.
 */
export function receiptOf(hash: string): string {
  const digits = [...hash.slice(0, 32)]
  digits[12] = '4'
  digits[16] = ((Number.parseInt(digits[16] ?? '0', 16) & 0b0011) | 0b1000).toString(16)
  return digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The SHA-256 of a secret, as `receiptOf` takes it. */
export async function hashOfSecret(secret: string): Promise<string> {
  return Array.from(await sha256Bytes(secret), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
