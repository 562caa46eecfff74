import type { Role } from '../identity/roles.js'

/** Where an appeal can stand. */
export const statuses = ['received', 'registered', 'assigned', 'in_progress', 'answered', 'closed', 'declined'] as const
export type Status = (typeof statuses)[number]

export interface Transition {
  from: readonly Status[]
  to: Status
  roles: readonly Role[]
  /** What must be given with it; a `text` is shown to the resident. */
  requires: readonly ('text' | 'responsible')[]
}

const caseworkers = ['officer', 'coordinator', 'administrator'] as const
const nothing = [] as const

/** The way of an appeal, top to bottom. What is not here is not possible. */
export const transitions: readonly Transition[] = [
  { from: ['received'], to: 'registered', roles: caseworkers, requires: nothing },
  {
    from: ['received', 'registered', 'assigned', 'in_progress'],
    to: 'assigned',
    roles: caseworkers,
    requires: ['responsible'],
  },
  { from: ['registered', 'assigned'], to: 'in_progress', roles: caseworkers, requires: nothing },
  {
    from: ['received', 'registered', 'assigned', 'in_progress'],
    to: 'answered',
    roles: caseworkers,
    requires: ['text'],
  },
  {
    from: ['received', 'registered', 'assigned', 'in_progress'],
    to: 'declined',
    roles: caseworkers,
    requires: ['text'],
  },
  // Reopened: the answer did not solve it.
  { from: ['answered', 'closed', 'declined'], to: 'in_progress', roles: caseworkers, requires: ['text'] },
  { from: ['answered'], to: 'closed', roles: caseworkers, requires: nothing },
]

/** The steps possible from a status, for one role or for all. */
export function legalTransitions(from: Status, role?: Role): Transition[] {
  return transitions.filter((step) => step.from.includes(from) && (role === undefined || step.roles.includes(role)))
}

/** A status in which the deadline still runs. */
export const isOpen = (status: Status) => status !== 'answered' && status !== 'closed' && status !== 'declined'
export const openStatuses: Status[] = statuses.filter(isOpen)
