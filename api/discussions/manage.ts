import { and, eq } from 'drizzle-orm'
import { recordAudit } from '../audit/record.js'
import { emit } from '../events/emit.js'
import { parseMoment } from '../import/moments.js'
import type { Transaction } from '../platform/database.js'
import { isSame } from '../platform/equal.js'
import { phaseAt } from '../platform/period.js'
import { invalid, Problem } from '../platform/problems.js'
import { matchesVersion } from '../platform/version.js'
import type { DiscussionDefinition } from './staff-contract.js'
import { firstStages, legalStages, type Stage, stepTo } from './stages.js'
import { comments, discussions } from './tables.js'

export type BareDiscussion = typeof discussions.$inferSelect

/** Who changes it, and when. */
export interface By {
  /** `command`, or `staff:` and an id. */
  actor: string
  at: Date
  /** On whose clocks moments without an offset are. */
  timeZone: string
  ifMatch?: string | undefined
}

interface Which {
  organizationId: string
  id: string
}

/** Writes a discussion, or changes it. @throws {Problem} `invalid-input`, `changed-meanwhile` */
export async function setDiscussion(
  transaction: Transaction,
  which: Which,
  given: DiscussionDefinition,
  by: By,
): Promise<{ discussion: BareDiscussion; isNew: boolean }> {
  const { id: _, version: __, stage, ...texts } = given
  const written = { ...texts, ...readPeriod(given, by.timeZone) }
  const found = await lock(transaction, which)
  if (found) {
    checkVersion(found, by)
    // Comments may stand before it otherwise.
    if (phaseAt(found, by.at) !== 'scheduled' && +found.opensAt !== +written.opensAt)
      throw invalid('/opensAt', 'opened')
    return { discussion: await write(transaction, found, written, 'discussion.changed', by), isNew: false }
  }
  if (by.ifMatch !== undefined) throw new Problem('changed-meanwhile')
  const first = firstStages.find((one) => one === (stage ?? 'discussing'))
  if (!first) throw invalid('/stage', 'unknown')
  const [discussion] = await transaction
    .insert(discussions)
    .values({ ...written, ...which, stage: first, stages: [{ stage: first, at: written.opensAt.toISOString() }] })
    .onConflictDoNothing()
    .returning()
  // Made by someone else at the same moment.
  if (!discussion) throw new Problem('changed-meanwhile')
  await record(transaction, discussion, 'discussion.created', by)
  return { discussion, isNew: true }
}

/** Takes away what nobody can have commented on. @throws {Problem} `not-found`, `discussion-opened`, `changed-meanwhile` */
export async function deleteDiscussion(transaction: Transaction, which: Which, by: By): Promise<void> {
  const found = await mustFind(transaction, which, by)
  const isOf = and(eq(comments.organizationId, which.organizationId), eq(comments.discussionId, which.id))
  if (phaseAt(found, by.at) !== 'scheduled' || (await transaction.$count(comments, isOf)) > 0)
    throw new Problem('discussion-opened')
  await transaction.delete(discussions).where(isIt(which))
  await record(transaction, found, 'discussion.deleted', by)
  await tell(transaction, which, by.at)
}

/**
 * Brings a discussion to a stage, with what is said there, or says that anew.
 * @throws {Problem} `not-found`, `stage-not-possible`, `invalid-input`, `changed-meanwhile`
 */
export async function moveDiscussion(
  transaction: Transaction,
  which: Which,
  {
    stage,
    texts,
    closesAt,
  }: { stage: Stage; texts?: Record<string, string> | undefined; closesAt?: string | undefined },
  by: By,
): Promise<BareDiscussion> {
  const found = await mustFind(transaction, which, by)
  const hasOpened = phaseAt(found, by.at) !== 'scheduled'
  const step = hasOpened ? stepTo(found.stage, stage) : undefined
  if (!step) throw new Problem('stage-not-possible', { legal: hasOpened ? legalStages(found.stage) : [] })
  if (step.needsText && !texts) throw invalid('/texts', 'required')
  const until = closesAt === undefined ? null : readMoment(closesAt, '/closesAt', by.timeZone)
  if (until && until <= by.at) throw invalid('/closesAt', 'over')
  const at = by.at.toISOString()
  const change: Partial<BareDiscussion> = {
    stage,
    ...(stage !== found.stage && { stages: [...found.stages, { stage, at }] }),
    ...(stage === 'summary' && texts && { summaries: texts }),
    ...(stage === 'outcome' && texts && { outcomes: texts }),
    ...(step.comments === 'closes' && phaseAt(found, by.at) === 'open' && { closesAt: by.at }),
    ...(step.comments === 'opens' && { closesAt: until }),
  }
  return write(transaction, found, change, 'discussion.moved', by)
}

