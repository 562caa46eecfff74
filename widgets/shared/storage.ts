/** Small things kept at this site on this device. Storage that throws (blocked, full) is storage that is absent. */
export function recall<Value>(key: string): Value | undefined {
  try {
    return JSON.parse(localStorage[`vmeste:${key}`])
  } catch {}
}

/** Undefined forgets. To be called only for what the resident did. Tells whether it is kept. */
export function remember(key: string, value: unknown): boolean {
  try {
    if (value === undefined) localStorage.removeItem(`vmeste:${key}`)
    else localStorage[`vmeste:${key}`] = JSON.stringify(value)
    return true
  } catch {
    return false
  }
}
