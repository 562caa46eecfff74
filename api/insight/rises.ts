/** What came lately of one topic in one place, beside what comes there otherwise. */
export interface Local {
  /** How many came in the last one, three and seven days. */
  recent: Readonly<Record<Window, number>>
  /** How many came in the days before those. */
  usual: number
}

/** Days. */
export const windows = [1, 3, 7] as const
export type Window = (typeof windows)[number]
/** Days before the longest window, by which is known what is usual. */
export const USUAL = 91

/** Of fewer nobody is told, however seldom they are. */
const FEWEST = 5
/** How often a day without any rise may bring news of one, over all places and topics together. */
const FALSE_ALARMS = 0.01

export interface Rise {
  days: Window
  observed: number
  expected: number
  /** Of at least as many by chance alone. */
  probability: number
}

/**
 * Whether more comes than chance explains: a Poisson test of each window, by the expectation of the thirteen weeks before
 * (with half an appeal added, so that a place where nothing came yet expects something). Of several windows, the least
 * likely counts. As many places and topics are looked at, one is announced only where its probability, times the number of
 * all that were looked at and of the windows, stays below one in a hundred (Bonferroni).
 */
export function riseOf({ recent, usual }: Local, lookedAt: number): Rise | undefined {
  const perDay = (usual + 0.5) / USUAL
  const [least] = windows
    .map((days): Rise => {
      const expected = perDay * days
      return { days, observed: recent[days], expected, probability: atLeast(recent[days], expected) }
    })
    .sort((one, other) => one.probability - other.probability)
  if (!least || least.observed < FEWEST) return undefined
  return least.probability * windows.length * Math.max(1, lookedAt) < FALSE_ALARMS ? least : undefined
}

/** The probability of at least so many where so many are expected (Poisson). */
export function atLeast(observed: number, expected: number): number {
  if (observed <= 0) return 1
  // The tail itself, not one less the rest: that would be lost in rounding.
  let term = Math.exp(-expected + observed * Math.log(expected) - logFactorial(observed))
  let sum = 0
  for (let count = observed; term > sum * 1e-15 && count < observed + 10_000; count++) {
    sum += term
    term *= expected / (count + 1)
  }
  return Math.min(1, sum)
}

function logFactorial(count: number): number {
  let sum = 0
  for (let factor = 2; factor <= count; factor++) sum += Math.log(factor)
  return sum
}
