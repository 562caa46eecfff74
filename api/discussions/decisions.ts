export const commentStatuses = ['published', 'waiting', 'refused', 'hidden', 'withdrawn'] as const
export type CommentStatus = (typeof commentStatuses)[number]

/** `keep`: flagged without cause, it stays; `uphold`: what was decided stays, though its author objected. */
export const decisions = ['publish', 'refuse', 'hide', 'keep', 'uphold'] as const
export type Decision = (typeof decisions)[number]

/** What else is known of a comment that is decided on. */
export interface Circumstances {
  /** Readers' flags that no moderator has settled. */
  isFlagged?: boolean
  /** An objection of its author that is open. */
  isContested?: boolean
  /** A moderator has had a look: it is not hidden by flags alone. */
  isDecided?: boolean
}

interface Step {
  from: CommentStatus
  decision: Decision
  to: CommentStatus
  where?: (circumstances: Circumstances) => boolean | undefined
}

/** What a moderator may decide, by where a comment stands, and where it then stands; what is not here is not possible. */
const steps: readonly Step[] = [
  { from: 'waiting', decision: 'publish', to: 'published' },
  { from: 'waiting', decision: 'refuse', to: 'refused' },
  { from: 'published', decision: 'hide', to: 'hidden' },
  { from: 'published', decision: 'keep', to: 'published', where: ({ isFlagged }) => isFlagged },
  { from: 'hidden', decision: 'publish', to: 'published' },
  // By flags alone: a moderator makes it a decision, with a reason.
  { from: 'hidden', decision: 'hide', to: 'hidden', where: ({ isDecided }) => !isDecided },
  { from: 'hidden', decision: 'uphold', to: 'hidden', where: ({ isContested }) => isContested },
  { from: 'refused', decision: 'publish', to: 'published' },
  { from: 'refused', decision: 'uphold', to: 'refused', where: ({ isContested }) => isContested },
]

const stepOf = (status: CommentStatus, decision: Decision, circumstances: Circumstances) =>
  steps.find(
    ({ from, decision: one, where }) => from === status && one === decision && (!where || where(circumstances)),
  )

export const decide = (
  status: CommentStatus,
  decision: Decision,
  circumstances: Circumstances,
): CommentStatus | undefined => stepOf(status, decision, circumstances)?.to

export const legalDecisions = (status: CommentStatus, circumstances: Circumstances): Decision[] =>
  decisions.filter((decision) => stepOf(status, decision, circumstances))

/** The author, or everyone, is told why. */
export const needsReason = (decision: Decision) => decision !== 'publish' && decision !== 'keep'

/** What the log calls it: `flags` for what readers' flags alone hid, `grant` for an objection that was right. */
export const loggedDecisions = [...decisions, 'flags', 'grant'] as const
export type LoggedDecision = (typeof loggedDecisions)[number]

/**
 * What whoever decided it may take back for a while. Not what everyone could not read before, and may have answered since:
 * that is hidden instead; nor what an author was told of their objection.
 */
export const isUndoable = (decision: LoggedDecision, from: CommentStatus): boolean =>
  decision === 'refuse' || decision === 'hide' || decision === 'keep' || (decision === 'publish' && from === 'hidden')

/** Why someone may find that a moderator should look. */
export const flagReasons = ['spam', 'insult', 'personal', 'illegal', 'off-topic', 'other'] as const
export type FlagReason = (typeof flagReasons)[number]
