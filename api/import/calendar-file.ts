import path from 'node:path'
import ICAL from 'ical.js'
import { z } from 'zod'
import { ImportError } from './import-error.js'
import { openSource } from './source.js'

/** A day that differs from the ordinary week; `date` is `YYYY-MM-DD`. */
export interface CalendarDay {
  date: string
  isWorking: boolean
}

const working = z.preprocess(
  (value) => (typeof value === 'string' ? !/^(|false|0|no)$/i.test(value) : value),
  z.boolean().default(false),
)
const flatDay = z.object({ date: z.iso.date(), working })
const flatDays = z.array(flatDay)

/** Days a single event may last, and times one may come again: more is a mistake, or meant to harm. */
const LONGEST = 366

/**
 * The days off and the moved working days of a working calendar: iCalendar (RFC 5545), CSV or JSON of `date` and
 * `working`.
 * @param isWorking what the events of an iCalendar file are: it has no word for it.
 * @param until `YYYY-MM-DD`: up to here what comes every year is written down.
 * @throws {ImportError}
 */
export async function readCalendarFile(
  file: string,
  {
    content,
    encoding,
    isWorking,
    until,
  }: { content(): Promise<string>; encoding: string; isWorking: boolean; until: string },
): Promise<CalendarDay[]> {
  const found = await readDays()
  const days = new Map<string, boolean>()
  for (const { date, working } of found) {
    if (days.has(date) && days.get(date) !== working)
      throw new ImportError([`${date} is both a day off and a working day`])
    days.set(date, working)
  }
  if (days.size === 0) throw new ImportError(['it names no day'])
  return Array.from(days, ([date, isWorking]) => ({ date, isWorking })).sort((a, b) => (a.date < b.date ? -1 : 1))

  async function readDays(): Promise<z.output<typeof flatDays>> {
    if (/\.[ct]sv$/i.test(path.extname(file))) return readLines(file, encoding)
    const text = await content()
    if (/^\ufeff?\s*BEGIN:VCALENDAR/i.test(text))
      return readEvents(text, until).map((date) => ({ date, working: isWorking }))
    return readJson(text)
  }
}

async function readLines(file: string, encoding: string) {
  const found: z.output<typeof flatDays> = []
  const causes: string[] = []
  const source = await openSource(file, { encoding })
  for await (const read of source.rows()) {
    const result = 'cause' in read ? undefined : flatDay.safeParse(read.row)
    if (result?.success) found.push(result.data)
    else
      causes.push(`line ${read.line}: ${'cause' in read ? read.cause : ImportError.causesOf(result?.error).join('; ')}`)
  }
  if (causes.length > 0) throw new ImportError(causes)
  return found
}

function readJson(text: string) {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw new ImportError(['it is neither iCalendar nor JSON nor, by its name, CSV'])
  }
  const result = flatDays.safeParse(read)
  if (!result.success) throw new ImportError(ImportError.causesOf(result.error))
  return result.data
}

/** Each day of each event that lasts whole days; what has an hour is an appointment. */
function readEvents(text: string, until: string): string[] {
  let events: ICAL.Component[]
  try {
    events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')
  } catch (error) {
    throw new ImportError([`it is no iCalendar: ${error instanceof Error ? error.message : error}`])
  }
  return events.flatMap((component) => {
    const event = new ICAL.Event(component)
    if (!event.startDate?.isDate || component.getFirstPropertyValue('status') === 'CANCELLED') return []
    return startsOf(event, until).flatMap((start) => daysOf(start, event.duration))
  })
}

function startsOf(event: ICAL.Event, until: string): ICAL.Time[] {
  if (!event.isRecurring()) return [event.startDate]
  const starts: ICAL.Time[] = []
  const iterator = event.iterator()
  for (let start = iterator.next(); start && start.toString().slice(0, 10) <= until; start = iterator.next()) {
    if (starts.length === LONGEST)
      throw new ImportError([`${event.summary ?? 'an event'} comes again too often for a day off`])
    starts.push(start)
  }
  return starts
}

function daysOf(start: ICAL.Time, duration: ICAL.Duration): string[] {
  // Without an end it lasts the day (RFC 5545, 3.6.1).
  const count = Math.max(1, Math.round(duration.toSeconds() / 86_400))
  if (count > LONGEST) throw new ImportError([`${start.toString()} begins what lasts longer than a year`])
  return Array.from({ length: count }, (_, index) => {
    const day = start.clone()
    day.addDuration(ICAL.Duration.fromSeconds(index * 86_400))
    return day.toString().slice(0, 10)
  })
}
