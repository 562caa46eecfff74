import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Queryable } from '../platform/database.js'
import type { PollRow } from './queries.js'
import { polls, pollVoters } from './tables.js'
import { voterHash } from './voter.js'

/**
 * The polls a resident took part in, the last to close first, as the rolls tell; how, nothing tells. It takes the secret
 * and the resident: nobody finds a resident on a roll by the database alone.
 */
export async function pollsOf(
  database: Queryable,
  secret: string,
  { organizationId, subject }: { organizationId: string; subject: string },
): Promise<PollRow[]> {
  const isMine = eq(polls.organizationId, organizationId)
  const ids = await database.select({ id: polls.id }).from(polls).where(isMine)
  if (ids.length === 0) return []
  const voters = await Promise.all(
    ids.map(({ id }) => voterHash(secret, { organizationId, id }, { resident: subject })),
  )
  const noted = await database
    .select({ id: pollVoters.pollId })
    .from(pollVoters)
    .where(
      and(
        eq(pollVoters.organizationId, organizationId),
        inArray(
          pollVoters.pollId,
          ids.map(({ id }) => id),
        ),
        inArray(pollVoters.voter, voters),
      ),
    )
  if (noted.length === 0) return []
  const taken = inArray(
    polls.id,
    noted.map(({ id }) => id),
  )
  return database.select().from(polls).where(and(isMine, taken)).orderBy(desc(polls.closesAt), desc(polls.id))
}
