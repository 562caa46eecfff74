import { and, eq, isNull } from 'drizzle-orm'
import { append } from '../appeals/append.js'
import { eraseAppeal } from '../appeals/erase.js'
import { type AppealRow, eventsOf, findAppealById, lockAppeal } from '../appeals/find.js'
import { takeAlong } from '../appeals/merge.js'
import { takeStep } from '../appeals/steps.js'
import { isOpen, type Status } from '../appeals/transitions.js'
import { type AttachmentCopy, readAttachments } from '../attachments/copy.js'
import { tellOfStep } from '../notifications/follow.js'
import { createOrganizationFinder, type ResolvedOrganization } from '../organizations/resolve.js'
import { type Database, inOrganization, type Transaction } from '../platform/database.js'
import { localize } from '../platform/language.js'
import type { Sealing } from '../platform/sealing.js'
import { arrive, pack } from './arrive.js'
import { createOutside } from './outside.js'
import { findForwarding, findWorking, isForwarding, lockForwarded, recall } from './send.js'
import { arrivals, type dispatches, forwardings } from './tables.js'
import { partnerOf } from './target-id.js'
import { forwardingTexts } from './texts.js'

export type Dispatch = typeof dispatches.$inferSelect
type Which = Pick<Dispatch, 'organizationId' | 'forwardingId'>
/** Has the sender's appeal go on, unless nothing is expected any more. */
export type Conclude = (which: Which, outcome: { to: Status; text: string; files?: AttachmentCopy[] }) => Promise<void>

