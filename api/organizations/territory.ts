import { z } from 'zod'
import { latitude, longitude } from '../platform/fields.js'

/** Enough for a region's border to some hundred metres, and small enough to be sent to a phone. */
export const MOST_POSITIONS = 4000

/** Longitude first, as GeoJSON has it. Heights are of no use here. */
const position = z.tuple([longitude, latitude])

/** Closed: the last position is the first again (RFC 7946, 3.1.6). */
const ring = z
  .array(position)
  .min(4)
  .refine(
    (positions) => {
      const [first, last] = [positions[0], positions.at(-1)]
      return first?.[0] === last?.[0] && first?.[1] === last?.[1]
    },
    { params: { code: 'ring-not-closed' } },
  )
const polygon = z.array(ring).min(1)

/** Where an organization is responsible: a GeoJSON geometry (RFC 7946), degrees WGS 84. */
export const territorySchema = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('Polygon'), coordinates: polygon }),
    z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
  ])
  .refine((territory) => countPositions(territory) <= MOST_POSITIONS, { params: { code: 'too-many-positions' } })
  .meta({ id: 'Territory' })
export type Territory = z.infer<typeof territorySchema>

const countPositions = ({ type, coordinates }: { type: string; coordinates: unknown[] }) =>
  coordinates.flat(type === 'Polygon' ? 1 : 2).length
