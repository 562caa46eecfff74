import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupNear, type Spot } from '../../widgets/case-map/group.js'

const spot = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) })
const self = (each: Spot) => each

test('what is near is together, what is far is apart', () => {
  const [one, near, far] = [
    { x: 0, y: 0 },
    { x: 20, y: 20 },
    { x: 100, y: 0 },
  ] as const
  expect(groupNear([one, near, far], self, 40)).toEqual([
    { x: 0, y: 0, items: [one, near] },
    { x: 100, y: 0, items: [far] },
  ])
})

test('none is lost, none is there twice, and no two marks lie upon each other', () => {
  fc.assert(
    fc.property(fc.array(spot, { maxLength: 200 }), (spots) => {
      const groups = groupNear(spots, self, 40)
      expect(groups.flatMap(({ items }) => items)).toHaveLength(spots.length)
      expect(new Set(groups.flatMap(({ items }) => items)).size).toBe(spots.length)
      for (const [index, one] of groups.entries())
        for (const other of groups.slice(index + 1))
          expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThanOrEqual(40)
    }),
  )
})
