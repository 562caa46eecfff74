/** When a moderator looks at what residents write: before everyone may read it, of newcomers alone, or after. */
export const policies = ['before', 'newcomers', 'after'] as const
export type Policy = (typeof policies)[number]

/** Who adds short statements to a discussion. */
export const statementAuthors = ['staff', 'residents'] as const
export type StatementAuthors = (typeof statementAuthors)[number]

/** Where an author stands; by nothing that tells who they are. */
export const standings = ['unknown', 'new', 'watched', 'trusted'] as const
export type Standing = (typeof standings)[number]

/** What an author wrote in the organization. */
export interface AuthorRecord {
  /** Comments that everyone may read. */
  published: number
  /** Those that a moderator hid or refused, lately. */
  against: number
}

/** Days for which a hiding or a refusal counts against its author. */
export const COUNTS_AGAINST = 90

/**
 * @param record undefined for who is known again by nothing: without a device's key or a session.
 * @param trustedAfter published comments from which on an author is trusted.
 */
export function standingOf(record: AuthorRecord | undefined, trustedAfter: number): Standing {
  if (!record) return 'unknown'
  if (record.against > 0) return 'watched'
  return record.published >= trustedAfter ? 'trusted' : 'new'
}

/** Whose comments wait. */
const waiting: { [policy in Policy]: readonly Standing[] } = {
  before: standings,
  newcomers: ['unknown', 'new', 'watched'],
  after: [],
}

export const waits = (policy: Policy, standing: Standing): boolean => waiting[policy].includes(standing)

/** Whether the policy asks who wrote it at all. */
export const asksStanding = (policy: Policy): boolean =>
  waiting[policy].length > 0 && waiting[policy].length < standings.length
