import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import type { Queryable, Transaction } from '../platform/database.js'
import { deliveries, followers } from './tables.js'

interface AppealKey {
  organizationId: string
  appealId: string
}

/** Milliseconds after an answer at which the resident is asked to rate it, once. */
const RATE_AFTER = 3 * 24 * 3_600_000

/** Has the resident who sent an appeal told of it by mail, once the address is known to be theirs. */
export async function follow(
  transaction: Transaction,
  {
    organizationId,
    appealId,
    language,
    isConfirmed,
    now,
  }: AppealKey & { language: string; isConfirmed: boolean; now: Date },
): Promise<void> {
  const id = uuid()
  await transaction.insert(followers).values({
    organizationId,
    id,
    appealId,
    language,
    createdAt: now,
    confirmedAt: isConfirmed ? now : null,
  })
  if (!isConfirmed) await plan(transaction, [{ organizationId, followerId: id, kind: 'confirm', dueAt: now }])
}

/** Has nobody told any more. @param options.onlyByMail where the contact is another now: a browser stays whose it was. */
export const unfollow = (
  transaction: Transaction,
  { organizationId, appealId }: AppealKey,
  { onlyByMail = false }: { onlyByMail?: boolean } = {},
) =>
  transaction
    .delete(followers)
    .where(
      and(
        eq(followers.organizationId, organizationId),
        eq(followers.appealId, appealId),
        onlyByMail ? isNull(followers.push) : undefined,
      ),
    )

/** Has those who follow an appeal told of a step, and after an answer asked by mail to rate it. */
export async function tellOfStep(
  transaction: Transaction,
  { organizationId, appealId, sequence, isAnswer, now }: AppealKey & { sequence: number; isAnswer: boolean; now: Date },
): Promise<void> {
  const told = await transaction
    .select({ followerId: followers.id, push: followers.push })
    .from(followers)
    .where(
      and(
        eq(followers.organizationId, organizationId),
        eq(followers.appealId, appealId),
        isNotNull(followers.confirmedAt),
        isNull(followers.endedAt),
      ),
    )
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
