import fc from 'fast-check'
import { expect, test } from 'vitest'
import { limitHeaders, limitsFor, waitFor } from '../../api/abuse/limits.js'
import { isStrained, strainOf, workFor } from '../../api/abuse/strain.js'
import { lately, secondsUntilFree } from '../../api/abuse/window.js'

const counted = fc.record({ current: fc.nat(5000), previous: fc.nat(5000) })
const elapsed = fc.double({ min: 0, max: 0.999, noNaN: true })
const strain = fc.double({ min: 0, max: 1, noNaN: true })

test('the window before counts by what of it still lies within a window’s length', () => {
  expect(lately({ current: 3, previous: 8 }, 0)).toBe(11)
  expect(lately({ current: 3, previous: 8 }, 0.75)).toBe(5)
})

test('after the seconds told it may happen again, if nothing else did; before, it may not', () => {
  fc.assert(
    fc.property(
      counted,
      elapsed,
      fc.integer({ min: 1, max: 1000 }),
      fc.constantFrom(60, 3600),
      (given, part, limit, window) => {
        const seconds = secondsUntilFree(given, limit, { elapsed: part, window })
        const at = (later: number) => {
          const moment = part + later / window
          if (moment < 1) return lately(given, moment)
          return moment < 2 ? lately({ current: 0, previous: given.current }, moment - 1) : 0
        }
        if (seconds === 0) expect(lately(given, part)).toBeLessThan(limit)
        else {
          expect(at(seconds)).toBeLessThan(limit)
          if (seconds > 2) expect(at(seconds - 2)).toBeGreaterThanOrEqual(limit * 0.999)
          expect(seconds).toBeLessThanOrEqual(2 * window + 1)
        }
      },
    ),
  )
})

test('work grows with the strain, by at most 32 times, and up to a busy day not at all', () => {
  fc.assert(
    fc.property(strain, strain, (one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)]
      expect(workFor(less)).toBeLessThanOrEqual(workFor(more))
      expect(workFor(less)).toBeGreaterThanOrEqual(workFor(0))
      expect(workFor(more)).toBeLessThanOrEqual(32 * workFor(0))
      if (!isStrained(more)) expect(workFor(more)).toBe(workFor(0))
    }),
  )
  expect(workFor(1)).toBe(32 * workFor(0))
})

test('the strain is that of the limit that is nearest', () => {
  expect(strainOf([])).toBe(0)
  expect(
    strainOf([
      { count: 1, limit: 20 },
      { count: 30, limit: 100 },
    ]),
  ).toBe(0.3)
  expect(strainOf([{ count: 500, limit: 20 }])).toBe(1)
})

test('what an organization sets goes before, member by member', () => {
  expect(limitsFor('appeals', { appeals: { address: 7 } })).toEqual({ device: 20, address: 7, organization: 300 })
})

test('the headers say what is left, and in how many seconds there is more', () => {
  const standings = [
    { by: 'device', limit: 20, count: 4.5, seconds: 0 },
    { by: 'organization', limit: 300, count: 300, seconds: 12 },
  ] as const
  expect(limitHeaders(standings)).toEqual({
    'ratelimit-policy': '"device";q=20;w=3600, "organization";q=300;w=60',
    ratelimit: '"device";r=15;t=3600, "organization";r=0;t=12',
  })
  expect(waitFor(standings)).toBe(12)
})
