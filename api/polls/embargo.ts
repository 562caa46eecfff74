import { type Period, phaseAt } from '../platform/period.js'

/** When a poll's results may be read. */
export type ResultsPolicy = 'always' | 'after_vote' | 'after_close'

/**
 * What the reader has to wait for: the own vote, or the closing (as an instant); null when the results may be read now.
 * Staff wait like everyone: one tally serves all.
 */
export function resultsEmbargo(
  poll: Period & { results: ResultsPolicy; closesAt: Date },
  reader: { hasVoted: boolean },
  now: Date,
): 'vote' | string | null {
  if (poll.results === 'always' || phaseAt(poll, now) === 'closed') return null
  if (poll.results === 'after_vote') return reader.hasVoted ? null : 'vote'
  return poll.closesAt.toISOString()
}