/** Freezes a discussion, slows it down, or lets it go on. @throws {Problem} `not-found` */
export async function restrictDiscussion(
  transaction: Transaction,
  which: Which,
  { frozenFor, slowMode }: { frozenFor?: string | null | undefined; slowMode?: number | undefined },
  by: By,
): Promise<BareDiscussion> {
  const found = await mustFind(transaction, which, by)
  const frozen =
    frozenFor === undefined ? {} : { frozenFor, frozenAt: frozenFor === null ? null : (found.frozenAt ?? by.at) }
  const change = { ...frozen, ...(slowMode !== undefined && { slowMode }) }
  return write(transaction, found, change, 'discussion.restricted', by)
}

/**
 * Notes which version of the text under discussion is the latest, once `publish` has written it: one at a time.
 * @throws {Problem} `not-found`
 */
export async function noteDraft<Published extends { draft: { version: number }; isNew: boolean }>(
  transaction: Transaction,
  which: Which,
  by: By,
  publish: () => Promise<Published>,
): Promise<Published> {
  const found = await mustFind(transaction, which, by)
  const published = await publish()
  await write(transaction, found, { draftVersion: published.draft.version }, 'discussion.draft-published', by)
  return published
}

async function write(
  transaction: Transaction,
  found: BareDiscussion,
  change: Partial<BareDiscussion>,
  action: string,
  by: By,
): Promise<BareDiscussion> {
  const next = { ...found, ...change }
  const names = Object.keys(change) as (keyof BareDiscussion)[]
  const changed = names.filter((name) => !isSame(found[name], next[name]))
  if (changed.length === 0) return found
  const version = found.version + 1
  await transaction
    .update(discussions)
    .set({ ...change, version })
    .where(isIt(found))
  const changes = Object.fromEntries(changed.map((name) => [name, { from: found[name], to: next[name] }]))
  await record(transaction, found, action, by, { changes })
  await tell(transaction, found, by.at)
  return { ...next, version }
}

/** Has those who read it now read it again. */
const tell = (transaction: Transaction, { organizationId, id }: Which, at: Date) =>
  emit(transaction, {
    organizationId,
    topic: `discussions/${id}`,
    type: 'discussion.changed',
    data: { discussion: id },
    at,
  })

function readPeriod({ opensAt, closesAt }: { opensAt: string; closesAt: string | null }, timeZone: string) {
  const period = {
    opensAt: readMoment(opensAt, '/opensAt', timeZone),
    closesAt: closesAt === null ? null : readMoment(closesAt, '/closesAt', timeZone),
  }
  if (period.closesAt && period.closesAt <= period.opensAt) throw invalid('/closesAt', 'ends-before')
  return period
}

function readMoment(text: string, pointer: string, timeZone: string): Date {
  try {
    return parseMoment(text, timeZone)
  } catch {
    throw invalid(pointer, 'moment')
  }
}

function checkVersion({ version }: BareDiscussion, { ifMatch }: By) {
  if (ifMatch !== undefined && !matchesVersion(ifMatch, version)) throw new Problem('changed-meanwhile')
}

async function mustFind(transaction: Transaction, which: Which, by: By): Promise<BareDiscussion> {
  const found = await lock(transaction, which)
  if (!found) throw new Problem('not-found')
  checkVersion(found, by)
  return found
}

async function lock(transaction: Transaction, which: Which): Promise<BareDiscussion | undefined> {
  const [found] = await transaction.select().from(discussions).where(isIt(which)).for('update')
  return found
}

const record = (
  transaction: Transaction,
  { organizationId, id }: Which,
  action: string,
  { actor, at }: By,
  details: Record<string, unknown> = {},
) => recordAudit(transaction, { organizationId, actor, action, subject: `discussions/${id}`, details, at })

const isIt = ({ organizationId, id }: Which) =>
  and(eq(discussions.organizationId, organizationId), eq(discussions.id, id))
