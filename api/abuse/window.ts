/** How often something happened in the window of time under way, and in the one before it. */
export interface Counted {
  current: number
  previous: number
}

/**
 * How often it happened in the last window's length of time: the window under way counts whole, the one before by the
 * part of it that still lies in that time, as if it had been spread evenly.
 *
 * @param elapsed the part of the window under way that has passed, 0–1.
 */
export const lately = ({ current, previous }: Counted, elapsed: number): number => current + previous * (1 - elapsed)

/**
 * Seconds until it may happen once more, when it may `limit` times in a window's length: 0 when it may at once.
 *
 * @param window seconds.
 */
export function secondsUntilFree(
  counted: Counted,
  limit: number,
  { elapsed, window }: { elapsed: number; window: number },
): number {
  if (lately(counted, elapsed) < limit) return 0
  const { current, previous } = counted
  // In this window, once enough of the one before has passed out of sight.
  if (current < limit) return Math.ceil(window * partUntilBelow(previous, limit - current) - window * elapsed) + 1
  // Else in the next, for which this one is the one before.
  return Math.ceil(window * (1 - elapsed) + window * partUntilBelow(current, limit)) + 1
}

/** The part of a window after which `count * (1 - part)` is below the limit. */
const partUntilBelow = (count: number, limit: number) => Math.max(0, 1 - limit / count)
