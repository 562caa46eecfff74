/** In another order for each seed, and the same for the same. (Fisher and Yates; the numbers are mulberry32's.) */
export function shuffled<Item>(items: readonly Item[], seed: string): Item[] {
  let state = 0
  for (const unit of seed) state = (Math.imul(state, 31) + (unit.codePointAt(0) ?? 0)) | 0
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const left = [...items]
  return items.flatMap(() => left.splice(Math.floor(random() * left.length), 1))
}
