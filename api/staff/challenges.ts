import { lt } from 'drizzle-orm'
import { equalHashes, keyedHash, randomSecret, sha256 } from '../platform/crypto.js'
import type { Database } from '../platform/database.js'
import type { Chore } from '../platform/housekeeping.js'
import type { Services } from '../platform/services.js'
import { staffSpentChallenges } from './tables.js'

/** Milliseconds. */
export const CHALLENGE_GOOD_FOR = 5 * 60_000

/** What a passkey is asked for, and by whom: a session that adds one, an account whose second step it is, or nobody yet. */
export interface Occasion {
  purpose: 'register' | 'sign-in' | 'second-step'
  whose?: string
}

type Given = Pick<Services, 'database' | 'secret' | 'now'>

/**
 * What a passkey is to sign. It carries when it ends, and a keyed hash of what it was made for, so that nothing is
 * written for whoever only asks.
 */
export async function makeChallenge({ secret, now }: Omit<Given, 'database'>, occasion: Occasion): Promise<string> {
  const until = (now().getTime() + CHALLENGE_GOOD_FOR).toString(36)
  const random = randomSecret()
  return [until, random, await markOf(secret, occasion, until, random)].join('.')
}

/** Whether it was made here for this and is still good. From then on it is not: each is taken once, whatever comes of it. */
export async function takeChallenge(
  { database, secret, now }: Given,
  challenge: string,
  occasion: Occasion,
): Promise<boolean> {
  const [until = '', random = '', mark = ''] = challenge.split('.')
  if (!equalHashes(mark, await markOf(secret, occasion, until, random))) return false
  const expiresAt = new Date(Number.parseInt(until, 36))
  if (expiresAt <= now()) return false
  const taken = await database
    .insert(staffSpentChallenges)
    .values({ hash: await sha256(challenge), expiresAt })
    .onConflictDoNothing()
    .returning({ hash: staffSpentChallenges.hash })
  return taken.length > 0
}

const markOf = (secret: string, { purpose, whose = '' }: Occasion, until: string, random: string) =>
  keyedHash(secret, 'staff challenge', purpose, whose, until, random)

/** What is out of time is refused without being known. */
export const forgetChallenges = (database: Database): Chore => ({
  name: 'challenges of passkeys',
  run: (now) => database.delete(staffSpentChallenges).where(lt(staffSpentChallenges.expiresAt, now)),
})
