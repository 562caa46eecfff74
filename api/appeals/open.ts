import { sql } from 'drizzle-orm'
import { emit } from '../events/emit.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Transaction } from '../platform/database.js'
import type { Sealing } from '../platform/sealing.js'
import { routeOf } from '../routing/find.js'
import { type AppealContact, keepContact } from './contacts.js'
import { type AppealEvent, type AppealEventData, type AppealState, foldHistory } from './history.js'
import { promise } from './promises.js'
import { appealCounters, appealEvents, appeals } from './tables.js'

export interface NewAppeal {
  /** What its history does not make of it. */
  row: Omit<typeof appeals.$inferInsert, keyof AppealState | 'organizationId' | 'number'>
  /** Of the category, by which it is routed; of an appeal made by a campaign, the campaign. */
  group: string | undefined
  contact: AppealContact
  /** Promised by `row.deadlineDays`. */
  deadline: Date | null
  /** Who began it, and what its first event tells beside the promise. */
  received: { actor: 'resident' | 'system' } & Pick<
    AppealEventData,
    'author' | 'intake' | 'text' | 'organization' | 'related' | 'receivedAt'
  >
  /** It waits for a moderator before it is registered. */
  isHeld?: boolean
}

/**
 * Writes down a new appeal, however it came: to be registered in time and, where the organization has rules for it, with
 * who is responsible. What belongs to its id is written by then, for all appeals of the organization wait for each other
 * from here to the commit.
 */
export async function openAppeal(
  transaction: Transaction,
  organization: ResolvedOrganization,
  { row, group, contact, deadline, received: { actor, ...told }, isHeld = false }: NewAppeal,
  { sealing, now }: { sealing: Sealing; now: Date },
): Promise<{ number: number; state: AppealState }> {
  const { id: organizationId, settings } = organization
  const { id, categoryCode: category, language, latitude = null, longitude = null, deadlineDays, deadlineUnit } = row
  const place = latitude !== null && longitude !== null ? { latitude, longitude } : undefined
  const [registerBy, route] = await Promise.all([
    promise(transaction, organization, settings.casework.register, now),
    routeOf(transaction, organization, { category, group, place }, language),
  ])
  const begun: Pick<AppealEvent, 'type' | 'actor' | 'data'>[] = [
    {
      type: 'received',
      actor,
      data: {
        deadline: deadline?.toISOString() ?? null,
        deadlineDays: deadlineDays ?? undefined,
        deadlineUnit: deadlineUnit ?? undefined,
        registerBy: registerBy.toISOString(),
        ...told,
      },
    },
  ]
  if (isHeld) begun.push({ type: 'transitioned', actor: 'system', data: { to: 'moderation' } })
  if (route) {
    const { rule, responsible, assignee } = route
    const data = { rule, responsible, assignee: assignee?.actor, assigneeName: assignee?.name }
    begun.push({ type: 'routed', actor: 'system', data })
  }
  const history = begun.map((event, index): AppealEvent => ({ ...event, sequence: index + 1, at: now }))
  const state = foldHistory(history)
  const number = await nextNumber(transaction, organizationId)
  const data = { number, status: state.status }
  await Promise.all([
    transaction.insert(appeals).values({ ...row, ...state, organizationId, number }),
    transaction.insert(appealEvents).values(history.map((event) => ({ ...event, organizationId, appealId: id }))),
    keepContact(transaction, sealing, { organizationId, appealId: id, contact }),
    emit(transaction, { organizationId, topic: `appeals/${number}`, type: 'appeal.changed', data, at: now }),
  ])
  return { number, state }
}

async function nextNumber(transaction: Transaction, organizationId: string): Promise<number> {
  const [counter] = await transaction
    .insert(appealCounters)
    .values({ organizationId, last: 1 })
    .onConflictDoUpdate({ target: appealCounters.organizationId, set: { last: sql`${appealCounters.last} + 1` } })
    .returning({ last: appealCounters.last })
  if (!counter) throw new Error('an upsert that returns no row')
  return counter.last
}
