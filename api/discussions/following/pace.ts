import { endOf, localDate } from '../../appeals/deadlines.js'

/** How often a follower is written to: of all that is new once a day, or of what the organization says alone. */
export const paces = ['daily', 'official'] as const
export type Pace = (typeof paces)[number]

/** Milliseconds. */
const HOUR = 3_600_000
/** The hour of the day, where the organization is, at which those are written to who want it once a day. */
const AT_HOUR = 8

/** When a follower is written to next: in the morning, or of what the organization says within the hour. */
export const nextDue = (pace: Pace, timeZone: string, now: Date): Date =>
  pace === 'official'
    ? new Date(now.getTime() + HOUR)
    : // On the days on which clocks are changed an hour earlier or later.
      new Date(endOf(localDate(now, timeZone), timeZone).getTime() + 1 + AT_HOUR * HOUR)
