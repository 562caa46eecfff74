import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromFragment, type Place, states, toFragment } from '../../widgets/map/address.js'

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined })
const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
const place: fc.Arbitrary<Place> = fc.record({
  category: maybe(fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/)),
  status: maybe(fc.constantFrom(...states)),
  since: maybe(day.map((date) => date.toISOString().slice(0, 10))),
  until: maybe(day.map((date) => date.toISOString().slice(0, 10))),
  view: maybe(
    fc.tuple(
      fc.integer({ min: -8_500_000, max: 8_500_000 }).map((degrees) => degrees / 1e5),
      fc.integer({ min: -18_000_000, max: 18_000_000 }).map((degrees) => degrees / 1e5),
      fc.integer({ min: 2, max: 19 }),
    ),
  ),
  appeal: maybe(fc.integer({ min: 1, max: 2 ** 31 - 1 })),
})

test('a link to a map leads to what it was made of', () => {
  fc.assert(
    fc.property(place, (given) => {
      const fragment = toFragment(given)
      expect(fromFragment(fragment) ?? {}).toEqual(JSON.parse(JSON.stringify(given)))
    }),
  )
})

test('what is no place of ours is left alone, and what the API would refuse is left out', () => {
  expect(fromFragment('#news')).toBeUndefined()
  const wild = '#vmeste-map:category=%3Cb%3E&status=erased&since=soon&until=2026-13-45&map=99,1,3&appeal=-1&name=Anna'
  expect(fromFragment(wild)).toEqual({})
})
