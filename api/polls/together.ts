import { and, eq, inArray, sql } from 'drizzle-orm'
import { anyOf, type OrganizationDatabase, rowsOf, type Transaction } from '../platform/database.js'
import { answerFor, type Claim, claimed, unclaim } from '../platform/idempotency.js'
import { invalid, Problem } from '../platform/problems.js'
import { type BagKeys, removeFromBag } from './count/bag.js'
import { listedAmong } from './list.js'
import { findPoll, type PollRow } from './queries.js'
import { holdOpen } from './recount/hold.js'
import { ballotBag, ballots, pollVoters } from './tables.js'
import { type Accepted, prepareVote, type Vote } from './voting.js'

interface Casting extends Vote {
  claim?: Claim | undefined
  /** Spends what the voter was admitted by; throws where that was done before. */
  spend(transaction: Transaction): Promise<void>
}
type Outcome = { poll: PollRow; accepted: Accepted } | 'alone'
interface Waiting extends Casting {
  resolve(outcome: Outcome): void
  reject(reason: unknown): void
}
interface PollKey {
  organizationId: string
  id: string
}
type Keys = BagKeys & { now(): Date }

/** Votes written by one transaction at most. */
const MOST = 100
/** Milliseconds after which votes no longer wait for one before them: its connection may be lost without a word. */
const LOST_AFTER = 20_000

/**
 * Takes votes of one poll that come at the same time in one transaction. In a rush all votes are of one poll, and most
 * of what one costs is its transaction. Each is acknowledged once it is written, and refused for itself. The order in
 * which they are written is that of hashes.
 *
 * @returns `alone` for a vote that may have come before, by its `Idempotency-Key`: it is for `once`. @throws {Problem} as `vote` does.
 */
export function createCasting(keys: Keys) {
  const queues = new Map<string, Waiting[]>()
  return (database: OrganizationDatabase, poll: PollKey, casting: Casting): Promise<Outcome> =>
    new Promise((resolve, reject) => {
      const name = `${poll.organizationId}/${poll.id}`
      const under = queues.get(name)
      const waiting = under ?? []
      waiting.push({ ...casting, resolve, reject })
      // One transaction at a time: the longer it takes, the more the next one does.
      if (under) return
      queues.set(name, waiting)
      void (async () => {
        // Requests that came at once are read one after the other: the first would go alone, in a transaction of its own.
        await new Promise((resolve) => setTimeout(resolve))
        while (waiting.length > 0) await castAll(database, poll, takeDifferent(waiting), keys)
        queues.delete(name)
      })()
    })
}

/** Those that are of different voters: of two of one, the second is refused once the first is written. */
function takeDifferent(waiting: Waiting[]): Waiting[] {
  const seen = new Set<string>()
  const taken: Waiting[] = []
  const left: Waiting[] = []
  for (const each of waiting) {
    const marks = [each.voter, each.receipt, each.claim?.hash].filter((mark) => mark !== undefined)
    if (taken.length < MOST && marks.every((mark) => !seen.has(mark))) {
      for (const mark of marks) seen.add(mark)
      taken.push(each)
    } else left.push(each)
  }
  waiting.splice(0, waiting.length, ...left)
  return taken
}

async function castAll(database: OrganizationDatabase, which: PollKey, batch: Waiting[], keys: Keys): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const lost = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('unavailable')), LOST_AFTER)
  })
  try {
    const work = database.transaction((transaction) => write(transaction, which, batch, keys))
    for (const settle of await Promise.race([work, lost])) settle()
  } catch (error) {
    for (const waiting of batch) refuseUnread(waiting, error)
  } finally {
    clearTimeout(timer)
  }
}

/** What is refused now was perhaps taken before, and is answered so again. */
function refuseUnread({ claim, resolve, reject }: Waiting, reason: unknown): void {
  if (claim) resolve('alone')
  else reject(reason)
}

