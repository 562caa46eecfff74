import { and, asc, eq, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import type { Database, Queryable, Transaction } from '../../platform/database.js'
import type { Chore } from '../../platform/housekeeping.js'
import type { SealedPlace, Sealing } from '../../platform/sealing.js'
import { discussions, discussionFollowers as followers } from '../tables.js'
import { nextDue, type Pace } from './pace.js'

export type FollowerRow = typeof followers.$inferSelect
interface FollowerKey {
  organizationId: string
  id: string
}

export const discussionFollowerPlace = (organizationId: string, id: string): SealedPlace => ({
  organizationId,
  column: 'discussion_followers.sealed',
  row: id,
})

/** Milliseconds. */
const DAY = 24 * 3_600_000
/** One address is asked of one discussion once in that time, whoever asks for it. */
const ASKED_EVERY = DAY

/**
 * Has an address told of a discussion: at once where it is known to be theirs, else once it says so. Of one that is told
 * already nothing is changed by who cannot show that it is theirs.
 */
export async function follow(
  transaction: Transaction,
  {
    organizationId,
    discussionId,
    subject,
    email,
    language,
    pace,
    isTheirs,
    sealing,
    timeZone,
    mayAsk,
    now,
  }: {
    organizationId: string
    discussionId: string
    subject: string
    email: string
    language: string
    pace: Pace
    isTheirs: boolean
    sealing: Sealing
    timeZone: string
    /** Whether the address may be written to once more to ask; called where it would be. @throws where it may not. */
    mayAsk(): Promise<void>
    now: Date
  },
): Promise<void> {
  const isIt = and(
    eq(followers.organizationId, organizationId),
    eq(followers.subject, subject),
    eq(followers.discussionId, discussionId),
  )
  const [found] = await transaction.select().from(followers).where(isIt).for('update')
  const wanted = isTheirs
    ? { language, pace, confirmedAt: now, endedAt: null, dueAt: nextDue(pace, timeZone, now), attempts: 0 }
    : { language, pace, confirmedAt: null, endedAt: null, askedAt: now, dueAt: now, attempts: 0 }
  if (found) {
    const isTold = found.confirmedAt !== null && found.endedAt === null
    const isJustAsked = found.askedAt !== null && now.getTime() - found.askedAt.getTime() < ASKED_EVERY
    if (!isTheirs && (isTold || isJustAsked)) return
    if (!isTheirs) await mayAsk()
    const since = isTold ? {} : { toldAt: now }
    await transaction
      .update(followers)
      .set({ ...wanted, ...since })
      .where(isIt)
    return
  }
  if (!isTheirs) await mayAsk()
  const id = uuid()
  const sealed = await sealing.seal(discussionFollowerPlace(organizationId, id), email)
  const row = { organizationId, id, discussionId, subject, sealed, createdAt: now, toldAt: now, ...wanted }
  await transaction.insert(followers).values(row).onConflictDoNothing()
}

export async function findFollower(database: Queryable, key: FollowerKey): Promise<FollowerRow | undefined> {
  const [found] = await database.select().from(followers).where(isFollower(key))
  return found
}

/** What the link in a mail is for: to say that one wants it, how often, or no more. */
export async function setFollowing(
  transaction: Queryable,
  follower: FollowerRow,
  { isFollowing, pace, timeZone, now }: { isFollowing: boolean; pace: Pace; timeZone: string; now: Date },
): Promise<void> {
  const isTold = follower.confirmedAt !== null && follower.endedAt === null
  const change = isFollowing
    ? {
        pace,
        confirmedAt: follower.confirmedAt ?? now,
        endedAt: null,
        dueAt: nextDue(pace, timeZone, now),
        attempts: 0,
        // Not of what was said while they wanted to hear nothing.
        ...(!isTold && { toldAt: now }),
      }
    : { endedAt: follower.endedAt ?? now, dueAt: null }
  await transaction.update(followers).set(change).where(isFollower(follower))
}

/** There is nobody at the address. */
export const endFollowing = (database: Queryable, key: FollowerKey, now: Date) =>
  database.update(followers).set({ endedAt: now, dueAt: null }).where(isFollower(key))

/** The discussions that are told to these addresses, by their hashes. */
export const followedBy = (
  database: Queryable,
  { organizationId, subjects }: { organizationId: string; subjects: readonly string[] },
) =>
  database
    .select({
      discussionId: followers.discussionId,
      titles: discussions.titles,
      pace: followers.pace,
      createdAt: followers.createdAt,
      endedAt: followers.endedAt,
    })
    .from(followers)
    .innerJoin(
      discussions,
      and(eq(discussions.organizationId, followers.organizationId), eq(discussions.id, followers.discussionId)),
    )
    .where(and(isOfSubjects(organizationId, subjects), isNotNull(followers.confirmedAt)))
    .orderBy(asc(followers.id))

export const forgetFollowing = (
  transaction: Transaction,
  { organizationId, subjects }: { organizationId: string; subjects: readonly string[] },
) => transaction.delete(followers).where(isOfSubjects(organizationId, subjects))

/** Milliseconds. */
const UNCONFIRMED_KEPT = 7 * DAY
const ENDED_KEPT = 30 * DAY
const DECIDED_KEPT = 90 * DAY

/** Addresses that nobody confirmed, that want to hear no more, and of discussions that came to their end. */
export const forgetFollowers = (database: Database): Chore => ({
  name: 'followers of discussions',
  async run(now) {
    const before = (age: number) => new Date(now.getTime() - age)
    await database.delete(followers).where(
      or(
        and(
          isNull(followers.confirmedAt),
          lt(followers.createdAt, before(UNCONFIRMED_KEPT)),
          lt(followers.askedAt, before(UNCONFIRMED_KEPT)),
        ),
        lt(followers.endedAt, before(ENDED_KEPT)),
        and(
          lt(followers.toldAt, before(DECIDED_KEPT)),
          inArray(
            followers.discussionId,
            database
              .select({ id: discussions.id })
              .from(discussions)
              .where(and(eq(discussions.organizationId, followers.organizationId), eq(discussions.stage, 'outcome'))),
          ),
        ),
      ),
    )
  },
})

const isFollower = ({ organizationId, id }: FollowerKey) =>
  and(eq(followers.organizationId, organizationId), eq(followers.id, id))

const isOfSubjects = (organizationId: string, subjects: readonly string[]) =>
  and(eq(followers.organizationId, organizationId), inArray(followers.subject, [...subjects]))
