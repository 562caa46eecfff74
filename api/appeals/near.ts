/** Degrees, WGS 84. */
export interface Point {
  latitude: number
  longitude: number
}

/** Degrees; west is never east of east. */
export interface Box {
  west: number
  south: number
  east: number
  north: number
}

/** Metres: the mean radius of the Earth (IUGG). */
export const EARTH_RADIUS = 6_371_008.8

/** What rounding may take off at the edge, in degrees: a hundredth of a millimetre. */
const MARGIN = 1e-10

const toDegrees = (radians: number) => (radians * 180) / Math.PI
const toRadians = (degrees: number) => (degrees * Math.PI) / 180

/**
 * The boxes that hold every point within `radius` metres: two where the circle crosses the 180th meridian, one as wide
 * as the world where it holds a pole. What they hold beyond the circle, the exact distance sorts out.
 */
export function boxesAround({ latitude, longitude }: Point, radius: number): Box[] {
  const angle = radius / EARTH_RADIUS
  const south = latitude - toDegrees(angle) - MARGIN
  const north = latitude + toDegrees(angle) + MARGIN
  if (south <= -90 || north >= 90)
    return [{ west: -180, east: 180, south: Math.max(south, -90), north: Math.min(north, 90) }]
  // The widest part of the circle lies nearer the pole than its centre.
  const reach = Math.sin(angle) / Math.cos(toRadians(latitude))
  const wide = reach >= 1 ? 180 : toDegrees(Math.asin(reach)) + MARGIN
  const west = longitude - wide
  const east = longitude + wide
  if (wide >= 180) return [{ west: -180, east: 180, south, north }]
  // 180 and -180 are the same meridian, and either may have been written down.
  if (west <= -180)
    return [
      { west: -180, east, south, north },
      { west: west + 360, east: 180, south, north },
    ]
  if (east >= 180)
    return [
      { west, east: 180, south, north },
      { west: -180, east: east - 360, south, north },
    ]
  return [{ west, east, south, north }]
}

/** Metres along a great circle (haversine). The list's statement counts alike. */
export function distanceBetween(from: Point, to: Point): number {
  const haversine =
    Math.sin(toRadians(to.latitude - from.latitude) / 2) ** 2 +
    Math.cos(toRadians(from.latitude)) *
      Math.cos(toRadians(to.latitude)) *
      Math.sin(toRadians(to.longitude - from.longitude) / 2) ** 2
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(haversine)))
}

/** A box written as `west,south,east,north`; undefined for one that is not on Earth, or holds nothing. */
export function readBox(text: string): Box | undefined {
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = text.split(',').map(Number)
  const isOnEarth = west >= -180 && east <= 180 && south >= -90 && north <= 90
  return isOnEarth && west < east && south < north ? { west, south, east, north } : undefined
}

/** A point written as `latitude,longitude`; undefined for one that is not on Earth. */
export function readPoint(text: string): Point | undefined {
  const [latitude = Number.NaN, longitude = Number.NaN] = text.split(',').map(Number)
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined
}
