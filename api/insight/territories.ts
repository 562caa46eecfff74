import { asc, eq } from 'drizzle-orm'
import { recordAudit } from '../audit/record.js'
import type { Queryable, Transaction } from '../platform/database.js'
import type { InsightTerritories } from './contract.js'
import { askRecount } from './recount.js'
import { territories } from './tables.js'

const { id, names, residents, geometry } = territories

export const findTerritories = async (database: Queryable, organizationId: string): Promise<InsightTerritories> => ({
  items: await database
    .select({ id, names, residents, geometry })
    .from(territories)
    .where(eq(territories.organizationId, organizationId))
    .orderBy(asc(territories.position)),
})

/** Puts these in the place of those before, and has all counted by them. */
export async function replaceTerritories(
  transaction: Transaction,
  organizationId: string,
  { items }: InsightTerritories,
  { actor, at }: { actor: string; at: Date },
): Promise<void> {
  await transaction.delete(territories).where(eq(territories.organizationId, organizationId))
  if (items.length > 0)
    await transaction.insert(territories).values(items.map((item, position) => ({ ...item, organizationId, position })))
  await askRecount(transaction, organizationId, at)
  const details = { ids: items.map((item) => item.id) }
  await recordAudit(transaction, {
    organizationId,
    actor,
    at,
    action: 'territories.changed',
    subject: 'territories',
    details,
  })
}
