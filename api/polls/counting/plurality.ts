import type { Count } from './count.js'
import { countScores, type Scored } from './scores.js'

/** Each ballot names one option, and the option most ballots name wins. @param tieOrder all options: see `ties.ts` */
export const plurality = (tieOrder: readonly string[]): Count<string, Scored> =>
  countScores(tieOrder, (option, give) => give(option, 1))
