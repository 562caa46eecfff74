import type { KeptMap } from './find.js'
import { ENOUGH_VOTES } from './groups.js'

/**
 * Where someone with these votes stands on a map that was found, and which group is nearest; undefined for who has voted
 * on too few of what it was made of.
 */
export function placeIn(
  { statements, means, components, scale }: KeptMap,
  groups: readonly { x: number; y: number }[],
  votes: readonly { id: string; value: number }[],
): { x: number; y: number; group: number | null } | undefined {
  const indices = new Map(statements.map((id, index) => [id, index]))
  const known = votes.flatMap(({ id, value }) => {
    const index = indices.get(id)
    return index === undefined ? [] : [{ index, value }]
  })
  if (known.length < Math.min(ENOUGH_VOTES, statements.length)) return undefined
  const stretch = Math.sqrt(statements.length / known.length) / scale
  const [x, y] = components.map((component) => {
    const along = known.reduce(
      (sum, { index, value }) => sum + (value - (means[index] ?? 0)) * (component[index] ?? 0),
      0,
    )
    // Of who voted since the map was made, it may be beyond the edge.
    return Math.max(-1, Math.min(1, along * stretch))
  }) as [number, number]
  const distances = groups.map((group) => Math.hypot(group.x - x, group.y - y))
  const group = groups.length > 0 ? distances.indexOf(Math.min(...distances)) : null
  return { x: Math.round(x * 1000) / 1000, y: Math.round(y * 1000) / 1000, group }
}
