import type { Count } from './count.js'
import { countScores, type Scored } from './scores.js'

/** Each ballot names any number of options, and the option most ballots name wins. @param tieOrder all options: see `ties.ts` */
export const approval = (tieOrder: readonly string[]): Count<readonly string[], Scored> =>
  countScores(tieOrder, (options, give) => {
    for (const option of new Set(options)) give(option, 1)
  })
