import { and, eq } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import type { Transaction } from '../platform/database.js'
import { isSame } from '../platform/equal.js'
import type { Sealing } from '../platform/sealing.js'
import { type ResidentContact, readContact, sealContact } from './contact.js'
import { beginningOfDay } from './sessions.js'
import { residents } from './tables.js'

export type ResidentRow = typeof residents.$inferSelect

/**
 * The resident who has shown who they are, made known at the first time. What is told of them at a later one fills what
 * is not known yet: what they corrected themselves stays.
 * What is vouched for is that of the latest.
 */
export async function welcome(
  transaction: Transaction,
  sealing: Sealing,
  { organizationId, way, subject }: Pick<ResidentRow, 'organizationId' | 'way' | 'subject'>,
  { told, now }: { told: Partial<ResidentContact>; now: Date },
): Promise<ResidentRow> {
  const today = beginningOfDay(now)
  const id = uuid()
  await transaction
    .insert(residents)
    .values({ organizationId, id, way, subject, sealed: null, createdAt: now, lastSeenAt: today })
    .onConflictDoNothing()
  const [found] = await transaction
    .select()
    .from(residents)
    .where(and(eq(residents.organizationId, organizationId), eq(residents.subject, subject)))
    .for('update')
  if (!found) throw new Error('the resident just written is gone')
  const known = await readContact(sealing, found)
  const contact = {
    name: known.name ?? told.name ?? null,
    email: known.email ?? told.email ?? null,
    vouched: told.vouched,
  }
  const isTold = contact.name !== known.name || contact.email !== known.email || !isSame(contact.vouched, known.vouched)
  const change = { lastSeenAt: today, ...(isTold && { sealed: await sealContact(sealing, found, contact) }) }
  await transaction.update(residents).set(change).where(isResident(found))
  return { ...found, ...change }
}

export async function findResidentRow(
  database: Pick<Transaction, 'select'>,
  key: { organizationId: string; id: string },
): Promise<ResidentRow | undefined> {
  const [found] = await database.select().from(residents).where(isResident(key))
  return found
}

export const isResident = ({ organizationId, id }: { organizationId: string; id: string }) =>
  and(eq(residents.organizationId, organizationId), eq(residents.id, id))
