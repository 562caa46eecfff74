import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Queryable, Transaction } from '../platform/database.js'
import { type FieldError, Problem } from '../platform/problems.js'
import type { Attachment } from './contract.js'
import { attachments } from './tables.js'

/**
 * Gives waiting files to the appeal that quotes them.
 * @throws {Problem} `invalid-input` at `/attachments/N` for each that is unknown or another's.
 */
export async function claimAttachments(
  transaction: Transaction,
  { organizationId, ownerId, ids }: { organizationId: string; ownerId: string; ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return
  // Locked in one order, so that two appeals quoting the same files cannot wait for each other.
  const waiting = transaction
    .select({ id: attachments.id })
    .from(attachments)
    .where(
      and(
        eq(attachments.organizationId, organizationId),
        inArray(attachments.id, [...ids]),
        isNull(attachments.ownerId),
      ),
    )
    .orderBy(asc(attachments.id))
    .for('update')
  const rows = await transaction
    .update(attachments)
    .set({ ownerId })
    .where(and(eq(attachments.organizationId, organizationId), inArray(attachments.id, waiting)))
    .returning({ id: attachments.id })
  const claimed = new Set(rows.map(({ id }) => id))
  const errors = ids.flatMap((id, index): FieldError[] =>
    claimed.has(id.toLowerCase()) ? [] : [{ pointer: `/attachments/${index}`, code: 'unknown' }],
  )
  if (errors.length > 0) throw new Problem('invalid-input', { errors })
}

/** An appeal's files, as they were uploaded one after another. */
export async function attachmentsOf(
  database: Queryable,
  { organizationId, ownerId }: { organizationId: string; ownerId: string },
): Promise<Attachment[]> {
  const rows = await database
    .select()
    .from(attachments)
    .where(and(eq(attachments.organizationId, organizationId), eq(attachments.ownerId, ownerId)))
    .orderBy(asc(attachments.id))
  return rows.map(toAttachment)
}

export const toAttachment = ({
  id,
  fileName,
  mediaType,
  bytes,
  width,
  height,
}: typeof attachments.$inferSelect): Attachment => ({ id, fileName, mediaType, bytes, width, height })
