import { and, asc, eq, isNull } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import type { Queryable, Transaction } from '../platform/database.js'
import { attachments, files } from './tables.js'

export type AttachmentCopy = Omit<typeof attachments.$inferSelect, 'organizationId' | 'id' | 'ownerId' | 'sequence'> & {
  content: Uint8Array
}

/**
 * The files that an appeal came with, or that were given with an event of its history, with their bytes, for another
 * organization to keep as its own.
 */
export async function readAttachments(
  database: Queryable,
  { organizationId, ownerId, sequence }: { organizationId: string; ownerId: string; sequence: number | null },
): Promise<AttachmentCopy[]> {
  const rows = await database
    .select({ attachment: attachments, content: files.content })
    .from(attachments)
    .innerJoin(files, and(eq(files.organizationId, attachments.organizationId), eq(files.id, attachments.id)))
    .where(
      and(
        eq(attachments.organizationId, organizationId),
        eq(attachments.ownerId, ownerId),
        sequence === null ? isNull(attachments.sequence) : eq(attachments.sequence, sequence),
      ),
    )
    .orderBy(asc(attachments.id))
  return rows.map(
    ({ attachment: { organizationId: _, id: __, ownerId: ___, sequence: ____, ...attachment }, content }) => ({
      ...attachment,
      content,
    }),
  )
}

export async function keepAttachments(
  transaction: Transaction,
  { organizationId, ownerId, sequence }: { organizationId: string; ownerId: string; sequence: number | null },
  copies: readonly AttachmentCopy[],
): Promise<void> {
  for (const { content, ...attachment } of copies) {
    const id = uuid()
    await transaction.insert(files).values({ organizationId, id, content })
    await transaction.insert(attachments).values({ ...attachment, organizationId, id, ownerId, sequence })
  }
}
