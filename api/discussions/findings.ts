import type { Score } from '../abuse/checks.js'
import type { Standing } from './policy.js'

/** Why a comment waits: the policy for its author, a word of the list, or what the checks against spam found. */
export const heldFor = ['policy', 'words', 'spam'] as const
export type HeldFor = (typeof heldFor)[number]

/** What was seen when a comment came. */
export interface Findings {
  held: HeldFor[]
  /** The author's, where the policy asks for it. */
  standing?: Standing
  score: Score
}

/** What says nothing is not kept. */
export const worthKeeping = ({ held, score }: Findings): boolean => held.length > 0 || score.total > 0