/** @returns what to tell each once it is committed. */
async function write(transaction: Transaction, which: PollKey, batch: Waiting[], keys: Keys) {
  const [, poll] = await Promise.all([holdOpen(transaction, which), findPoll(transaction, which)])
  const at = keys.now()
  const settled: (() => void)[] = []
  const listed = await listedAmong(
    transaction,
    poll,
    batch.map(({ voter }) => voter),
  )
  const read = await Promise.all(
    batch.map(async (waiting) => {
      try {
        const { secret, sealing } = keys
        const { row, accepted } = await prepareVote(poll, { ...waiting, secret, sealing, now: at })
        if (!listed.has(waiting.voter)) throw new Problem('not-on-list')
        const answer = waiting.claim ? await answerFor(waiting.claim, accepted) : null
        return [{ waiting, row, accepted, answer }]
      } catch (error) {
        settled.push(() => refuseUnread(waiting, error))
        return []
      }
    }),
  )
  const votes = read.flat()
  if (votes.length === 0) return settled
  const [written, boxed] = await Promise.all([
    writeRows(transaction, poll, votes, at),
    // After it: who moves the same ballot is waited for, and has put it in the box.
    inBox(
      transaction,
      poll,
      votes.map(({ row }) => row.receipt),
    ),
  ])
  const refused: typeof votes = []
  await Promise.all(
    votes.map(async (each) => {
      const { waiting, row, accepted } = each
      const found = written.get(row.id)
      const refuse = (reason: unknown) => {
        refused.push(each)
        settled.push(() => waiting.reject(reason))
      }
      if (waiting.claim && !found?.isNew) return settled.push(() => waiting.resolve('alone'))
      if (!found?.isNoted) return refuse(new Problem('already-voted'))
      if (!found.isPut || boxed.has(row.receipt)) return refuse(invalid('/receipt', 'taken'))
      try {
        await waiting.spend(transaction)
        settled.push(() => waiting.resolve({ poll, accepted }))
      } catch (error) {
        refuse(error)
      }
    }),
  )
  await undo(
    transaction,
    poll,
    refused.map(({ waiting, row }) => ({ ...written.get(row.id), id: row.id, waiting })),
  )
  return settled
}

interface Written {
  isNew: boolean
  isNoted: boolean
  isPut: boolean
}

/** The key of the request, the voter on the roll, and the ballot in the bag: each where the one before was new. */
async function writeRows(
  transaction: Transaction,
  { organizationId, id: pollId }: PollRow,
  votes: readonly { waiting: Waiting; row: { id: string; sealed: string }; answer: string | null }[],
  at: Date,
): Promise<ReadonlyMap<string, Written>> {
  const given = votes.map(({ waiting: { voter, claim }, row: { id, sealed }, answer }) => {
    return { id, sealed, voter, answer, hash: claim?.hash, fingerprint: claim?.fingerprint }
  })
  const rows = await rowsOf<Written & { id: string }>(
    transaction,
    sql`with given as (
      select * from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb)
        as given(id text, sealed text, voter text, hash text, fingerprint text, answer text)),
    ${claimed('given', { organizationId, status: 201, at })},
    noted as (
      insert into ${pollVoters} (organization_id, poll_id, voter)
      select ${organizationId}, ${pollId}, voter from given
      where hash is null or hash in (select hash from claimed) order by voter
      on conflict do nothing returning voter),
    put as (
      insert into ${ballotBag} (organization_id, poll_id, id, sealed)
      select ${organizationId}, ${pollId}, id, sealed from given where voter in (select voter from noted) order by id
      on conflict do nothing returning id)
    select id, coalesce(hash in (select hash from claimed), true) as "isNew",
      voter in (select voter from noted) as "isNoted", id in (select id from put) as "isPut" from given`,
  )
  return new Map(rows.map(({ id, ...written }) => [id, written]))
}

async function inBox(transaction: Transaction, { organizationId, id: pollId }: PollRow, receipts: string[]) {
  const rows = await rowsOf<{ id: string }>(
    transaction,
    sql`select ${ballots.id} from ${ballots} where ${ballots.organizationId} = ${organizationId} and ${ballots.pollId} = ${pollId}
      and ${ballots.id} = ${anyOf(receipts, 'uuid')}`,
  )
  return new Set(rows.map(({ id }) => id))
}

async function undo(
  transaction: Transaction,
  poll: PollRow,
  refused: readonly (Partial<Written> & { id: string; waiting: Waiting })[],
): Promise<void> {
  if (refused.length === 0) return
  const { organizationId, id: pollId } = poll
  const hashes = refused.flatMap(({ waiting }) => waiting.claim?.hash ?? [])
  const voters = refused.flatMap(({ isNoted, waiting }) => (isNoted ? [waiting.voter] : []))
  const put = refused.flatMap(({ isPut, id }) => (isPut ? [id] : []))
  if (hashes.length > 0) await unclaim(transaction, organizationId, hashes)
  if (put.length > 0) await removeFromBag(transaction, poll, put)
  if (voters.length > 0)
    await transaction
      .delete(pollVoters)
      .where(
        and(
          eq(pollVoters.organizationId, organizationId),
          eq(pollVoters.pollId, pollId),
          inArray(pollVoters.voter, voters),
        ),
      )
}
