import { windowAt } from '../abuse/rates.js'
import { secondsUntilFree } from '../abuse/window.js'
import type { AppContext } from '../platform/http.js'
import { isPrivate, networkOf } from '../platform/network.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'

/** What can be tried again and again: signing in, and having mails sent to somebody. */
type Guessed = 'sign-in' | 'passkey' | 'reset' | 'link'

/** How often in an hour. Of one address many: a whole administration may sit behind it. */
const limits: Record<Guessed, { account: number; address: number }> = {
  'sign-in': { account: 20, address: 200 },
  // Apart from the password: whoever guesses at that locks nobody out who has a passkey.
  passkey: { account: 20, address: 200 },
  reset: { account: 5, address: 50 },
  link: { account: 20, address: 100 },
}
/** Seconds. */
const WINDOW = 3600
/** What belongs to no organization is counted under a name that none can have. */
const NOBODY = '-'

/**
 * Counts a try before it is known what comes of it, so that many at once are not looked at with one count. Also where
 * `VMESTE_LIMITS` is off: a gateway does not know whose account is tried.
 *
 * @param account whose: an e-mail address, kept only as a keyed hash.
 * @throws {Problem} `too-many-requests`, with `Retry-After`; a person with another way to sign in has that.
 */
export function countGuess(c: AppContext, services: Services, what: Guessed, account?: string): void {
  const { rates, settings, clientAddress, now } = services
  const address = clientAddress(c)
  const network = !settings.VMESTE_TRUST_PROXY && isPrivate(address) ? undefined : networkOf(address)
  const counted = [
    { by: account, of: `${what}:account`, limit: limits[what].account },
    { by: network, of: `${what}:address`, limit: limits[what].address },
  ].flatMap(({ by, of, limit }) =>
    by === undefined ? [] : [{ limit, rate: { organizationId: NOBODY, of, by, window: WINDOW } }],
  )
  const seconds = now().getTime() / 1000
  const elapsed = (seconds - windowAt(now(), WINDOW)) / WINDOW
  const wait = Math.max(
    0,
    ...counted.map(({ rate, limit }) => secondsUntilFree(rates.read(rate), limit, { elapsed, window: WINDOW })),
  )
  if (wait > 0) {
    c.header('retry-after', `${wait}`)
    throw new Problem('too-many-requests')
  }
  for (const { rate } of counted) rates.count(rate)
}
