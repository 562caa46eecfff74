import type { Status } from './transitions.js'

/**
 * What can happen to an appeal. Beside its steps: the resident takes it back or corrects the contact; who sent it is
 * made unknown, or all that was written is erased.
 */
export const eventTypes = [
  'received',
  'transitioned',
  'rated',
  'withdrawn',
  'corrected',
  'anonymized',
  'erased',
] as const
export type EventType = (typeof eventTypes)[number]

/** What an event carries; `text` is shown to the resident. Nothing here is contact data. */
export interface AppealEventData {
  to?: Status
  text?: string
  responsible?: string
  score?: number
  /** RFC 3339. */
  deadline?: string | null
  deadlineDays?: number
  deadlineUnit?: 'working_day' | 'calendar_day'
}

export interface AppealEvent {
  sequence: number
  type: EventType
  at: Date
  data: AppealEventData
}

/** An appeal's present state: what its row repeats for the sake of queries. */
export interface AppealState {
  status: Status
  version: number
  responsible: string | null
  answer: string | null
  deadline: Date | null
  answeredAt: Date | null
  closedAt: Date | null
  ratingScore: number | null
}

const initial: AppealState = {
  status: 'received',
  version: 0,
  responsible: null,
  answer: null,
  deadline: null,
  answeredAt: null,
  closedAt: null,
  ratingScore: null,
}

export const foldHistory = (events: readonly AppealEvent[]): AppealState => events.reduce(apply, initial)

/** The state after one more event. Reopening takes back the answer and its rating: the next answer is rated anew. */
export function apply(state: AppealState, { sequence, type, at, data }: AppealEvent): AppealState {
  const next = { ...state, version: sequence }
  if (type === 'received') return { ...next, deadline: data.deadline ? new Date(data.deadline) : null }
  if (type === 'rated') return { ...next, ratingScore: data.score ?? null }
  // Closed without an answer: nobody waits for one any longer.
  if (type === 'withdrawn') return { ...next, status: 'closed', closedAt: at }
  if (type !== 'transitioned') return next
  const to = data.to ?? state.status
  const moved = { ...next, status: to, responsible: data.responsible ?? state.responsible }
  switch (to) {
    case 'answered':
    case 'declined':
      return { ...moved, answer: data.text ?? null, answeredAt: at, closedAt: to === 'declined' ? at : null }
    case 'closed':
      return { ...moved, closedAt: at }
    case 'in_progress':
      return { ...moved, answer: null, answeredAt: null, closedAt: null, ratingScore: null }
    default:
      return moved
  }
}
