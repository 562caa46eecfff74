import { and, eq, isNull } from 'drizzle-orm'
import { forgetFollowers } from '../notifications/follow.js'
import { keyedHash } from '../platform/crypto.js'
import type { Transaction } from '../platform/database.js'
import { appealSupporters } from './tables.js'

/** By what who supports is known: as a resident (see `residents/subject.ts`), by the device's random key, else by address and browser. */
export type SupporterTraits = { resident: string } | { device: string } | { address: string; userAgent: string }

export interface SupportKey {
  organizationId: string
  appealId: string
  /** See `supporterHash`. */
  supporter: string
}

/** Who supports one appeal: nobody without the secret can tell who it is, or join it to another appeal. */
export function supporterHash(
  secret: string,
  { organizationId, appealId }: { organizationId: string; appealId: string },
  traits: SupporterTraits,
): Promise<string> {
  const parts =
    'resident' in traits
      ? ['resident', traits.resident]
      : 'device' in traits
        ? ['device', traits.device]
        : ['address', traits.address, traits.userAgent]
  return keyedHash(secret, 'support', organizationId, appealId, ...parts)
}

/**
 * Notes that someone supports an appeal, once: of several at the same moment the unique key lets one through. Who left an
 * address before is followed by that.
 * @param begin begins to tell them of it. Whether it is new.
 */
export async function support(
  transaction: Transaction,
  key: SupportKey,
  { residentId, at, begin }: { residentId: string | undefined; at: Date; begin: (() => Promise<string>) | undefined },
): Promise<boolean> {
  const noted = await transaction
    .insert(appealSupporters)
    .values({ ...key, residentId, at })
    .onConflictDoNothing()
    .returning({ followerId: appealSupporters.followerId })
  if (!begin) return noted.length > 0
  // Locked: of two with an address one is told.
  const [unfollowed] = await transaction
    .select({ supporter: appealSupporters.supporter })
    .from(appealSupporters)
    .where(and(isOf(key), isNull(appealSupporters.followerId)))
    .for('update')
  if (unfollowed)
    await transaction
      .update(appealSupporters)
      .set({ followerId: await begin() })
      .where(isOf(key))
  return noted.length > 0
}

/** Whether there was anything to take back. */
export async function unsupport(transaction: Transaction, key: SupportKey): Promise<boolean> {
  const gone = await transaction
    .delete(appealSupporters)
    .where(isOf(key))
    .returning({ followerId: appealSupporters.followerId })
  await forgetFollowers(transaction, { ...key, ids: gone.flatMap(({ followerId }) => followerId ?? []) })
  return gone.length > 0
}

const isOf = ({ organizationId, appealId, supporter }: SupportKey) =>
  and(
    eq(appealSupporters.organizationId, organizationId),
    eq(appealSupporters.appealId, appealId),
    eq(appealSupporters.supporter, supporter),
  )
