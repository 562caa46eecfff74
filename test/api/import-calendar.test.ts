import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { typeCommand } from './command.js'

let api: TestApp
let folder: string
beforeAll(async () => {
  api = await createTestApp()
  folder = await mkdtemp(path.join(tmpdir(), 'vmeste-calendar-'))
  await api.database.insert(tables.categories).values({
    organizationId: 'ugra',
    code: 'potholes',
    groupCode: 'roads',
    groupNames: { en: 'Roads' },
    names: { en: 'Potholes' },
    kind: 'message',
    place: 'optional',
    contact: { name: 'optional', email: 'optional', phone: 'optional' },
    questions: [],
    position: 1,
    isActive: true,
  })
  await api.database.insert(tables.categoryDeadlines).values({
    organizationId: 'ugra',
    categoryCode: 'potholes',
    validFrom: '2020-01-01',
    days: 1,
    unit: 'working_day',
  })
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await api.close()
})

async function importCalendar(name: string, content: string, ...more: string[]) {
  await writeFile(path.join(folder, name), content)
  return typeCommand(api, folder, ['import', 'calendar', name, '--organization', 'ugra', ...more])
}

/** The last day on which an appeal of that moment is answered in time. */
async function dueAfter(moment: string) {
  api.clock.now = new Date(moment)
  const body = { category: 'potholes', description: 'A deep one', consent: true }
  const { json } = await api.request('/appeals', { body })
  return json.deadline
}

const calendar = (...events: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:test', ...events, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: string[]) =>
  ['BEGIN:VEVENT', `UID:${crypto.randomUUID()}`, 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'].join('\r\n')

test('deadlines wait for the days off of an iCalendar file, and those of a town above hold below', async () => {
  expect(await dueAfter('2027-01-05T10:00:00+05:00')).toBe('2027-01-06T18:59:59.999Z')
  const holidays = calendar(
    // The end of a day's event is the day after its last (RFC 5545, 3.6.1).
    event('DTSTART;VALUE=DATE:20270101', 'DTEND;VALUE=DATE:20270109', 'SUMMARY:New Year'),
    event('DTSTART;VALUE=DATE:20260223', 'RRULE:FREQ=YEARLY', 'SUMMARY:Defender of the Fatherland Day'),
    event('DTSTART:20270111T100000Z', 'DTEND:20270111T110000Z', 'SUMMARY:An appointment is no day off'),
    event('DTSTART;VALUE=DATE:20270112', 'STATUS:CANCELLED', 'SUMMARY:Cancelled'),
  )
  api.clock.now = new Date('2026-11-24T09:00:00Z')
  const first = await importCalendar('holidays.ics', holidays)
  expect(first).toEqual({ exit: 0, said: ['14 days: 14 added, 0 changed, 0 as they were.'] })
  // Monday the 11th is the first working day.
  expect(await dueAfter('2027-01-05T10:00:00+05:00')).toBe('2027-01-11T18:59:59.999Z')
  expect(await dueAfter('2027-01-11T10:00:00+05:00')).toBe('2027-01-12T18:59:59.999Z')
  // It comes again each year: the 23rd of February 2029 is a Friday.
  expect(await dueAfter('2029-02-22T10:00:00+05:00')).toBe('2029-02-26T18:59:59.999Z')
  api.clock.now = new Date('2026-11-24T09:00:00Z')
  const again = await importCalendar('holidays.ics', holidays)
  expect(again.said).toEqual(['14 days: 0 added, 0 changed, 14 as they were.'])
})

test('a Saturday that is worked comes from a file of working days, or from a table of both', async () => {
  expect(await dueAfter('2027-03-05T10:00:00+05:00')).toBe('2027-03-08T18:59:59.999Z')
  await importCalendar('moved.ics', calendar(event('DTSTART;VALUE=DATE:20270306')), '--working')
  expect(await dueAfter('2027-03-05T10:00:00+05:00')).toBe('2027-03-06T18:59:59.999Z')
  const { said } = await importCalendar('both.csv', 'date;working\n2027-03-06;no\n2027-03-08;no\n2027-03-13;yes\n')
  expect(said).toEqual(['3 days: 2 added, 1 changed, 0 as they were.'])
  expect(await dueAfter('2027-03-05T10:00:00+05:00')).toBe('2027-03-09T18:59:59.999Z')
  expect(await dueAfter('2027-03-12T10:00:00+05:00')).toBe('2027-03-13T18:59:59.999Z')
  const list = JSON.stringify([{ date: '2027-03-13' }])
  expect((await importCalendar('list.json', list)).said).toEqual(['1 days: 0 added, 1 changed, 0 as they were.'])
})

test('a calendar with a mistake is not taken in part, and each mistake is told with its place', async () => {
  const refused = 'is not a calendar as it is: nothing was imported.'
  const table = await importCalendar('wrong.csv', 'date,working\n2027-05-01,no\n2027-02-30,no\n')
  expect(table.exit).toBe(2)
  expect(table.said[0]).toMatch(/^line 3: date: /)
  expect(table.said[1]).toBe(`wrong.csv ${refused}`)
  const both = await importCalendar('both.csv', 'date,working\n2027-05-01,no\n2027-05-01,yes\n')
  expect(both.said[0]).toBe('2027-05-01 is both a day off and a working day')
  const text = await importCalendar('notes.txt', 'The first of May is off.')
  expect(text.said).toEqual(['it is neither iCalendar nor JSON nor, by its name, CSV', `notes.txt ${refused}`])
  const daily = await importCalendar('daily.ics', calendar(event('DTSTART;VALUE=DATE:20270101', 'RRULE:FREQ=DAILY')))
  expect(daily.said[1]).toBe(`daily.ics ${refused}`)
  const kept = await api.database.select().from(tables.calendarDays)
  expect(kept.filter(({ date }) => date.startsWith('2027-05'))).toEqual([])
})
