import { findCalendar } from '../classifier/find.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable } from '../platform/database.js'
import { type DeadlineUnit, daysLeft, deadlineOf, localDate, type WorkingCalendar } from './deadlines.js'
import type { AppealRow } from './find.js'

/** A number of days, in which something is promised. */
export interface Days {
  days: number
  unit: DeadlineUnit
}

/** Milliseconds. */
const DAY = 24 * 60 * 60 * 1000
/** More days than any run of holidays has. */
const MORE = 60

/** The moment until which something is promised now, by the organization's own calendar. */
export async function promise(
  database: Queryable,
  organization: ResolvedOrganization,
  promised: Days,
  now: Date,
): Promise<Date> {
  const { timeZone } = organization.settings
  if (promised.unit === 'calendar_day') return deadlineOf(now, promised, timeZone)
  const until = new Date(now.getTime() + (promised.days * 2 + MORE) * DAY)
  return deadlineOf(now, promised, timeZone, await calendarOf(database, organization, now, until))
}

/** The deadline of an appeal whose clock goes on: as many days are left as when it stopped. What was late then stays late. */
export async function resume(
  database: Queryable,
  organization: ResolvedOrganization,
  { deadline, deadlineUnit, pausedAt }: Pick<AppealRow, 'deadline' | 'deadlineUnit' | 'pausedAt'>,
  now: Date,
): Promise<Date | null> {
  if (!deadline || !pausedAt || deadline < pausedAt) return deadline
  const { timeZone } = organization.settings
  const unit = deadlineUnit ?? 'calendar_day'
  const until = new Date(
    Math.max(deadline.getTime(), now.getTime() + 2 * (deadline.getTime() - pausedAt.getTime()) + MORE * DAY),
  )
  const calendar = await calendarOf(database, organization, pausedAt, until)
  const moved = deadlineOf(
    now,
    { days: daysLeft(pausedAt, { deadline, unit }, timeZone, calendar), unit },
    timeZone,
    calendar,
  )
  return moved > deadline ? moved : deadline
}

/** What is promised when an appeal is taken up again: what the organization says, else half of the first promise. */
export function reworkOf(
  { deadlineDays, deadlineUnit }: Pick<AppealRow, 'deadlineDays' | 'deadlineUnit'>,
  set: Days | undefined,
): Days | undefined {
  if (set) return set
  return deadlineDays && deadlineUnit ? { days: Math.ceil(deadlineDays / 2), unit: deadlineUnit } : undefined
}

const calendarOf = (
  database: Queryable,
  { path, settings: { timeZone } }: ResolvedOrganization,
  from: Date,
  until: Date,
): Promise<WorkingCalendar> =>
  findCalendar(database, { path, from: localDate(from, timeZone), until: localDate(until, timeZone) })
