import { asc, eq } from 'drizzle-orm'
import type { Territory as Geometry } from '../organizations/territory.js'
import type { Queryable } from '../platform/database.js'
import { isWithin } from '../routing/rules.js'
import { territories } from './tables.js'

/** Degrees, WGS 84. */
export interface Place {
  latitude: number | null
  longitude: number | null
}
/** The territory that a place lies in, the first of several; empty where it lies in none. */
export type TerritoryOf = (place: Place) => string

export async function readTerritoryOf(database: Queryable, organizationId: string): Promise<TerritoryOf> {
  const rows = await database
    .select({ id: territories.id, geometry: territories.geometry })
    .from(territories)
    .where(eq(territories.organizationId, organizationId))
    .orderBy(asc(territories.position))
  return territoryFinder(rows)
}

export function territoryFinder(rows: readonly { id: string; geometry: Geometry | null }[]): TerritoryOf {
  const bounded = rows.flatMap(({ id, geometry }) => (geometry ? [{ id, geometry, ...boundsOf(geometry) }] : []))
  return ({ latitude, longitude }) => {
    if (latitude === null || longitude === null) return ''
    const found = bounded.find(
      ({ geometry, west, south, east, north }) =>
        longitude >= west &&
        longitude <= east &&
        latitude >= south &&
        latitude <= north &&
        isWithin(geometry, { latitude, longitude }),
    )
    return found?.id ?? ''
  }
}

/** Most places lie outside of most territories, which their bounds tell at once. */
function boundsOf({ type, coordinates }: Geometry) {
  const polygons = type === 'Polygon' ? [coordinates] : coordinates
  const bounds = { west: 180, south: 90, east: -180, north: -90 }
  for (const [longitude, latitude] of polygons.flat(2)) {
    bounds.west = Math.min(bounds.west, longitude)
    bounds.east = Math.max(bounds.east, longitude)
    bounds.south = Math.min(bounds.south, latitude)
    bounds.north = Math.max(bounds.north, latitude)
  }
  return bounds
}
