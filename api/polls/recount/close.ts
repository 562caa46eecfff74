import { and, count, eq, isNull, lte } from 'drizzle-orm'
import { canonical } from '../../platform/canonical.js'
import { type Database, inOrganization, type Queryable } from '../../platform/database.js'
import type { Chore } from '../../platform/housekeeping.js'
import type { PollResults } from '../contract.js'
import { everyBallot, type PollRow, selectReceipts } from '../queries.js'
import { pollStatements, polls, pollVoters } from '../tables.js'
import { createTally } from '../tally.js'
import { publishing } from './published.js'
import { ballotPages, hashOfPage, ON_A_PAGE, receiptPage, type SignedStatement, type Statement } from './record.js'
import { sealOf } from './seal.js'
import { sign } from './signing.js'

/**
 * The signed statement of a closed poll: made when it is first asked for, or by the hour, and kept as it was. Two that
 * make it at the same moment make the same.
 * @param secret the installation's.
 */
export async function statementOf(database: Queryable, poll: PollRow, secret: string): Promise<SignedStatement> {
  const known = await findStatement(database, poll)
  if (known) return known
  const signed = await sign(secret, await stateOf(database, poll, secret))
  const { organizationId, id: pollId } = poll
  await database.insert(pollStatements).values({ organizationId, pollId, signed }).onConflictDoNothing()
  return (await findStatement(database, poll)) ?? signed
}

export const resultsOf = ({ statement: { poll, results } }: SignedStatement): PollResults => ({ poll, ...results })

/** All that it takes to count again: the statement, and what is in the database now. A line each. */
export async function* recordLines(
  database: Queryable,
  poll: PollRow,
  signed: SignedStatement,
): AsyncGenerator<string> {
  yield canonical(signed)
  yield* pagesOf(database, poll, signed.statement.results)
}

/** Has the polls that are closed stated and signed, before anyone asks. */
export const closePolls = (database: Database, secret: string): Chore => ({
  name: 'closed polls',
  async run(now) {
    const closed = await database
      .select({ poll: polls })
      .from(polls)
      .leftJoin(
        pollStatements,
        and(eq(pollStatements.organizationId, polls.organizationId), eq(pollStatements.pollId, polls.id)),
      )
      .where(and(eq(polls.state, 'published'), lte(polls.closesAt, now), isNull(pollStatements.pollId)))
    for (const { poll } of closed)
      await inOrganization(database, poll.organizationId, (transaction) => statementOf(transaction, poll, secret))
  },
})

async function findStatement(database: Queryable, poll: PollRow): Promise<SignedStatement | undefined> {
  const [found] = await database
    .select({ signed: pollStatements.signed })
    .from(pollStatements)
    .where(and(eq(pollStatements.organizationId, poll.organizationId), eq(pollStatements.pollId, poll.id)))
  return found?.signed
}

async function stateOf(database: Queryable, poll: PollRow, secret: string): Promise<Statement> {
  const tally = await createTally(poll.questions)
  let ballots = 0
  let unsealed = 0
  for await (const { id, answers, seal } of everyBallot(database, poll)) {
    tally.add(answers)
    ballots += 1
    if (seal !== (await sealOf(secret, poll, { receipt: id, answers }))) unsealed += 1
  }
  const results = tally.result()
  const pages: Record<'ballots' | 'receipts', string[]> = { ballots: [], receipts: [] }
  for await (const line of pagesOf(database, poll, results))
    pages[line.startsWith('{"ballots"') ? 'ballots' : 'receipts'].push(await hashOfPage(line))
  const [roll] = await database
    .select({ count: count() })
    .from(pollVoters)
    .where(and(eq(pollVoters.organizationId, poll.organizationId), eq(pollVoters.pollId, poll.id)))
  return {
    version: 1,
    organization: poll.organizationId,
    poll: poll.id,
    titles: poll.titles,
    questions: poll.questions,
    opensAt: poll.opensAt.toISOString(),
    closedAt: poll.closesAt.toISOString(),
    voters: roll?.count ?? 0,
    ballots: { count: ballots, pages: pages.ballots },
    receipts: { count: ballots, pages: pages.receipts },
    unsealed,
    results,
  }
}

async function* pagesOf(database: Queryable, poll: PollRow, results: Statement['results']): AsyncGenerator<string> {
  const publish = publishing(poll.questions, results)
  const counts = new Map<string, number>()
  for await (const { answers } of everyBallot(database, poll)) {
    const text = canonical(publish(answers))
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  yield* ballotPages(counts)
  for (let after: string | undefined; ; ) {
    const found = await selectReceipts(database, poll, { after, limit: ON_A_PAGE })
    const page = found.slice(0, ON_A_PAGE)
    if (page.length > 0) yield receiptPage(page)
    if (found.length <= ON_A_PAGE) return
    after = page.at(-1)
  }
}
