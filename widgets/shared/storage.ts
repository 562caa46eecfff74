import { toJson } from '../../sdk/json.js'

/** Stands in for storage that is blocked or full. */
const page = new Map<string, unknown>()

/** A small thing kept at this site on this device; where storage throws, as long as the page lasts. */
export function recall<Value>(key: string): Value | undefined {
  try {
    return (page.get(key) as Value) ?? JSON.parse(localStorage[`vmeste:${key}`])
  } catch {}
}

/** To be called only for what the resident did: nothing is written before. */
export function remember(key: string, value: unknown): void {
  page.set(key, value)
  try {
    localStorage[`vmeste:${key}`] = toJson(value)
  } catch {}
}
