import { type AppealEvent, foldHistory } from './history.js'
import { isTold, type Status, type Transition } from './transitions.js'

/** Steps of staff with which files are given: what is told to the resident in words, or drafted to be. */
const withFiles: ReadonlySet<Status> = new Set(['waiting', 'postponed', 'drafted', 'answered', 'declined'])

/** Whether files may be given with a step; by a resident with each that is theirs. */
export const takesFiles = ({ to, by }: Pick<Transition, 'to' | 'by'>) => withFiles.has(to) || by.includes('resident')

/** Whether what was given with a step is told to the resident: as its text is. */
export function isToldAt(events: readonly AppealEvent[], sequence: number): boolean {
  const event = events.find((each) => each.sequence === sequence)
  if (event?.type !== 'transitioned' || event.data.to === undefined) return false
  const { status } = foldHistory(events.filter((each) => each.sequence < sequence))
  return isTold(status, event.data.to)
}

/**
 * The event of the draft whose files go along with a step: an answer, or a draft anew, has those of the draft it was
 * made of, unless others were given.
 */
export function draftBefore(
  events: readonly AppealEvent[],
  { from, to }: { from: Status; to: Status },
): number | undefined {
  const isOfDraft = (from === 'drafted' || from === 'approved') && (to === 'drafted' || to === 'answered')
  return isOfDraft ? events.findLast(({ data }) => data.to === 'drafted')?.sequence : undefined
}
