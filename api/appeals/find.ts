import { and, asc, eq, getTableColumns } from 'drizzle-orm'
import { equalHashes, sha256 } from '../platform/crypto.js'
import type { Queryable } from '../platform/database.js'
import type { AppealEvent } from './history.js'
import { supporterCount } from './supporters.js'
import { appealEvents, appeals } from './tables.js'

export type AppealRow = typeof appeals.$inferSelect & {
  /** How many say that it is theirs too. */
  supporters: number
}

/** A row with the count of those who support it. */
export const appealColumns = { ...getTableColumns(appeals), supporters: supporterCount }

export async function findAppeal(
  database: Queryable,
  { organizationId, number }: { organizationId: string; number: number },
): Promise<AppealRow | undefined> {
  const [found] = await byNumber(database, organizationId, number)
  return found
}

export async function findAppealById(
  database: Queryable,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<AppealRow | undefined> {
  const [found] = await database
    .select(appealColumns)
    .from(appeals)
    .where(and(eq(appeals.organizationId, organizationId), eq(appeals.id, id)))
  return found
}

/** The appeal, for whoever is first: the next one waits here until the first has written, or with `skipLocked` finds none. */
export async function lockAppeal(
  database: Queryable,
  { organizationId, number }: { organizationId: string; number: number },
  options?: { skipLocked: true },
): Promise<AppealRow | undefined> {
  const [found] = await byNumber(database, organizationId, number).for('update', options)
  return found
}

export async function eventsOf(
  database: Queryable,
  { organizationId, appealId }: { organizationId: string; appealId: string },
): Promise<AppealEvent[]> {
  return database
    .select({
      sequence: appealEvents.sequence,
      type: appealEvents.type,
      actor: appealEvents.actor,
      at: appealEvents.at,
      data: appealEvents.data,
    })
    .from(appealEvents)
    .where(and(eq(appealEvents.organizationId, organizationId), eq(appealEvents.appealId, appealId)))
    .orderBy(asc(appealEvents.sequence))
}

/** Whether the appeal is theirs. */
export async function isOwnById(
  database: Queryable,
  { organizationId, appealId }: { organizationId: string; appealId: string },
  sender: Sender,
): Promise<boolean> {
  const [found] = await database
    .select({ secretHash: appeals.secretHash, residentId: appeals.residentId })
    .from(appeals)
    .where(and(eq(appeals.organizationId, organizationId), eq(appeals.id, appealId)))
  return found !== undefined && isOwn(found, sender)
}

/** By what someone says that an appeal is theirs: the secret of its private link, or being the resident who sent it. */
export interface Sender {
  secret?: string | undefined
  residentId?: string | undefined
}

export const isOwn = async (
  appeal: Pick<AppealRow, 'secretHash' | 'residentId'>,
  { secret, residentId }: Sender,
): Promise<boolean> =>
  (residentId !== undefined && appeal.residentId === residentId) ||
  (secret !== undefined && (await isSecretOf(appeal, secret)))

/** An appeal imported without a secret has none that opens it. */
const isSecretOf = async ({ secretHash }: Pick<AppealRow, 'secretHash'>, secret: string): Promise<boolean> =>
  secretHash !== null && equalHashes(await sha256(secret), secretHash)

const byNumber = (database: Queryable, organizationId: string, number: number) =>
  database
    .select(appealColumns)
    .from(appeals)
    .where(and(eq(appeals.organizationId, organizationId), eq(appeals.number, number)))
