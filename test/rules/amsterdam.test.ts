import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { type DeadlineUnit, deadlineOf } from '../../api/appeals/deadlines.js'
import { readClassifier } from '../../api/import/classifier-file.js'

/** A few of Amsterdam's promises, as the file of all 77 has them: it is read where it lies beside the checkout. */
const sample = {
  language: 'nl',
  categories: [
    ['Afval', 'Container is vol', 3, 'working_day'],
    ['Overlast van en door personen of groepen', 'Jongerenoverlast', 5, 'calendar_day'],
    ['Wegen, verkeer, straatmeubilair', 'Gladheid', 1, 'working_day'],
    ['Openbaar groen en water', 'Boom', 21, 'calendar_day'],
    ['Schoon', 'Graffiti / wildplak', 5, 'working_day'],
    ['Overig', 'Overig', 0, 'working_day'],
  ].map(([group, name, deadline_days, deadline_unit]) => ({ group, name, deadline_days, deadline_unit })),
}
const file = new URL('../../../shared/data/amsterdam-classifier.json', import.meta.url)
const content = await readFile(file, 'utf8').catch(() => JSON.stringify(sample))
const promises: { days: number; unit: DeadlineUnit }[] = (
  await readClassifier('amsterdam-classifier.json', { content: async () => content, encoding: 'utf-8', language: 'nl' })
).flatMap(({ deadline }) => (deadline ? [deadline] : []))

/** Days off in the Netherlands, 2026 and the first of 2027. */
const holidays = [
  '2026-01-01',
  '2026-04-03',
  '2026-04-06',
  '2026-04-27',
  '2026-05-05',
  '2026-05-14',
  '2026-05-25',
  '2026-12-25',
  '2026-12-26',
  '2027-01-01',
]

/** Counted by hand, one day after another on a calendar without hours: what is checked knows nothing of it. */
function countByHand(receivedOn: string, { days, unit }: { days: number; unit: DeadlineUnit }): string {
  const day = new Date(`${receivedOn}T12:00:00Z`)
  const written = () => day.toISOString().slice(0, 10)
  for (let left = days; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1)
    const isOff = day.getUTCDay() % 6 === 0 || holidays.includes(written())
    if (unit === 'calendar_day' || !isOff) left--
  }
  return written()
}

/** Summer from the last Sunday of March to that of October: the end of a day is at 22:00 in Greenwich, else at 23:00. */
const endInAmsterdam = (date: string) =>
  new Date(`${date}T${date >= '2026-03-29' && date < '2026-10-25' ? '21' : '22'}:59:59.999Z`)

test.each([
  ['an ordinary Tuesday', '2026-02-10', '2026-02-10T09:15:00+01:00'],
  ['the Friday before Easter', '2026-04-03', '2026-04-03T16:00:00+02:00'],
  ['the night before the clocks go forward', '2026-03-28', '2026-03-28T23:30:00+01:00'],
  ['half past midnight, when it is still yesterday in Greenwich', '2026-07-15', '2026-07-15T00:30:00+02:00'],
  ['the hour that is there twice when the clocks go back', '2026-10-25', '2026-10-25T02:30:00+01:00'],
  ['Christmas Eve, with the turn of the year before it', '2026-12-24', '2026-12-24T23:59:59+01:00'],
])('each promise of Amsterdam’s classifier is kept to the day when it is made on %s', (_, date, moment) => {
  expect(promises.length).toBeGreaterThanOrEqual(6)
  const calendar = new Map(holidays.map((day) => [day, false]))
  for (const promise of promises) {
    const due = deadlineOf(new Date(moment), promise, 'Europe/Amsterdam', calendar)
    expect(due, `${promise.days} ${promise.unit}`).toEqual(endInAmsterdam(countByHand(date, promise)))
  }
})
