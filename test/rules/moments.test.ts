import { expect, test } from 'vitest'
import { parseMoment } from '../../api/import/moments.js'

const newYork = 'America/New_York'
const iso = (text: string, zone: string, options?: Parameters<typeof parseMoment>[2]) =>
  parseMoment(text, zone, options).toISOString()

test.each([
  ['2024-04-16T03:03:15.000', '2024-04-16T07:03:15.000Z'],
  ['2024-04-16 03:03', '2024-04-16T07:03:00.000Z'],
  ['2024-04-16', '2024-04-16T04:00:00.000Z'],
  ['2024-04-16T03:03:15Z', '2024-04-16T03:03:15.000Z'],
  ['2024-04-16T03:03:15+0530', '2024-04-15T21:33:15.000Z'],
  ['16.04.2024 3:03', '2024-04-16T07:03:00.000Z'],
  ['16.04.2024, 03:03:15', '2024-04-16T07:03:15.000Z'],
])('%s is told by the clocks of the time zone, unless it says its own offset', (text, moment) => {
  expect(iso(text, newYork)).toBe(moment)
})

test('a date with slashes is read as the mapping says, and not at all unless it does', () => {
  expect(iso('04/05/2024 12:30 AM', newYork, { dates: 'month-first' })).toBe('2024-04-05T04:30:00.000Z')
  expect(iso('04/05/2024 12:30 PM', newYork, { dates: 'day-first' })).toBe('2024-05-04T16:30:00.000Z')
  expect(() => parseMoment('04/05/2024', newYork)).toThrow('may be read as two dates')
})

test('an hour that the clocks skipped is moved on by what they skipped', () => {
  // On 10 March 2024 New York went from 02:00 to 03:00.
  expect(iso('2024-03-10T02:30:00', newYork)).toBe('2024-03-10T07:30:00.000Z')
  expect(iso('2024-03-10T03:30:00', newYork)).toBe('2024-03-10T07:30:00.000Z')
})

test('an hour that the clocks had twice is the first, unless that cannot be', () => {
  // On 3 November 2024 New York went from 02:00 back to 01:00.
  const first = '2024-11-03T05:10:00.000Z'
  const second = '2024-11-03T06:10:00.000Z'
  expect(iso('2024-11-03T01:10:00', newYork)).toBe(first)
  expect(iso('2024-11-03T01:10:00', newYork, { notBefore: new Date('2024-11-03T05:00:00Z') })).toBe(first)
  expect(iso('2024-11-03T01:10:00', newYork, { notBefore: new Date('2024-11-03T05:50:00Z') })).toBe(second)
})

test.each(['', 'yesterday', '2024-13-01', '2024-02-30', '31.02.2024', '2024-04-16T25:00', '0001-01-01', '9999-12-31'])(
  '“%s” is not a moment, and is quoted in the refusal',
  (text) => {
    expect(() => parseMoment(text, newYork)).toThrow(`“${text}” is not a date and time`)
  },
)
