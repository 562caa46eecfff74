import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Queryable, Transaction } from '../platform/database.js'
import { type FieldError, Problem } from '../platform/problems.js'
import type { Attachment } from './contract.js'
import { attachments } from './tables.js'

/** An appeal's files: those it came with, and those given with an event of its history. */
export interface AttachmentsOf {
  own: Attachment[]
  /** By the event's sequence. */
  bySequence: ReadonlyMap<number, Attachment[]>
}
export const noAttachments: AttachmentsOf = { own: [], bySequence: new Map() }

/**
 * Gives waiting files to the appeal that quotes them, or to an event of its history.
 * @throws {Problem} `invalid-input` at `/attachments/N` for each that is unknown or another's.
 */
export async function claimAttachments(
  transaction: Transaction,
  {
    organizationId,
    ownerId,
    sequence = null,
    ids,
  }: { organizationId: string; ownerId: string; sequence?: number | null; ids: readonly string[] },
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
    .set({ ownerId, sequence })
    .where(and(eq(attachments.organizationId, organizationId), inArray(attachments.id, waiting)))
    .returning({ id: attachments.id })
  const claimed = new Set(rows.map(({ id }) => id))
  const errors = ids.flatMap((id, index): FieldError[] =>
    claimed.has(id.toLowerCase()) ? [] : [{ pointer: `/attachments/${index}`, code: 'unknown' }],
  )
  if (errors.length > 0) throw new Problem('invalid-input', { errors })
}

/** Hands files on from one event of an appeal to a later one. */
export const moveAttachments = (
  transaction: Transaction,
  { organizationId, ownerId, from, to }: { organizationId: string; ownerId: string; from: number; to: number },
) =>
  transaction
    .update(attachments)
    .set({ sequence: to })
    .where(
      and(
        eq(attachments.organizationId, organizationId),
        eq(attachments.ownerId, ownerId),
        eq(attachments.sequence, from),
      ),
    )

/** As they were uploaded one after another. */
export async function attachmentsOf(
  database: Queryable,
  { organizationId, ownerId }: { organizationId: string; ownerId: string },
): Promise<AttachmentsOf> {
  const rows = await database
    .select()
    .from(attachments)
    .where(and(eq(attachments.organizationId, organizationId), eq(attachments.ownerId, ownerId)))
    .orderBy(asc(attachments.id))
  const own = rows.filter(({ sequence }) => sequence === null)
  const bySequence = new Map<number, Attachment[]>()
  for (const row of rows) {
    if (row.sequence !== null)
      bySequence.set(row.sequence, [...(bySequence.get(row.sequence) ?? []), toAttachment(row)])
  }
  return { own: own.map(toAttachment), bySequence }
}

export const toAttachment = ({
  id,
  fileName,
  mediaType,
  bytes,
  width,
  height,
}: typeof attachments.$inferSelect): Attachment => ({ id, fileName, mediaType, bytes, width, height })
