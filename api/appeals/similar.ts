/** Metres: farther away it is another pothole. */
export const NEARBY = 250
/** Days after which an appeal is as old as any. */
const RECENT = 60
/** Characters of a text that are compared: people say first what it is. */
const COMPARED = 300
/** Fewer trigrams say nothing: two words that are alike are no likeness. */
const FEWEST = 12

/** Parts of one. */
const weights = { place: 0.4, text: 0.35, category: 0.15, age: 0.1 }
/** From which on it is worth a resident's look. */
const WORTH = 0.45
/** From which on texts speak of the same; else the category has to. */
const SAME_TEXT = 0.3

/** What two appeals have in common. */
export interface Comparison {
  /** Metres between them; null where a point is missing. */
  metres: number | null
  /** Likeness of the addresses, 0–1; null where one is missing. */
  addresses: number | null
  /** Likeness of the texts, 0–1. */
  texts: number
  isSameCategory: boolean
  /** Since the earlier one was received. */
  days: number
}

/**
 * How likely two appeals are one and the same, 0–1, by place, words, topic and age; 0 where it is not worth a look.
 * Where neither has a place, the words say it alone.
 */
export function scoreOf({ metres, addresses, texts, isSameCategory, days }: Comparison): number {
  if (!isSameCategory && texts < SAME_TEXT) return 0
  if (metres !== null && metres > NEARBY) return 0
  const place = metres === null ? addresses : 1 - metres / NEARBY
  const age = 2 ** (-Math.max(0, days) / RECENT)
  const rest = weights.text * texts + (isSameCategory ? weights.category : 0) + weights.age * age
  // Without a place its weight is the words'.
  const score = rest + weights.place * (place ?? texts)
  return score < WORTH ? 0 : Math.min(1, score)
}

/**
 * Likeness of two texts, 0–1: what share of the shorter one's trigrams the other has. Trigrams are as `pg_trgm` has them, but
 * of letters in any script, whatever the locale of the database is.
 */
export function likenessOf(one: string, other: string): number {
  const [mine, theirs] = [trigramsOf(one), trigramsOf(other)]
  const [few, many] = mine.size < theirs.size ? [mine, theirs] : [theirs, mine]
  let shared = 0
  for (const trigram of few) if (many.has(trigram)) shared += 1
  return shared / Math.max(few.size, FEWEST)
}

function trigramsOf(text: string): Set<string> {
  const words = text.slice(0, COMPARED).normalize('NFKC').toLocaleLowerCase('und').replaceAll('ё', 'е')
  const trigrams = new Set<string>()
  for (const [word] of words.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const padded = `  ${word} `
    for (let at = 0; at + 3 <= padded.length; at++) trigrams.add(padded.slice(at, at + 3))
  }
  return trigrams
}
