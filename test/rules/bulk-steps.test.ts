import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commonSteps, stepOf } from '../../widgets/desk/bulk-steps.js'
import { Selection } from '../../widgets/desk/selection.js'

const assign = { to: 'assigned', requires: ['responsible'] } as const
const start = { to: 'in_progress', requires: [] } as const
const reopen = { to: 'in_progress', requires: ['text'] } as const
const close = { to: 'closed', requires: [] } as const
const appeal = (...transitions: readonly { to: string; requires: readonly string[] }[]) =>
  ({ transitions }) as unknown as Parameters<typeof commonSteps>[0][number]

test('only what all can do is offered, with all that any of them demands', () => {
  expect(commonSteps([appeal(assign, start), appeal(reopen, close)])).toEqual([
    { to: 'in_progress', requires: ['text'] },
  ])
  expect(commonSteps([appeal(assign, start), appeal(close)])).toEqual([])
  expect(commonSteps([])).toEqual([])
})

test('what is common to a few does not depend on their order', () => {
  const some = fc.array(fc.subarray([assign, start, close]), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(some, (all) => {
      const appeals = all.map((steps) => appeal(...steps))
      const offered = (of: typeof appeals) =>
        commonSteps(of)
          .map(({ to }) => to)
          .sort()
      expect(offered(appeals)).toEqual(offered([...appeals].reverse()))
    }),
  )
})

test('of what was typed, only what the step asks for is sent', () => {
  const given = { text: 'Soon', responsible: 'Roads', until: '2027-05-15' }
  expect(stepOf({ to: 'assigned', requires: ['responsible'] }, given)).toEqual({
    to: 'assigned',
    text: 'Soon',
    responsible: 'Roads',
    until: undefined,
  })
})

test('a row of appeals is selected from the one chosen before, in the order of the list, a hundred at most', () => {
  const selection = new Selection()
  const listed = [9, 4, 7, 1, 3]
  selection.choose(7, listed)
  selection.choose(9, listed, true)
  expect([...selection.numbers].sort()).toEqual([4, 7, 9])
  selection.choose(4, listed)
  expect([...selection.numbers].sort()).toEqual([7, 9])
  const many = Array.from({ length: 300 }, (_, index) => index)
  selection.clear()
  selection.choose(0, many)
  selection.choose(299, many, true)
  expect(selection.numbers.size).toBe(100)
})
