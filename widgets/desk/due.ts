import type { AppealStatus, AppealSummary } from '../../sdk/appeals.js'

/** How near what is to be done next is: registration, then the answer. */
export type Due = 'overdue' | 'today' | 'tomorrow' | 'later' | 'none'

/** In these no clock runs. */
const settled: ReadonlySet<AppealStatus> = new Set(['waiting', 'answered', 'closed', 'declined'])

const DAY = 24 * 60 * 60 * 1000

/** @param timeZone of the organization, since its days count; undefined for the officer's own. */
export function dueOf(
  { status, deadline, registerBy, isOverdue }: Pick<AppealSummary, 'status' | 'deadline' | 'registerBy' | 'isOverdue'>,
  timeZone: string | undefined,
  now = Date.now(),
): Due {
  const due = registerBy ?? deadline
  if (!due || settled.has(status)) return 'none'
  if (isOverdue || Date.parse(due) < now) return 'overdue'
  const dayOf = (moment: number) => new Date(moment).toLocaleDateString('en', { timeZone })
  const day = dayOf(Date.parse(due))
  if (day === dayOf(now)) return 'today'
  return day === dayOf(now + DAY) ? 'tomorrow' : 'later'
}
