import { and, eq, inArray } from 'drizzle-orm'
import type { Transaction } from '../platform/database.js'
import { forgetAnswers } from '../platform/idempotency.js'
import { attachments, files } from './tables.js'

/** Deletes all files of an appeal, with what was answered to their upload. */
export async function eraseAttachments(
  transaction: Transaction,
  { organizationId, ownerId }: { organizationId: string; ownerId: string },
): Promise<void> {
  const gone = await transaction
    .delete(attachments)
    .where(and(eq(attachments.organizationId, organizationId), eq(attachments.ownerId, ownerId)))
    .returning({ id: attachments.id })
  if (gone.length === 0) return
  const ids = gone.map(({ id }) => id)
  await transaction.delete(files).where(and(eq(files.organizationId, organizationId), inArray(files.id, ids)))
  await forgetAnswers(transaction, { organizationId, about: ids.map((id) => `attachments/${id}`) })
}
