import { localDate } from '../appeals/deadlines.js'
import type { AppealEvent } from '../appeals/history.js'
import { isOpen, isRunning, type Status } from '../appeals/transitions.js'
import type { Count } from './counts.js'
import { daysBetween } from './days.js'

/** What one appeal adds to the counts of a day. */
export interface Contribution {
  /** `YYYY-MM-DD` where the organization is. */
  day: string
  /** Who deals with it, as the resident is told; empty where nobody is named. */
  responsible: string
  /** Whose answer it was, as the history names them; else empty. */
  officer: string
  counts: Partial<Record<Count, number>>
  /** Of an answer: the days it took. */
  span?: number
}

export interface Counted {
  /** In the order in which they happened. */
  events: readonly AppealEvent[]
  /** How many support it, by the day on which they said so. */
  supporters: Readonly<Record<string, number>>
  /** Up to when time has passed: what is overdue is so without any event. */
  until: Date
  timeZone: string
}

/** An answer, or a decision, as long as it is not taken up again. */
interface Given {
  responsible: string
  officer: string
  counts: Partial<Record<Count, number>>
  span: number
  score?: number
  stands: boolean
}

/** The least mark that counts as a good one. */
const GOOD = 4

/**
 * The one definition of what an appeal adds to every count, and when, by its events alone. No text plays a part: an
 * appeal that was erased counts as before.
 *
 * Whoever it is handed to is counted as having received it on that day, and whoever gives it away no longer: the sum of
 * all is what the organization received. An answer belongs to who gave it, also when it is taken up again.
 */
export function contributionsOf({ events, supporters, until, timeZone }: Counted): {
  contributions: Contribution[]
  /** When it becomes overdue if nothing happens; null where time alone changes nothing. */
  overdueAt: Date | null
} {
  const contributions: Contribution[] = []
  const [first] = events
  if (!first) return { contributions, overdueAt: null }
  const dayOf = (at: Date) => localDate(at, timeZone)
  // Of a part it is the day of the whole.
  const receivedOn = dayOf(first.data.receivedAt ? new Date(first.data.receivedAt) : first.at)

  // Routed by a rule, it was never without anyone.
  const routed = events.find(({ type, at }) => type === 'routed' && at.getTime() === first.at.getTime())
  let responsible = routed?.data.responsible ?? ''
  let status: Status = 'received'
  let deadline: Date | null = null
  let isLate = false
  let runsSince = first.at
  let pausedAt: Date | null = null
  let draftedBy = ''
  let given: Given | undefined

  const add = (at: Date, counts: Contribution['counts'], of: Partial<Contribution> = {}) =>
    contributions.push({ day: dayOf(at), responsible, officer: '', counts, ...of })
  const overdueAt = () =>
    deadline && !isLate && isRunning(status) ? new Date(Math.max(deadline.getTime() + 1, runsSince.getTime())) : null
  const passTime = (to: Date) => {
    const at = overdueAt()
    if (!at || at > to) return
    isLate = true
    add(at, { overdue: 1 })
  }
  const notLate = (at: Date) => {
    if (isLate) add(at, { overdue: -1 })
    isLate = false
  }
  /** Counts an answer, or no longer. */
  const credit = (at: Date, sign: 1 | -1) => {
    if (!given || given.stands === sign > 0) return
    given.stands = sign > 0
    const { counts, span, score, ...whose } = given
    const rating = score === undefined ? {} : { rated: 1, ratedWell: score >= GOOD ? 1 : 0 }
    const all = Object.entries({ ...counts, ...rating }).map(([count, value]) => [count, sign * value])
    add(at, Object.fromEntries(all), { responsible: whose.responsible, officer: whose.officer, span })
  }
  const answer = (to: 'answered' | 'declined', { at, actor }: AppealEvent) => {
    const author = status === 'approved' ? draftedBy : actor
    const days = daysBetween(receivedOn, dayOf(at))
    given = {
      responsible,
      officer: author.startsWith('staff:') ? author : '',
      counts: {
        solved: to === 'answered' ? 1 : 0,
        decided: 1,
        promised: deadline ? 1 : 0,
        // While the resident is asked, the clock stands.
        inTime: deadline && (pausedAt ?? at) <= deadline ? 1 : 0,
        days,
      },
      span: days,
      stands: false,
    }
    add(at, { answers: 1 }, { officer: given.officer })
    credit(at, 1)
  }
  const takeUp = (at: Date) => {
    if (!given) return
    add(at, { reworks: 1 }, { responsible: given.responsible, officer: given.officer })
    credit(at, -1)
    given = undefined
  }
  const hand = (to: string | undefined, at: Date) => {
    if (to === undefined || to === responsible) return
    const carried = { received: 1, open: isOpen(status) ? 1 : 0, overdue: isLate ? 1 : 0 }
    add(at, { received: -1, open: -carried.open, overdue: -carried.overdue })
    responsible = to
    add(at, carried)
  }
  const move = (to: Status, event: AppealEvent) => {
    const { at, data } = event
    hand(data.responsible, at)
    if (to === 'answered' || to === 'declined') answer(to, event)
    if (to === 'in_progress') takeUp(at)
    if (to === 'drafted') draftedBy = event.actor
    if (to === 'disputed') credit(at, -1)
    if (to === 'closed') credit(at, 1)
    const change = Number(isOpen(to)) - Number(isOpen(status))
    const [ran, runs] = [isRunning(status), isRunning(to)]
    if (data.deadline !== undefined) {
      deadline = data.deadline ? new Date(data.deadline) : null
      if (!deadline || deadline >= at) notLate(at)
    }
    if (!runs) notLate(at)
    if (change !== 0) add(at, { open: change })
    if (runs && !ran) runsSince = at
    pausedAt = to === 'waiting' ? at : null
    status = to
  }

  for (const event of events) {
    const { type, at, data } = event
    passTime(at)
    if (type === 'received') {
      deadline = data.deadline ? new Date(data.deadline) : null
      add(at, { received: 1, open: 1 }, { day: receivedOn })
    } else if (type === 'routed') hand(data.responsible, at)
    else if (type === 'transitioned' && data.to) move(data.to, event)
    else if (type === 'withdrawn') {
      if (isOpen(status)) add(at, { open: -1 })
      notLate(at)
      status = 'closed'
    } else if (type === 'rated' && given && data.score !== undefined) {
      given.score = data.score
      const { responsible, officer } = given
      if (given.stands) add(at, { rated: 1, ratedWell: data.score >= GOOD ? 1 : 0 }, { responsible, officer })
    }
  }
  passTime(until)
  for (const [day, count] of Object.entries(supporters))
    contributions.push({ day, responsible, officer: '', counts: { supporters: count } })
  return { contributions, overdueAt: overdueAt() }
}
