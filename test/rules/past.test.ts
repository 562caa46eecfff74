import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldHistory } from '../../api/appeals/history.js'
import { isOpen, legalTransitions, type Status } from '../../api/appeals/transitions.js'
import { imaginePast, type KnownPast, knownStatuses } from '../../api/import/past.js'

const moment = fc.date({ min: new Date('1990-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const past: fc.Arbitrary<KnownPast> = fc.record({
  status: fc.constantFrom(...knownStatuses),
  receivedAt: moment,
  updatedAt: maybe(moment),
  closedAt: maybe(moment),
  deadline: maybe(moment),
  responsible: maybe(fc.constantFrom('Road service', 'Police')),
  answer: maybe(fc.constantFrom('Mended.', 'Not ours.')),
})

test('an imagined past leads to what is known, by legal steps, and never back in time', () => {
  fc.assert(
    fc.property(past, (known) => {
      const events = imaginePast(known)
      const state = foldHistory(events)
      expect(state.status).toBe(known.status)
      expect(state.version).toBe(events.length)
      expect(state.deadline).toEqual(known.deadline ?? null)
      expect(state.responsible).toBe(known.status === 'received' ? null : (known.responsible ?? null))
      expect(state.answer).toBe(isOpen(known.status) ? null : (known.answer ?? null))
      expect(state.closedAt !== null).toBe(known.status === 'closed' || known.status === 'declined')

      expect(events[0]).toMatchObject({ sequence: 1, type: 'received', at: known.receivedAt })
      let from: Status = 'received'
      for (const [index, { sequence, at, data }] of events.entries()) {
        expect(sequence).toBe(index + 1)
        expect(at.getTime()).toBeGreaterThanOrEqual(events[index - 1]?.at.getTime() ?? 0)
        if (!data.to) continue
        expect(legalTransitions(from).map(({ to }) => to)).toContain(data.to)
        from = data.to
      }
    }),
  )
})

test('what is said of an open appeal is told with its last step', () => {
  const known = { receivedAt: new Date('2024-04-16T07:00Z'), updatedAt: new Date('2024-04-17T07:00Z'), answer: 'Soon.' }
  expect(imaginePast({ ...known, status: 'registered' }).at(-1)).toEqual({
    sequence: 2,
    type: 'transitioned',
    actor: 'system',
    at: known.updatedAt,
    data: { to: 'registered', text: 'Soon.' },
  })
})