/** How each kind of dispatch is carried: read in the one organization, then written in the other. All of it may be repeated. */
export function createCarriage({
  database,
  sealing,
  fetchOutside,
  now,
}: {
  database: Database
  sealing: Sealing
  fetchOutside: typeof fetch
  now(): Date
}): Record<Dispatch['kind'], (dispatch: Dispatch) => Promise<void>> {
  const organizations = createOrganizationFinder(database, now)

  const forward = async (dispatch: Dispatch) => {
    const { organizationId, forwardingId, sequence } = dispatch
    const sender = await organizations.find(organizationId)
    const read = await inOrganization(database, sender.path, async (transaction) => {
      const forwarding = await findForwarding(transaction, { organizationId, forwardingId })
      if (forwarding && partnerOf(forwarding.toOrganization) !== undefined) return 'outside'
      const appeal = forwarding && (await findAppealById(transaction, { organizationId, id: forwarding.appealId }))
      if (!appeal || forwarding.endedAt || forwarding.toNumber !== null || appeal.erasedAt) return undefined
      const from = { id: organizationId, name: nameOf(sender, appeal) }
      return {
        to: forwarding.toOrganization,
        parcel: await pack(transaction, sealing, { appeal, from, forwardingId, sequence }),
      }
    })
    if (!read) return
    if (read === 'outside') return outside.forward(dispatch)
    const target = await findWorking(database, read.to, now())
    if (!target) {
      const text = forwardingTexts(read.parcel.appeal.language).gone
      return conclude({ organizationId, forwardingId }, { to: 'registered', text })
    }
    await inOrganization(database, target.path, (transaction) =>
      arrive(transaction, target, read.parcel, { sealing, now: now() }),
    )
    await confirm({ organizationId, forwardingId }, target)
  }

  /** Notes at the sender which number it has at the receiver. */
  const confirm = async (which: Which, receiver: ResolvedOrganization) => {
    const arrived = await inOrganization(database, receiver.id, (transaction) =>
      findArrived(transaction, { ...which, organizationId: receiver.id }),
    )
    if (!arrived) return
    const { number } = arrived.appeal
    await inOrganization(database, which.organizationId, async (transaction) => {
      const locked = await lockForwarded(transaction, which)
      if (!locked) return
      const written = await transaction
        .update(forwardings)
        .set({ toNumber: number })
        .where(and(isForwarding(which), isNull(forwardings.toNumber)))
        .returning({ id: forwardings.id })
      if (written.length === 0 || locked.erasedAt) return
      const organization = { id: receiver.id, name: nameOf(receiver, locked), number }
      await append(transaction, locked, 'system', { type: 'accepted', at: now(), data: { organization } })
    })
  }

  const conclude: Conclude = async (which, { to, text, files = [] }) => {
    const sender = await organizations.find(which.organizationId)
    await inOrganization(database, sender.path, async (transaction) => {
      const locked = await lockForwarded(transaction, which)
      const expected = await transaction
        .update(forwardings)
        .set({ endedAt: now() })
        .where(and(isForwarding(which), isNull(forwardings.endedAt)))
        .returning({ id: forwardings.id })
      if (expected.length === 0 || locked?.status !== 'forwarded' || locked.erasedAt) return
      const responsible = to === 'registered' ? nameOf(sender, locked) : undefined
      const appeal = await takeStep(
        transaction,
        locked,
        { to, text, responsible },
        { taker: { actor: 'system', party: 'system' }, organization: sender, ifMatch: undefined, now: now(), files },
      )
      await tellOfStep(transaction, {
        organizationId: appeal.organizationId,
        appealId: appeal.id,
        sequence: appeal.version,
        isAnswer: to === 'answered',
        now: now(),
      })
    })
  }

  const outside = createOutside({ database, sealing, fetchOutside, organizations, conclude, now })

  const outcome = async ({ organizationId, forwardingId, sequence }: Dispatch) => {
    const told = await inOrganization(database, organizationId, async (transaction) => {
      const arrived = await findArrived(transaction, { organizationId, forwardingId })
      if (!arrived) return undefined
      const { appeal, fromOrganization } = arrived
      const event = await findEvent(transaction, appeal, sequence)
      const files = await readAttachments(transaction, { organizationId, ownerId: appeal.id, sequence })
      return { fromOrganization, ...event?.data, files, language: appeal.language }
    })
    if (!told?.to) return
    const { fromOrganization, to, text, files, language } = told
    const which = { organizationId: fromOrganization, forwardingId }
    // Erased there meanwhile, what was said is gone: the sender deals with it again.
    if (!text) return conclude(which, { to: 'registered', text: forwardingTexts(language).gone })
    await conclude(which, { to: to === 'returned' ? 'registered' : to, text, files })
  }

  /** Ends it at the receiver; what has not come yet will not be made. */
  const end = async ({ organizationId, forwardingId, kind, sequence }: Dispatch) => {
    const read = await inOrganization(database, organizationId, async (transaction) => {
      const forwarding = await findForwarding(transaction, { organizationId, forwardingId })
      if (!forwarding) return undefined
      const event = await findEvent(transaction, { organizationId, id: forwarding.appealId }, sequence)
      return { to: forwarding.toOrganization, text: event?.data.text }
    })
    // A partner elsewhere can be told neither: who gave it there asks them.
    if (!read || partnerOf(read.to) !== undefined) return
    const receiver = read.to
    await inOrganization(database, receiver, async (transaction) => {
      const at = now()
      await transaction
        .insert(arrivals)
        .values({
          organizationId: receiver,
          forwardingId,
          fromOrganization: organizationId,
          through: [],
          createdAt: at,
        })
        .onConflictDoNothing()
      const arrived = await findArrived(transaction, { organizationId: receiver, forwardingId })
      if (!arrived) return
      if (kind === 'erase') {
        await eraseAppeal(transaction, arrived.appeal, { actor: 'resident', at })
        return
      }
      const locked = await lockAppeal(transaction, arrived.appeal)
      if (!locked || !isOpen(locked.status)) return
      const ended = await append(transaction, locked, 'system', { type: 'withdrawn', at, data: { text: read.text } })
      await takeAlong(transaction, ended, at)
      // Where it was forwarded on, it is taken back too.
      await recall(transaction, ended, 'recall', at)
    })
  }

  return { forward, outcome, recall: end, erase: end, ask: outside.ask }
}

const nameOf = ({ names, settings }: ResolvedOrganization, { language }: Pick<AppealRow, 'language'>) =>
  localize(names, language, settings.languages)

/** What was made of it at the receiver. */
async function findArrived(transaction: Transaction, { organizationId, forwardingId }: Which) {
  const [arrival] = await transaction
    .select()
    .from(arrivals)
    .where(and(eq(arrivals.organizationId, organizationId), eq(arrivals.forwardingId, forwardingId)))
  const appeal = arrival?.appealId && (await findAppealById(transaction, { organizationId, id: arrival.appealId }))
  return appeal ? { appeal, fromOrganization: arrival.fromOrganization } : undefined
}

async function findEvent(
  transaction: Transaction,
  { organizationId, id: appealId }: Pick<AppealRow, 'organizationId' | 'id'>,
  sequence: number,
) {
  const history = await eventsOf(transaction, { organizationId, appealId })
  return history.find((event) => event.sequence === sequence)
}
