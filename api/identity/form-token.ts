import { equalHashes, keyedHash, randomSecret } from '../platform/crypto.js'
import type { ProofSubject } from './proof.js'

/** Milliseconds. No person fills a form faster, and none leaves it open for longer. */
const FASTEST = 2_000
const SLOWEST = 24 * 3_600_000

/**
 * What a page without scripts sends instead of a proof of work: when it was made, signed. It tells a person, who takes
 * some time over a form, from a program that takes none; many of one address it does not stop, the limits do.
 */
export async function makeForm(secret: string, subject: ProofSubject, now: Date): Promise<string> {
  const made = `${now.getTime().toString(36)}.${randomSecret().slice(0, 22)}`
  return `${made}.${await sign(secret, subject, made)}`
}

/** What a form is spent by, if it is one of ours for this subject, and of an age as people's are. */
export async function checkForm(
  secret: string,
  subject: ProofSubject,
  { form, now }: { form: string; now: Date },
): Promise<{ id: string; expiresAt: Date } | undefined> {
  const [, made, time = '', id = '', signature = ''] = /^(([a-z\d]{1,10})\.([\w-]{22}))\.([\w-]{43})$/.exec(form) ?? []
  if (!made) return undefined
  const age = now.getTime() - Number.parseInt(time, 36)
  if (age < FASTEST || age > SLOWEST) return undefined
  if (!equalHashes(signature, await sign(secret, subject, made))) return undefined
  return { id, expiresAt: new Date(now.getTime() - age + SLOWEST) }
}

const sign = (secret: string, { organizationId, feature }: ProofSubject, made: string) =>
  keyedHash(secret, 'form', organizationId, feature, made)
