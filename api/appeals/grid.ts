import type { Box } from './near.js'

/** Pixels of the side of a square, and of a tile. */
const SQUARE = 64
const TILE = 256
/** Squares in a row of one answer: a screen of 4,096 pixels. */
const MOST = 64
/** Degrees: beyond it the Mercator projection of maps on the web shows nothing. */
const EDGE = 85.0511

/** How many squares go around the Earth at a zoom. */
export const squaresAround = (zoom: number): number => (TILE / SQUARE) * 2 ** zoom

/** Is a box no more than a screen at a zoom? Else an answer could hold as many squares as there are appeals. */
export function isOneScreen({ west, south, east, north }: Box, zoom: number): boolean {
  const around = squaresAround(zoom)
  const down = (latitude: number) => {
    const angle = (Math.max(-EDGE, Math.min(EDGE, latitude)) * Math.PI) / 180
    return ((1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2) * around
  }
  return ((east - west) / 360) * around <= MOST && down(south) - down(north) <= MOST
}
