import inPolygon from 'point-in-polygon-hao'
import type { Territory } from '../organizations/territory.js'

/** What an appeal is routed by. */
export interface Routed {
  category: string
  /** Of the classifier; of an appeal made by a campaign, the campaign. */
  group: string | undefined
  /** Degrees, WGS 84, where it is known. */
  place: { latitude: number; longitude: number } | undefined
}

/** For which appeals a rule holds: what is null holds for any. */
export interface Condition {
  category: string | null
  group: string | null
  territory: Territory | null
}

/** Whether a rule holds for an appeal. One that has no place lies in no territory. */
export const holds = (
  { category, group, territory }: Condition,
  { category: about, group: of, place }: Routed,
): boolean =>
  (category === null || category === about) &&
  (group === null || group === of) &&
  (territory === null || (place !== undefined && isWithin(territory, place)))

/** The topic goes before the place: category and territory, category, group and territory, group, territory, any. */
export const specificity = ({ category, group, territory }: Condition): number =>
  (category !== null ? 4 : group !== null ? 2 : 0) + (territory !== null ? 1 : 0)

/** The most specific of the rules that hold; of several alike, the first. */
export function mostSpecific<Rule extends Condition>(rules: readonly Rule[], routed: Routed): Rule | undefined {
  let best: Rule | undefined
  for (const rule of rules) if ((!best || specificity(rule) > specificity(best)) && holds(rule, routed)) best = rule
  return best
}

/** Whether a point lies in a territory, or on its border; what lies in a hole of it does not. */
export function isWithin(
  territory: Territory,
  { latitude, longitude }: { latitude: number; longitude: number },
): boolean {
  const polygons = territory.type === 'Polygon' ? [territory.coordinates] : territory.coordinates
  // 0 is the border.
  return polygons.some((polygon) => inPolygon([longitude, latitude], polygon) !== false)
}
