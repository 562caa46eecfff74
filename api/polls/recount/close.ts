import { and, count, eq, isNull, lte, sql } from 'drizzle-orm'
import { canonical } from '../../platform/canonical.js'
import { type Database, inOrganization, type Queryable, type Transaction } from '../../platform/database.js'
import type { Chore } from '../../platform/housekeeping.js'
import { Problem } from '../../platform/problems.js'
import type { PollResults } from '../contract.js'
import { everyBallot, type PollRow, selectReceipts } from '../queries.js'
import { pollStatements, polls, pollVoters } from '../tables.js'
import { createTally } from '../tally.js'
import { publishing } from './published.js'
import { answerPages, hashOfPage, ON_A_PAGE, receiptPage, type SignedStatement, type Statement } from './record.js'
import { sealOf } from './seal.js'
import { isSigned, publicKeyOf, sign } from './signing.js'

/** Tells the signed statement of a closed poll. */
export type Stated = (database: Queryable, poll: PollRow) => Promise<SignedStatement>

/**
 * The statement is made when it is first asked for, or by the hour, and kept as it was. Whoever asks meanwhile waits for
 * the one that is being made.
 * @param secret the installation's.
 */
export function createStatements(secret: string): Stated {
  const underWay = new Map<string, Promise<SignedStatement>>()
  return async (database, poll) => {
    const known = await findStatement(database, poll, secret)
    if (known) return known
    const name = `${poll.organizationId}/${poll.id}`
    const made =
      underWay.get(name) ??
      database.transaction((transaction) => state(transaction, poll, secret)).finally(() => underWay.delete(name))
    underWay.set(name, made)
    return made
  }
}

/** While anyone votes nothing is stated, and who votes after that is refused: what is signed is what is in the box. */
async function state(transaction: Transaction, poll: PollRow, secret: string): Promise<SignedStatement> {
  const { organizationId, id: pollId } = poll
  await transaction.execute(sql`select pg_advisory_xact_lock(${boxLock(poll)})`)
  const known = await findStatement(transaction, poll, secret)
  if (known) return known
  const signed = await sign(secret, await stateOf(transaction, poll, secret))
  await transaction
    .insert(pollStatements)
    .values({ organizationId, pollId, signed })
    // There is one, which is not ours: someone had the database.
    .onConflictDoUpdate({ target: [pollStatements.organizationId, pollStatements.pollId], set: { signed } })
  return signed
}

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

const boxLock = ({ organizationId, id }: { organizationId: string; id: string }) =>
  sql`hashtextextended(${`poll ${organizationId}/${id}`}, 0)`

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
export const closePolls = (database: Database, secret: string, stated = createStatements(secret)): Chore => ({
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
      await inOrganization(database, poll.organizationId, (transaction) => stated(transaction, poll))
  },
})

/** Only what this installation signed, of this poll: a row that someone put there is none. */
async function findStatement(database: Queryable, poll: PollRow, secret: string): Promise<SignedStatement | undefined> {
  const [found] = await database
    .select({ signed: pollStatements.signed })
    .from(pollStatements)
    .where(and(eq(pollStatements.organizationId, poll.organizationId), eq(pollStatements.pollId, poll.id)))
  if (!found) return undefined
  const { statement, publicKey } = found.signed
  const isOurs =
    statement.organization === poll.organizationId &&
    statement.poll === poll.id &&
    publicKey === (await publicKeyOf(secret, poll.organizationId)) &&
    (await isSigned(found.signed))
  return isOurs ? found.signed : undefined
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
  const pages: Record<'answers' | 'receipts', string[]> = { answers: [], receipts: [] }
  for await (const line of pagesOf(database, poll, results))
    pages[line.startsWith('{"answers"') ? 'answers' : 'receipts'].push(await hashOfPage(line))
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
    ballots,
    answers: { pages: pages.answers },
    receipts: { pages: pages.receipts },
    unsealed,
    results,
  }
}

async function* pagesOf(database: Queryable, poll: PollRow, results: Statement['results']): AsyncGenerator<string> {
  const publish = publishing(poll.questions, results)
  const counts = new Map<string, number>()
  for await (const { answers } of everyBallot(database, poll)) {
    for (const published of publish(answers)) {
      const text = canonical(published)
      counts.set(text, (counts.get(text) ?? 0) + 1)
    }
  }
  yield* answerPages(counts)
  for (let after: string | undefined; ; ) {
    const found = await selectReceipts(database, poll, { after, limit: ON_A_PAGE })
    const page = found.slice(0, ON_A_PAGE)
    if (page.length > 0) yield receiptPage(page)
    if (found.length <= ON_A_PAGE) return
    after = page.at(-1)
  }
}
