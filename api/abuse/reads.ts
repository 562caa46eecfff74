import type { MiddlewareHandler } from 'hono'
import { isPrivate, networkOf } from '../platform/network.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'

/** Milliseconds. */
const MINUTE = 60_000

/**
 * Refuses who asks more often than any page does, before anything is looked up for it. Counted in this process alone:
 * an answer costs less than telling the others would.
 */
export function limitReads({ settings, now, clientAddress }: Services): MiddlewareHandler {
  const { VMESTE_READS: most, VMESTE_TRUST_PROXY: isTrusted } = settings
  let asked = new Map<string, number>()
  let minute = 0
  return async (c, next) => {
    const address = clientAddress(c)
    const network = most > 0 && (isTrusted || !isPrivate(address)) ? networkOf(address) : undefined
    if (network === undefined) return next()
    const time = now().getTime()
    if (Math.floor(time / MINUTE) !== minute) {
      minute = Math.floor(time / MINUTE)
      asked = new Map()
    }
    const count = (asked.get(network) ?? 0) + 1
    asked.set(network, count)
    if (count <= most) return next()
    c.header('retry-after', `${Math.ceil((MINUTE - (time % MINUTE)) / 1000)}`)
    // Also to a website, which could not read it otherwise.
    c.header('access-control-allow-origin', '*')
    c.header('access-control-expose-headers', 'Retry-After')
    throw new Problem('too-many-requests')
  }
}
