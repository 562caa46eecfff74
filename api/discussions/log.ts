import { and, desc, eq, lt, ne, or } from 'drizzle-orm'
import type { Queryable } from '../platform/database.js'
import { localize } from '../platform/language.js'
import type { Masking } from '../privacy/masking.js'
import type { LogEntry } from './moderation-contract.js'
import { commentDecisions, discussions } from './tables.js'

type LogRow = Awaited<ReturnType<typeof selectLog>>[number]

/** What moderators decided, the latest first, with one to spare; not what waited and passed, which is nearly all. */
export function selectLog(
  database: Queryable,
  {
    organizationId,
    discussionId,
    after,
    limit,
  }: { organizationId: string; discussionId?: string | undefined; after?: string | undefined; limit: number },
) {
  return database
    .select({ entry: commentDecisions, titles: discussions.titles })
    .from(commentDecisions)
    .innerJoin(
      discussions,
      and(
        eq(discussions.organizationId, commentDecisions.organizationId),
        eq(discussions.id, commentDecisions.discussionId),
      ),
    )
    .where(
      and(
        eq(commentDecisions.organizationId, organizationId),
        discussionId === undefined ? undefined : eq(commentDecisions.discussionId, discussionId),
        or(ne(commentDecisions.decision, 'publish'), ne(commentDecisions.from, 'waiting')),
        after ? lt(commentDecisions.id, after) : undefined,
      ),
    )
    .orderBy(desc(commentDecisions.id))
    .limit(limit + 1)
}

/** As everyone reads it: the reason is in a person's words, and masked as theirs are. */
export const toLogEntry = (
  { entry, titles }: LogRow,
  { language, languages, masking }: { language: string; languages: readonly string[]; masking: Masking },
): LogEntry => ({
  id: entry.id,
  at: entry.at.toISOString(),
  decision: entry.decision,
  discussion: entry.discussionId,
  title: localize(titles, language, languages),
  // What was never published has no place.
  comment: entry.to === 'refused' ? null : entry.commentId,
  reason: entry.reason ? masking.text(entry.reason) : null,
})
