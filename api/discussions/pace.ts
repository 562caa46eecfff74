import { and, eq, gt, sql } from 'drizzle-orm'
import { lastSent } from '../abuse/senders.js'
import type { Transaction } from '../platform/database.js'
import type { AppContext } from '../platform/http.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { comments } from './tables.js'

/**
 * Slow mode: has who wrote here lately wait. @param seconds between two comments of one author.
 * @throws {Problem} `too-many-requests` with `Retry-After`.
 */
export async function keepPace(
  transaction: Transaction,
  c: AppContext,
  services: Services,
  { discussionId, seconds }: { discussionId: string; seconds: number },
): Promise<void> {
  const now = services.now()
  const since = new Date(now.getTime() - seconds * 1000)
  const among = sql`${transaction
    .select({ about: sql`'comments/' || ${comments.id}` })
    .from(comments)
    .where(
      and(
        eq(comments.organizationId, c.get('organization').id),
        eq(comments.discussionId, discussionId),
        gt(comments.createdAt, since),
      ),
    )}`
  const last = await lastSent(transaction, c, services, { among, since })
  if (!last) return
  c.header('retry-after', `${Math.max(1, Math.ceil((last.getTime() - since.getTime()) / 1000))}`)
  throw new Problem('too-many-requests')
}
