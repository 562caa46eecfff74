import type { AppealEvent, AppealEventData } from '../appeals/history.js'
import type { Status } from '../appeals/transitions.js'

/** Where what comes from elsewhere may stand: what only makes sense with the steps before it is not among them. */
export const knownStatuses = [
  'received',
  'registered',
  'assigned',
  'in_progress',
  'answered',
  'closed',
  'declined',
] as const satisfies Status[]
export type KnownStatus = (typeof knownStatuses)[number]

/** What a register elsewhere tells of an appeal: where it stands, not how it came there. */
export interface KnownPast {
  status: KnownStatus
  receivedAt: Date
  /** When something last happened. */
  updatedAt?: Date
  closedAt?: Date
  deadline?: Date
  responsible?: string
  answer?: string
}

/**
 * A history that leads to what is known, by legal steps. The steps nobody wrote down are put where they cannot be wrong:
 * registration at the receipt, the last one when something last happened. An appeal that is only received says neither
 * who deals with it nor what was said: nothing has happened to it yet.
 */
export function imaginePast({ status, receivedAt, deadline, responsible, answer, ...known }: KnownPast): AppealEvent[] {
  const notBefore = (moment: Date | undefined) => (moment && moment > receivedAt ? moment : receivedAt)
  const last = notBefore(known.closedAt ?? known.updatedAt)
  const lastWord = { ...(answer && { text: answer }), ...(responsible && { responsible }) }
  const first: AppealEventData = { deadline: deadline?.toISOString() ?? null }
  const steps: { at: Date; data: AppealEventData }[] = []
  const step = (to: Status, at: Date, data: AppealEventData = {}) => steps.push({ at, data: { to, ...data } })
  const handOver = () => (responsible ? step('assigned', receivedAt, { responsible }) : step('registered', receivedAt))

  switch (status) {
    case 'received':
      break
    case 'registered':
    case 'assigned':
      step(status, notBefore(known.updatedAt), lastWord)
      break
    case 'in_progress':
      handOver()
      step(status, notBefore(known.updatedAt), lastWord)
      break
    case 'answered':
    case 'declined':
      handOver()
      step(status, last, lastWord)
      break
    case 'closed':
      handOver()
      step('answered', last, lastWord)
      step('closed', last)
  }
  const actor = 'system'
  return [
    { sequence: 1, type: 'received', actor, at: receivedAt, data: first },
    ...steps.map(({ at, data }, index) => ({ sequence: index + 2, type: 'transitioned' as const, actor, at, data })),
  ]
}
