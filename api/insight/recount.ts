import type { Queryable } from '../platform/database.js'
import { insightRecounts } from './tables.js'

/** Has all of an organization counted anew, when the bookkeeper comes by: after an import, or with other territories. */
export async function askRecount(database: Queryable, organizationId: string, dueAt: Date): Promise<void> {
  await database
    .insert(insightRecounts)
    .values({ organizationId, dueAt })
    .onConflictDoUpdate({ target: insightRecounts.organizationId, set: { dueAt } })
}
