import { Temporal } from 'temporal-polyfill'

export type DeadlineUnit = 'working_day' | 'calendar_day'

/** Days that differ from the ordinary week, by `YYYY-MM-DD`: false for a holiday, true for a working Saturday. */
export type WorkingCalendar = ReadonlyMap<string, boolean>

/** The ISO day of the week from which on nobody works. */
const SATURDAY = 6

/**
 * The last moment at which an answer is still in time: the end of the last day where the organization is.
 *
 * The day of receipt does not count, in either unit (as Art. 191 of the Russian Civil Code has it). Working days are
 * those of the ordinary week, Monday to Friday, unless the calendar says otherwise. A deadline in calendar days is not
 * moved when it ends on a day off: what was promised is that many days.
 *
 * The end is one millisecond before the next day begins there, which holds also on days that have no 23:59.
 *
 * @param timeZone IANA name. @throws {RangeError} for one that is unknown.
 */
export function deadlineOf(
  receivedAt: Date,
  { days, unit }: { days: number; unit: DeadlineUnit },
  timeZone: string,
  calendar: WorkingCalendar = new Map(),
): Date {
  let last = dayOf(receivedAt, timeZone)
  if (unit === 'calendar_day') last = last.add({ days })
  else for (let left = days; left > 0; left -= isWorking(last, calendar) ? 1 : 0) last = last.add({ days: 1 })
  return endOf(last.toString(), timeZone)
}

/**
 * How many of the days that count are left after the day of `at`, up to the last one in time; 0 when that is past.
 * @param timeZone IANA name. @throws {RangeError} for one that is unknown.
 */
export function daysLeft(
  at: Date,
  { deadline, unit }: { deadline: Date; unit: DeadlineUnit },
  timeZone: string,
  calendar: WorkingCalendar = new Map(),
): number {
  const last = dayOf(deadline, timeZone)
  let left = 0
  for (
    let day = dayOf(at, timeZone).add({ days: 1 });
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  )
    left += unit === 'calendar_day' || isWorking(day, calendar) ? 1 : 0
  return left
}

/** The last moment of a date where the organization is. @param date `YYYY-MM-DD`. */
export const endOf = (date: string, timeZone: string): Date =>
  new Date(Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds - 1)

/** The date on the wall at that moment, `YYYY-MM-DD`. */
export const localDate = (at: Date, timeZone: string): string => dayOf(at, timeZone).toString()

/** The hour on the wall at that moment, 0 to 23. */
export const localHour = (at: Date, timeZone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).hour

const dayOf = (at: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate()

const isWorking = (day: Temporal.PlainDate, calendar: WorkingCalendar) =>
  calendar.get(day.toString()) ?? day.dayOfWeek < SATURDAY
