/** Up to here all is as on a busy day. */
const CALM = 0.1
/** Hashes at most, and half as many on average: a moment's work for an old phone. */
const WORK = 100_000
/** How much more is asked for at the limit. */
const HARDEST = 32

/** How near to its limit the nearest of several is: 0 nothing, 1 at the limit. */
export const strainOf = (standings: readonly { count: number; limit: number }[]): number =>
  Math.max(0, ...standings.map(({ count, limit }) => Math.min(1, count / limit)))

/** Whether more happens than on a busy day: then a proof is asked for also by who asks for none in normal times. */
export const isStrained = (strain: number): boolean => strain > CALM

/**
 * The hashes a proof of work takes at most, by the strain. Up to a busy day always the same, then twice as much with
 * each fifth of the way to the limit; as the strain falls, so does the work.
 */
export function workFor(strain: number): number {
  const above = Math.max(0, Math.min(1, strain) - CALM) / (1 - CALM)
  return Math.round(WORK * HARDEST ** above)
}
