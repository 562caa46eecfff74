import type { AppealStatus, QueueCounts } from '../../sdk/appeals.js'

/** In the order of their way. The compiler sees to it that they are those of the contract, no more and no fewer. */
export const statuses = Object.keys({
  received: 0,
  moderation: 0,
  registered: 0,
  assigned: 0,
  in_progress: 0,
  waiting: 0,
  postponed: 0,
  forwarded: 0,
  drafted: 0,
  approved: 0,
  answered: 0,
  disputed: 0,
  closed: 0,
  declined: 0,
  returned: 0,
  merged: 0,
} satisfies Record<AppealStatus, 0>) as AppealStatus[]

/** The most pressing first. */
export const queues = Object.keys({
  overdue: 0,
  today: 0,
  mentioned: 0,
  mine: 0,
  unassigned: 0,
  drafts: 0,
  disputed: 0,
  moderation: 0,
  waiting: 0,
  'badly-rated': 0,
} satisfies Record<keyof QueueCounts, 0>) as (keyof QueueCounts)[]

/** An answer, or a decision, was given. */
export const isDone = (status: AppealStatus): boolean =>
  ['answered', 'closed', 'declined', 'returned', 'merged'].includes(status)
