import { and, eq } from 'drizzle-orm'
import type { Queryable, Transaction } from '../platform/database.js'
import { appealMentions } from './tables.js'

interface Mention {
  organizationId: string
  appealId: string
  /** Whom it calls, as the history names them. */
  actor: string
}

/** Calls colleagues to an appeal, each until they have acted on it or said that they have seen it. */
export async function mention(
  transaction: Transaction,
  { organizationId, appealId, actors, at }: Omit<Mention, 'actor'> & { actors: readonly string[]; at: Date },
): Promise<void> {
  if (actors.length === 0) return
  await transaction
    .insert(appealMentions)
    .values(actors.map((actor) => ({ organizationId, appealId, actor, at })))
    .onConflictDoNothing()
}

export const settleMention = (transaction: Transaction, mention: Mention) =>
  transaction.delete(appealMentions).where(isOf(mention))

export const forgetMentions = (transaction: Transaction, { organizationId, appealId }: Omit<Mention, 'actor'>) =>
  transaction
    .delete(appealMentions)
    .where(and(eq(appealMentions.organizationId, organizationId), eq(appealMentions.appealId, appealId)))

/** Whom it still calls. */
export async function mentionedIn(
  database: Queryable,
  { organizationId, appealId }: Omit<Mention, 'actor'>,
): Promise<string[]> {
  const rows = await database
    .select({ actor: appealMentions.actor })
    .from(appealMentions)
    .where(and(eq(appealMentions.organizationId, organizationId), eq(appealMentions.appealId, appealId)))
  return rows.map(({ actor }) => actor)
}

const isOf = ({ organizationId, appealId, actor }: Mention) =>
  and(
    eq(appealMentions.organizationId, organizationId),
    eq(appealMentions.actor, actor),
    eq(appealMentions.appealId, appealId),
  )
