import { Temporal } from 'temporal-polyfill'

/** A year first; or, with dots, a day first, as the countries that write dots have it. */
const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(Z|[+-]\d{2}:?\d{2})?$/i
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? +(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/
const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,? +(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?(AM|PM))?)?$/i

/**
 * The moment that a text names on the clocks of a time zone, unless it says its own offset. A date alone is its midnight.
 * An hour that the clocks had twice is the first one, unless that is before what it cannot be before; one they skipped
 * is moved on by what they skipped.
 *
 * @param timeZone IANA name. @throws {RangeError} for what is not a moment between 1900 and 2200.
 */
export function parseMoment(
  text: string,
  timeZone: string,
  { dates, notBefore }: { dates?: 'month-first' | 'day-first'; notBefore?: Date } = {},
): Date {
  try {
    const read = readClocks(text, dates)
    const moment = read instanceof Temporal.Instant ? read : onClocks(read, timeZone, notBefore)
    const at = new Date(moment.epochMilliseconds)
    if (at < EARLIEST || at > LATEST) throw new RangeError('too far away')
    return at
  } catch (error) {
    if (error instanceof AmbiguousDate || !(error instanceof RangeError)) throw error
    throw new RangeError(`“${text.slice(0, 60)}” is not a date and time`)
  }
}

class AmbiguousDate extends RangeError {}

const EARLIEST = new Date('1900-01-01T00:00:00Z')
const LATEST = new Date('2200-01-01T00:00:00Z')

function onClocks(clocks: Temporal.PlainDateTime, timeZone: string, notBefore: Date | undefined): Temporal.Instant {
  const first = clocks.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).toInstant()
  if (!notBefore || first.epochMilliseconds >= notBefore.getTime()) return first
  return clocks.toZonedDateTime(timeZone, { disambiguation: 'later' }).toInstant()
}

function readClocks(text: string, dates: 'month-first' | 'day-first' | undefined) {
  const iso = ISO.exec(text)
  if (iso) {
    const [, date = '', time = '00:00', offset] = iso
    return offset ? Temporal.Instant.from(`${date}T${time}${offset}`) : Temporal.PlainDateTime.from(`${date}T${time}`)
  }
  const dotted = DOTTED.exec(text)
  if (dotted) {
    const [, day, month, year, ...time] = dotted
    return onDate({ year, month, day }, time)
  }
  const slashed = SLASHED.exec(text)
  if (slashed) {
    const [, first, second, year, ...time] = slashed
    if (!dates) throw new AmbiguousDate(`“${text}” may be read as two dates: say which by "dates" of the mapping`)
    const [month, day] = dates === 'month-first' ? [first, second] : [second, first]
    return onDate({ year, month, day }, time)
  }
  throw new RangeError('of no form that is known')
}

type Digits = string | undefined

function onDate(
  { year, month, day }: { year: Digits; month: Digits; day: Digits },
  [hour, minute, second, half]: Digits[],
): Temporal.PlainDateTime {
  const clock = Number(hour ?? 0)
  const noon = half === undefined ? clock : (clock % 12) + (half.toUpperCase() === 'PM' ? 12 : 0)
  const written = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: noon,
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
  }
  return Temporal.PlainDateTime.from(written, { overflow: 'reject' })
}
