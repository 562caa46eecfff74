import type { Standing, Status } from './transitions.js'

/**
 * What can happen to an appeal. Beside its steps: a rule of the organization says who is responsible; the
 * organization it was forwarded to has it; a part of it becomes an appeal of its own; staff leave a note, take it in hand, hand it to a colleague or give it back, which they keep among
 * themselves; the resident takes it back or corrects the contact; who sent it is made unknown, or all that was written
 * is erased.
 */
export const eventTypes = [
  'received',
  'routed',
  'accepted',
  'split',
  'transitioned',
  'rated',
  'noted',
  'taken',
  'handed',
  'released',
  'withdrawn',
  'corrected',
  'anonymized',
  'erased',
] as const
export type EventType = (typeof eventTypes)[number]

/** What an event carries. Nothing here is contact data. */
export interface AppealEventData {
  to?: Status
  /** Told to the resident or kept among staff, as the table of transitions says. */
  text?: string
  responsible?: string
  /** Which it was forwarded to, or came from, by its name then; and the appeal's number there, or what a partner elsewhere calls it, as far as it is known. */
  organization?: { id: string; name: string; number?: number; reference?: string }
  /** The number of another appeal here: that it was merged into, is a part of, or that became of a part of it. */
  related?: number
  /** RFC 3339: of a part, when the whole was received. */
  receivedAt?: string
  /** Which colleagues a note calls, by name; for staff. */
  mentions?: string[]
  /** By which rule of the organization it was routed; null for the fallback. */
  rule?: string | null
  /** Which of the staff has it in hand from now on, as the history names them, and by name; for staff. */
  assignee?: string
  assigneeName?: string
  /** By which app's key it was sent. */
  intake?: string
  /** Which of the staff did it, by name; for staff. */
  author?: string
  score?: number
  /** RFC 3339: what was promised with it, where that changed. */
  deadline?: string | null
  /** RFC 3339: until when it is to be registered. */
  registerBy?: string | null
  deadlineDays?: number
  deadlineUnit?: 'working_day' | 'calendar_day'
}

export interface AppealEvent {
  sequence: number
  type: EventType
  /** `resident`, `system`, or `staff:` and an id. */
  actor: string
  at: Date
  data: AppealEventData
}

/** An appeal's present state: what its row repeats for the sake of queries. */
export interface AppealState extends Standing {
  version: number
  responsible: string | null
  /** The number of the appeal whose answer is this one's too. */
  mergedInto: number | null
  /** Which of the staff has it in hand, as the history names them, and by name. */
  assignee: string | null
  assigneeName: string | null
  /** An answer that is not given yet: for staff alone. */
  draft: string | null
  answer: string | null
  deadline: Date | null
  /** Until when it is to be registered; null once it is. */
  registerBy: Date | null
  /** Since when the clock stands. */
  pausedAt: Date | null
  answeredAt: Date | null
  closedAt: Date | null
  ratingScore: number | null
}

const initial: AppealState = {
  status: 'received',
  version: 0,
  responsible: null,
  mergedInto: null,
  assignee: null,
  assigneeName: null,
  draft: null,
  draftedBy: null,
  answer: null,
  answeredBy: null,
  reworks: 0,
  disputedAt: null,
  forwardedFrom: null,
  deadline: null,
  registerBy: null,
  pausedAt: null,
  answeredAt: null,
  closedAt: null,
  ratingScore: null,
}

export const foldHistory = (events: readonly AppealEvent[]): AppealState => events.reduce(apply, initial)

/** The state after one more event. Taken up again, the answer and its rating are gone: the next answer is rated anew. */
export function apply(state: AppealState, { sequence, type, actor, at, data }: AppealEvent): AppealState {
  const next = { ...state, version: sequence }
  switch (type) {
    case 'received':
      return {
        ...next,
        deadline: momentOf(data.deadline),
        registerBy: momentOf(data.registerBy),
        forwardedFrom: data.organization?.id ?? null,
      }
    case 'routed':
      return { ...next, ...handedTo(data), responsible: data.responsible ?? state.responsible }
    case 'rated':
      return { ...next, ratingScore: data.score ?? null }
    case 'taken':
      return { ...next, assignee: actor, assigneeName: data.author ?? null }
    case 'handed':
      return { ...next, ...handedTo(data) }
    case 'released':
      return { ...next, assignee: null, assigneeName: null }
    case 'withdrawn':
      // Closed without an answer: nobody waits for one any longer.
      return { ...next, ...settled, status: 'closed', closedAt: at }
    case 'transitioned':
      return step(next, { to: data.to ?? state.status, actor, at, data })
    default:
      return next
  }
}

const handedTo = ({ assignee, assigneeName }: AppealEventData) =>
  assignee === undefined ? {} : { assignee, assigneeName: assigneeName ?? null }

/** What is over once an appeal is settled. */
const settled = { draft: null, draftedBy: null, pausedAt: null, registerBy: null }

function step(
  state: AppealState,
  { to, actor, at, data }: { to: Status; actor: string; at: Date; data: AppealEventData },
): AppealState {
  const moved: AppealState = {
    ...state,
    status: to,
    responsible: data.responsible ?? state.responsible,
    deadline: data.deadline === undefined ? state.deadline : momentOf(data.deadline),
    registerBy: to === 'moderation' ? state.registerBy : null,
    pausedAt: null,
  }
  switch (to) {
    case 'waiting':
      return { ...moved, pausedAt: at }
    case 'drafted':
      return { ...moved, draft: data.text ?? null, draftedBy: actor }
    case 'answered':
    case 'declined': {
      const closedAt = to === 'declined' ? at : null
      // Of a draft that was approved, the answer is whose it was to begin with.
      const answeredBy = state.status === 'approved' ? state.draftedBy : actor
      return { ...moved, ...settled, answer: data.text ?? null, answeredBy, answeredAt: at, closedAt }
    }
    case 'returned':
      return { ...moved, ...settled, closedAt: at }
    case 'merged':
      return { ...moved, ...settled, mergedInto: data.related ?? null }
    case 'registered':
      return { ...moved, mergedInto: null }
    case 'disputed':
      return { ...moved, disputedAt: at, closedAt: null }
    case 'closed':
      return { ...moved, closedAt: at }
    case 'in_progress':
      return state.answer === null
        ? { ...moved, mergedInto: null, draft: null, draftedBy: null }
        : {
            ...moved,
            mergedInto: null,
            answer: null,
            answeredAt: null,
            closedAt: null,
            ratingScore: null,
            disputedAt: null,
            reworks: state.reworks + 1,
          }
    default:
      return moved
  }
}

const momentOf = (instant: string | null | undefined): Date | null => (instant ? new Date(instant) : null)
