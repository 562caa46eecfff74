import { v7 as uuid } from 'uuid'
import { keepAttachments, readAttachments } from '../attachments/copy.js'
import { findCategory } from '../classifier/find.js'
import { emit } from '../events/emit.js'
import { copyFollowing } from '../notifications/follow.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Transaction } from '../platform/database.js'
import { invalid, Problem } from '../platform/problems.js'
import type { Sealing } from '../platform/sealing.js'
import { routeOf } from '../routing/find.js'
import { append } from './append.js'
import { contactOf, keepContact } from './contacts.js'
import { localDate } from './deadlines.js'
import type { AppealRow } from './find.js'
import { type AppealEvent, foldHistory } from './history.js'
import { promise } from './promises.js'
import { nextNumber } from './receive.js'
import { appealEvents, appeals } from './tables.js'
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
  const { organizationId, id: appealId, number: parent, latitude, longitude, receivedAt } = appeal
  const { path, settings } = organization
  const today = localDate(now, settings.timeZone)
  const category = await findCategory(transaction, { path, today, code: part.category })
  if (!category) throw invalid('/category', 'unknown')
  const id = uuid()
  const routed = {
    category: category.code,
    group: category.groupCode,
    place: latitude !== null && longitude !== null ? { latitude, longitude } : undefined,
  }
  const [deadline, registerBy, route, contact, files] = await Promise.all([
    category.deadline && promise(transaction, organization, category.deadline, receivedAt),
    promise(transaction, organization, settings.casework.register, now),
    routeOf(transaction, organization, routed, appeal.language),
    contactOf(transaction, sealing, { organizationId, appealId }),
    readAttachments(transaction, { organizationId, ownerId: appealId, sequence: null }),
  ])
  const history: AppealEvent[] = [
    {
      sequence: 1,
      type: 'received',
      actor: 'system',
      at: now,
      data: {
        deadline: deadline?.toISOString() ?? null,
        deadlineDays: category.deadline?.days,
        deadlineUnit: category.deadline?.unit,
        registerBy: registerBy.toISOString(),
        related: parent,
        receivedAt: receivedAt.toISOString(),
        author: staff.name,
      },
    },
  ]
  if (route) {
    const { rule, responsible, assignee } = route
    const data = { rule, responsible, assignee: assignee?.actor, assigneeName: assignee?.name }
    history.push({ sequence: 2, type: 'routed', actor: 'system', at: now, data })
  }
  const state = foldHistory(history)
  await keepAttachments(transaction, { organizationId, ownerId: id, sequence: null }, files)

  // Last, since all appeals of the organization wait for this row until the commit.
  const number = await nextNumber(transaction, organizationId)
  await transaction.insert(appeals).values({
    ...state,
    organizationId,
    id,
    number,
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
    latitude,
    longitude,
    visibility: appeal.visibility,
    source: appeal.source,
    deadlineDays: category.deadline?.days,
    deadlineUnit: category.deadline?.unit,
    receivedAt,
    anonymizedAt: appeal.anonymizedAt,
  })
  await transaction.insert(appealEvents).values(history.map((event) => ({ ...event, organizationId, appealId: id })))
  await keepContact(transaction, sealing, { organizationId, appealId: id, contact })
  await copyFollowing(transaction, { organizationId, appealId, to: id, now })
  const data = { number, status: state.status }
  await emit(transaction, { organizationId, topic: `appeals/${number}`, type: 'appeal.changed', data, at: now })
  return append(transaction, appeal, staff.actor, {
    type: 'split',
    at: now,
    data: { related: number, author: staff.name },
  })
}
