import { v7 as uuid } from 'uuid'
import { type AppealContact, contactOf, keepContact } from '../appeals/contacts.js'
import { localDate } from '../appeals/deadlines.js'
import { type AppealRow, eventsOf } from '../appeals/find.js'
import { type AppealEvent, foldHistory } from '../appeals/history.js'
import { promise } from '../appeals/promises.js'
import { nextNumber } from '../appeals/receive.js'
import { appealEvents, appeals } from '../appeals/tables.js'
import { type AttachmentCopy, keepAttachments, readAttachments } from '../attachments/copy.js'
import { findCategory } from '../classifier/find.js'
import { emit } from '../events/emit.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable, Transaction } from '../platform/database.js'
import type { Sealing } from '../platform/sealing.js'
import { routeOf } from '../routing/find.js'
import { passedThrough } from './send.js'
import { arrivals } from './tables.js'

/** All that goes along when an appeal is forwarded. */
export interface Parcel {
  forwardingId: string
  from: { id: string; name: string }
  through: string[]
  appeal: AppealRow
  contact: AppealContact
  attachments: AttachmentCopy[]
  /** Why it is forwarded, as the resident was told. */
  reason: string | undefined
}

/** Reads what goes along, at the sender. */
export async function pack(
  database: Queryable,
  sealing: Sealing,
  { appeal, from, forwardingId, sequence }: Pick<Parcel, 'appeal' | 'from' | 'forwardingId'> & { sequence: number },
): Promise<Parcel> {
  const { organizationId, id: appealId } = appeal
  const events = await eventsOf(database, { organizationId, appealId })
  return {
    forwardingId,
    from,
    through: [...(await passedThrough(database, appeal)), organizationId],
    appeal,
    contact: await contactOf(database, sealing, { organizationId, appealId }),
    attachments: await readAttachments(database, { organizationId, ownerId: appealId, sequence: null }),
    reason: events.find((event) => event.sequence === sequence)?.data.text,
  }
}

/**
 * Makes the appeal at the organization it was forwarded to: to be registered there as any other, due when the sender
 * promised it, or before where the receiver promises less. It is never public here: where it was sent, it may be. What is
 * here already, or was taken back before it came, is not made.
 */
export async function arrive(
  transaction: Transaction,
  organization: ResolvedOrganization,
  { forwardingId, from, through, appeal, contact, attachments, reason }: Parcel,
  { sealing, now }: { sealing: Sealing; now: Date },
): Promise<void> {
  const { id: organizationId, path, settings } = organization
  const id = uuid()
  const claimed = await transaction
    .insert(arrivals)
    .values({ organizationId, forwardingId, fromOrganization: from.id, appealId: id, through, createdAt: now })
    .onConflictDoNothing()
    .returning({ id: arrivals.appealId })
  if (claimed.length === 0) return

  const { language, latitude, longitude, categoryCode: code } = appeal
  const own = await findCategory(transaction, { path, today: localDate(now, settings.timeZone), code })
  const routed = {
    category: code,
    group: own?.groupCode,
    place: latitude !== null && longitude !== null ? { latitude, longitude } : undefined,
  }
  const [promised, registerBy, route] = await Promise.all([
    own?.deadline ? promise(transaction, organization, own.deadline, now) : undefined,
    promise(transaction, organization, settings.casework.register, now),
    routeOf(transaction, organization, routed, language),
  ])
  const isEarlier = promised !== undefined && (appeal.deadline === null || promised < appeal.deadline)
  const { days, unit } = (isEarlier && own?.deadline) || { days: appeal.deadlineDays, unit: appeal.deadlineUnit }
  const deadline = isEarlier ? promised : appeal.deadline
  const history: AppealEvent[] = [
    {
      sequence: 1,
      type: 'received',
      actor: 'system',
      at: now,
      data: {
        deadline: deadline?.toISOString() ?? null,
        deadlineDays: days ?? undefined,
        deadlineUnit: unit ?? undefined,
        registerBy: registerBy.toISOString(),
        text: reason,
        organization: { ...from, number: appeal.number },
      },
    },
  ]
  if (route) {
    const { rule, responsible, assignee } = route
    const data = { rule, responsible, assignee: assignee?.actor, assigneeName: assignee?.name }
    history.push({ sequence: 2, type: 'routed', actor: 'system', at: now, data })
  }
  await keepAttachments(transaction, { organizationId, ownerId: id, sequence: null }, attachments)

  // Last, since all appeals of the organization wait for this row until the commit.
  const number = await nextNumber(transaction, organizationId)
  await transaction.insert(appeals).values({
    ...foldHistory(history),
    organizationId,
    id,
    number,
    // The resident has one number and one link, those of the sender.
    secretHash: null,
    residentId: null,
    categoryCode: code,
    categoryNames: appeal.categoryNames,
    kind: appeal.kind,
    description: appeal.description,
    answers: appeal.answers,
    language,
    address: appeal.address,
    latitude,
    longitude,
    visibility: 'private',
    source: 'forwarded',
    deadlineDays: days,
    deadlineUnit: unit,
    receivedAt: now,
    anonymizedAt: appeal.anonymizedAt,
  })
  await transaction.insert(appealEvents).values(history.map((event) => ({ ...event, organizationId, appealId: id })))
  await keepContact(transaction, sealing, { organizationId, appealId: id, contact })
  const data = { number, status: 'received' }
  await emit(transaction, { organizationId, topic: `appeals/${number}`, type: 'appeal.changed', data, at: now })
}
