import { addDays, daysBetween, mondayOf } from './days.js'
import type { Period } from './read.js'

/** How often a leader is written to with the figures. */
export const rhythms = ['never', 'daily', 'weekly', 'monthly'] as const
export type Rhythm = (typeof rhythms)[number]

/** Of a leader who has said nothing. */
export const USUAL: Rhythm = 'weekly'

/** The last day, week (from Monday) or month that is over. @param today `YYYY-MM-DD`, where the organization is. */
export function lastPeriod(rhythm: Exclude<Rhythm, 'never'>, today: string): Period {
  if (rhythm === 'daily') return { from: addDays(today, -1), to: addDays(today, -1) }
  const to = addDays(rhythm === 'weekly' ? mondayOf(today) : `${today.slice(0, 7)}-01`, -1)
  return { from: rhythm === 'weekly' ? addDays(to, -6) : `${to.slice(0, 7)}-01`, to }
}

/** The period of the same length before: what `change` compares with. */
export const periodBefore = ({ from, to }: Period): Period => ({
  from: addDays(from, -daysBetween(from, to) - 1),
  to: addDays(from, -1),
})
