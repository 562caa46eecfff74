import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AppealEvent, apply, foldHistory } from '../../api/appeals/history.js'
import { legalTransitions, type Status } from '../../api/appeals/transitions.js'
import { canRate, isAnswered } from '../../api/appeals/view.js'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 9, minute))
const received: AppealEvent = {
  sequence: 1,
  type: 'received',
  actor: 'resident',
  at: at(0),
  data: {
    deadline: '2026-12-08T18:59:59.999Z',
    deadlineDays: 10,
    deadlineUnit: 'working_day',
    registerBy: '2026-11-25T18:59:59.999Z',
  },
}
/** A history of these steps, one a minute. */
const story = (...steps: (Status | number)[]): AppealEvent[] => [
  received,
  ...steps.map((step, index): AppealEvent => {
    const sequence = index + 2
    const actor = 'staff:anna'
    return typeof step === 'number'
      ? { sequence, type: 'rated', actor, at: at(sequence), data: { score: step } }
      : { sequence, type: 'transitioned', actor, at: at(sequence), data: { to: step, text: `${step} ${sequence}` } }
  }),
]

test('an appeal begins as received, with the deadline it was promised', () => {
  expect(foldHistory(story())).toEqual({
    status: 'received',
    version: 1,
    responsible: null,
    mergedInto: null,
    assignee: null,
    assigneeName: null,
    draft: null,
    draftedBy: null,
    answer: null,
    answeredBy: null,
    reworks: 0,
    disputedAt: null,
    forwardedFrom: null,
    deadline: new Date('2026-12-08T18:59:59.999Z'),
    registerBy: new Date('2026-11-25T18:59:59.999Z'),
    pausedAt: null,
    answeredAt: null,
    closedAt: null,
    ratingScore: null,
  })
})

test('an answer is kept with its moment, and closing keeps both', () => {
  expect(foldHistory(story('registered', 'answered', 5, 'closed'))).toMatchObject({
    status: 'closed',
    version: 5,
    answer: 'answered 3',
    answeredAt: at(3),
    closedAt: at(5),
    ratingScore: 5,
  })
})

test('a refusal answers and closes at once', () => {
  expect(foldHistory(story('declined'))).toMatchObject({ answer: 'declined 2', answeredAt: at(2), closedAt: at(2) })
})

test('reopening takes back the answer and its rating, so that the next answer is rated anew', () => {
  const reopened = foldHistory(story('answered', 1, 'in_progress'))
  expect(reopened).toMatchObject({ answer: null, answeredAt: null, closedAt: null, ratingScore: null })
  expect(foldHistory(story('answered', 1, 'in_progress', 'answered'))).toMatchObject({
    answer: 'answered 5',
    ratingScore: null,
  })
})

test('a draft is kept apart until it is the answer, and the answer is whose draft it was', () => {
  const drafted = story('in_progress', 'drafted', 'approved', 'answered')
  drafted[2] = { ...(drafted[2] as AppealEvent), actor: 'staff:boris' }
  expect(foldHistory(drafted.slice(0, 3))).toMatchObject({ draft: 'drafted 3', draftedBy: 'staff:boris', answer: null })
  expect(foldHistory(drafted)).toMatchObject({
    draft: null,
    draftedBy: null,
    answer: 'answered 5',
    answeredBy: 'staff:boris',
  })
})

test('a disputed answer stands until it is decided: upheld it is closed again, else it is gone', () => {
  expect(foldHistory(story('answered', 'closed', 'disputed'))).toMatchObject({
    answer: 'answered 2',
    disputedAt: at(4),
    closedAt: null,
  })
  expect(foldHistory(story('answered', 'disputed', 'closed'))).toMatchObject({ disputedAt: at(3), closedAt: at(4) })
  expect(foldHistory(story('answered', 'disputed', 'in_progress'))).toMatchObject({
    answer: null,
    disputedAt: null,
    reworks: 1,
    answeredBy: 'staff:anna',
  })
})

test('who is responsible stays until someone else is', () => {
  const [first, second] = story('assigned', 'in_progress').slice(1)
  if (!first || !second) throw new Error('two steps were told')
  first.data.responsible = 'Road service'
  expect(foldHistory([received, first, second]).responsible).toBe('Road service')
})

/** A walk along the table of transitions, with a rating wherever one is due. */
const walk = fc.infiniteStream(fc.nat()).map((choices) => {
  const events = [received]
  let state = foldHistory(events)
  for (const choice of choices.take(12)) {
    const sequence = events.length + 1
    const legal = legalTransitions(state.status)
    if (legal.length === 0) break
    const event: AppealEvent =
      canRate(state) && choice % 3 === 0
        ? { sequence, type: 'rated', actor: 'resident', at: at(sequence), data: { score: (choice % 5) + 1 } }
        : {
            sequence,
            type: 'transitioned',
            actor: `staff:${choice % 2}`,
            at: at(sequence),
            data: { to: legal[choice % legal.length]?.to, text: `text ${sequence}` },
          }
    events.push(event)
    state = apply(state, event)
  }
  return events
})

test('on any legal way the state adds up: version, answer, moments and rating', () => {
  fc.assert(
    fc.property(walk, (events) => {
      let state = foldHistory([])
      for (const event of events) {
        state = apply(state, event)
        expect(state.version).toBe(event.sequence)
        expect(state.deadline).toEqual(new Date('2026-12-08T18:59:59.999Z'))
        expect(state.answer !== null).toBe(isAnswered(state) || ['declined', 'disputed'].includes(state.status))
        expect(state.registerBy !== null).toBe(['received', 'moderation'].includes(state.status))
        expect(state.pausedAt !== null).toBe(state.status === 'waiting')
        if (isAnswered(state) || state.status === 'declined') expect(state.draft).toBe(null)
        expect(state.answeredAt !== null).toBe(state.answer !== null)
        expect(state.closedAt !== null).toBe(['closed', 'declined', 'returned'].includes(state.status))
        if (state.ratingScore !== null) expect(state.answer).not.toBe(null)
      }
      expect(foldHistory(events)).toEqual(state)
    }),
  )
})
