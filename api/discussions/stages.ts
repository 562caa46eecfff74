/** Where a discussion can stand: what is proposed is collected, then argued about; then the organization sums up, and decides. */
export const stages = ['collecting', 'discussing', 'summary', 'outcome'] as const
export type Stage = (typeof stages)[number]

export interface StageStep {
  from: readonly Stage[]
  to: Stage
  /** Whether what is said with it must be given: the summary, or the outcome. */
  needsText: boolean
  /** What becomes of the taking of comments. */
  comments: 'keeps' | 'closes' | 'opens'
}

/** The way of a discussion, top to bottom; what is not here is not possible. */
const steps: readonly StageStep[] = [
  { from: ['collecting'], to: 'discussing', needsText: false, comments: 'keeps' },
  { from: ['collecting', 'discussing'], to: 'summary', needsText: true, comments: 'closes' },
  // Written anew, for a mistake in it.
  { from: ['summary'], to: 'summary', needsText: true, comments: 'keeps' },
  // Something was missing in it.
  { from: ['summary'], to: 'discussing', needsText: false, comments: 'opens' },
  { from: ['summary'], to: 'outcome', needsText: true, comments: 'keeps' },
  { from: ['outcome'], to: 'outcome', needsText: true, comments: 'keeps' },
]

/** Where one may begin, and comments are taken. */
export const firstStages = ['collecting', 'discussing'] as const satisfies readonly Stage[]

export const stepTo = (from: Stage, to: Stage): StageStep | undefined =>
  steps.find((step) => step.to === to && step.from.includes(from))

export const legalStages = (from: Stage): Stage[] => stages.filter((to) => stepTo(from, to) !== undefined)
