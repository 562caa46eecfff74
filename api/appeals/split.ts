import { v7 as uuid } from 'uuid'
import { keepAttachments, readAttachments } from '../attachments/copy.js'
import { findCategory } from '../classifier/find.js'
import { copyFollowing } from '../notifications/follow.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Transaction } from '../platform/database.js'
import { invalid, Problem } from '../platform/problems.js'
import type { Sealing } from '../platform/sealing.js'
import { append } from './append.js'
import { contactOf } from './contacts.js'
import { localDate } from './deadlines.js'
import type { AppealRow } from './find.js'
import { openAppeal } from './open.js'
import { promise } from './promises.js'
import { isOpen } from './transitions.js'

/** Whether a part of it can become an appeal of its own: of what was forwarded here, one outcome is awaited elsewhere. */
export const canSplit = ({
  status,
  forwardedFrom,
  erasedAt,
}: Pick<AppealRow, 'status' | 'forwardedFrom' | 'erasedAt'>) =>
  isOpen(status) && status !== 'moderation' && forwardedFrom === null && !erasedAt

/**
 * Makes an appeal of a part of another, which goes on beside it. It is the same resident's, with place, files, contact and
 * the same private link, and is promised from when the whole was received.
 * @param appeal locked. @returns the whole, as it stands then.
 * @throws {Problem} `split-not-possible`; `invalid-input` for a category that is not there.
 */
export async function splitOff(
  transaction: Transaction,
  appeal: AppealRow,
  part: { category: string; description: string },
  {
    organization,
    sealing,
    staff,
    now,
  }: { organization: ResolvedOrganization; sealing: Sealing; staff: { actor: string; name: string }; now: Date },
): Promise<AppealRow> {
  if (!canSplit(appeal)) throw new Problem('split-not-possible')
  const { organizationId, id: appealId, number: parent, receivedAt } = appeal
  const { path, settings } = organization
  const today = localDate(now, settings.timeZone)
  const category = await findCategory(transaction, { path, today, code: part.category })
  if (!category) throw invalid('/category', 'unknown')
  const id = uuid()
  const [deadline, contact, files] = await Promise.all([
    category.deadline && promise(transaction, organization, category.deadline, receivedAt),
    contactOf(transaction, sealing, { organizationId, appealId }),
    readAttachments(transaction, { organizationId, ownerId: appealId, sequence: null }),
  ])
  await keepAttachments(transaction, { organizationId, ownerId: id, sequence: null }, files)
  const row = {
    id,
    parent,
    secretHash: appeal.secretHash,
    residentId: appeal.residentId,
    categoryCode: category.code,
    categoryNames: category.names,
    kind: category.kind,
    description: part.description,
    answers: {},
    language: appeal.language,
    address: appeal.address,
    latitude: appeal.latitude,
    longitude: appeal.longitude,
    visibility: appeal.visibility,
    source: appeal.source,
    deadlineDays: category.deadline?.days,
    deadlineUnit: category.deadline?.unit,
    receivedAt,
    anonymizedAt: appeal.anonymizedAt,
  }
  const { number } = await openAppeal(
    transaction,
    organization,
    {
      row,
      group: category.groupCode,
      contact,
      deadline,
      received: { actor: 'system', related: parent, receivedAt: receivedAt.toISOString(), author: staff.name },
    },
    { sealing, now },
  )
  await copyFollowing(transaction, { organizationId, appealId, to: id, now })
  return append(transaction, appeal, staff.actor, {
    type: 'split',
    at: now,
    data: { related: number, author: staff.name },
  })
}
