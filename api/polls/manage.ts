import { and, eq } from 'drizzle-orm'
import { recordAudit } from '../audit/record.js'
import { parseMoment } from '../import/moments.js'
import type { Way } from '../organizations/ways.js'
import type { Transaction } from '../platform/database.js'
import { isSame } from '../platform/equal.js'
import { invalid, Problem } from '../platform/problems.js'
import { matchesVersion } from '../platform/version.js'
import type { PollDefinition } from './definition.js'
import { holdPhotos } from './photos/kept.js'
import type { PollRow } from './queries.js'
import { pollList, polls } from './tables.js'
import { clearTrials } from './trials.js'

/** Who changes it, and when. */
export interface By {
  /** `command`, or `staff:` and an id. */
  actor: string
  at: Date
  /** On whose clocks moments without an offset are. */
  timeZone: string
  /** By which voters may be known, as the organization says. */
  ways: readonly Way[]
  ifMatch?: string | undefined
  /** Nothing is to be there yet. */
  isFirst?: boolean
}

interface Which {
  organizationId: string
  id: string
}

/**
 * Milliseconds before its opening from which on a poll stays as it is: a vote that begins at the opening finds the
 * questions that it was given.
 */
const SETTLED_BEFORE = 60_000

/**
 * Makes a poll, as a draft, or replaces one that has not opened.
 * @throws {Problem} `invalid-input` (also for a photo that is not there), `changed-meanwhile`, `poll-opened`
 */
export async function setPoll(
  transaction: Transaction,
  which: Which,
  given: PollDefinition,
  by: By,
): Promise<{ poll: PollRow; isNew: boolean }> {
  if (given.eligibility?.check === 'vouched' && !by.ways.some((way) => way === 'site' || way === 'oidc'))
    throw invalid('/eligibility/check', 'not-vouched')
  const { id: _, status: __, version: ___, $schema: ____, ...asked } = given
  const written = { ...asked, ...readPeriod(given, by.timeZone) }
  await holdPhotos(transaction, given.questions, { organizationId: which.organizationId, at: by.at })
  const found = await lock(transaction, which)
  if (!found) {
    if (by.ifMatch !== undefined) throw new Problem('changed-meanwhile')
    const [poll] = await transaction
      .insert(polls)
      .values({ ...written, ...which, state: 'draft' })
      .onConflictDoNothing()
      .returning()
    // Made by someone else at the same moment.
    if (!poll) throw new Problem('changed-meanwhile')
    await record(transaction, poll, 'poll.created', by)
    return { poll, isNew: true }
  }
  if (by.isFirst) throw new Problem('changed-meanwhile')
  checkVersion(found, by)
  refuseOpened(found, by.at)
  // It would stand open before anyone could look at it again; a draft is published by the one who looks.
  if (found.state === 'published' && !isAhead(written.opensAt, by.at)) throw invalid('/opensAt', 'over')
  // What was tried answered other questions.
  if (!isSame(found.questions, written.questions)) await clearTrials(transaction, which)
  return { poll: await write(transaction, found, written, 'poll.changed', by), isNew: false }
}

/** Opens a draft to voters at its time, or at another. @throws {Problem} `not-found`, `poll-not-draft`, `invalid-input`, `changed-meanwhile` */
export async function publishPoll(
  transaction: Transaction,
  which: Which,
  times: { opensAt?: string | undefined; closesAt?: string | undefined },
  by: By,
): Promise<PollRow> {
  const found = await mustFind(transaction, which, by)
  if (found.state !== 'draft') throw new Problem('poll-not-draft')
  const period = readPeriod(
    { opensAt: times.opensAt ?? found.opensAt.toISOString(), closesAt: times.closesAt ?? found.closesAt.toISOString() },
    by.timeZone,
  )
  if (period.closesAt <= by.at) throw invalid('/closesAt', 'over')
  if (period.opensAt <= by.at) await clearTrials(transaction, which)
  return write(transaction, found, { ...period, state: 'published' }, 'poll.published', by)
}

/** Ends the voting now. @throws {Problem} `not-found`, `poll-not-open`, `changed-meanwhile` */
export async function closePoll(transaction: Transaction, which: Which, by: By): Promise<PollRow> {
  const found = await mustFind(transaction, which, by)
  const isOpen = found.state === 'published' && found.opensAt <= by.at && by.at < found.closesAt
  if (!isOpen) throw new Problem('poll-not-open')
  return write(transaction, found, { closesAt: by.at }, 'poll.closed', by)
}

