import { and, eq, sql } from 'drizzle-orm'
import type { Transaction } from '../../platform/database.js'
import { Problem } from '../../platform/problems.js'
import { pollStatements } from '../tables.js'

/** Holds the box open for a vote, in its transaction. @throws {Problem} `poll-not-open` once it is stated what is in it. */
export async function holdOpen(transaction: Transaction, poll: { organizationId: string; id: string }): Promise<void> {
  const [, stated] = await Promise.all([
    transaction.execute(sql`select pg_advisory_xact_lock_shared(${boxLock(poll)})`),
    transaction
      .select({ pollId: pollStatements.pollId })
      .from(pollStatements)
      .where(and(eq(pollStatements.organizationId, poll.organizationId), eq(pollStatements.pollId, poll.id))),
  ])
  if (stated.length > 0) throw new Problem('poll-not-open')
}

/** Whoever votes shares it; whoever states what is in the box has it alone. */
export const boxLock = ({ organizationId, id }: { organizationId: string; id: string }) =>
  sql`hashtextextended(${`poll ${organizationId}/${id}`}, 0)`
