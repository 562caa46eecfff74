import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Figures } from '../../api/insight/contract.js'
import { nothing } from '../../api/insight/counts.js'
import { figuresOf } from '../../api/insight/figures.js'
import { atLeast, riseOf } from '../../api/insight/rises.js'
import { parts, systemicOf } from '../../api/insight/systemic.js'

const figures = (given: Partial<Figures>): Figures => ({
  ...figuresOf({ counts: nothing(), spans: new Map(), receivedBefore: 0 }),
  received: 10,
  change: 0,
  ...given,
})
const weights = { size: 3, growth: 2, spread: 1, repetition: 2, dissatisfaction: 2 }

describe('what is systemic', () => {
  test('is the mean of the parts that are shown, by the weights that the organization sets', () => {
    const share = fc.option(fc.float({ min: 0, max: 1, noNaN: true }))
    const any = fc.record({
      received: fc.integer({ min: 5, max: 1000 }),
      change: fc.option(fc.float({ min: -1, max: 9, noNaN: true })),
      reworkShare: share,
      ratedWellShare: share,
    })
    fc.assert(
      fc.property(any, fc.float({ min: 0, max: 1, noNaN: true }), (given, spread) => {
        const systemic = systemicOf(figures(given), { most: 1000, spread, weights })
        const sum = parts.reduce((sum, part) => sum + (systemic?.[part] ?? 0) * weights[part], 0)
        expect(systemic?.score).toBe(Math.round(sum * 10))
        for (const part of parts) expect(systemic?.[part]).toBeGreaterThanOrEqual(0)
        for (const part of parts) expect(systemic?.[part]).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('more of the same trouble is never less systemic', () => {
    const of = (given: Partial<Figures>) => systemicOf(figures(given), { most: 100, spread: 0.5, weights })?.score ?? 0
    expect(of({ received: 50 })).toBeGreaterThan(of({}))
    expect(of({ change: 0.5 })).toBeGreaterThan(of({}))
    expect(of({ reworkShare: 0.5 })).toBeGreaterThan(of({}))
    expect(of({ ratedWellShare: 0.2 })).toBeGreaterThan(of({ ratedWellShare: 0.9 }))
  })

  test('of a few nothing is said, and without weights nothing is systemic', () => {
    expect(systemicOf(figures({ received: 4 }), { most: 4, spread: 1, weights })).toBeNull()
    const none = { size: 0, growth: 0, spread: 0, repetition: 0, dissatisfaction: 0 }
    expect(systemicOf(figures({}), { most: 10, spread: 1, weights: none })?.score).toBe(0)
  })
})

describe('a sudden rise', () => {
  test('is told by the Poisson distribution, to the last places', () => {
    expect(atLeast(0, 3)).toBe(1)
    expect(atLeast(1, 2)).toBeCloseTo(1 - Math.exp(-2), 12)
    expect(atLeast(5, 1)).toBeCloseTo(0.003659846827, 11)
    expect(atLeast(40, 1) / 4.6e-49).toBeCloseTo(1, 1)
  })

  test('is one where nothing is usual, and none where that much is', () => {
    const recent = { 1: 9, 3: 9, 7: 9 }
    expect(riseOf({ recent, usual: 0 }, 500)).toMatchObject({ days: 1, observed: 9 })
    expect(riseOf({ recent, usual: 9 * 91 }, 500)).toBeUndefined()
    expect(riseOf({ recent: { 1: 4, 3: 4, 7: 4 }, usual: 0 }, 1)).toBeUndefined()
  })

  test('is rare where nothing but chance is at work', () => {
    // Of 2,000 places with one appeal in four days each, a hundred times over.
    let seed = 1
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed / 2_147_483_647
    }
    const poisson = (mean: number) => {
      let count = 0
      for (let rest = random(); rest > Math.exp(-mean); rest *= random()) count++
      return count
    }
    let alarms = 0
    for (let day = 0; day < 100; day++)
      for (let place = 0; place < 2000; place++) {
        const one = poisson(0.25)
        const three = one + poisson(0.5)
        const recent = { 1: one, 3: three, 7: three + poisson(1) }
        if (recent[7] >= 5 && riseOf({ recent, usual: poisson(22.75) }, 2000)) alarms++
      }
    expect(alarms).toBeLessThanOrEqual(10)
  })
})
