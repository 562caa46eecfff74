import { and, eq } from 'drizzle-orm'
import { eraseAppeal } from '../appeals/erase.js'
import { allAppealsOf } from '../appeals/mine.js'
import { withdrawSupports } from '../appeals/supporters.js'
import { eraseComment } from '../discussions/erase.js'
import { forgetFollowing } from '../discussions/following/follow.js'
import { allCommentsOf } from '../discussions/mine.js'
import type { Transaction } from '../platform/database.js'
import { forgetAnswers } from '../platform/idempotency.js'
import type { Services } from '../platform/services.js'
import { addressesOf } from './addresses.js'
import { residentCodes, residentSessions, residents } from './tables.js'
import { isResident, type ResidentRow } from './welcome.js'

/**
 * Erases a resident with all they sent, wrote, support and follow. Their lines on the rolls of polls stay, so that nobody votes twice;
 * with the resident gone, nothing here leads from them to a person.
 */
export async function eraseResident(
  transaction: Transaction,
  services: Pick<Services, 'secret' | 'sealing'>,
  row: ResidentRow,
  at: Date,
): Promise<{ appeals: number; comments: number }> {
  const { organizationId, id, subject } = row
  const owner = { organizationId, residentId: id }
  const appeals = await allAppealsOf(transaction, owner)
  for (const appeal of appeals) await eraseAppeal(transaction, appeal, { actor: 'resident', at })
  const comments = await allCommentsOf(transaction, owner)
  for (const comment of comments) await eraseComment(transaction, comment, { at })
  await withdrawSupports(transaction, owner, at)
  await forgetFollowing(transaction, { organizationId, subjects: await addressesOf(services, row) })
  await forgetResident(transaction, { organizationId, id })
  await transaction
    .delete(residentCodes)
    .where(and(eq(residentCodes.organizationId, organizationId), eq(residentCodes.subject, subject)))
  return { appeals: appeals.length, comments: comments.length }
}

/** Deletes who someone is, and what answers kept for repetitions tell of it. */
export async function forgetResident(
  transaction: Transaction,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<void> {
  await transaction
    .delete(residentSessions)
    .where(and(eq(residentSessions.organizationId, organizationId), eq(residentSessions.residentId, id)))
  await transaction.delete(residents).where(isResident({ organizationId, id }))
  await forgetAnswers(transaction, { organizationId, about: [`residents/${id}`] })
}
