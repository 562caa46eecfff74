import { type Count, optionsAt, type Places, placesIn, type Ranked, toPlaces } from './count.js'
import { orderByScore } from './scores.js'

export interface Round {
  /** The options still standing, in the order of ties, and how many ballots name each first among them. */
  counts: { id: string; count: number }[]
  /** Ballots that name none of those still standing. */
  exhausted: number
  /** Who goes out after this round; null in the last. */
  out: string | null
}

export interface InstantRunoff extends Ranked {
  rounds: Round[]
}

/**
 * Instant-runoff voting: while no option is the first choice of more than half of the ballots that still name one, the
 * option with the fewest goes out, and its ballots count for whom they name next. Of several with the fewest the last
 * in the order of ties goes out.
 *
 * Kept is each ranking that occurs, once, with its number, as some bytes.
 *
 * @param tieOrder all options: see `ties.ts`
 */
export function instantRunoff(tieOrder: readonly string[]): Count<readonly string[], InstantRunoff> {
  const places = toPlaces(tieOrder)
  const piles = new Map<string, number>()
  return {
    add(ranking, count = 1) {
      const pile = String.fromCharCode(...placesIn(ranking, places))
      piles.set(pile, (piles.get(pile) ?? 0) + count)
    },
    result: () => runOff(piles, places),
  }
}

function runOff(piles: ReadonlyMap<string, number>, places: Places): InstantRunoff {
  const rounds: Round[] = []
  const ties: string[][] = []
  const out: number[] = []
  const isOut = places.options.map(() => false)
  for (;;) {
    const { votes, exhausted } = firstChoices(piles, isOut)
    const standing = [...votes.keys()].filter((place) => !isOut[place])
    const of = (place: number) => votes[place] ?? 0
    const total = standing.reduce((sum, place) => sum + of(place), 0)
    // The order of ties holds for those with as many votes: the sort keeps it.
    const ordered = standing.toSorted((one, other) => of(other) - of(one))
    const [first, last] = [ordered[0], ordered.at(-1)]
    const isLast = first === undefined || last === undefined || first === last || of(first) * 2 > total || total === 0
    const counts = standing.map((place) => ({ id: places.options[place] ?? '', count: of(place) }))
    rounds.push({ counts, exhausted, out: isLast ? null : (places.options[last] ?? '') })
    if (isLast) {
      const { ranking, ties: level } = orderByScore(counts.map(({ id, count: score }) => ({ id, score })))
      ranking.push(...optionsAt(out.reverse(), places))
      return { winner: total > 0 ? (ranking[0] ?? null) : null, ranking, ties: [...ties, ...level], rounds }
    }
    const alike = standing.filter((place) => of(place) === of(last))
    if (alike.length > 1) ties.push(optionsAt(alike, places))
    out.push(last)
    isOut[last] = true
  }
}

/** How many ballots name each option first among those not out. */
function firstChoices(piles: ReadonlyMap<string, number>, isOut: readonly boolean[]) {
  const votes = isOut.map(() => 0)
  let exhausted = 0
  for (const [pile, count] of piles) {
    let choice = 0
    while (choice < pile.length && isOut[pile.charCodeAt(choice)]) choice++
    const place = pile.charCodeAt(choice)
    if (Number.isNaN(place)) exhausted += count
    else votes[place] = (votes[place] ?? 0) + count
  }
  return { votes, exhausted }
}
