import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { type DeadlineUnit, daysLeft, deadlineOf, endOf, localDate } from '../../api/appeals/deadlines.js'

const ugra = 'Asia/Yekaterinburg'
const working = (days: number) => ({ days, unit: 'working_day' as const })
const calendar = (days: number) => ({ days, unit: 'calendar_day' as const })
const inUgra = (local: string) => new Date(`${local}+05:00`)

test('the day of receipt does not count, and the last day counts to its end', () => {
  // A Tuesday.
  expect(deadlineOf(inUgra('2026-11-24T14:00'), working(1), ugra)).toEqual(inUgra('2026-11-25T23:59:59.999'))
  expect(deadlineOf(inUgra('2026-11-24T00:00'), calendar(30), ugra)).toEqual(inUgra('2026-12-24T23:59:59.999'))
})

test('the day is the organization’s, not that of Greenwich', () => {
  // In Greenwich it is still the 24th.
  expect(deadlineOf(inUgra('2026-11-25T00:30'), calendar(1), ugra)).toEqual(inUgra('2026-11-26T23:59:59.999'))
})

test('nobody works at the weekend', () => {
  expect(deadlineOf(inUgra('2026-11-27T10:00'), working(1), ugra)).toEqual(inUgra('2026-11-30T23:59:59.999'))
  expect(deadlineOf(inUgra('2026-11-28T10:00'), working(1), ugra)).toEqual(inUgra('2026-11-30T23:59:59.999'))
  expect(deadlineOf(inUgra('2026-11-27T10:00'), working(10), ugra)).toEqual(inUgra('2026-12-11T23:59:59.999'))
})

test('the holidays of the new year are waited for, and a moved working Saturday is worked', () => {
  const days = new Map([
    ...['2026-12-31', '2027-01-01', '2027-01-04', '2027-01-05', '2027-01-06', '2027-01-07', '2027-01-08'].map(
      (day) => [day, false] as const,
    ),
    ['2027-01-09', true] as const,
  ])
  const received = inUgra('2026-12-30T18:00')
  expect(deadlineOf(received, working(1), ugra, days)).toEqual(inUgra('2027-01-09T23:59:59.999'))
  expect(deadlineOf(received, working(2), ugra, days)).toEqual(inUgra('2027-01-11T23:59:59.999'))
})

test('a deadline in calendar days keeps its date, day off or not', () => {
  const days = new Map([['2026-12-24', false]])
  expect(deadlineOf(inUgra('2026-11-24T14:00'), calendar(30), ugra, days)).toEqual(inUgra('2026-12-24T23:59:59.999'))
})

test('the hour that summer time takes or gives is not lost', () => {
  // Clocks in Berlin go forward on 29 March and back on 25 October 2026.
  expect(deadlineOf(new Date('2026-03-27T11:00Z'), calendar(1), 'Europe/Berlin')).toEqual(
    new Date('2026-03-28T22:59:59.999Z'),
  )
  expect(deadlineOf(new Date('2026-03-27T11:00Z'), calendar(2), 'Europe/Berlin')).toEqual(
    new Date('2026-03-29T21:59:59.999Z'),
  )
  expect(deadlineOf(new Date('2026-10-23T10:00Z'), calendar(2), 'Europe/Berlin')).toEqual(
    new Date('2026-10-25T22:59:59.999Z'),
  )
  // In Beirut clocks go forward at midnight: 29 March 2026 has no 00:00, and the 28th ends where it begins.
  expect(deadlineOf(new Date('2026-03-27T10:00Z'), calendar(1), 'Asia/Beirut')).toEqual(
    new Date('2026-03-28T21:59:59.999Z'),
  )
})

const zones = [
  'UTC',
  ugra,
  'Asia/Kamchatka',
  'Europe/Kaliningrad',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Asia/Beirut',
]
const zone = fc.constantFrom(...zones)
const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
const differing = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.boolean()), { maxLength: 40 })
  .map((days) => (from: string) => {
    const start = Temporal.PlainDate.from(from)
    return new Map(days.map(([offset, isWorking]) => [start.add({ days: offset }).toString(), isWorking]))
  })
