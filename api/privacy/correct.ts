import type { z } from '@hono/zod-openapi'
import { append } from '../appeals/append.js'
import { type AppealContact, contactOf, keepContact } from '../appeals/contacts.js'
import { localDate } from '../appeals/deadlines.js'
import { dropContact } from '../appeals/erase.js'
import type { AppealRow } from '../appeals/find.js'
import { findCategory } from '../classifier/find.js'
import { follow, unfollow } from '../notifications/follow.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Transaction } from '../platform/database.js'
import { type FieldError, Problem } from '../platform/problems.js'
import type { Sealing } from '../platform/sealing.js'
import type { contactChangeSchema } from './contract.js'

const fields = ['name', 'email', 'phone'] as const

/**
 * Corrects who sent a locked appeal. What its category does not ask for is not kept.
 * @throws {Problem} `appeal-erased`; `invalid-input` where what the category requires is taken away.
 */
export async function correctContact(
  transaction: Transaction,
  {
    organization,
    sealing,
    mayBeAsked,
    now,
  }: {
    organization: ResolvedOrganization
    sealing: Sealing
    /** Whether a new address may be written to, to ask whose it is. */
    mayBeAsked(email: string): Promise<boolean>
    now: Date
  },
  appeal: AppealRow,
  change: z.output<typeof contactChangeSchema>,
): Promise<AppealRow> {
  if (appeal.erasedAt || appeal.anonymizedAt) throw new Problem('appeal-erased')
  const { organizationId, id: appealId } = appeal
  const today = localDate(now, organization.settings.timeZone)
  const [before, category] = await Promise.all([
    contactOf(transaction, sealing, { organizationId, appealId }),
    findCategory(transaction, { path: organization.path, today, code: appeal.categoryCode }),
  ])
  const contact: AppealContact = { ...before }
  const errors: FieldError[] = []
  for (const field of fields) {
    if (!Object.hasOwn(change, field)) continue
    const asked = category?.contact[field]
    contact[field] = asked === 'none' ? null : (change[field] ?? null)
    if (asked === 'required' && contact[field] === null) errors.push({ pointer: `/${field}`, code: 'required' })
  }
  if (errors.length > 0) throw new Problem('invalid-input', { errors })
  await dropContact(transaction, appeal)
  await keepContact(transaction, sealing, { organizationId, appealId, contact })
  if (contact.email !== before.email) await unfollow(transaction, { organizationId, appealId })
  // Whose the new address is has not been shown.
  if (contact.email && contact.email !== before.email && (await mayBeAsked(contact.email))) {
    await follow(transaction, { organizationId, appealId, language: appeal.language, isConfirmed: false, now })
  }
  return append(transaction, appeal, 'resident', { type: 'corrected', at: now, data: {} })
}
