import { v7 as uuid } from 'uuid'
import type { z } from 'zod'
import { claimAttachments } from '../attachments/claim.js'
import { findCampaignCategory } from '../campaigns/find.js'
import { type FoundCategory, findCategory } from '../classifier/find.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import { randomSecret, sha256 } from '../platform/crypto.js'
import type { Transaction } from '../platform/database.js'
import { invalid, Problem } from '../platform/problems.js'
import type { Sealing } from '../platform/sealing.js'
import type { newAppealSchema } from './contract.js'
import { localDate } from './deadlines.js'
import { openAppeal } from './open.js'
import { promise } from './promises.js'
import { meetRequirements } from './requirements.js'
import type { Status } from './transitions.js'

/** Of a campaign's category there is no group. */
type Asked = Omit<FoundCategory, 'organizationId' | 'groupCode' | 'groupNames' | 'position' | 'isActive'> &
  Partial<Pick<FoundCategory, 'groupCode'>>

export interface ReceivedAppeal {
  id: string
  number: number
  /** Opens the private view. Only its hash is kept: this is the one time it can be told. */
  secret: string
  status: Status
  receivedAt: Date
  deadline: Date | null
  /** Of the contact, as far as the category asks for it. */
  email: string | null
}

/**
 * Writes down what a resident sends, with the deadline it is promised and, where the organization has rules for it, who
 * is responsible.
 * @throws {Problem} `invalid-input` for what the category does not take; `campaign-not-open`; `not-found` where appeals
 * are switched off.
 */
export async function receiveAppeal(
  transaction: Transaction,
  {
    organization,
    language,
    input,
    now,
    sealing,
    residentId,
    sentBy,
  }: {
    organization: ResolvedOrganization
    language: string
    input: z.output<typeof newAppealSchema>
    now: Date
    sealing: Sealing
    /** Who sends it, where that is known. */
    residentId?: string | undefined
    /** The app that sends it for a resident: its key, and the name of that, which is told to staff. */
    sentBy?: { id: string; name: string } | undefined
  },
): Promise<ReceivedAppeal> {
  const { id: organizationId, path, settings } = organization
  if (!settings.features.appeals) throw new Problem('not-found')
  const today = localDate(now, settings.timeZone)
  const { campaign, category: code } = input
  const category: Asked | undefined =
    campaign === undefined
      ? await findCategory(transaction, { path, today, code })
      : await findCampaignCategory(transaction, organization, { campaign, code, today })
  if (!category) throw invalid('/category', 'unknown')
  const { kept, errors } = meetRequirements(category, input)
  if (errors.length > 0) throw new Problem('invalid-input', { errors })

  const id = uuid()
  const secret = randomSecret()
  const [deadline, secretHash] = await Promise.all([
    category.deadline && promise(transaction, organization, category.deadline, now),
    sha256(secret),
    claimAttachments(transaction, { organizationId, ownerId: id, ids: input.attachments }),
  ])
  const row = {
    ...kept.place,
    id,
    secretHash,
    residentId,
    categoryCode: category.code,
    categoryNames: category.names,
    kind: category.kind,
    campaign,
    description: input.description,
    answers: kept.answers,
    language,
    visibility: settings.appealsVisibility,
    source: 'web' as const,
    deadlineDays: category.deadline?.days,
    deadlineUnit: category.deadline?.unit,
    receivedAt: now,
  }
  const { number, state } = await openAppeal(
    transaction,
    organization,
    {
      row,
      group: campaign ?? category.groupCode,
      contact: kept.contact,
      deadline,
      received: { actor: 'resident', author: sentBy?.name, intake: sentBy?.id },
      isHeld: settings.moderation.appeals === 'first',
    },
    { sealing, now },
  )
  return { id, number, secret, status: state.status, receivedAt: now, deadline, email: kept.contact.email }
}
