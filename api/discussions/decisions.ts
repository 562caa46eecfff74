export const commentStatuses = ['published', 'waiting', 'refused', 'hidden', 'withdrawn'] as const
export type CommentStatus = (typeof commentStatuses)[number]

export const decisions = ['publish', 'refuse', 'hide'] as const
export type Decision = (typeof decisions)[number]

/** What a moderator may decide, by where a comment stands, and where it then stands. */
const table: Record<CommentStatus, Partial<Record<Decision, CommentStatus>>> = {
  waiting: { publish: 'published', refuse: 'refused' },
  refused: { publish: 'published' },
  published: { hide: 'hidden' },
  hidden: { publish: 'published' },
  // By its author.
  withdrawn: {},
}

export const decide = (status: CommentStatus, decision: Decision): CommentStatus | undefined => table[status][decision]
export const legalDecisions = (status: CommentStatus): Decision[] =>
  decisions.filter((decision) => table[status][decision] !== undefined)

/** The author, or everyone, is told why. */
export const needsReason = (decision: Decision) => decision !== 'publish'

/** Why someone may find that a moderator should look. */
export const flagReasons = ['spam', 'insult', 'personal', 'illegal', 'off-topic', 'other'] as const
export type FlagReason = (typeof flagReasons)[number]
