import { refuseBlocked } from '../abuse/blocks.js'
import { noteSender } from '../abuse/senders.js'
import { admit } from '../identity/admission.js'
import { requireStaff, rolesOf } from '../identity/authenticate.js'
import { senderOf } from '../identity/sender.js'
import { mayBeAsked } from '../notifications/ask.js'
import { follow, forgetRatings, tellOfStep } from '../notifications/follow.js'
import { type AppContext, createRouter, privateCache, publicCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { toPage } from '../platform/paging.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { toETag } from '../platform/version.js'
import { isKnownBy } from '../residents/subject.js'
import { createAppeal, createTransition, getAppeal, listAppeals, rateAppeal } from './contract.js'
import { eventsOf, findAppeal, isOwn, lockAppeal } from './find.js'
import { listRows } from './list.js'
import { settleMention } from './mentions.js'
import { particularsOf } from './particulars.js'
import { receiveAppeal } from './receive.js'
import { rate, type Taker, takeStep } from './steps.js'
import { isTold } from './transitions.js'
import { isOverdue, isPublic, publicStatuses, type Reader, toPublic, toResident, toStaff, toSummary } from './view.js'

/** Seconds for which the public list may be old. */
const LIST_FRESH = 10

export function appealRoutes(services: Services) {
  const { settings, events, now, sealing } = services
  const readerOf = (c: AppContext): Reader => ({
    organization: c.get('organization'),
    language: c.get('language'),
    now: now(),
  })

  return createRouter()
    .openapi(createAppeal, async (c) => {
      const organization = c.get('organization')
      const input = c.req.valid('json')
      privateCache(c)
      const admission = await admit(c, services, 'appeals')
      const isVouchedFor = admission.way === 'staff' || admission.way === 'intake'
      if (input.contact.email && admission.way !== 'staff') await refuseBlocked(c, services, input.contact.email)
      const answer = await once(c, services, async (transaction) => {
        await admission.spend(transaction)
        const received = await receiveAppeal(transaction, {
          ...readerOf(c),
          input,
          sealing,
          residentId: admission.resident?.id,
          sentBy: admission.intake,
        })
        const { id: appealId, number, secret, status, receivedAt, deadline, email } = received
        const about = `appeals/${number}`
        c.set('about', about)
        const texts = [input.category, input.description, input.place?.address]
        if (!isVouchedFor) await noteSender(transaction, c, services, 'appeals', { about, texts })
        const isTheirs = email !== null && (await isKnownBy(services, organization.id, admission.resident, email))
        if (email && services.mail.isConfigured && (isTheirs || (await mayBeAsked(c, services, email)))) {
          await follow(transaction, {
            organizationId: organization.id,
            appealId,
            language: c.get('language'),
            // Who signed in by a code sent there has shown that it is theirs.
            isConfirmed: isTheirs,
            now: now(),
          })
        }
        const origin = settings.PUBLIC_URL ?? new URL(c.req.url).origin
        return c.json(
          {
            number,
            secret,
            link: `${origin}/o/${organization.id}/appeals/${number}#${secret}`,
            status,
            receivedAt: receivedAt.toISOString(),
            deadline: deadline?.toISOString() ?? null,
          },
          201,
        )
      })
      events.nudge()
      // Also when the answer is repeated, which is told by its body alone.
      const { number } = await answer.clone().json()
      answer.headers.set('location', `/v1/organizations/${organization.id}/appeals/${number}`)
      return answer
    })

    .openapi(listAppeals, async (c) => {
      const organization = c.get('organization')
      const query = c.req.valid('query')
      const isStaff = c.get('staff') !== undefined
      // What the public may not read in full must not be found by its words either.
      if (query.sort === 'deadline' || query.queue || query.q) requireStaff(c)
      forCaller(c)
      if (isStaff) privateCache(c)
      else publicCache(c, LIST_FRESH)
      if (!isStaff && organization.settings.appealsVisibility === 'private')
        return c.json({ items: [], next: null }, 200)

      const { rows, cursorOf, total } = await listRows(c.get('database'), {
        organizationId: organization.id,
        query,
        only: isStaff ? undefined : publicStatuses(organization.settings),
        index: services.database,
        looker: { actor: c.get('staff')?.actor ?? '', now: now(), timeZone: organization.settings.timeZone },
      })
      const reader = readerOf(c)
      return c.json(
        {
          ...toPage(rows, query.limit, (row) => toSummary(row, reader, isStaff ? 'all' : 'masked'), cursorOf),
          total,
        },
        200,
      )
    })

    .openapi(getAppeal, async (c) => {
      const reader = readerOf(c)
      const { organization, language } = reader
      const staff = c.get('staff')
      const sender = await senderOf(c, services)
      const appeal = await findAppeal(c.get('database'), { organizationId: organization.id, ...c.req.valid('param') })
      if (!appeal) throw new Problem('not-found')
      const shownBy = (view: string) =>
        toETag(
          appeal.version,
          view,
          language,
          isOverdue(appeal, reader.now) && 'overdue',
          appeal.supporters > 0 && `s${appeal.supporters}`,
        )
      forCaller(c)
      if (staff) {
        privateCache(c)
        c.header('etag', shownBy(`staff.${rolesOf(staff).join('.')}`))
        return c.json(toStaff(appeal, await particularsOf(c.get('database'), services, appeal), reader, staff), 200)
      }
      const isTheirs = await isOwn(appeal, sender)
      // A resident may read what others sent as anyone may; whoever has a secret wants what it opens.
      if (sender.secret && !isTheirs) throw new Problem('wrong-secret')
      if (isTheirs) {
        privateCache(c)
        c.header('etag', shownBy('resident'))
        return c.json(toResident(appeal, await particularsOf(c.get('database'), services, appeal), reader), 200)
      }
      // Asked again whenever the event stream tells of a change: kept, but never shown unasked.
      publicCache(c, 0)
      c.header('etag', shownBy(isPublic(appeal, organization) ? 'public' : 'outline'))
      const history = await eventsOf(c.get('database'), { organizationId: organization.id, appealId: appeal.id })
      return c.json(toPublic(appeal, history, reader), 200)
    })

    .openapi(createTransition, async (c) => {
      const staff = c.get('staff')
      const sender = await senderOf(c, services)
      if (!staff && !sender.secret && !sender.residentId) throw new Problem('staff-only')
      const reader = readerOf(c)
      const step = c.req.valid('json')
      const { 'if-match': ifMatch } = c.req.valid('header')
      privateCache(c)
      const answer = await once(c, services, async (transaction) => {
        const locked = await lockAppeal(transaction, {
          organizationId: reader.organization.id,
          ...c.req.valid('param'),
        })
        if (!locked) throw new Problem('not-found')
        if (!staff && !(await isOwn(locked, sender))) throw new Problem('wrong-secret')
        c.set('about', `appeals/${locked.number}`)
        const { organization, now } = reader
        const taker: Taker = staff
          ? { actor: staff.actor, party: rolesOf(staff), author: staff.name }
          : { actor: 'resident', party: 'resident' }
        const appeal = await takeStep(transaction, locked, step, { taker, organization, ifMatch, now })
        const key = { organizationId: organization.id, appealId: appeal.id }
        if (staff) await settleMention(transaction, { ...key, actor: staff.actor })
        if (locked.answer !== null && appeal.answer === null) await forgetRatings(transaction, key)
        if (staff && isTold(locked.status, appeal.status)) {
          await tellOfStep(transaction, {
            organizationId: organization.id,
            appealId: appeal.id,
            sequence: appeal.version,
            isAnswer: appeal.status === 'answered',
            now,
          })
        }
        const view = staff ? `staff.${rolesOf(staff).join('.')}` : 'resident'
        c.header('etag', toETag(appeal.version, view, reader.language, isOverdue(appeal, now) && 'overdue'))
        const particulars = await particularsOf(transaction, services, appeal)
        return c.json(
          staff ? toStaff(appeal, particulars, reader, staff) : toResident(appeal, particulars, reader),
          201,
        )
      })
      events.nudge()
      return answer
    })

    .openapi(rateAppeal, async (c) => {
      const reader = readerOf(c)
      const sender = await senderOf(c, services)
      if (!sender.secret && !sender.residentId) throw new Problem('wrong-secret')
      const rating = c.req.valid('json')
      privateCache(c)
      const answer = await once(c, services, async (transaction) => {
        const locked = await lockAppeal(transaction, {
          organizationId: reader.organization.id,
          ...c.req.valid('param'),
        })
        if (!locked) throw new Problem('not-found')
        if (!(await isOwn(locked, sender))) throw new Problem('wrong-secret')
        c.set('about', `appeals/${locked.number}`)
        const appeal = await rate(transaction, locked, rating, reader.now)
        return c.json(toResident(appeal, await particularsOf(transaction, services, appeal), reader), 201)
      })
      events.nudge()
      return answer
    })
}

/** The same address shows more to some: what a cache keeps for one caller is not for another. */
const forCaller = (c: AppContext) => c.header('vary', 'Authorization, Vmeste-Resident', { append: true })
