/**
 * What is counted of appeals, each as whole numbers that can be added over days, categories, places and people. A count
 * can fall again: what was answered and is taken up anew is no longer solved.
 */
export const counted = [
  /** Came, or was handed here by another body. */
  'received',
  /** Is owed an answer: its sum up to a day is how many were, at that day's end. */
  'open',
  /** Of the open, those whose deadline has passed while nobody was waiting for the resident. */
  'overdue',
  /** Answered, and the answer stands. */
  'solved',
  /** Answered or declined, and that stands. */
  'decided',
  /** Of the decided, those that had a deadline. */
  'promised',
  /** Of those, in time. */
  'inTime',
  /** Of the decided, whole days from the day of receipt to the day of the answer, where the organization is. */
  'days',
  /** Answers ever given, also those that were taken up again. */
  'answers',
  /** Answers taken up again. */
  'reworks',
  /** Ratings of answers that stand, and of those 4 and 5. */
  'rated',
  'ratedWell',
  /** Who said that it is theirs too. */
  'supporters',
] as const
export type Count = (typeof counted)[number]
export type Counts = Record<Count, number>

export const nothing = (): Counts => Object.fromEntries(counted.map((count) => [count, 0])) as Counts

/** How many of the decided took so many days, by days. */
export type Spans = ReadonlyMap<number, number>

/** What took longer counts as so many days in the median; the average knows the days themselves. */
export const LONGEST = 365

/** Decimal digits for each number of days: up to 49,999,999 appeals each. */
const DIGITS = 8
const BASE = 10 ** DIGITS

/**
 * A histogram as one whole number, which the database adds as such: so many times 10 to the power of eight times the
 * days. Of two sums the difference is the histogram of what lies between.
 */
export const toSpan = (days: number, times: number): bigint =>
  BigInt(times) * 10n ** BigInt(DIGITS * Math.min(days, LONGEST))

/** @param sum as the database writes it. */
export function fromSpans(sum: string): Spans {
  const sign = sum.startsWith('-') ? -1 : 1
  const digits = sum.replace('-', '')
  const spans = new Map<number, number>()
  // What is less than nothing has borrowed from the next.
  let borrowed = 0
  for (let end = digits.length, days = 0; end > 0 || borrowed; end -= DIGITS, days++) {
    let times = Number(digits.slice(Math.max(0, end - DIGITS), Math.max(0, end)) || 0) + borrowed
    borrowed = times > BASE / 2 ? 1 : 0
    times -= borrowed * BASE
    if (times !== 0) spans.set(days, sign * times)
  }
  return spans
}
