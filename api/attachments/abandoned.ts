import { and, eq, inArray, isNull, lt } from 'drizzle-orm'
import { type Database, inOrganization } from '../platform/database.js'
import { attachments, files } from './tables.js'

/** Milliseconds that a file may wait for its form to be sent. */
const PATIENCE = 24 * 60 * 60 * 1000

/** Deletes what no appeal has quoted within a day of its upload, a thousand at most, and says how many: to be called now and then. */
export async function deleteAbandoned(database: Database, now: Date): Promise<number> {
  const abandoned = and(lt(attachments.createdAt, new Date(now.getTime() - PATIENCE)), isNull(attachments.ownerId))
  const found = await database
    .select({ organizationId: attachments.organizationId, id: attachments.id })
    .from(attachments)
    .where(abandoned)
    .limit(1000)
  const byOrganization = new Map<string, string[]>()
  for (const { organizationId, id } of found) {
    byOrganization.set(organizationId, [...(byOrganization.get(organizationId) ?? []), id])
  }
  let deleted = 0
  for (const [organizationId, ids] of byOrganization) {
    deleted += await inOrganization(database, organizationId, async (transaction) => {
      // Asked again: one may have been quoted in the meantime.
      const gone = await transaction
        .delete(attachments)
        .where(and(eq(attachments.organizationId, organizationId), inArray(attachments.id, ids), abandoned))
        .returning({ id: attachments.id })
      const goneIds = gone.map(({ id }) => id)
      await transaction.delete(files).where(and(eq(files.organizationId, organizationId), inArray(files.id, goneIds)))
      return gone.length
    })
  }
  return deleted
}