const unit = fc.constantFrom<DeadlineUnit>('working_day', 'calendar_day')
const days = fc.integer({ min: 0, max: 60 })

test('a deadline is always the last millisecond of a day where the organization is', () => {
  fc.assert(
    fc.property(moment, days, unit, zone, differing, (at, days, unit, zone, daysFrom) => {
      const end = deadlineOf(at, { days, unit }, zone, daysFrom(localDate(at, zone)))
      expect(localDate(new Date(end.getTime() + 1), zone)).not.toBe(localDate(end, zone))
      expect(end.getTime()).toBeGreaterThanOrEqual(at.getTime())
    }),
  )
})

test('exactly as many days lie between as were promised', () => {
  fc.assert(
    fc.property(moment, days, zone, differing, (at, days, zone, daysFrom) => {
      const received = localDate(at, zone)
      const calendarOfWork = daysFrom(received)
      const last = localDate(deadlineOf(at, working(days), zone, calendarOfWork), zone)
      const start = Temporal.PlainDate.from(received)
      const between = Array.from({ length: start.until(last).days }, (_, index) => start.add({ days: index + 1 }))
      const isWorking = (day: Temporal.PlainDate) =>
        calendarOfWork.get(day.toString()) ?? ![6, 7].includes(day.dayOfWeek)
      expect(between.filter(isWorking)).toHaveLength(days)
      const lastDay = between.at(-1)
      if (lastDay) expect(isWorking(lastDay)).toBe(true)

      const onCalendar = localDate(deadlineOf(at, calendar(days), zone), zone)
      expect(start.until(onCalendar).days).toBe(days)
    }),
  )
})

test('what is received later on, or promised longer, is never due sooner', () => {
  fc.assert(
    fc.property(moment, fc.nat(10 ** 9), days, unit, zone, differing, (at, later, days, unit, zone, daysFrom) => {
      const calendarOfWork = daysFrom(localDate(at, zone))
      const end = deadlineOf(at, { days, unit }, zone, calendarOfWork)
      const after = deadlineOf(new Date(at.getTime() + later), { days, unit }, zone, calendarOfWork)
      const longer = deadlineOf(at, { days: days + 1, unit }, zone, calendarOfWork)
      expect(after.getTime()).toBeGreaterThanOrEqual(end.getTime())
      expect(longer.getTime()).toBeGreaterThan(end.getTime())
    }),
  )
})

test('as many days are left as were promised on the day of the promise, and one less on the next working day', () => {
  const friday = inUgra('2026-11-27T10:00')
  const deadline = deadlineOf(friday, working(3), ugra)
  const left = (local: string) => daysLeft(inUgra(local), { deadline, unit: 'working_day' }, ugra)
  expect(
    ['2026-11-27T23:59', '2026-11-29T12:00', '2026-11-30T00:00', '2026-12-02T12:00', '2026-12-05T12:00'].map(left),
  ).toEqual([3, 3, 2, 0, 0])
})

test('who waits and goes on has as many days as before, and on the same day the same deadline', () => {
  fc.assert(
    fc.property(
      moment,
      days,
      fc.nat(60 * 24 * 3600_000),
      unit,
      zone,
      differing,
      (at, days, wait, unit, zone, daysFrom) => {
        const calendarOfWork = daysFrom(localDate(at, zone))
        const deadline = deadlineOf(at, { days, unit }, zone, calendarOfWork)
        expect(daysLeft(at, { deadline, unit }, zone, calendarOfWork)).toBe(days)
        const later = new Date(at.getTime() + wait)
        const resumed = deadlineOf(later, { days, unit }, zone, calendarOfWork)
        expect(daysLeft(later, { deadline: resumed, unit }, zone, calendarOfWork)).toBe(days)
        if (localDate(later, zone) === localDate(at, zone)) expect(resumed).toEqual(deadline)
      },
    ),
  )
})

test('a date ends with its last millisecond, where the organization is', () => {
  expect(endOf('2027-05-15', ugra)).toEqual(inUgra('2027-05-15T23:59:59.999'))
})

test('a time zone that does not exist is an error, not a wrong date', () => {
  expect(() => deadlineOf(new Date(), working(1), 'Europe/Atlantis')).toThrow(RangeError)
})
