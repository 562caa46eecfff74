import { and, desc, eq, gt, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../../platform/database.js'
import { type CommentRow, findBareDiscussion, isNoStatement } from '../queries.js'
import type { Stage } from '../stages.js'
import { commentDecisions, comments, type discussions } from '../tables.js'

/** What is new in a discussion, the latest first. */
export interface News {
  discussion: typeof discussions.$inferSelect
  stages: Stage[]
  official: CommentRow[]
  /** Of residents: the first few, and how many. */
  said: CommentRow[]
  saidCount: number
}

/** Comments of which a mail says more than their number. */
const TOLD = 10

/** What was published in a discussion after one moment and until another, also what had waited longer for a moderator. */
export async function newsOf(database: Queryable, { organizationId, discussionId, since, until }: Span): Promise<News> {
  const discussion = await findBareDiscussion(database, { organizationId, discussionId })
  const late = await publishedLate(database, { organizationId, discussionId, since, until })
  const read = async (isOfficial: boolean) => {
    // In the words of the partial indexes, and by themselves: what was written then, and what had waited.
    const isShown = and(
      eq(comments.organizationId, organizationId),
      eq(comments.discussionId, discussionId),
      eq(comments.status, 'published'),
      eq(comments.isStatement, false),
      isNull(comments.erasedAt),
      isNoStatement,
      isOfficial ? sql`${comments.isOfficial}` : sql`not ${comments.isOfficial}`,
    )
    const isWritten = and(isShown, gt(comments.createdAt, since), lte(comments.createdAt, until))
    const hadWaited = and(isShown, inArray(comments.id, late), lte(comments.createdAt, since))
    const select = (which: SQL | undefined) =>
      database.select().from(comments).where(which).orderBy(desc(comments.createdAt)).limit(TOLD)
    const [written, waited, writtenCount, waitedCount] = await Promise.all([
      select(isWritten),
      late.length > 0 ? select(hadWaited) : [],
      database.$count(comments, isWritten),
      late.length > 0 ? database.$count(comments, hadWaited) : 0,
    ])
    return { rows: [...written, ...waited].slice(0, TOLD), count: writtenCount + waitedCount }
  }
  const [official, said] = await Promise.all([read(true), read(false)])
  const stages = discussion.stages.filter(({ at }) => new Date(at) > since && new Date(at) <= until)
  return {
    discussion,
    stages: stages.map(({ stage }) => stage),
    official: official.rows,
    said: said.rows,
    saidCount: said.count,
  }
}

interface Span {
  organizationId: string
  discussionId: string
  since: Date
  until: Date
}

/** Comments that a moderator published then, whenever they were written. */
async function publishedLate(database: Queryable, { organizationId, discussionId, since, until }: Span) {
  const rows = await database
    .select({ id: commentDecisions.commentId })
    .from(commentDecisions)
    .where(
      and(
        eq(commentDecisions.organizationId, organizationId),
        eq(commentDecisions.discussionId, discussionId),
        inArray(commentDecisions.from, ['waiting', 'refused']),
        eq(commentDecisions.to, 'published'),
        gt(commentDecisions.at, since),
        lte(commentDecisions.at, until),
      ),
    )
  return rows.map(({ id }) => id)
}
