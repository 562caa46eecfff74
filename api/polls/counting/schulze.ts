import type { Count, Ranked } from './count.js'
import { type Pairwise, pairwise } from './pairwise.js'

export interface Schulze extends Ranked, Pairwise {
  /** The strength of the strongest path from the option of the row to that of the column. */
  strengths: number[][]
}

/**
 * The Schulze method, the strength of a link being the votes that win it. One option is better than another if the
 * strongest path to it is weaker than the one from it; who is better than all others is elected, as is who beats all
 * others one by one (the Condorcet winner), where there is one.
 *
 * Source: M. Schulze, "The Schulze Method of Voting", arXiv:1804.02973, section 2.
 *
 * @param tieOrder all options: see `ties.ts`
 */
export function schulze(tieOrder: readonly string[]): Count<readonly string[], Schulze> {
  const compared = pairwise(tieOrder)
  let ballots = 0
  return {
    add(ranking, count = 1) {
      ballots += count
      compared.add(ranking, count)
    },
    result() {
      const { options, matrix } = compared.result()
      const strengths = strongestPaths(matrix)
      const { ranking, ties } = order(options, strengths)
      return { winner: ballots > 0 ? (ranking[0] ?? null) : null, ranking, ties, options, matrix, strengths }
    },
  }
}

/** Floyd and Warshall's algorithm, for the widest path. */
function strongestPaths(matrix: readonly (readonly number[])[]): number[][] {
  const at = (rows: readonly (readonly number[])[], row: number, column: number) => rows[row]?.[column] ?? 0
  const paths = matrix.map((row, from) => row.map((votes, to) => (votes > at(matrix, to, from) ? votes : 0)))
  for (const middle of paths.keys())
    for (const [from, row] of paths.entries())
      for (const to of row.keys())
        if (from !== to)
          row[to] = Math.max(at(paths, from, to), Math.min(at(paths, from, middle), at(paths, middle, to)))
  return paths
}

/** Takes, one after another, an option than which none of those left is better: of several the first. */
function order(
  options: readonly string[],
  strengths: readonly (readonly number[])[],
): Pick<Ranked, 'ranking' | 'ties'> {
  const isBetter = (one: number, other: number) => (strengths[one]?.[other] ?? 0) > (strengths[other]?.[one] ?? 0)
  const [ranking, ties]: [string[], string[][]] = [[], []]
  let left = [...options.keys()]
  while (left.length > 0) {
    const best = left.filter((one) => !left.some((other) => isBetter(other, one)))
    const alike = best.map((place) => options[place] ?? '')
    // Of three that are alike the first is taken, and then the second: that is one tie.
    if (alike.length > 1 && !ties.some((tie) => alike.every((id) => tie.includes(id)))) ties.push(alike)
    ranking.push(alike[0] ?? '')
    left = left.filter((place) => place !== best[0])
  }
  return { ranking, ties }
}
