import type { AppContext } from '../platform/http.js'
import { isPrivate, networkOf } from '../platform/network.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import {
  type Action,
  type Counter,
  counters,
  limitHeaders,
  limitsFor,
  type Standing,
  waitFor,
  windows,
} from './limits.js'
import { type Rate, windowAt } from './rates.js'
import { strainOf } from './strain.js'
import { lately, secondsUntilFree } from './window.js'

/** More of the same from many senders than this, in an hour, is as bad as any limit reached. */
const REPEATED = 100

/** How often what many send alike came in an hour: see `senders.ts`. */
export const repeatedRate = (organizationId: string, action: Action): Rate => ({
  organizationId,
  of: `repeated:${action}`,
  by: '',
  window: 3600,
})

export interface Load {
  /** How near to the limits it is, 0–1: see `strain.ts`. */
  strain: number
  /** Counts what is about to be done. */
  count(): void
}

/**
 * Where the caller and the organization stand in doing something, told in the headers of the answer.
 * @throws {Problem} `too-many-requests` beyond a limit, with `Retry-After`.
 */
export function load(c: AppContext, services: Services, action: Action): Load {
  if (!services.settings.VMESTE_LIMITS) return { strain: 0, count: () => {} }
  const { id: organizationId, settings } = c.get('organization')
  const limits = limitsFor(action, settings.abuse.limits)
  const callers = callersOf(c, services)
  const rates = counters.flatMap((by): { by: Counter; rate: Rate }[] => {
    const caller = callers[by]
    return caller === undefined
      ? []
      : [{ by, rate: { organizationId, of: `${action}:${by}`, by: caller, window: windows[by] } }]
  })
  const standings = rates.map(({ by, rate }) => ({ by, ...standingOf(services, rate, limits[by]) }))
  for (const [name, value] of Object.entries(limitHeaders(standings))) c.header(name, value)
  waitIfBeyond(c, standings)
  return {
    strain: strainOf([...standings, standingOf(services, repeatedRate(organizationId, action), REPEATED)]),
    count: () => {
      for (const { rate } of rates) services.rates.count(rate)
    },
  }
}

/**
 * Counts against a limit of its own, which is told nobody: it is not the caller's.
 * @throws {Problem} `too-many-requests` beyond it, with `Retry-After`.
 */
export function countAgainst(c: AppContext, services: Services, rate: Rate, limit: number): void {
  // Also where a gateway limits how often who may write: it does not know against whom.
  waitIfBeyond(c, [standingOf(services, rate, limit)])
  services.rates.count(rate)
}

/** Counts against a limit of its own, unless that is reached. Whether it was counted. */
export function countWithin(services: Services, rate: Rate, limit: number): boolean {
  if (waitFor([standingOf(services, rate, limit)]) > 0) return false
  services.rates.count(rate)
  return true
}

function standingOf({ rates, now }: Services, rate: Rate, limit: number): Omit<Standing, 'by'> {
  const { window } = rate
  const counted = rates.read(rate)
  const time = now()
  const elapsed = (time.getTime() / 1000 - windowAt(time, window)) / window
  return { limit, count: lately(counted, elapsed), seconds: secondsUntilFree(counted, limit, { elapsed, window }) }
}

function waitIfBeyond(c: AppContext, standings: readonly Pick<Standing, 'seconds'>[]): void {
  const wait = waitFor(standings)
  if (wait === 0) return
  c.header('retry-after', `${wait}`)
  throw new Problem('too-many-requests')
}

/** By whom it is counted: who is known, by that; not by an address that says nothing about who calls. */
export function callersOf(c: AppContext, services: Services): Partial<Record<Counter, string | undefined>> {
  // Of an app the address is its own server's: it is counted by its key.
  if (c.get('intake')) return { organization: '' }
  const address = services.clientAddress(c)
  const device = c.req.header('vmeste-device')
  return {
    device: c.get('resident')?.id ?? (device && /^[\w-]{16,64}$/.test(device) ? device : undefined),
    address: !services.settings.VMESTE_TRUST_PROXY && isPrivate(address) ? undefined : networkOf(address),
    organization: '',
  }
}
