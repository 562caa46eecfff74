import { and, eq, sql } from 'drizzle-orm'
import type { Transaction } from '../platform/database.js'
import { outbox } from './tables.js'

/**
 * Takes out of the events kept for readers who return what was said in them of one thing, since it is erased.
 * @param id the `id` in the events' data.
 * @param blank put in the place of the members of that name.
 */
export async function retract(
  transaction: Transaction,
  { organizationId, topic, id, blank }: { organizationId: string; topic: string; id: string; blank: object },
): Promise<void> {
  await transaction
    .update(outbox)
    .set({ data: sql`${outbox.data} || ${JSON.stringify(blank)}::jsonb` })
    .where(
      and(eq(outbox.organizationId, organizationId), eq(outbox.topic, topic), sql`${outbox.data} ->> 'id' = ${id}`),
    )
}
