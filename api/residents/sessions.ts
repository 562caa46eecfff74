import { and, desc, eq, gt, ne } from 'drizzle-orm'
import { randomSecret, sha256 } from '../platform/crypto.js'
import type { Queryable, Transaction } from '../platform/database.js'
import { residentSessions } from './tables.js'

/** Milliseconds since it was last used. */
export const SESSION_LASTS = 30 * 24 * 3_600_000
/** Milliseconds since it began, used or not: whoever comes back shows once more who they are. */
const LONGEST = 180 * 24 * 3_600_000

/** `vmr_<43 random characters>`: found by scanners of leaked secrets. */
const form = /^vmr_[\w-]{43}$/
export const isToken = (text: string) => form.test(text)

/** In UTC. */
export const beginningOfDay = (moment: Date) => new Date(`${moment.toISOString().slice(0, 10)}T00:00:00Z`)

/** When one that is used now is over. */
export const endOfSession = (createdAt: Date, now: Date) =>
  new Date(Math.min(now.getTime() + SESSION_LASTS, createdAt.getTime() + LONGEST))

/** Makes a session and returns its token: the only time it can be read. */
export async function openSession(
  transaction: Transaction,
  { organizationId, residentId, now }: { organizationId: string; residentId: string; now: Date },
): Promise<{ token: string; expiresAt: Date }> {
  const token = `vmr_${randomSecret()}`
  const expiresAt = endOfSession(now, now)
  await transaction.insert(residentSessions).values({
    organizationId,
    hash: await sha256(token),
    residentId,
    createdAt: now,
    lastUsedAt: beginningOfDay(now),
    expiresAt,
  })
  return { token, expiresAt }
}

/** Those still good, the latest first. */
export const sessionsOf = (
  database: Queryable,
  { organizationId, residentId, now }: { organizationId: string; residentId: string; now: Date },
) =>
  database
    .select()
    .from(residentSessions)
    .where(
      and(
        eq(residentSessions.organizationId, organizationId),
        eq(residentSessions.residentId, residentId),
        gt(residentSessions.expiresAt, now),
      ),
    )
    .orderBy(desc(residentSessions.createdAt))

/** Ends sessions of a resident: this one, all others, or every one. How many. */
export async function endSessions(
  transaction: Transaction,
  { organizationId, residentId, hash }: { organizationId: string; residentId: string; hash: string },
  which: 'this' | 'others' | 'all',
): Promise<number> {
  const ended = await transaction
    .delete(residentSessions)
    .where(
      and(
        eq(residentSessions.organizationId, organizationId),
        eq(residentSessions.residentId, residentId),
        which === 'all' ? undefined : (which === 'this' ? eq : ne)(residentSessions.hash, hash),
      ),
    )
    .returning({ hash: residentSessions.hash })
  return ended.length
}
