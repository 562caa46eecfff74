import type { NewAppeal } from '../appeals/contract.js'
import type { Status } from '../appeals/transitions.js'
import type { PictureName } from './pictures.js'

/** Days before today, and the time on the wall there. */
export type Moment = [daysAgo: number, time: `${number}:${number}`]

export type Step =
  | { at: Moment; to: Status; text?: string; responsible?: string }
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
export const declined = (at: Moment, text: string): Step => ({ at, to: 'declined', text })
export const closed = (at: Moment): Step => ({ at, to: 'closed' })
export const rated = (at: Moment, score: number, comment?: string): Step => ({ at, score, comment })
