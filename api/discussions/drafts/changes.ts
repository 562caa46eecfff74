import type { Paragraph } from './paragraphs.js'

export const changeKinds = ['same', 'added', 'changed', 'removed'] as const
type ChangeKind = (typeof changeKinds)[number]
export const partKinds = ['same', 'added', 'removed'] as const
type PartKind = (typeof partKinds)[number]

export interface Part {
  change: PartKind
  text: string
}
export interface ParagraphChange {
  id: string
  change: ChangeKind
  /** The text in pieces: read without the added ones it is what it was, without the removed ones what it is. */
  parts: Part[]
}

/** Cells of a table beyond which two paragraphs are not compared word by word. */
const MOST_CELLS = 1_000_000

/** What was changed from one version to another, in the order of the later; what is gone stands where it was. */
export function changesBetween(before: readonly Paragraph[], after: readonly Paragraph[]): ParagraphChange[] {
  const kept = new Set(after.map(({ id }) => id))
  const old = new Map(before.map((one) => [one.id, one.text]))
  const changes = after.map(({ id, text }): ParagraphChange => {
    const was = old.get(id)
    if (was === undefined) return { id, change: 'added', parts: [{ change: 'added', text }] }
    if (was === text) return { id, change: 'same', parts: [{ change: 'same', text }] }
    return { id, change: 'changed', parts: compare(was, text) }
  })
  for (const [index, { id, text }] of before.entries()) {
    if (kept.has(id)) continue
    const previous = before[index - 1]?.id
    const place = changes.findIndex((one) => one.id === previous) + 1
    changes.splice(place, 0, { id, change: 'removed', parts: [{ change: 'removed', text }] })
  }
  return changes
}

/** Word by word, by the longest they have in common. */
function compare(before: string, after: string): Part[] {
  const [old, now] = [before.split(/(?<=\s)/), after.split(/(?<=\s)/)]
  if (old.length * now.length > MOST_CELLS)
    return join([
      ['removed', before],
      ['added', after],
    ])
  const width = now.length + 1
  // How many words are shared from here on.
  const shared = new Uint16Array((old.length + 1) * width)
  const at = (i: number, j: number) => shared[i * width + j] ?? 0
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      shared[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const pieces: [PartKind, string][] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      pieces.push(['same', old[i++] ?? ''])
      j++
    } else if (i < old.length && (j >= now.length || at(i + 1, j) >= at(i, j + 1)))
      pieces.push(['removed', old[i++] ?? ''])
    else pieces.push(['added', now[j++] ?? ''])
  }
  return join(pieces)
}

/** Neighbours of one kind are one. */
function join(pieces: readonly [PartKind, string][]): Part[] {
  const parts: Part[] = []
  for (const [change, text] of pieces) {
    const last = parts.at(-1)
    if (last?.change === change) last.text += text
    else parts.push({ change, text })
  }
  return parts
}
