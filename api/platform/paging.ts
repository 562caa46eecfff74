import { Problem } from './problems.js'

/** An opaque cursor: where the last item of a page stood, as its sort keys. */
export const toCursor = (...keys: (string | number | null)[]) =>
  btoa(unescape(encodeURIComponent(JSON.stringify(keys))))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

/** @throws {Problem} `invalid-input` for a cursor this list did not give out. */
export function fromCursor(cursor: string, ...types: ('string' | 'number')[]): (string | number)[] {
  try {
    const keys: unknown = JSON.parse(decodeURIComponent(escape(atob(cursor.replace(/-/g, '+').replace(/_/g, '/')))))
    if (Array.isArray(keys) && keys.length === types.length && keys.every((key, index) => typeof key === types[index]))
      return keys
  } catch {}
  throw new Problem('invalid-input', { errors: [{ pointer: '/cursor', code: 'cursor' }] })
}

/** Cuts a list fetched with one row to spare into a page. */
export function toPage<Row, Item>(
  rows: Row[],
  limit: number,
  toItem: (row: Row) => Item,
  cursorOf: (row: Row) => string,
) {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(toItem), next: rows.length > limit && last ? cursorOf(last) : null }
}
