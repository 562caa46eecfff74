import { Problem } from '../platform/problems.js'

/** Characters. No rules of which kinds: length is what counts (NIST SP 800-63B; OWASP ASVS 5, 6.2). */
export const SHORTEST_PASSWORD = 10
export const LONGEST_PASSWORD = 256

/**
 * Refuses a password that others would try first: one of the 49,000 most common, also with figures or signs around it;
 * the same few characters over and over; or what the person and the place are called.
 *
 * @param pointer of the field it was sent in.
 * @param context the person's address and name, and what their organizations are called.
 * @throws {Problem} `invalid-input`
 */
export async function checkPassword(pointer: string, password: string, context: readonly string[]): Promise<void> {
  const code = isRepetitive(password)
    ? 'password-repetitive'
    : isOfContext(password, context)
      ? 'password-context'
      : (await isCommon(password))
        ? 'password-common'
        : undefined
  if (code) throw new Problem('invalid-input', { errors: [{ pointer, code }] })
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase()
/** `Sunshine2026!` is `sunshine`. */
const core = (text: string) => plain(text).replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

const isRepetitive = (password: string) => new Set(plain(password)).size < 5

/** More of it is one of these words than is not. */
function isOfContext(password: string, context: readonly string[]): boolean {
  const words = ['vmeste', 'вместе', ...context.flatMap((text) => plain(text).split(/[^\p{L}\p{N}]+/u))]
  return words.some((word) => word.length >= 4 && plain(password).includes(word) && word.length * 2 > password.length)
}

let common: Promise<ReadonlySet<string>> | undefined

async function isCommon(password: string): Promise<boolean> {
  common ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']))
  const known = await common
  return known.has(plain(password)) || (core(password).length >= 4 && known.has(core(password)))
}
