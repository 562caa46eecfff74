import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { emit } from '../events/emit.js'
import { forgetFollowers } from '../notifications/follow.js'
import type { Queryable, Transaction } from '../platform/database.js'
import { appealSupporters, appeals } from './tables.js'

interface AppealKey {
  organizationId: string
  appealId: string
}
interface Owner {
  organizationId: string
  residentId: string
}

/** In SQL, how many support the appeal of a row of that name. */
const supportersOf = (row: SQL) =>
  sql`(select count(*) from appeal_supporters s where s.organization_id = ${row}.organization_id and s.appeal_id = ${row}.id)`

/**
 * How many others say of the appeal of a row that it is theirs too: those who support it, and those whose own was merged
 * into it, with their supporters. Counted when it is read, since a count that is kept is what all wait for.
 */
export const supporterCount =
  sql<number>`${supportersOf(sql`appeals`)} + (select coalesce(sum(1 + ${supportersOf(sql`m`)}), 0) from appeals m where m.organization_id = appeals.organization_id and m.merged_into = appeals.number)`.mapWith(
    Number,
  )

export async function countSupporters(database: Queryable, { organizationId, appealId }: AppealKey): Promise<number> {
  const [found] = await database
    .select({ count: supporterCount })
    .from(appeals)
    .where(and(eq(appeals.organizationId, organizationId), eq(appeals.id, appealId)))
  return found?.count ?? 0
}

/** What a resident supports, the latest first. */
export const supportsOf = (database: Queryable, owner: Owner) =>
  database
    .select({
      number: appeals.number,
      status: appeals.status,
      categoryCode: appeals.categoryCode,
      categoryNames: appeals.categoryNames,
      at: appealSupporters.at,
    })
    .from(appealSupporters)
    .innerJoin(
      appeals,
      and(eq(appeals.organizationId, appealSupporters.organizationId), eq(appeals.id, appealSupporters.appealId)),
    )
    .where(isOf(owner))
    .orderBy(desc(appealSupporters.at), desc(appeals.number))

/** Takes back all that a resident supports. */
export async function withdrawSupports(transaction: Transaction, owner: Owner, at: Date): Promise<void> {
  const { organizationId } = owner
  for (const { number, status } of await supportsOf(transaction, owner)) {
    const data = { number, status }
    await emit(transaction, { organizationId, topic: `appeals/${number}`, type: 'appeal.changed', data, at })
  }
  const gone = await transaction
    .delete(appealSupporters)
    .where(isOf(owner))
    .returning({ followerId: appealSupporters.followerId })
  await forgetFollowers(transaction, { ...owner, ids: gone.flatMap(({ followerId }) => followerId ?? []) })
}

/** What a resident supports stays counted, and no longer leads to them. */
export async function disownSupports(transaction: Transaction, owner: Owner): Promise<void> {
  const mine = await transaction
    .update(appealSupporters)
    .set({ residentId: null })
    .where(isOf(owner))
    .returning({ followerId: appealSupporters.followerId })
  const ids = mine.flatMap(({ followerId }) => followerId ?? [])
  await forgetFollowers(transaction, { ...owner, ids })
  if (ids.length === 0) return
  await transaction
    .update(appealSupporters)
    .set({ followerId: null })
    .where(and(eq(appealSupporters.organizationId, owner.organizationId), inArray(appealSupporters.followerId, ids)))
}

/** Who supports an appeal is forgotten; how many, stays. */
export const forgetSupporters = (transaction: Transaction, { organizationId, appealId }: AppealKey) =>
  transaction
    .update(appealSupporters)
    .set({ residentId: null, followerId: null })
    .where(and(eq(appealSupporters.organizationId, organizationId), eq(appealSupporters.appealId, appealId)))

const isOf = ({ organizationId, residentId }: Owner) =>
  and(eq(appealSupporters.organizationId, organizationId), eq(appealSupporters.residentId, residentId))
