import { and, asc, eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { recordAudit } from '../audit/record.js'
import type { Queryable, Transaction } from '../platform/database.js'
import { invalid, Problem } from '../platform/problems.js'
import type { SealedPlace, Sealing } from '../platform/sealing.js'
import type { newPartnerSchema, Partner } from './partners-contract.js'
import { dispatches, forwardings, partners } from './tables.js'
import { targetOfPartner } from './target-id.js'

export type PartnerRow = typeof partners.$inferSelect

interface Which {
  organizationId: string
  id: string
}
interface By {
  /** As the audit trail names them. */
  actor: string
  at: Date
}

/** More than that nobody looks after. */
const MOST = 50

export const partnerPlace = (organizationId: string, id: string): SealedPlace => ({
  organizationId,
  column: 'partners.sealed',
  row: id,
})

export async function partnersOf(database: Queryable, organizationId: string): Promise<Partner[]> {
  const rows = await database
    .select({ row: partners, waiting: waitingAt })
    .from(partners)
    .where(eq(partners.organizationId, organizationId))
    .orderBy(asc(partners.id))
  return rows.map(({ row: { organizationId: _, sealed, createdAt, ...row }, waiting }) => ({
    ...row,
    hasKey: sealed !== null,
    waiting,
    createdAt: createdAt.toISOString(),
  }))
}

const waitingAt = sql<number>`(select count(*)::int from ${forwardings} where ${forwardings.organizationId} = ${partners.organizationId}
  and ${forwardings.toOrganization} = 'partner:' || ${partners.id} and ${forwardings.endedAt} is null)`

export async function findPartner(database: Queryable, { organizationId, id }: Which): Promise<PartnerRow | undefined> {
  const [found] = await database.select().from(partners).where(isOne({ organizationId, id }))
  return found
}

/** @throws {Problem} `invalid-input` for more than anyone looks after. */
export async function putPartner(
  transaction: Transaction,
  sealing: Sealing,
  { organizationId, id }: Which,
  { key, ...given }: z.output<typeof newPartnerSchema>,
  { actor, at }: By,
): Promise<Partner> {
  const before = await partnersOf(transaction, organizationId)
  if (before.length >= MOST && !before.some((partner) => partner.id === id))
    throw invalid('/names', 'too-many-partners')
  const sealed = key && { sealed: await sealing.seal(partnerPlace(organizationId, id), key) }
  await transaction
    .insert(partners)
    .values({ organizationId, id, ...given, ...sealed, createdAt: at })
    .onConflictDoUpdate({ target: [partners.organizationId, partners.id], set: { ...given, ...sealed } })
  const details = { url: given.url, sharesContact: given.sharesContact, isKeyNew: key !== undefined }
  await recordAudit(transaction, {
    organizationId,
    actor,
    at,
    action: 'partner.put',
    subject: `partners/${id}`,
    details,
  })
  const put = (await partnersOf(transaction, organizationId)).find((partner) => partner.id === id)
  if (!put) throw new Error('the partner just put is gone')
  return put
}

/** What waits there comes back with the next look. @throws {Problem} `not-found`. */
export async function removePartner(transaction: Transaction, which: Which, { actor, at }: By): Promise<void> {
  const removed = await transaction.delete(partners).where(isOne(which)).returning({ id: partners.id })
  if (removed.length === 0) throw new Problem('not-found')
  const { organizationId, id } = which
  await transaction
    .update(dispatches)
    .set({ dueAt: at })
    .where(
      and(
        eq(dispatches.organizationId, organizationId),
        sql`${dispatches.forwardingId} in (select ${forwardings.id} from ${forwardings}
          where ${forwardings.organizationId} = ${organizationId} and ${forwardings.toOrganization} = ${targetOfPartner(id)})`,
      ),
    )
  await recordAudit(transaction, { organizationId, actor, at, action: 'partner.removed', subject: `partners/${id}` })
}

const isOne = ({ organizationId, id }: Which) => and(eq(partners.organizationId, organizationId), eq(partners.id, id))
