import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Box, boxesAround, distanceBetween, EARTH_RADIUS, type Point, readPoint } from '../../api/appeals/near.js'

const isIn =
  ({ latitude, longitude }: Point) =>
  ({ west, south, east, north }: Box) =>
    west <= longitude && longitude <= east && south <= latitude && latitude <= north
const degree = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true })
const point = fc.record({ latitude: degree(90), longitude: degree(180) })
const radius = fc.integer({ min: 1, max: 50_000 })

test('distances are those published: Nashville to Los Angeles, a degree of the meridian, nothing across the date line', () => {
  // Rosetta Code, "Haversine formula": 2887.2599506 km on a sphere of 6372.8 km.
  const published = (2887.2599506 * EARTH_RADIUS) / 6372.8
  const nashville = { latitude: 36.12, longitude: -86.67 }
  expect(distanceBetween(nashville, { latitude: 33.94, longitude: -118.4 })).toBeCloseTo(published, 2)
  expect(distanceBetween({ latitude: 0, longitude: 0 }, { latitude: 1, longitude: 0 })).toBeCloseTo(111_195.08, 1)
  expect(distanceBetween({ latitude: 0, longitude: 180 }, { latitude: 0, longitude: -180 })).toBeCloseTo(0, 6)
})

test('whatever lies within the radius lies in a box, across the 180th meridian and at the poles too', () => {
  const nearby = fc.record({ north: degree(50_000), east: degree(50_000) })
  fc.assert(
    fc.property(point, nearby, radius, (center, { north, east }, radius) => {
      const latitude = Math.max(-90, Math.min(90, center.latitude + north / 111_195))
      const turned = center.longitude + east / 111_195 / Math.max(0.0001, Math.cos((latitude * Math.PI) / 180))
      const longitude = ((((turned + 180) % 360) + 360) % 360) - 180
      const other = { latitude, longitude }
      if (distanceBetween(center, other) <= radius) expect(boxesAround(center, radius).some(isIn(other))).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('boxes are never inside out, and stay on Earth', () => {
  fc.assert(
    fc.property(point, radius, (center, radius) => {
      for (const { west, south, east, north } of boxesAround(center, radius)) {
        expect(west).toBeLessThanOrEqual(east)
        expect(south).toBeLessThanOrEqual(north)
        expect(Math.max(-west, east)).toBeLessThanOrEqual(180)
        expect(Math.max(-south, north)).toBeLessThanOrEqual(90)
      }
    }),
  )
})

test('a point that is not on Earth is no point', () => {
  expect(readPoint('61.0042,69.0019')).toEqual({ latitude: 61.0042, longitude: 69.0019 })
  expect(readPoint('91,0')).toBeUndefined()
  expect(readPoint('0,181')).toBeUndefined()
})
