import { and, eq, sql } from 'drizzle-orm'
import { forgetSendersOf } from '../abuse/senders.js'
import { eraseAttachments } from '../attachments/erase.js'
import { recall } from '../forwarding/send.js'
import { unfollowAll } from '../notifications/follow.js'
import type { Transaction } from '../platform/database.js'
import { forgetAnswers } from '../platform/idempotency.js'
import { append } from './append.js'
import { type AppealRow, appealColumns } from './find.js'
import { forgetMentions } from './mentions.js'
import { takeAlong } from './merge.js'
import { partsOf } from './related.js'
import { forgetSupporters } from './supporters.js'
import { appealContacts, appealEvents, appeals } from './tables.js'
import { isOpen } from './transitions.js'

export interface AppealKey {
  organizationId: string
  id: string
}

/** Who does it, as the history names them (`resident`, `system`, or `staff:` and an id), and when. */
export interface ErasedBy {
  actor: string
  at: Date
}

/** Hides in a text what leads to a person. */
export type Mask = (text: string) => string

/**
 * Erases all that anyone wrote in an appeal: text, place, contact, files, answers to questions, the organization's
 * answer, what stood in its history and in answers kept for repetitions. What is left is a tombstone that statistics
 * count: number, category, moments, status, rating. What the resident takes back goes with its parts. An appeal still open is withdrawn with it, closed without an answer.
 * Erased before, it stays as it is; undefined where there is none.
 */
export async function eraseAppeal(
  transaction: Transaction,
  key: AppealKey,
  { actor, at }: ErasedBy,
): Promise<AppealRow | undefined> {
  const found = await lock(transaction, key)
  if (!found || found.erasedAt) return found
  const gone = {
    description: '',
    answers: {},
    address: null,
    latitude: null,
    longitude: null,
    answer: null,
    residentId: null,
    draft: null,
    erasedAt: at,
    anonymizedAt: found.anonymizedAt ?? at,
  }
  let appeal: AppealRow = { ...found, ...gone }
  await transaction.update(appeals).set(gone).where(isAppeal(key))
  await transaction
    .update(appealEvents)
    .set({ data: sql`${appealEvents.data} - 'text'` })
    .where(isOfAppeal(key))
  await forgetSender(transaction, appeal)
  // Each organization keeps what it has as long as it says; what the resident takes back is gone everywhere.
  if (actor !== 'system') {
    await recall(transaction, appeal, 'erase', at)
    for (const part of await partsOf(transaction, appeal)) await eraseAppeal(transaction, part, { actor, at })
  }
  if (isOpen(appeal.status)) {
    appeal = await append(transaction, appeal, actor, { type: 'withdrawn', at, data: {} })
    await takeAlong(transaction, appeal, at)
  }
  return append(transaction, appeal, actor, { type: 'erased', at, data: {} })
}

/**
 * Makes unknown who sent an appeal: contact and files go, and what in its texts leads to a person is masked for good.
 * What was reported, and answered, stays. Undefined where there is none.
 */
export async function anonymizeAppeal(
  transaction: Transaction,
  key: AppealKey,
  { actor, at, mask, maskAddress }: ErasedBy & { mask: Mask; maskAddress: Mask },
): Promise<AppealRow | undefined> {
  const found = await lock(transaction, key)
  if (!found || found.anonymizedAt) return found
  const { answer, draft, address, answers } = found
  const masked = {
    description: mask(found.description),
    answer: answer === null ? null : mask(answer),
    draft: draft === null ? null : mask(draft),
    address: address === null ? null : maskAddress(address),
    answers: Object.fromEntries(
      Object.entries(answers).map(([id, said]) => [id, typeof said === 'string' ? mask(said) : said]),
    ),
    residentId: null,
    anonymizedAt: at,
  }
  await transaction.update(appeals).set(masked).where(isAppeal(key))
  const events = await transaction.select().from(appealEvents).where(isOfAppeal(key))
  for (const { sequence, data } of events) {
    if (data.text === undefined || mask(data.text) === data.text) continue
    await transaction
      .update(appealEvents)
      .set({ data: { ...data, text: mask(data.text) } })
      .where(and(isOfAppeal(key), eq(appealEvents.sequence, sequence)))
  }
  await forgetSender(transaction, found)
  return append(transaction, { ...found, ...masked }, actor, { type: 'anonymized', at, data: {} })
}

/** Deletes the contact alone, with the addresses of those who support it, and tells nobody of the appeal any more. Whether there was one. */
export async function forgetContact(transaction: Transaction, key: AppealKey): Promise<boolean> {
  await unfollowAll(transaction, { organizationId: key.organizationId, appealId: key.id })
  return dropContact(transaction, key)
}

/** Deletes the contact, for another to take its place. */
export async function dropContact(transaction: Transaction, { organizationId, id }: AppealKey): Promise<boolean> {
  const gone = await transaction
    .delete(appealContacts)
    .where(and(eq(appealContacts.organizationId, organizationId), eq(appealContacts.appealId, id)))
    .returning({ id: appealContacts.appealId })
  return gone.length > 0
}

async function forgetSender(transaction: Transaction, appeal: AppealRow): Promise<void> {
  const { organizationId, id, number } = appeal
  await forgetContact(transaction, appeal)
  await forgetSupporters(transaction, { organizationId, appealId: id })
  await forgetMentions(transaction, { organizationId, appealId: id })
  await eraseAttachments(transaction, { organizationId, ownerId: id })
  const about = [`appeals/${number}`]
  await forgetAnswers(transaction, { organizationId, about })
  await forgetSendersOf(transaction, { organizationId, about })
}

async function lock(transaction: Transaction, key: AppealKey): Promise<AppealRow | undefined> {
  const [found] = await transaction.select(appealColumns).from(appeals).where(isAppeal(key)).for('update')
  return found
}

const isAppeal = ({ organizationId, id }: AppealKey) =>
  and(eq(appeals.organizationId, organizationId), eq(appeals.id, id))
const isOfAppeal = ({ organizationId, id }: AppealKey) =>
  and(eq(appealEvents.organizationId, organizationId), eq(appealEvents.appealId, id))
