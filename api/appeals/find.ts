import { and, asc, eq } from 'drizzle-orm'
import { equalHashes, sha256 } from '../platform/crypto.js'
import type { Queryable } from '../platform/database.js'
import type { AppealEvent } from './history.js'
import { appealEvents, appeals } from './tables.js'

export type AppealRow = typeof appeals.$inferSelect

export async function findAppeal(
  database: Queryable,
  { organizationId, number }: { organizationId: string; number: number },
): Promise<AppealRow | undefined> {
  const [found] = await byNumber(database, organizationId, number)
  return found
}

/** The appeal, for whoever is first: the next one waits here until the first has written. */
export async function lockAppeal(
  database: Queryable,
  { organizationId, number }: { organizationId: string; number: number },
): Promise<AppealRow | undefined> {
  const [found] = await byNumber(database, organizationId, number).for('update')
  return found
}

export async function eventsOf(
  database: Queryable,
  { organizationId, appealId }: { organizationId: string; appealId: string },
): Promise<AppealEvent[]> {
  return database
    .select({ sequence: appealEvents.sequence, type: appealEvents.type, at: appealEvents.at, data: appealEvents.data })
    .from(appealEvents)
    .where(and(eq(appealEvents.organizationId, organizationId), eq(appealEvents.appealId, appealId)))
    .orderBy(asc(appealEvents.sequence))
}

/** Whether the secret is that of the private link of this appeal. */
export async function secretOpens(
  database: Queryable,
  { organizationId, appealId, secret }: { organizationId: string; appealId: string; secret: string },
): Promise<boolean> {
  const [found] = await database
    .select({ secretHash: appeals.secretHash })
    .from(appeals)
    .where(and(eq(appeals.organizationId, organizationId), eq(appeals.id, appealId)))
  return found !== undefined && isSecretOf(found, secret)
}

/** An appeal imported without a secret has none that opens it. */
export const isSecretOf = async ({ secretHash }: Pick<AppealRow, 'secretHash'>, secret: string): Promise<boolean> =>
  secretHash !== null && equalHashes(await sha256(secret), secretHash)

const byNumber = (database: Queryable, organizationId: string, number: number) =>
  database
    .select()
    .from(appeals)
    .where(and(eq(appeals.organizationId, organizationId), eq(appeals.number, number)))
