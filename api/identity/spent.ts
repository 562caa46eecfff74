import { lt } from 'drizzle-orm'
import type { Database, Transaction } from '../platform/database.js'
import type { Chore } from '../platform/housekeeping.js'
import { spentProofs } from './tables.js'

/** Spends what is good once, with what it is used for. Whether it was not spent before. */
export async function spend(
  transaction: Transaction,
  organizationId: string,
  shown: { id: string; expiresAt: Date },
): Promise<boolean> {
  const spent = await transaction
    .insert(spentProofs)
    .values({ organizationId, ...shown })
    .onConflictDoNothing()
    .returning({ id: spentProofs.id })
  return spent.length > 0
}

/** What is out of time is refused without being known. */
export const forgetSpentProofs = (database: Database): Chore => ({
  name: 'spent proofs',
  run: (now) => database.delete(spentProofs).where(lt(spentProofs.expiresAt, now)),
})
