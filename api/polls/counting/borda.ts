import { type Count, placesIn, toPlaces } from './count.js'
import { countScores, type Scored } from './scores.js'

/**
 * Borda count: an option gets from each ballot a point for every option ranked below it, and half a point for every
 * option it is level with. Those a ballot leaves out are level, below all it ranks: so nobody gains by ranking few.
 *
 * @param tieOrder all options: see `ties.ts`
 */
export function borda(tieOrder: readonly string[]): Count<readonly string[], Scored> {
  const places = toPlaces(tieOrder)
  return countScores(tieOrder, (ranking, give) => {
    const ranked = placesIn(ranking, places)
    const left = new Set(tieOrder)
    let below = tieOrder.length
    for (const place of ranked) {
      const id = tieOrder[place]
      if (id === undefined) continue
      below -= 1
      left.delete(id)
      give(id, below)
    }
    for (const id of left) give(id, (left.size - 1) / 2)
  })
}
