import { v7 as uuid } from 'uuid'
import { type AppealContact, contactOf } from '../appeals/contacts.js'
import { localDate } from '../appeals/deadlines.js'
import { type AppealRow, eventsOf } from '../appeals/find.js'
import { openAppeal } from '../appeals/open.js'
import { promise } from '../appeals/promises.js'
import { type AttachmentCopy, keepAttachments, readAttachments } from '../attachments/copy.js'
import { findCategory } from '../classifier/find.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable, Transaction } from '../platform/database.js'
import type { Sealing } from '../platform/sealing.js'
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

  const { categoryCode: code } = appeal
  const own = await findCategory(transaction, { path, today: localDate(now, settings.timeZone), code })
  const promised = own?.deadline ? await promise(transaction, organization, own.deadline, now) : undefined
  const isEarlier = promised !== undefined && (appeal.deadline === null || promised < appeal.deadline)
  const { days, unit } = (isEarlier && own?.deadline) || { days: appeal.deadlineDays, unit: appeal.deadlineUnit }
  await keepAttachments(transaction, { organizationId, ownerId: id, sequence: null }, attachments)
  const row = {
    id,
    // The resident has one number and one link, those of the sender.
    secretHash: null,
    residentId: null,
    categoryCode: code,
    categoryNames: appeal.categoryNames,
    kind: appeal.kind,
    description: appeal.description,
    answers: appeal.answers,
    language: appeal.language,
    address: appeal.address,
    latitude: appeal.latitude,
    longitude: appeal.longitude,
    visibility: 'private' as const,
    source: 'forwarded' as const,
    deadlineDays: days,
    deadlineUnit: unit,
    receivedAt: now,
    anonymizedAt: appeal.anonymizedAt,
  }
  await openAppeal(
    transaction,
    organization,
    {
      row,
      group: own?.groupCode,
      contact,
      deadline: isEarlier ? promised : appeal.deadline,
      received: { actor: 'system', text: reason, organization: { ...from, number: appeal.number } },
    },
    { sealing, now },
  )
}
