import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Queryable } from '../platform/database.js'
import { type AuthorRecord, asksStanding, COUNTS_AGAINST, type Policy, type Standing, standingOf } from './policy.js'
import { comments } from './tables.js'

/** Milliseconds. */
const DAY = 86_400_000

interface Author {
  organizationId: string
  /** As whom they are known again; null for nobody. */
  author: string | null
  now: Date
}

/** Where an author stands; undefined where the policy is the same for all. */
export async function standingIn(
  database: Queryable,
  { policy, trustedAfter, ...author }: Author & { policy: Policy; trustedAfter: number },
): Promise<Standing | undefined> {
  if (!asksStanding(policy)) return undefined
  return standingOf(await recordOf(database, author), trustedAfter)
}

/** What an author wrote in all discussions of the organization; undefined for nobody. */
export async function recordOf(
  database: Queryable,
  { organizationId, author, now }: Author,
): Promise<AuthorRecord | undefined> {
  if (author === null) return undefined
  const since = new Date(now.getTime() - COUNTS_AGAINST * DAY).toISOString()
  const [found] = await database
    .select({
      published: sql<number>`count(*) filter (where ${comments.status} = 'published')`.mapWith(Number),
      // By flags alone nothing is decided.
      against:
        sql<number>`count(*) filter (where ${comments.status} in ('hidden', 'refused') and ${comments.decidedAt} > ${since}::timestamptz)`.mapWith(
          Number,
        ),
    })
    .from(comments)
    .where(and(eq(comments.organizationId, organizationId), eq(comments.author, author), isNull(comments.erasedAt)))
  return found
}
