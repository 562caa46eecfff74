import { toJson } from '../../sdk/json.js'

/** Stands in for storage that is blocked or full. */
const page = new Map<string, string>()
const name = (key: string) => `vmeste:${key}`

/** What is kept by this key in this tab. */
export function recallInTab<Value>(key: string): Value | undefined {
  try {
    return JSON.parse(page.get(key) ?? sessionStorage.getItem(name(key)) ?? '')
  } catch {}
}

/**
 * Keeps a small thing as long as this tab lasts, reloads included: for what the next person at a shared computer is not
 * to find. Undefined forgets. To be called only for what the person did: nothing is written before.
 */
export function keepInTab(key: string, value: unknown): void {
  page.delete(key)
  try {
    if (value === undefined) sessionStorage.removeItem(name(key))
    else sessionStorage.setItem(name(key), toJson(value))
  } catch {
    if (value !== undefined) page.set(key, toJson(value))
  }
}

/** Forgets all whose key begins so. */
export function forgetInTab(beginning: string): void {
  for (const key of page.keys()) if (key.startsWith(beginning)) page.delete(key)
  try {
    for (const stored of Object.keys(sessionStorage))
      if (stored.startsWith(name(beginning))) sessionStorage.removeItem(stored)
  } catch {}
}
