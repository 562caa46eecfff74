import { and, count, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import type { Queryable, Transaction } from '../platform/database.js'
import type { SealedPlace, Sealing } from '../platform/sealing.js'
import { deliveries, followers } from './tables.js'

interface AppealKey {
  organizationId: string
  appealId: string
}

/** Milliseconds after an answer at which the resident is asked to rate it, once. */
const RATE_AFTER = 3 * 24 * 3_600_000

/** Where the address of whoever supports an appeal is sealed to. */
export const followerPlace = (organizationId: string, id: string): SealedPlace => ({
  organizationId,
  column: 'followers.sealed',
  row: id,
})

/**
 * Has the resident who sent an appeal told of it by mail, once the address is known to be theirs; or, by an address of
 * their own, who supports it. @returns the id of who follows.
 */
export async function follow(
  transaction: Transaction,
  {
    organizationId,
    appealId,
    language,
    isConfirmed,
    now,
    supporter,
  }: AppealKey & {
    language: string
    isConfirmed: boolean
    now: Date
    supporter?: { email: string; sealing: Sealing }
  },
): Promise<string> {
  const id = uuid()
  await transaction.insert(followers).values({
    organizationId,
    id,
    appealId,
    sealed: supporter && (await supporter.sealing.seal(followerPlace(organizationId, id), supporter.email)),
    language,
    createdAt: now,
    confirmedAt: isConfirmed ? now : null,
  })
  if (!isConfirmed) await plan(transaction, [{ organizationId, followerId: id, kind: 'confirm', dueAt: now }])
  return id
}

/** Has whoever is told by mail of an appeal that they sent told of another of theirs as well. */
export async function copyFollowing(
  transaction: Transaction,
  { organizationId, appealId, to, now }: AppealKey & { to: string; now: Date },
): Promise<void> {
  const mine = await transaction
    .select()
    .from(followers)
    .where(
      and(
        isOf({ organizationId, appealId }),
        isNull(followers.sealed),
        isNull(followers.push),
        isNull(followers.endedAt),
        isNotNull(followers.confirmedAt),
      ),
    )
  if (mine.length === 0) return
  await transaction
    .insert(followers)
    .values(mine.map((follower) => ({ ...follower, id: uuid(), appealId: to, ratingScore: null, createdAt: now })))
}

/** Has whoever sent it told no more by mail: the contact is another now. A browser stays whose it was. */
export const unfollow = (transaction: Transaction, key: AppealKey) =>
  transaction.delete(followers).where(and(isOf(key), isNull(followers.sealed), isNull(followers.push)))

/** Has nobody told any more, and forgets the addresses of those who support it. */
export const unfollowAll = (transaction: Transaction, key: AppealKey) => transaction.delete(followers).where(isOf(key))

/** Has some told no more, and forgets their addresses. */
export async function forgetFollowers(
  transaction: Transaction,
  { organizationId, ids }: { organizationId: string; ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return
  await transaction
    .delete(followers)
    .where(and(eq(followers.organizationId, organizationId), inArray(followers.id, [...ids])))
}

/** How those who support an appeal rated its answer. */
export async function supporterRatings(
  database: Queryable,
  key: AppealKey,
): Promise<{ count: number; average: number | null }> {
  const [rated] = await database
    .select({
      count: count(followers.ratingScore),
      average: sql<number | null>`round(avg(${followers.ratingScore}), 1)::float8`,
    })
    .from(followers)
    .where(isOf(key))
  return { count: rated?.count ?? 0, average: rated?.average ?? null }
}

/** Once. Whether it was. */
export async function rateAsFollower(
  transaction: Transaction,
  { organizationId, id }: { organizationId: string; id: string },
  score: number,
): Promise<boolean> {
  const rated = await transaction
    .update(followers)
    .set({ ratingScore: score })
    .where(and(eq(followers.organizationId, organizationId), eq(followers.id, id), isNull(followers.ratingScore)))
    .returning({ id: followers.id })
  return rated.length > 0
}

/** Taken up again, the next answer is rated anew. */
export const forgetRatings = (transaction: Transaction, key: AppealKey) =>
  transaction
    .update(followers)
    .set({ ratingScore: null })
    .where(and(isOf(key), isNotNull(followers.ratingScore)))

const isOf = ({ organizationId, appealId }: AppealKey) =>
  and(eq(followers.organizationId, organizationId), eq(followers.appealId, appealId))

/** Has those who follow an appeal told of a step, and after an answer asked by mail to rate it. */
export async function tellOfStep(
  transaction: Transaction,
  { organizationId, appealId, sequence, isAnswer, now }: AppealKey & { sequence: number; isAnswer: boolean; now: Date },
): Promise<void> {
  const told = await transaction
    .select({ followerId: followers.id, push: followers.push })
    .from(followers)
    .where(and(isOf({ organizationId, appealId }), isNotNull(followers.confirmedAt), isNull(followers.endedAt)))
  await plan(
    transaction,
    told.flatMap(({ followerId, push }) => {
      const step = { organizationId, followerId, kind: 'step' as const, sequence, dueAt: now }
      const rating = {
        organizationId,
        followerId,
        kind: 'rate' as const,
        sequence,
        dueAt: new Date(now.getTime() + RATE_AFTER),
      }
      return isAnswer && push === null ? [step, rating] : [step]
    }),
  )
}

export type FollowerRow = typeof followers.$inferSelect

export async function findFollower(
  database: Queryable,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<FollowerRow | undefined> {
  const [found] = await database
    .select()
    .from(followers)
    .where(and(eq(followers.organizationId, organizationId), eq(followers.id, id)))
  return found
}

/** Has one of them told no more: there is nobody at the address. */
export const dropFollower = (database: Queryable, { organizationId, id }: { organizationId: string; id: string }) =>
  database.delete(followers).where(and(eq(followers.organizationId, organizationId), eq(followers.id, id)))

/** Whether they are told: the address is theirs, and they want it. */
export const setFollowing = (
  database: Queryable,
  { organizationId, id }: { organizationId: string; id: string },
  isFollowing: boolean,
  now: Date,
) =>
  database
    .update(followers)
    .set(isFollowing ? { confirmedAt: now, endedAt: null } : { endedAt: now })
    .where(and(eq(followers.organizationId, organizationId), eq(followers.id, id)))

async function plan(
  transaction: Transaction,
  rows: Omit<typeof deliveries.$inferInsert, 'id' | 'attempts'>[],
): Promise<void> {
  if (rows.length > 0)
    await transaction.insert(deliveries).values(rows.map((row) => ({ ...row, id: uuid(), attempts: 0 })))
}
