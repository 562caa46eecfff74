import { refuseBlocked } from '../abuse/blocks.js'
import { load } from '../abuse/standing.js'
import { emit } from '../events/emit.js'
import { admit } from '../identity/admission.js'
import { mayBeAsked } from '../notifications/ask.js'
import { follow } from '../notifications/follow.js'
import type { Queryable } from '../platform/database.js'
import { type AppContext, createRouter, privateCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { findResident, type Resident } from '../residents/known.js'
import { isKnownBy } from '../residents/subject.js'
import { type AppealRow, findAppeal } from './find.js'
import { support, supporterHash, unsupport } from './support.js'
import { type Support, supportAppeal, withdrawSupport } from './support-contract.js'
import { countSupporters } from './supporters.js'
import { isOpen } from './transitions.js'
import { isPublic } from './view.js'

/** Residents who say of an appeal that it is theirs too. */
export function supportRoutes(services: Services) {
  const { secret, sealing, events, now } = services

  const find = async (c: AppContext, database: Queryable, number: number): Promise<AppealRow> => {
    const appeal = await findAppeal(database, { organizationId: c.get('organization').id, number })
    if (!appeal) throw new Problem('not-found')
    return appeal
  }
  const keyOf = async (c: AppContext, { organizationId, id: appealId }: AppealRow, resident: Resident | undefined) => {
    const device = c.req.header('vmeste-device')
    const traits = resident
      ? { resident: resident.subject }
      : device
        ? { device }
        : { address: services.clientAddress(c), userAgent: c.req.header('user-agent') ?? '' }
    return { organizationId, appealId, supporter: await supporterHash(secret, { organizationId, appealId }, traits) }
  }
  /** Tells those who look at the appeal, and answers. */
  const tell = async (
    c: AppContext,
    transaction: Parameters<typeof emit>[0],
    { organizationId, id: appealId, number, status }: AppealRow,
    { isNew, isSupported, notices = 'none' }: { isNew: boolean; isSupported: boolean; notices?: Support['notices'] },
  ) => {
    if (isNew) {
      const data = { number, status }
      await emit(transaction, { organizationId, topic: `appeals/${number}`, type: 'appeal.changed', data, at: now() })
    }
    const supporters = await countSupporters(transaction, { organizationId, appealId })
    return c.json({ number, isSupported, supporters, notices } satisfies Support, 200)
  }

  return createRouter()
    .openapi(supportAppeal, async (c) => {
      const organization = c.get('organization')
      const { email } = c.req.valid('json')
      privateCache(c)
      const { resident, spend, way } = await admit(c, services, 'appeals')
      // Staff have other ways to say that something matters.
      if (way === 'staff' || way === 'intake') throw new Problem('forbidden')
      if (email) await refuseBlocked(c, services, email)
      const appeal = await find(c, c.get('database'), c.req.valid('param').number)
      if (!isPublic(appeal, organization) || !isOpen(appeal.status) || appeal.erasedAt)
        throw new Problem('support-not-possible')
      const key = await keyOf(c, appeal, resident)
      const answer = await once(c, services, async (transaction) => {
        await spend(transaction)
        c.set('about', `appeals/${appeal.number}`)
        // Whoever sent it supports it by that.
        if (resident && appeal.residentId === resident.id)
          return tell(c, transaction, appeal, { isNew: false, isSupported: false })
        const { id: organizationId } = organization
        const isTheirs = email !== undefined && (await isKnownBy(services, organizationId, resident, email))
        const isTold = email && services.mail.isConfigured && (isTheirs || (await mayBeAsked(c, services, email)))
        const isNew = await support(transaction, key, {
          residentId: resident?.id,
          at: now(),
          begin: isTold
            ? () =>
                follow(transaction, {
                  organizationId,
                  appealId: appeal.id,
                  language: c.get('language'),
                  isConfirmed: isTheirs,
                  now: now(),
                  supporter: { email, sealing },
                })
            : undefined,
        })
        const notices = isTold ? (isTheirs ? 'on' : 'asked') : 'none'
        return tell(c, transaction, appeal, { isNew, isSupported: true, notices })
      })
      events.nudge()
      return answer
    })

    .openapi(withdrawSupport, async (c) => {
      privateCache(c)
      const resident = await findResident(c, services)
      load(c, services, 'appeals').count()
      const appeal = await find(c, c.get('database'), c.req.valid('param').number)
      const key = await keyOf(c, appeal, resident)
      const answer = await once(c, services, async (transaction) => {
        c.set('about', `appeals/${appeal.number}`)
        const isNew = await unsupport(transaction, key)
        return tell(c, transaction, appeal, { isNew, isSupported: false })
      })
      events.nudge()
      return answer
    })
}