/** Makes a draft that asks the same. @throws {Problem} `not-found`, `invalid-input` for a name that is taken. */
export async function copyPoll(transaction: Transaction, which: Which, id: string, by: By): Promise<PollRow> {
  const { version: _, state: __, ...found } = await mustFind(transaction, which, by)
  const [copy] = await transaction
    .insert(polls)
    .values({ ...found, id, state: 'draft' })
    .onConflictDoNothing()
    .returning()
  if (!copy) throw invalid('/id', 'taken')
  await record(transaction, copy, 'poll.copied', by, { from: which.id })
  return copy
}

/** Takes a draft away. @throws {Problem} `not-found`, `poll-not-draft`, `changed-meanwhile` */
export async function deleteDraft(transaction: Transaction, which: Which, by: By): Promise<void> {
  const found = await mustFind(transaction, which, by)
  if (found.state !== 'draft') throw new Problem('poll-not-draft')
  await clearTrials(transaction, which)
  // Another poll may be called so one day.
  await transaction
    .delete(pollList)
    .where(and(eq(pollList.organizationId, which.organizationId), eq(pollList.pollId, which.id)))
  await transaction.delete(polls).where(isIt(which))
  await record(transaction, found, 'poll.deleted', by)
}

/** Both on the clocks of where the organization is, unless they say otherwise. @throws {Problem} `invalid-input` */
function readPeriod({ opensAt, closesAt }: { opensAt: string; closesAt: string }, timeZone: string) {
  const read = (text: string, pointer: string) => {
    try {
      return parseMoment(text, timeZone)
    } catch {
      throw invalid(pointer, 'moment')
    }
  }
  const period = { opensAt: read(opensAt, '/opensAt'), closesAt: read(closesAt, '/closesAt') }
  if (period.closesAt <= period.opensAt) throw invalid('/closesAt', 'ends-before')
  return period
}

function refuseOpened({ state, opensAt }: PollRow, at: Date) {
  if (state === 'published' && !isAhead(opensAt, at)) throw new Problem('poll-opened')
}

const isAhead = (opensAt: Date, at: Date) => opensAt.getTime() - SETTLED_BEFORE > at.getTime()

function checkVersion({ version }: PollRow, { ifMatch }: By) {
  if (ifMatch !== undefined && !matchesVersion(ifMatch, version)) throw new Problem('changed-meanwhile')
}

async function mustFind(transaction: Transaction, which: Which, by: By): Promise<PollRow> {
  const found = await lock(transaction, which)
  if (!found) throw new Problem('not-found')
  checkVersion(found, by)
  return found
}

async function lock(transaction: Transaction, which: Which): Promise<PollRow | undefined> {
  const [found] = await transaction.select().from(polls).where(isIt(which)).for('update')
  return found
}

async function write(
  transaction: Transaction,
  found: PollRow,
  change: Partial<PollRow>,
  action: string,
  by: By,
): Promise<PollRow> {
  const next = { ...found, ...change }
  const changed = members.filter((name) => !isSame(found[name], next[name]))
  if (changed.length === 0) return found
  const version = found.version + 1
  await transaction
    .update(polls)
    .set({ ...change, version })
    .where(isIt(found))
  const changes = Object.fromEntries(
    changed.map((name) => [
      name,
      name === 'questions' ? changedQuestions(found.questions, next.questions) : { from: found[name], to: next[name] },
    ]),
  )
  await record(transaction, found, action, by, { changes })
  return { ...next, version }
}

/** Those that are other than before, and the order where it is: what was asked can be shown from the trail alone. */
function changedQuestions(before: PollRow['questions'], after: PollRow['questions']) {
  const notIn = (list: PollRow['questions']) => (question: PollRow['questions'][number]) =>
    !list.some((other) => isSame(other, question))
  const [one, other] = [before, after].map((questions) => questions.map(({ id }) => id))
  return {
    from: before.filter(notIn(after)),
    to: after.filter(notIn(before)),
    ...(!isSame(one, other) && { order: { from: one, to: other } }),
  }
}

const members = [
  'titles',
  'descriptions',
  'questions',
  'identity',
  'results',
  'isChangeable',
  'isListed',
  'eligibility',
  'paper',
  'resultsStep',
  'opensAt',
  'closesAt',
  'state',
] as const

const record = (
  transaction: Transaction,
  { organizationId, id }: Which,
  action: string,
  { actor, at }: By,
  details: Record<string, unknown> = {},
) => recordAudit(transaction, { organizationId, actor, action, subject: `polls/${id}`, details, at })

const isIt = ({ organizationId, id }: Which) => and(eq(polls.organizationId, organizationId), eq(polls.id, id))
