import { and, eq, isNull } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import { type AppealRow, findAppealById, lockAppeal } from '../appeals/find.js'
import { createOrganizationFinder, type ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable, Transaction } from '../platform/database.js'
import { localize } from '../platform/language.js'
import { invalid, Problem } from '../platform/problems.js'
import { findPartner } from './partners.js'
import { arrivals, dispatches, forwardings } from './tables.js'
import { partnerOf, targetOfPartner } from './target-id.js'

export interface Target {
  id: string
  /** In the language of the resident. */
  name: string
}

type Key = Pick<AppealRow, 'organizationId' | 'id'>

/** @throws {Problem} `invalid-input` for an organization that is not there, takes no appeals, or had this one already. */
export async function findTarget(transaction: Transaction, appeal: AppealRow, id: string, now: Date): Promise<Target> {
  const { organizationId, language } = appeal
  const partnerId = partnerOf(id)
  if (partnerId !== undefined) return findOutside(transaction, { organizationId, id: partnerId }, language)
  const through = await passedThrough(transaction, appeal)
  if (id === organizationId || through.includes(id)) throw invalid('/organization', 'had-it')
  const target = await findWorking(transaction, id, now)
  if (!target) throw invalid('/organization', 'unknown')
  return { id, name: localize(target.names, language, target.settings.languages) }
}

async function findOutside(transaction: Transaction, which: Key, language: string): Promise<Target> {
  const partner = await findPartner(transaction, which)
  if (!partner) throw invalid('/organization', 'unknown')
  return { id: targetOfPartner(partner.id), name: localize(partner.names, language, [language]) }
}

/** An organization that takes appeals; undefined for one that is not there, is retired, or takes none. */
export async function findWorking(
  database: Queryable,
  id: string,
  now: Date,
): Promise<ResolvedOrganization | undefined> {
  try {
    const found = await createOrganizationFinder(database, () => now).find(id)
    return !found.retiredAt && found.settings.features.appeals ? found : undefined
  } catch (error) {
    if (error instanceof Problem && error.code === 'not-found') return undefined
    throw error
  }
}

/** Who had it before it came here, the first one first. */
export async function passedThrough(database: Queryable, { organizationId, id }: Key): Promise<string[]> {
  const [arrival] = await database
    .select({ through: arrivals.through })
    .from(arrivals)
    .where(and(eq(arrivals.organizationId, organizationId), eq(arrivals.appealId, id)))
  return arrival?.through ?? []
}

/** Has a forwarded appeal brought to the other organization, after the commit. */
export async function dispatch(transaction: Transaction, appeal: AppealRow, to: string, now: Date): Promise<void> {
  const { organizationId, id: appealId, version: sequence } = appeal
  const id = uuid()
  await transaction
    .insert(forwardings)
    .values({ organizationId, id, appealId, toOrganization: to, sequence, createdAt: now })
  await tell(transaction, { organizationId, forwardingId: id, kind: 'forward', sequence }, now)
}

/** Takes back what was forwarded, or has it erased there too. */
export async function recall(
  transaction: Transaction,
  appeal: AppealRow,
  kind: 'recall' | 'erase',
  now: Date,
): Promise<void> {
  const { organizationId, id: appealId, version: sequence } = appeal
  const isOf = and(eq(forwardings.organizationId, organizationId), eq(forwardings.appealId, appealId))
  const isOpen = and(isOf, isNull(forwardings.endedAt))
  // What was answered there is still kept there: it is erased, but no longer taken back.
  const given = await transaction
    .select({ id: forwardings.id })
    .from(forwardings)
    .where(kind === 'erase' ? isOf : isOpen)
  for (const { id } of given) await tell(transaction, { organizationId, forwardingId: id, kind, sequence }, now)
  await transaction.update(forwardings).set({ endedAt: now }).where(isOpen)
}

/** Has told where it came from what became of an appeal here. */
export async function report(transaction: Transaction, appeal: AppealRow, now: Date): Promise<void> {
  const { organizationId, id, version: sequence } = appeal
  const [arrival] = await transaction
    .select({ forwardingId: arrivals.forwardingId })
    .from(arrivals)
    .where(and(eq(arrivals.organizationId, organizationId), eq(arrivals.appealId, id)))
  if (arrival) await tell(transaction, { organizationId, ...arrival, kind: 'outcome', sequence }, now)
}

/** Has a partner asked again what became of an appeal. */
export const askLater = (
  transaction: Transaction,
  {
    organizationId,
    forwardingId,
    sequence,
  }: Pick<typeof dispatches.$inferSelect, 'organizationId' | 'forwardingId' | 'sequence'>,
  at: Date,
) => tell(transaction, { organizationId, forwardingId, kind: 'ask', sequence }, at)

interface Which {
  organizationId: string
  forwardingId: string
}

export const isForwarding = ({ organizationId, forwardingId }: Which) =>
  and(eq(forwardings.organizationId, organizationId), eq(forwardings.id, forwardingId))

export async function findForwarding(transaction: Transaction, which: Which) {
  const [found] = await transaction.select().from(forwardings).where(isForwarding(which))
  return found
}

/** The sender's appeal, for whoever is first. */
export async function lockForwarded(transaction: Transaction, which: Which): Promise<AppealRow | undefined> {
  const forwarding = await findForwarding(transaction, which)
  const { organizationId } = which
  const found = forwarding && (await findAppealById(transaction, { organizationId, id: forwarding.appealId }))
  return found && lockAppeal(transaction, found)
}

const tell = (
  transaction: Transaction,
  row: Pick<typeof dispatches.$inferInsert, 'organizationId' | 'forwardingId' | 'kind' | 'sequence'>,
  now: Date,
) => transaction.insert(dispatches).values({ ...row, id: uuid(), dueAt: now, attempts: 0 })
