import type { AppealSummary } from '../../sdk/appeals.js'
import { isDone } from './statuses.js'

/** How near what is to be done next is: registration, then the answer. */
export type Due = 'overdue' | 'today' | 'tomorrow' | 'later' | 'none'

const DAY = 24 * 60 * 60 * 1000

/** When something is next to be done, as the API sorts by it; undefined for never. */
export const dueAt = ({ registerBy, deadline }: Pick<AppealSummary, 'registerBy' | 'deadline'>): number | undefined => {
  const moments = [registerBy, deadline].flatMap((moment) => (moment ? Date.parse(moment) : []))
  return moments.length ? Math.min(...moments) : undefined
}

/** @param timeZone of the organization, since its days count; undefined for the officer's own. */
export function dueOf(
  appeal: Pick<AppealSummary, 'status' | 'deadline' | 'registerBy' | 'isOverdue'>,
  timeZone: string | undefined,
  now = Date.now(),
): Due {
  const due = dueAt(appeal)
  if (!due || appeal.status === 'waiting' || isDone(appeal.status)) return 'none'
  if (appeal.isOverdue || due < now) return 'overdue'
  const dayOf = (moment: number) => new Date(moment).toLocaleDateString('en', { timeZone })
  const day = dayOf(due)
  if (day === dayOf(now)) return 'today'
  return day === dayOf(now + DAY) ? 'tomorrow' : 'later'
}
