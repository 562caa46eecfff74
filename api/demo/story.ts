import type { NewAppeal } from '../appeals/contract.js'
import type { Status } from '../appeals/transitions.js'
import type { PictureName } from './pictures.js'

/** Days before today, and the time on the wall there. */
export type Moment = [daysAgo: number, time: `${number}:${number}`]

export type Step =
  | { at: Moment; to: Status; by?: 'resident'; text?: string; responsible?: string; inDays?: number }
  | { at: Moment; score: number; comment?: string }

/** An appeal as its resident sent it, and what became of it. */
export interface Story
  extends Pick<NewAppeal, 'category' | 'campaign' | 'description' | 'place' | 'contact' | 'answers'> {
  organization: string
  received: Moment
  /** Russian unless told. */
  language?: 'en'
  pictures?: PictureName[]
  /** Answers that are dates, as days before today. */
  dates?: Record<string, number>
  steps?: Step[]
}

export const registered = (at: Moment): Step => ({ at, to: 'registered' })
export const assigned = (at: Moment, responsible: string): Step => ({ at, to: 'assigned', responsible })
export const inProgress = (at: Moment, text?: string): Step => ({ at, to: 'in_progress', text })
export const answered = (at: Moment, text: string): Step => ({ at, to: 'answered', text })
/** A question to the resident, who has not replied yet. */
export const asked = (at: Moment, text: string): Step => ({ at, to: 'waiting', text })
/** Put off until so many days after today. */
export const postponed = (at: Moment, inDays: number, text: string): Step => ({ at, to: 'postponed', inDays, text })
export const drafted = (at: Moment, text: string): Step => ({ at, to: 'drafted', text })
export const approved = (at: Moment): Step => ({ at, to: 'approved' })
export const disputed = (at: Moment, text: string): Step => ({ at, to: 'disputed', by: 'resident', text })
export const declined = (at: Moment, text: string): Step => ({ at, to: 'declined', text })
export const closed = (at: Moment): Step => ({ at, to: 'closed' })
export const rated = (at: Moment, score: number, comment?: string): Step => ({ at, score, comment })
