import type { AppealSummary } from '../../sdk/appeals.js'

/** How near the deadline is; of what is answered, closed or declined, it does not matter any more. */
export type Due = 'overdue' | 'today' | 'tomorrow' | 'later' | 'none'

const DAY = 24 * 60 * 60 * 1000

/** @param timeZone of the organization, since its days count; undefined for the officer's own. */
export function dueOf(
  {
    deadline,
    isOverdue,
    answeredAt,
    closedAt,
  }: Pick<AppealSummary, 'deadline' | 'isOverdue' | 'answeredAt' | 'closedAt'>,
  timeZone: string | undefined,
  now = Date.now(),
): Due {
  if (!deadline || answeredAt || closedAt) return 'none'
  if (isOverdue || Date.parse(deadline) < now) return 'overdue'
  const dayOf = (moment: number) => new Date(moment).toLocaleDateString('en', { timeZone })
  const due = dayOf(Date.parse(deadline))
  if (due === dayOf(now)) return 'today'
  return due === dayOf(now + DAY) ? 'tomorrow' : 'later'
}
