/** What is known of something before it is published; of who sent it nothing but how. */
export interface Arrival {
  text: string
  /** What it was admitted by: a piece of work by the device, a form without scripts, or nothing that was asked for. */
  by: 'work' | 'form' | 'nothing'
  /** How near the sender, or all together, are to the limits, 0–1: see `strain.ts`. */
  strain: number
  /** Other senders of nearly the same text within the last hour. */
  others: number
}

/** One thing that spam is known by. It asks nobody elsewhere. */
export interface Check {
  name: 'proof' | 'links' | 'rate' | 'repetition'
  /** 0 for nothing to be seen, 1 for what is spam by this alone. */
  score(arrival: Arrival): number
}

const link = /\bhttps?:\/\/|\bwww\./gi
const linkScores = [0, 0.2, 0.5, 0.8]
const repetitionScores = [0, 0.4, 0.7]
/** Up to here of a limit is use. */
const BUSY = 0.5

export const checks: readonly Check[] = [
  // Who does no work may send a lot of it.
  { name: 'proof', score: ({ by }) => (by === 'form' ? 0.3 : 0) },
  { name: 'links', score: ({ text }) => linkScores[text.match(link)?.length ?? 0] ?? 1 },
  { name: 'rate', score: ({ strain }) => Math.max(0, Math.min(1, strain) - BUSY) / (1 - BUSY) },
  { name: 'repetition', score: ({ others }) => repetitionScores[others] ?? 1 },
]
export type CheckName = Check['name']

export interface Score {
  /** All together; two decimals. */
  total: number
  /** What each check that saw something found. */
  parts: { check: CheckName; score: number }[]
}

export function scoreOf(arrival: Arrival, all: readonly Check[] = checks): Score {
  const parts = all
    .map((check) => ({ check: check.name, score: round(check.score(arrival)) }))
    .filter(({ score }) => score > 0)
  return { total: round(parts.reduce((sum, { score }) => sum + score, 0)), parts }
}

const round = (score: number) => Math.round(score * 100) / 100
