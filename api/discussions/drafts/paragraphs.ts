/** A piece of a draft that can be spoken of by itself. */
export interface Paragraph {
  /** The same in every version in which it says the same, or nearly. */
  id: string
  text: string
}

/** A text by its blank lines. */
export const splitText = (text: string): string[] =>
  text
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n\s*/)
    .map((part) => part.trim())
    .filter(Boolean)

/** How much of their words two texts must share, 0–1, for one to be the other changed. */
const CLOSE = 0.5

/**
 * Gives the parts of a new version their ids: of what says the same in the version before, then of what is nearest to it;
 * of what was in an earlier one and comes back; and new ones.
 * @param versions all there are, the latest first.
 */
export function identify(texts: readonly string[], versions: readonly (readonly Paragraph[])[]): Paragraph[] {
  const ids = new Map<number, string>()
  const taken = new Set<string>()
  const take = (index: number, id: string) => {
    ids.set(index, id)
    taken.add(id)
  }
  const [latest = [], ...earlier] = versions
  const takeSame = (paragraphs: readonly Paragraph[]) => {
    for (const [index, text] of texts.entries()) {
      if (ids.has(index)) continue
      const same = paragraphs.find((one) => one.text === text && !taken.has(one.id))
      if (same) take(index, same.id)
    }
  }
  takeSame(latest)
  const pairs = texts.flatMap((text, index) =>
    ids.has(index)
      ? []
      : latest
          .filter(({ id }) => !taken.has(id))
          .map((one) => ({ index, id: one.id, likeness: likeness(one.text, text) }))
          .filter((pair) => pair.likeness >= CLOSE),
  )
  for (const { index, id } of pairs.sort((one, other) => other.likeness - one.likeness))
    if (!ids.has(index) && !taken.has(id)) take(index, id)
  for (const version of earlier) takeSame(version)
  let last = Math.max(0, ...versions.flat().map(({ id }) => Number(id.slice(1))))
  return texts.map((text, index) => ({ id: ids.get(index) ?? `p${++last}`, text }))
}

/** What two texts share of their words, 0–1 (Sørensen and Dice). */
function likeness(one: string, other: string): number {
  const [left, right] = [wordsOf(one), wordsOf(other)]
  const rest = new Map<string, number>()
  for (const word of left) rest.set(word, (rest.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of right) {
    const count = rest.get(word) ?? 0
    if (count === 0) continue
    rest.set(word, count - 1)
    shared++
  }
  return left.length + right.length === 0 ? 0 : (2 * shared) / (left.length + right.length)
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
