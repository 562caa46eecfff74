import { withoutLookAlikes } from '../platform/look-alikes.js'

/** Between what has less than three letters by itself, gaps are those of ordinary words. */
const SHORTEST_RUN = 3

/**
 * The first of the words that a text holds, however it is disguised: in capitals, with letters of another alphabet that
 * look alike, with accents or signs that nobody sees, with dots or spaces between its letters, or with letters drawn out.
 * A word counts where it stands alone; `дурак*` also where others follow (its endings), `*мат*` anywhere in a word.
 */
export function findWord(text: string, words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined
  const { tokens, runs } = read(text)
  return words.find((word) => {
    const wanted = skeleton(word)
    if (!wanted) return false
    const isOpenBefore = word.startsWith('*')
    const isOpenAfter = word.endsWith('*')
    const isIt = (token: string) => {
      if (isOpenBefore && isOpenAfter) return token.includes(wanted)
      if (isOpenBefore) return token.endsWith(wanted)
      return isOpenAfter ? token.startsWith(wanted) : token === wanted
    }
    // Who writes letter by letter leaves no gaps that mean anything.
    return (
      tokens.some(isIt) || (lettersOf(plain(word)).length >= SHORTEST_RUN && runs.some((run) => run.includes(wanted)))
    )
  })
}

/**
 * What is written: words, also those that signs alone keep apart (`ду.рак`), and runs of single letters (`д у р а к`).
 */
function read(text: string): { tokens: string[]; runs: string[] } {
  const tokens: string[] = []
  const runs: string[] = []
  let run = ''
  const endRun = () => {
    if (run.length >= SHORTEST_RUN) runs.push(skeleton(run))
    run = ''
  }
  for (const chunk of plain(text).split(/\s+/)) {
    const parts = chunk.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
    tokens.push(...parts.map(skeleton), skeleton(chunk))
    const letters = parts.join('')
    if (parts.length === 0) continue
    if (parts.every((part) => Array.from(part).length === 1)) run += letters
    else endRun()
  }
  endRun()
  return { tokens, runs }
}

/** In small letters of one form, without accents and what nobody sees. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}\p{Cf}]/gu, '')

const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')

/** What is left of a word when its disguise is gone. */
const skeleton = (word: string) => withoutLookAlikes(lettersOf(plain(word))).replace(/(.)\1+/gu, '$1')
