import { caseworkers, type Role } from '../identity/roles.js'

/** Where an appeal can stand. */
export const statuses = [
  'received',
  'moderation',
  'registered',
  'assigned',
  'in_progress',
  'waiting',
  'postponed',
  'forwarded',
  'drafted',
  'approved',
  'answered',
  'disputed',
  'closed',
  'declined',
  'returned',
  'merged',
] as const
export type Status = (typeof statuses)[number]

/** What a step can ask for; `until` is a date, `organization` another one of the tree, `into` the number of another appeal. */
export const stepFields = ['text', 'responsible', 'until', 'organization', 'into'] as const
export type StepField = (typeof stepFields)[number]

/** `system`: what another organization did with an appeal forwarded to it, or what became of the one it was merged into. */
export type Party = Role | 'resident' | 'system'

export interface Transition {
  from: readonly Status[]
  to: Status
  by: readonly Party[]
  /** What must be given with it. */
  requires: readonly StepField[]
  /** Whether the text is told to the resident, or kept among staff. */
  text: 'told' | 'kept'
  /**
   * What becomes of the deadline. `pauses` until the resident replies, and `resumes` with as many days as were left;
   * `postpones` it to the date given; `decision` and `rework` promise anew, as the organization's `casework` says.
   */
  deadline: 'keeps' | 'pauses' | 'resumes' | 'postpones' | 'decision' | 'rework'
  /** `alone`: answers without a second pair of eyes. `second`: is that pair, and never who wrote the draft. */
  eyes?: 'alone' | 'second'
}

const approvers = ['officer', 'coordinator', 'leader', 'administrator'] as const
const resident = ['resident'] as const
const system = ['system'] as const
const before = ['received', 'registered', 'assigned', 'in_progress', 'postponed'] as const
const nothing = [] as const

const told = { text: 'told', deadline: 'keeps' } as const
const kept = { text: 'kept', deadline: 'keeps' } as const
const resumed = { text: 'told', deadline: 'resumes' } as const

const moderators = [...caseworkers, 'moderator'] as const

/** The way of an appeal, top to bottom. What is not here is not possible. */
export const transitions: readonly Transition[] = [
  { from: ['received'], to: 'registered', by: caseworkers, requires: nothing, ...told },
  { from: before, to: 'assigned', by: caseworkers, requires: ['responsible'], ...told },
  { from: ['registered', 'assigned', 'postponed'], to: 'in_progress', by: caseworkers, requires: nothing, ...told },

  // Asked back: the clock stands until the resident replies, or staff do without the reply.
  { from: before, to: 'waiting', by: caseworkers, requires: ['text'], text: 'told', deadline: 'pauses' },
  { from: ['waiting'], to: 'in_progress', by: resident, requires: ['text'], ...resumed },
  { from: ['waiting'], to: 'in_progress', by: caseworkers, requires: nothing, ...resumed },

  // Not to be solved before a date: the resident is told it, with an answer for the meantime.
  { from: before, to: 'postponed', by: caseworkers, requires: ['text', 'until'], text: 'told', deadline: 'postpones' },

  // Another organization deals with it; what was promised stays promised. What it answers, refuses or gives back comes here.
  { from: before, to: 'forwarded', by: caseworkers, requires: ['text', 'organization'], ...told },
  { from: ['forwarded'], to: 'answered', by: system, requires: ['text'], ...told },
  { from: ['forwarded'], to: 'declined', by: system, requires: ['text'], ...told },
  { from: ['forwarded'], to: 'registered', by: system, requires: ['text'], ...told },
  { from: ['forwarded'], to: 'in_progress', by: caseworkers, requires: ['text'], ...told },

  // Where it was forwarded to: not ours, back to where it came from.
  { from: before, to: 'returned', by: caseworkers, requires: ['text'], ...told },

  // The same as another, which is dealt with for both: what that one is answered, this one is too.
  { from: before, to: 'merged', by: caseworkers, requires: ['into'], ...told },
  { from: ['waiting'], to: 'merged', by: caseworkers, requires: ['into'], ...resumed },
  { from: ['merged'], to: 'merged', by: system, requires: ['into'], ...told },
  { from: ['merged'], to: 'answered', by: system, requires: ['text'], ...told },
  { from: ['merged'], to: 'declined', by: system, requires: ['text'], ...told },
  { from: ['merged'], to: 'registered', by: system, requires: ['text'], ...told },
  { from: ['merged'], to: 'in_progress', by: caseworkers, requires: ['text'], ...told },

  // An answer that someone else is to read first.
  { from: [...before, 'drafted', 'approved'], to: 'drafted', by: caseworkers, requires: ['text'], ...kept },
  { from: ['drafted'], to: 'approved', by: approvers, requires: nothing, ...kept, eyes: 'second' },
  { from: ['drafted', 'approved'], to: 'in_progress', by: approvers, requires: ['text'], ...kept },
  { from: ['approved'], to: 'answered', by: approvers, requires: nothing, ...told },

  {
    from: [...before, 'waiting', 'drafted'],
    to: 'answered',
    by: caseworkers,
    requires: ['text'],
    ...told,
    eyes: 'alone',
  },
  { from: [...before, 'waiting', 'drafted', 'approved'], to: 'declined', by: caseworkers, requires: ['text'], ...told },

  // Looked at before anything else, where the organization says so or somebody is in doubt; still to be registered in time.
  { from: ['received'], to: 'moderation', by: [...caseworkers, 'system'], requires: nothing, ...told },
  { from: ['moderation'], to: 'registered', by: moderators, requires: nothing, ...told },
  { from: ['moderation'], to: 'declined', by: moderators, requires: ['text'], ...told },

  // The resident disagrees: someone decides whether it is taken up again.
  {
    from: ['answered', 'closed'],
    to: 'disputed',
    by: resident,
    requires: ['text'],
    text: 'told',
    deadline: 'decision',
  },
  { from: ['disputed'], to: 'in_progress', by: approvers, requires: nothing, text: 'told', deadline: 'rework' },
  { from: ['disputed'], to: 'closed', by: approvers, requires: ['text'], ...told },

  // Reopened by staff themselves: the answer did not solve it.
  {
    from: ['answered', 'closed', 'declined'],
    to: 'in_progress',
    by: caseworkers,
    requires: ['text'],
    text: 'told',
    deadline: 'rework',
  },
  { from: ['answered'], to: 'closed', by: caseworkers, requires: nothing, ...told },
]

