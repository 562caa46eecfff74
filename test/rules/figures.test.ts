import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localDate } from '../../api/appeals/deadlines.js'
import { type AppealEvent, type AppealState, foldHistory } from '../../api/appeals/history.js'
import { isOpen, isRunning } from '../../api/appeals/transitions.js'
import { contributionsOf } from '../../api/insight/contributions.js'
import { counted, fromSpans, nothing, toSpan } from '../../api/insight/counts.js'
import { figuresOf, medianOf, sumOf } from '../../api/insight/figures.js'
import { histories } from './histories.fixture.js'

const timeZone = 'Asia/Yekaterinburg'
const until = new Date('2027-02-01T00:00:00Z')
const days = fc.integer({ min: 0, max: 150 }).map((day) => localDate(new Date(Date.UTC(2026, 8, 1 + day)), timeZone))

const contributed = (events: readonly AppealEvent[]) =>
  contributionsOf({ events, supporters: {}, until, timeZone }).contributions

/** What the contributions add up to, over days. */
const added = (histories: readonly (readonly AppealEvent[])[], isIn: (day: string) => boolean) => {
  const counts = nothing()
  let spans = 0n
  for (const each of histories.flatMap(contributed)) {
    if (!isIn(each.day)) continue
    for (const count of counted) counts[count] += each.counts[count] ?? 0
    if (each.span !== undefined) spans += toSpan(each.span, each.counts.decided ?? 0)
  }
  return { counts, spans: fromSpans(String(spans)), receivedBefore: 0 }
}

/** What had happened by the end of a day. */
const pastOf = (events: readonly AppealEvent[], day: string) =>
  events.filter(({ at }) => localDate(at, timeZone) <= day)
const isDecided = ({ status, answer }: AppealState) =>
  answer !== null && ['answered', 'closed', 'declined'].includes(status)
const isAnswer = ({ type, data }: AppealEvent) =>
  type === 'transitioned' && (data.to === 'answered' || data.to === 'declined')

test('every figure is, at the end of any day, what the events say of it', () => {
  fc.assert(
    fc.property(fc.array(histories, { minLength: 1, maxLength: 4 }), days, (histories, day) => {
      const end = new Date(Date.parse(`${day}T19:00:00Z`))
      const all = histories
        .map((events) => pastOf(events, day))
        .filter((events) => events.length > 0)
        .map((events) => ({ events, state: foldHistory(events) }))
      const open = all.filter(({ state }) => isOpen(state.status))
      const overdue = open.filter(
        ({ state: { status, deadline } }) => isRunning(status) && deadline !== null && deadline < end,
      )
      // Who takes back what was disputed leaves no answer that stands.
      const decided = all.filter(({ events, state }) => isDecided(state) && events.at(-1)?.type !== 'withdrawn')
      const answers = decided.map(({ events, state }) => {
        const at = events.findLastIndex(isAnswer)
        const asked = foldHistory(events.slice(0, at)).pausedAt
        const { deadline } = foldHistory(events.slice(0, at + 1))
        const [received, answered] = [events[0]?.at ?? end, events[at]?.at ?? end]
        const days = Date.parse(localDate(answered, timeZone)) - Date.parse(localDate(received, timeZone))
        return {
          deadline,
          isInTime: deadline !== null && (asked ?? answered) <= deadline,
          days: days / 86_400_000,
          state,
        }
      })
      const scores = decided.flatMap(({ state }) => state.ratingScore ?? [])
      const promised = answers.filter(({ deadline }) => deadline !== null).length
      const sorted = answers.map(({ days }) => days).sort((one, other) => one - other)
      const middle = (sorted.length - 1) / 2
      const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)
      const given = all.flatMap(({ events }) => events.filter(isAnswer)).length
      const solved = decided.filter(({ state }) => state.status !== 'declined').length
      expect(
        figuresOf(
          added(histories, (each) => each <= day),
          2000,
        ),
      ).toEqual({
        received: all.length,
        solved,
        solvedShare: share(solved, solved + open.length),
        open: open.length,
        overdue: overdue.length,
        overdueShare: share(overdue.length, open.length),
        inTimeShare: share(answers.filter(({ isInTime }) => isInTime).length, promised + overdue.length),
        averageDays: share(
          sorted.reduce((sum, days) => sum + days, 0),
          sorted.length,
        ),
        medianDays:
          sorted.length === 0 ? null : ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2,
        ratings: scores.length,
        ratedWellShare: share(scores.filter((score) => score >= 4).length, scores.length),
        reworkShare: share(
          all.reduce((sum, { state }) => sum + state.reworks, 0),
          given,
        ),
        supporters: 0,
        perThousand: all.length / 2,
        change: null,
      })
    }),
    { numRuns: 1000 },
  )
})

