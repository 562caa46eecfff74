import { type Count, type Ranked, toPlaces } from './count.js'

/** Each option's points, and the order that follows from them. */
export interface Scored extends Ranked {
  scores: { id: string; score: number }[]
}

/** Counts points: most points first. @param award gives an option points for one ballot; options not offered get none. */
export function countScores<Ballot>(
  tieOrder: readonly string[],
  award: (ballot: Ballot, give: (option: string, points: number) => void) => void,
): Count<Ballot, Scored> {
  const { options, placeOf } = toPlaces(tieOrder)
  const points = options.map(() => 0)
  let ballots = 0
  return {
    add(ballot, count = 1) {
      ballots += count
      award(ballot, (option, each) => {
        const place = placeOf.get(option)
        if (place !== undefined) points[place] = (points[place] ?? 0) + each * count
      })
    },
    result() {
      const scores = options.map((id, place) => ({ id, score: points[place] ?? 0 }))
      const { ranking, ties } = orderByScore(scores)
      return { winner: ballots > 0 ? (ranking[0] ?? null) : null, ranking, ties, scores }
    },
  }
}

/** The most points first; of those with as many, the first in the list. */
export function orderByScore(scores: readonly { id: string; score: number }[]): Pick<Ranked, 'ranking' | 'ties'> {
  const alike = new Map<number, string[]>()
  for (const { id, score } of scores) alike.set(score, [...(alike.get(score) ?? []), id])
  const groups = [...alike].sort(([one], [other]) => other - one).map(([, ids]) => ids)
  return { ranking: groups.flat(), ties: groups.filter((ids) => ids.length > 1) }
}