/** What of an appeal decides where it may go. */
export interface Standing {
  status: Status
  /** As the history names them: `staff:` and an id. */
  draftedBy: string | null
  answeredBy: string | null
  /** How often it was taken up again after an answer. */
  reworks: number
  /** Since when the resident disagrees with the answer, also when that was decided. */
  disputedAt: Date | null
  /** Which organization it was forwarded from; null where the resident sent it here. */
  forwardedFrom: string | null
}

/** Who asks for a step, and what their organization demands. */
export interface Actor {
  actor: string
  /** A person of the staff may be several. */
  party: Party | readonly Party[]
  /** Whether each answer needs a second pair of eyes. */
  fourEyes: boolean
}

/** The steps possible from a status, for one party, for who is several, or for all. */
export const legalTransitions = (from: Status, party?: Actor['party']): Transition[] =>
  transitions.filter((step) => step.from.includes(from) && (party === undefined || isBy(step, party)))

export const isBy = ({ by }: Pick<Transition, 'by'>, party: Actor['party']): boolean =>
  [party].flat().some((each) => by.includes(each))

/**
 * Whether a step of the table stands in the way of two rules: a second pair of eyes is never that of who wrote the
 * draft; and after a rework the same officer alone may not answer again. An answer is disputed once. Only what was
 * forwarded here is returned, and what became of it is the word of the one it came from: it is neither taken up again
 * here, nor does it become a part of another.
 */
export function isOpenTo(
  { eyes, to }: Transition,
  standing: Standing,
  { actor, fourEyes }: Omit<Actor, 'party'>,
): boolean {
  if (to === 'disputed') return standing.disputedAt === null
  if (to === 'returned') return standing.forwardedFrom !== null
  if (to === 'merged') return standing.forwardedFrom === null
  if (to === 'in_progress' && !isOpen(standing.status) && standing.forwardedFrom !== null) return false
  if (eyes === 'second') return actor !== standing.draftedBy
  if (eyes === 'alone') return !fourEyes && !(standing.reworks > 0 && actor === standing.answeredBy)
  return true
}

export const stepsOf = (standing: Standing, actor: Actor): Transition[] =>
  legalTransitions(standing.status, actor.party).filter((step) => isOpenTo(step, standing, actor))

const settled: ReadonlySet<Status> = new Set(['answered', 'closed', 'declined', 'returned', 'merged'])

/** A status in which an answer, or a decision, is still owed. */
export const isOpen = (status: Status) => !settled.has(status)
export const openStatuses: Status[] = statuses.filter(isOpen)
/** Of these the clock runs: not while the resident is asked. */
export const isRunning = (status: Status) => isOpen(status) && status !== 'waiting'

/** Whether what was written with a step to this status, from that one, is told to the resident. */
export const isTold = (from: Status, to: Status): boolean =>
  transitions.some((step) => step.to === to && step.from.includes(from) && step.text === 'told')