test('who it is handed to has received it, and the organization received it once', () => {
  fc.assert(
    fc.property(histories, days, (events, day) => {
      const by = new Map<string, number>()
      for (const { responsible, counts, day: each } of contributed(events))
        if (each <= day) by.set(responsible, (by.get(responsible) ?? 0) + (counts.received ?? 0))
      const past = pastOf(events, day)
      const holder = past.length > 0 ? (foldHistory(past).responsible ?? '') : undefined
      for (const [body, count] of by) expect(count).toBe(body === holder ? 1 : 0)
    }),
  )
})

test('what was counted up to some event, and then the rest, is what is counted at once', () => {
  fc.assert(
    fc.property(histories, fc.nat(20), (events, cut) => {
      // What happens at the same moment is written at once.
      const upTo = events.slice(0, cut + 3)
      const then = contributionsOf({ events: upTo, supporters: {}, until: upTo.at(-1)?.at ?? until, timeZone })
      const whole = contributed(events)
      // Word for word: the past is not written anew.
      expect(whole.slice(0, then.contributions.length)).toEqual(then.contributions)
    }),
  )
})

test('a histogram is kept as one number, whatever is added to it and taken away', () => {
  const changes = fc.array(fc.tuple(fc.nat(400), fc.integer({ min: -1000, max: 1000 })))
  fc.assert(
    fc.property(changes, (changes) => {
      const wanted = new Map<number, number>()
      for (const [days, times] of changes)
        wanted.set(Math.min(days, 365), (wanted.get(Math.min(days, 365)) ?? 0) + times)
      const sum = changes.reduce((sum, [days, times]) => sum + toSpan(days, times), 0n)
      expect(fromSpans(String(sum))).toEqual(
        new Map([...wanted].filter(([, times]) => times !== 0).sort(([a], [b]) => a - b)),
      )
    }),
  )
})

test('the median of an even number lies between the two in the middle', () => {
  expect(
    medianOf(
      new Map([
        [3, 1],
        [4, 1],
      ]),
    ),
  ).toBe(3.5)
  expect(
    medianOf(
      new Map([
        [3, 2],
        [40, 1],
      ]),
    ),
  ).toBe(3)
  expect(medianOf(new Map([[3, -1]]))).toBeNull()
})

test('what a period takes back of what was before it makes no figure less than nothing', () => {
  const counts = { ...nothing(), received: -1, solved: 2, decided: 2, days: 3 * 2 - 40, rated: -1 }
  const spans = new Map([
    [2, 3],
    [40, -1],
  ])
  const figures = figuresOf({ counts, spans, receivedBefore: 0 })
  expect(figures).toMatchObject({ received: 0, solved: 2, averageDays: 2, medianDays: 2, ratings: 0 })
  const taken = { ...nothing(), solved: -1, decided: -1, days: -500 }
  expect(figuresOf({ counts: taken, spans: new Map([[365, -1]]), receivedBefore: 0 })).toMatchObject({
    solved: 0,
    averageDays: null,
    medianDays: null,
  })
})

test('a part was received when the whole was, and its answer took the days since then', () => {
  const at = new Date('2026-11-20T09:00:00Z')
  const [received, answered] = contributed([
    { sequence: 1, type: 'received', actor: 'system', at, data: { receivedAt: '2026-11-01T20:00:00Z' } },
    { sequence: 2, type: 'transitioned', actor: 'staff:1', at, data: { to: 'answered' } },
  ]).filter(({ counts }) => counts.received || counts.decided)
  expect(received).toMatchObject({ day: '2026-11-02', counts: { received: 1, open: 1 } })
  expect(answered).toMatchObject({ day: '2026-11-20', span: 18, counts: { days: 18 } })
})

test('groups are the sums of their categories', () => {
  fc.assert(
    fc.property(fc.array(histories, { minLength: 2, maxLength: 4 }), (all) => {
      const parts = all.map((events) => added([events], () => true))
      expect(figuresOf(sumOf(parts))).toEqual(figuresOf(added(all, () => true)))
    }),
  )
})
