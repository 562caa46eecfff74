import { and, count, eq, sql } from 'drizzle-orm'
import { recordAudit } from '../audit/record.js'
import { anyOf, type Queryable, rowsOf, type Transaction } from '../platform/database.js'
import { phaseAt } from '../platform/period.js'
import { Problem } from '../platform/problems.js'
import { type Known, subjectOf } from '../residents/subject.js'
import { findAnyPoll, type PollRow } from './queries.js'
import { pollList } from './tables.js'
import { voterHash } from './voter.js'

/** By what someone is put on a list. */
export type Listed = { email: string } | Extract<Known, { issuer: string }>

interface Which {
  organizationId: string
  id: string
}

/** As the roll of this poll will name them. */
export const votersFor = (secret: string, poll: Which, people: readonly Listed[]): Promise<string[]> =>
  Promise.all(
    people.map(async (person) => {
      const known: Known = 'email' in person ? { way: 'email', email: person.email } : person
      return voterHash(secret, poll, { resident: await subjectOf(secret, poll.organizationId, known) })
    }),
  )

/** @returns how many are on it then. */
export async function addToList(
  transaction: Transaction,
  { organizationId, id: pollId }: Which,
  voters: readonly string[],
  { actor, at }: { actor: string; at: Date },
): Promise<number> {
  // In the order of the hashes: that of whoever wrote the list would tell whose they are.
  await transaction.execute(
    sql`insert into ${pollList} (organization_id, poll_id, voter)
      select distinct ${organizationId}, ${pollId}, voter
      from jsonb_array_elements_text(${JSON.stringify(voters)}::text::jsonb) as given(voter) order by voter
      on conflict do nothing`,
  )
  const listed = await countList(transaction, { organizationId, id: pollId })
  const details = { given: voters.length, listed }
  await recordAudit(transaction, {
    organizationId,
    actor,
    action: 'poll.listed',
    subject: `polls/${pollId}`,
    details,
    at,
  })
  return listed
}

/** @throws {Problem} `not-found`, `poll-opened`. */
export async function clearList(
  transaction: Transaction,
  which: Which,
  { actor, at }: { actor: string; at: Date },
): Promise<void> {
  const poll = await findAnyPoll(transaction, which)
  if (poll.state === 'published' && phaseAt(poll, at) !== 'scheduled') throw new Problem('poll-opened')
  await transaction.delete(pollList).where(isOf(poll))
  const { organizationId, id } = which
  await recordAudit(transaction, { organizationId, actor, action: 'poll.unlisted', subject: `polls/${id}`, at })
}

export async function countList(database: Queryable, which: Which): Promise<number> {
  const [found] = await database.select({ count: count() }).from(pollList).where(isOf(which))
  return found?.count ?? 0
}

/** Which of these voters may vote: of a poll without a list, all. */
export async function listedAmong(
  database: Queryable,
  poll: PollRow,
  voters: readonly string[],
): Promise<ReadonlySet<string>> {
  if (!poll.isListed) return new Set(voters)
  const rows = await rowsOf<{ voter: string }>(
    database,
    sql`select voter from ${pollList} where ${isOf(poll)}
      and voter = ${anyOf(voters, 'text')}`,
  )
  return new Set(rows.map(({ voter }) => voter))
}

const isOf = ({ organizationId, id }: Which) =>
  and(eq(pollList.organizationId, organizationId), eq(pollList.pollId, id))
