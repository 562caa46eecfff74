import { Temporal } from 'temporal-polyfill'

/** A year first; or, with dots, a day first, as the countries that write dots have it. */
const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(Z|[+-]\d{2}:?\d{2})?$/i
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? +(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/
const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,? +(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?(AM|PM))?)?$/i

/**
 * The moment that a text names on the clocks of a time zone, unless it says its own offset. A date alone is its midnight.
 * An hour that the clocks had twice is the first one; one they skipped is moved on by what they skipped.
 *
 * @param timeZone IANA name. @throws {RangeError} for what is not a moment.
 */
export function parseMoment(text: string, timeZone: string, dates?: 'month-first' | 'day-first'): Date {
  const iso = ISO.exec(text)
  if (iso) {
    const [, date = '', time = '00:00', offset] = iso
    if (offset) return new Date(Temporal.Instant.from(`${date}T${time}${offset}`).epochMilliseconds)
    return at(Temporal.PlainDateTime.from(`${date}T${time}`), timeZone)
  }
  const dotted = DOTTED.exec(text)
  if (dotted) {
    const [, day, month, year, ...time] = dotted
    return onDate({ year, month, day }, time, timeZone)
  }
  const slashed = SLASHED.exec(text)
  if (slashed) {
    const [, first, second, year, ...time] = slashed
    if (!dates) throw new RangeError(`“${text}” may be read as two dates: say which by "dates" of the mapping`)
    const [month, day] = dates === 'month-first' ? [first, second] : [second, first]
    return onDate({ year, month, day }, time, timeZone)
  }
  throw new RangeError(`“${text}” is not a date and time`)
}

type Digits = string | undefined

function onDate(
  { year, month, day }: { year: Digits; month: Digits; day: Digits },
  [hour, minute, second, half]: Digits[],
  timeZone: string,
): Date {
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
  return at(Temporal.PlainDateTime.from(written, { overflow: 'reject' }), timeZone)
}

const at = (local: Temporal.PlainDateTime, timeZone: string) =>
  new Date(local.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds)
