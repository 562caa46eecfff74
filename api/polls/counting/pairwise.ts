import { type Count, placesIn, toPlaces } from './count.js'

/** In how many ballots the option of the row is ranked above the option of the column. */
export interface Pairwise {
  /** The options of the rows and of the columns. */
  options: string[]
  matrix: number[][]
}

/** Compares every option with every other. Those a ballot leaves out are level with each other, below all it ranks. */
export function pairwise(options: readonly string[]): Count<readonly string[], Pairwise> {
  const places = toPlaces(options)
  const size = options.length
  const above = new Float64Array(size * size)
  const isAhead = new Uint8Array(size)
  return {
    add(ranking, count = 1) {
      isAhead.fill(0)
      for (const place of placesIn(ranking, places)) {
        isAhead[place] = 1
        for (let other = 0; other < size; other++) {
          const pair = place * size + other
          if (!isAhead[other]) above[pair] = (above[pair] ?? 0) + count
        }
      }
    },
    result: () => ({
      options: [...options],
      matrix: options.map((_, row) => Array.from(above.subarray(row * size, (row + 1) * size))),
    }),
  }
}
