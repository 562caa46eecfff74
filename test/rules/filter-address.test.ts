import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromAddress, openFilter, toAddress } from '../../widgets/desk/filter-address.js'
import type { Filter } from '../../widgets/desk/queue.js'
import { queues, statuses } from '../../widgets/desk/statuses.js'

const place = (filter: Partial<Filter>, number?: number) => ({ filter: { ...openFilter, ...filter }, number })

test('the desk as it opens needs no words in its address', () => {
  expect(toAddress(place({}))).toBe('')
  expect(fromAddress('')).toEqual(place({}))
})

test('an address says what is listed and open, as it can be read and sent to a colleague', () => {
  expect(toAddress(place({ queue: 'overdue', status: '', category: 'potholes' }, 1042))).toBe(
    'queue=overdue&category=potholes&appeal=1042',
  )
  expect(toAddress(place({ status: '' }))).toBe('status=all')
})

test('what an address leads to is what it was made of', () => {
  const filter = fc.oneof(
    fc.record({ queue: fc.constantFrom(...queues), status: fc.constant('' as const) }),
    fc.record({ queue: fc.constant('' as const), status: fc.constantFrom('open' as const, '' as const, ...statuses) }),
  )
  const rest = fc.record({ category: fc.constantFrom('', 'potholes'), q: fc.constantFrom('', 'яма & two #1') })
  const number = fc.option(fc.integer({ min: 1, max: 999_999 }), { nil: undefined })
  fc.assert(
    fc.property(filter, rest, number, (chosen, others, open) => {
      // Words are looked for among all.
      const status = others.q && chosen.status === 'open' ? '' : chosen.status
      const given = { filter: { ...chosen, ...others, status }, number: open }
      expect(fromAddress(`#${toAddress(given)}`)).toEqual(given)
    }),
  )
})

test('an address that someone made up leads to the desk as it opens', () => {
  for (const hash of ['#queue=theirs', '#status=<b>', '#category=../x', '#appeal=-1', '#appeal=1e9', '#top', '#%'])
    expect(fromAddress(hash)).toEqual(place({}))
  fc.assert(fc.property(fc.string(), (hash) => void fromAddress(hash)))
})
