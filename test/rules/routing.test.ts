import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Condition, holds, isWithin, mostSpecific, type Routed, specificity } from '../../api/routing/rules.js'

/** A square of degrees with a square hole in its middle. */
const square = {
  type: 'Polygon' as const,
  coordinates: [
    [
      [68, 60],
      [70, 60],
      [70, 62],
      [68, 62],
      [68, 60],
    ],
    [
      [68.9, 60.9],
      [68.9, 61.1],
      [69.1, 61.1],
      [69.1, 60.9],
      [68.9, 60.9],
    ],
  ] as [number, number][][],
}
const far = {
  type: 'MultiPolygon' as const,
  coordinates: [square.coordinates.map((ring) => ring.map(([x, y]): [number, number] => [x + 20, y]))],
}
const inside = { latitude: 60.5, longitude: 68.5 }
const any: Condition = { category: null, group: null, territory: null }
const pothole: Routed = { category: 'potholes', group: 'roads', place: inside }

test('category and territory go before category, then group and territory, group, territory, and all', () => {
  const inOrder: Condition[] = [
    { ...any, category: 'potholes', territory: square },
    { ...any, category: 'potholes' },
    { ...any, group: 'roads', territory: square },
    { ...any, group: 'roads' },
    { ...any, territory: square },
    any,
  ]
  for (const [index, expected] of inOrder.entries()) {
    // Whatever the order in which they are written.
    expect(mostSpecific([...inOrder.slice(index)].reverse(), pothole)).toBe(expected)
    expect(mostSpecific(inOrder.slice(index), pothole)).toBe(expected)
  }
})

test('of rules that are alike the first counts', () => {
  const rules = [
    { ...any, group: 'roads', name: 'first' },
    { ...any, group: 'roads', name: 'second' },
  ]
  expect(mostSpecific(rules, pothole)?.name).toBe('first')
})

test('what has no place lies in no territory', () => {
  const rules = [{ ...any, category: 'potholes', territory: square }, any]
  expect(mostSpecific(rules, { ...pothole, place: undefined })).toBe(rules[1])
})

test('a point lies in a territory, on its border, but not in its hole nor beside it', () => {
  expect(isWithin(square, inside)).toBe(true)
  expect(isWithin(square, { latitude: 60, longitude: 69 })).toBe(true)
  expect(isWithin(square, { latitude: 61, longitude: 69 })).toBe(false)
  expect(isWithin(square, { latitude: 60.5, longitude: 70.5 })).toBe(false)
  expect(isWithin(far, { latitude: 60.5, longitude: 88.5 })).toBe(true)
  expect(isWithin(far, inside)).toBe(false)
})

const optional = (values: string[]) => fc.option(fc.constantFrom(...values), { nil: null })
const condition = fc
  .record({
    topic: fc.oneof(
      fc.record({ category: optional(['potholes', 'lamps']), group: fc.constant(null) }),
      fc.record({ category: fc.constant(null), group: optional(['roads', 'yards']) }),
    ),
    territory: fc.constantFrom(null, square, far),
  })
  .map(({ topic, territory }): Condition => ({ ...topic, territory }))
const routed = fc.record({
  category: fc.constantFrom('potholes', 'lamps', 'other'),
  group: fc.constantFrom('roads', 'yards', undefined),
  place: fc.option(
    fc.record({
      latitude: fc.double({ min: 59, max: 63, noNaN: true }),
      longitude: fc.double({ min: 67, max: 91, noNaN: true }),
    }),
    { nil: undefined },
  ),
})

test('whatever the rules: the one chosen holds, and none that holds is more specific or, alike, earlier', () => {
  fc.assert(
    fc.property(fc.array(condition, { maxLength: 12 }), routed, (rules, appeal) => {
      const chosen = mostSpecific(rules, appeal)
      const held = rules.filter((rule) => holds(rule, appeal))
      expect(chosen === undefined).toBe(held.length === 0)
      if (!chosen) return
      expect(held).toContain(chosen)
      const best = Math.max(...held.map(specificity))
      expect(specificity(chosen)).toBe(best)
      expect(held.find((rule) => specificity(rule) === best)).toBe(chosen)
    }),
  )
})

test('with a rule for all among them nothing is left without anyone', () => {
  fc.assert(
    fc.property(fc.array(condition, { maxLength: 12 }), routed, (rules, appeal) => {
      expect(mostSpecific([...rules, any], appeal)).toBeDefined()
    }),
  )
})
