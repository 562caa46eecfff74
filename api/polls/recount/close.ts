import { and, count, eq, isNull, lte, sql } from 'drizzle-orm'
import { canonical } from '../../platform/canonical.js'
import { type Database, inOrganization, type Queryable, type Transaction } from '../../platform/database.js'
import type { Chore } from '../../platform/housekeeping.js'
import type { PollResults } from '../contract.js'
import { type BagKeys, sizeOfBag } from '../count/bag.js'
import { fold, layDown, mix } from '../count/fold.js'
import { counted, publishing, type QuestionAnswer } from '../count/published.js'
import { countGroups } from '../groups.js'
import { countUnconfirmed, selectSheets, sheetsLeft, takeSheets } from '../paper/sheets.js'
import { everyBallot, type PollRow, selectReceipts } from '../queries.js'
import type { Answers } from '../questions.js'
import { pollStatements, polls, pollVoters } from '../tables.js'
import { createTally } from '../tally.js'
import { boxLock } from './hold.js'
import {
  answerPages,
  hashOfPage,
  ON_A_PAGE,
  receiptPage,
  type SignedStatement,
  type Statement,
  sheetPage,
} from './record.js'
import { sealOf } from './seal.js'
import { isSigned, publicKeyOf, sign } from './signing.js'

/** Tells the signed statement of a closed poll. */
export type Stated = (database: Queryable, poll: PollRow) => Promise<SignedStatement>

/**
 * The statement is made when it is first asked for, or by the hour, and kept as it was. Whoever asks meanwhile waits for
 * the one that is being made.
 */
export function createStatements(keys: BagKeys): Stated {
  const underWay = new Map<string, Promise<SignedStatement>>()
  return async (database, poll) => {
    const known = await findStatement(database, poll, keys.secret)
    if (known) return known
    const name = `${poll.organizationId}/${poll.id}`
    const made =
      underWay.get(name) ??
      database.transaction((transaction) => state(transaction, poll, keys)).finally(() => underWay.delete(name))
    underWay.set(name, made)
    return made
  }
}

/** While anyone votes nothing is stated, and who votes after that is refused: what is signed is what is in the box. */
async function state(transaction: Transaction, poll: PollRow, keys: BagKeys): Promise<SignedStatement> {
  const { organizationId, id: pollId } = poll
  await transaction.execute(sql`select pg_advisory_xact_lock(${boxLock(poll)})`)
  const known = await findStatement(transaction, poll, keys.secret)
  if (known) return known
  await fold(transaction, poll, { ...keys, now: poll.closesAt, isClosing: true })
  await layDown(transaction, poll, await takeSheets(transaction, poll, keys.sealing), keys.secret)
  await mix(transaction, poll)
  const signed = await sign(keys.secret, await stateOf(transaction, poll, keys.secret))
  await transaction
    .insert(pollStatements)
    .values({ organizationId, pollId, signed })
    // There is one, which is not ours: someone had the database.
    .onConflictDoUpdate({ target: [pollStatements.organizationId, pollStatements.pollId], set: { signed } })
  return signed
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
export const closePolls = (database: Database, keys: BagKeys, stated = createStatements(keys)): Chore => ({
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

/** Reads every ballot, once: what is signed is what is in the box, whatever was counted while the poll was open. */
async function stateOf(database: Queryable, poll: PollRow, secret: string): Promise<Statement> {
  const answers = countAnswers(poll)
  const byGroup = await countGroups(poll.questions)
  const receipts = pageReceipts()
  const pages: Record<'answers' | 'receipts', string[]> = { answers: [], receipts: [] }
  let ballots = 0
  // Those that cannot be taken out of the bag were changed there.
  let unsealed = (await sizeOfBag(database, poll, MOST_UNSEALED)) + (await sheetsLeft(database, poll))
  for await (const { id, answers: said, seal } of everyBallot(database, poll)) {
    answers.add(said)
    byGroup.add(said)
    for (const line of receipts.add(id)) pages.receipts.push(await hashOfPage(line))
    ballots += 1
    if (seal !== (await sealOf(secret, poll, { receipt: id, answers: said }))) unsealed += 1
  }
  for (const line of receipts.end()) pages.receipts.push(await hashOfPage(line))
  const results = await answers.results(ballots)
  for (const line of answers.lines(results)) pages.answers.push(await hashOfPage(line))
  const groups = byGroup.result()
  const sheets: string[] = []
  for await (const line of sheetPages(database, poll)) sheets.push(await hashOfPage(line))
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
    ...(poll.eligibility && { eligibility: poll.eligibility }),
    opensAt: poll.opensAt.toISOString(),
    closedAt: poll.closesAt.toISOString(),
    voters: roll?.count ?? 0,
    ballots,
    answers: { pages: pages.answers },
    receipts: { pages: pages.receipts },
    ...(poll.paper !== 'none' && { sheets: { pages: sheets } }),
    ...(poll.paper === 'confirmed' && { unconfirmed: await countUnconfirmed(database, poll) }),
    unsealed,
    results,
    ...(groups.length > 0 && { groups }),
  }
}

const MOST_UNSEALED = 1_000_000

async function* pagesOf(database: Queryable, poll: PollRow, results: Statement['results']): AsyncGenerator<string> {
  const answers = countAnswers(poll)
  for await (const { answers: said } of everyBallot(database, poll)) answers.add(said)
  yield* answers.lines(results)
  const receipts = pageReceipts()
  for (let after: string | undefined; ; ) {
    const found = await selectReceipts(database, poll, { after, limit: ON_A_PAGE })
    const page = found.slice(0, ON_A_PAGE)
    for (const receipt of page) yield* receipts.add(receipt)
    if (found.length <= ON_A_PAGE) break
    after = page.at(-1)
  }
  yield* receipts.end()
  yield* sheetPages(database, poll)
}

/** Lines of the sheets of paper in the count, by their numbers. */
async function* sheetPages(database: Queryable, poll: PollRow): AsyncGenerator<string> {
  for (let after: string | undefined; ; ) {
    const found = await selectSheets(database, poll, { after, limit: ON_A_PAGE, status: 'counted' })
    const page = found.slice(0, ON_A_PAGE).map(({ sheet }) => sheet)
    if (page.length > 0) yield sheetPage(page)
    if (found.length <= ON_A_PAGE) return
    after = page.at(-1)
  }
}

/** How often each question was answered so; kept are alike answers, once. */
function countAnswers({ questions }: PollRow) {
  const counts = new Map<string, { said: QuestionAnswer; count: number }>()
  return {
    add(answers: Answers) {
      for (const said of counted(questions, answers)) {
        const text = canonical(said)
        const known = counts.get(text)
        if (known) known.count += 1
        else counts.set(text, { said, count: 1 })
      }
    },
    async results(ballots: number): Promise<Statement['results']> {
      const tally = await createTally(questions)
      for (const { said, count } of counts.values()) tally.add({ [said.question]: said.answer }, count)
      return { ...tally.result(), ballots }
    },
    lines(results: Statement['results']): Generator<string> {
      const publish = publishing(questions, results)
      const published = new Map<string, number>()
      for (const { said, count } of counts.values()) {
        const text = canonical(publish(said))
        published.set(text, (published.get(text) ?? 0) + count)
      }
      return answerPages(published)
    },
  }
}

/** Lines of receipts, as they come. */
function pageReceipts() {
  const page: string[] = []
  const end = () => (page.length > 0 ? [receiptPage(page.splice(0))] : [])
  return {
    add: (receipt: string): string[] => (page.push(receipt) === ON_A_PAGE ? end() : []),
    end,
  }
}
