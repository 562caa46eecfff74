import { refuseBlocked } from '../abuse/blocks.js'
import { load } from '../abuse/standing.js'
import { type AppealRow, findAppeal, isOwn, lockAppeal, type Sender } from '../appeals/find.js'
import { particularsOf } from '../appeals/particulars.js'
import { isPublic, type Reader, toResident, toStaff } from '../appeals/view.js'
import { recordAudit } from '../audit/record.js'
import { toPublicComment } from '../discussions/view.js'
import { requireStaff } from '../identity/authenticate.js'
import { senderOf } from '../identity/sender.js'
import { mayBeAsked } from '../notifications/ask.js'
import { browsersOf } from '../notifications/browsers.js'
import type { Transaction } from '../platform/database.js'
import { type AppContext, createRouter, privateCache, publicCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { localize } from '../platform/language.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import {
  correctAppealContact,
  eraseAppealAsStaff,
  eraseCommentAsStaff,
  eraseOwnAppeal,
  exportAppeal,
  getPrivacy,
} from './contract.js'
import { correctContact } from './correct.js'
import { eraseAppeal, eraseComment } from './erase.js'
import { unmasked } from './masking.js'
import { privacyOf } from './policy.js'
import { dueAt, ruleForAppeal } from './rules.js'

export function privacyRoutes(services: Services) {
  const { sealing, events, now } = services
  const readerOf = (c: AppContext): Reader => ({
    organization: c.get('organization'),
    language: c.get('language'),
    now: now(),
  })
  const lockOwn = async (
    c: AppContext,
    transaction: Transaction,
    { number, sender }: { number: number; sender: Sender },
  ): Promise<AppealRow> => {
    const appeal = await lockAppeal(transaction, { organizationId: c.get('organization').id, number })
    return ownedBy(appeal, sender)
  }

  return createRouter()
    .openapi(getPrivacy, async (c) => {
      publicCache(c, 60)
      return c.json(await privacyOf(c.get('database'), c.get('organization'), readerOf(c)), 200)
    })

    .openapi(exportAppeal, async (c) => {
      const reader = readerOf(c)
      const { id: organizationId, names, settings } = reader.organization
      const { number } = c.req.valid('param')
      privateCache(c)
      c.header('vary', 'Authorization, Vmeste-Resident', { append: true })
      const appeal = await ownedBy(
        await findAppeal(c.get('database'), { organizationId, number }),
        await senderOf(c, services),
      )
      const particulars = await particularsOf(c.get('database'), services, appeal)
      const browsers = await browsersOf(c.get('database'), sealing, { organizationId, appealId: appeal.id })
      const rule = ruleForAppeal(settings.retention, appeal.categoryCode)
      const until = appeal.erasedAt ? null : dueAt(rule, appeal.closedAt ?? appeal.answeredAt)
      const shown = toResident(appeal, particulars, reader)
      c.header('content-disposition', `attachment; filename="${organizationId}-${number}.json"`)
      return c.json(
        {
          exportedAt: reader.now.toISOString(),
          organization: { id: organizationId, name: localize(names, reader.language, settings.languages) },
          appeal: shown,
          language: appeal.language,
          source: appeal.source,
          isPublic: isPublic(appeal, reader.organization) && !appeal.erasedAt,
          files: [shown, ...shown.history]
            .flatMap(({ attachments = [] }) => attachments)
            .map(({ id, fileName }) => ({
              fileName,
              address: `/v1/organizations/${organizationId}/attachments/${id}`,
            })),
          browsers: browsers.map(({ subscription, since }) => ({
            service: new URL(subscription.endpoint).host,
            since: since.toISOString(),
          })),
          keptUntil: until && rule.action !== 'keep' ? { action: rule.action, at: until.toISOString() } : null,
        },
        200,
      )
    })

    .openapi(eraseOwnAppeal, async (c) => {
      const reader = readerOf(c)
      const sender = await senderOf(c, services)
      privateCache(c)
      const answer = await once(c, services, async (transaction) => {
        const own = await lockOwn(c, transaction, { ...c.req.valid('param'), sender })
        const appeal = (await eraseAppeal(transaction, own, { actor: 'resident', at: reader.now })) ?? own
        return c.json(toResident(appeal, await particularsOf(transaction, services, appeal), reader), 200)
      })
      events.nudge()
      return answer
    })

    .openapi(correctAppealContact, async (c) => {
      const reader = readerOf(c)
      const change = c.req.valid('json')
      const sender = await senderOf(c, services)
      privateCache(c)
      // It sends mails, as an appeal does.
      const { count } = load(c, services, 'appeals')
      await refuseBlocked(c, services, change.email ?? undefined)
      count()
      const answer = await once(c, services, async (transaction) => {
        const own = await lockOwn(c, transaction, { ...c.req.valid('param'), sender })
        c.set('about', `appeals/${own.number}`)
        const appeal = await correctContact(
          transaction,
          { ...reader, sealing, mayBeAsked: (email) => mayBeAsked(c, services, email) },
          own,
          change,
        )
        return c.json(toResident(appeal, await particularsOf(transaction, services, appeal), reader), 200)
      })
      events.nudge()
      return answer
    })

    .openapi(eraseAppealAsStaff, async (c) => {
      const staff = requireStaff(c, 'administrator')
      const reader = readerOf(c)
      const { number } = c.req.valid('param')
      const { reason } = c.req.valid('json')
      privateCache(c)
      const answer = await once(c, services, async (transaction) => {
        const organizationId = reader.organization.id
        const locked = await lockAppeal(transaction, { organizationId, number })
        if (!locked) throw new Problem('not-found')
        const by = { actor: staff.actor, at: reader.now }
        const appeal = (await eraseAppeal(transaction, locked, by)) ?? locked
        if (!locked.erasedAt) {
          const entry = { action: 'appeal.erased', subject: `appeals/${number}`, details: { reason } }
          await recordAudit(transaction, { organizationId, ...by, ...entry })
        }
        return c.json(toStaff(appeal, await particularsOf(transaction, services, appeal), reader, staff), 201)
      })
      events.nudge()
      return answer
    })

    .openapi(eraseCommentAsStaff, async (c) => {
      const staff = requireStaff(c, 'administrator')
      const { id: organizationId, names, settings } = c.get('organization')
      const { discussion: discussionId, comment: id } = c.req.valid('param')
      const { reason } = c.req.valid('json')
      privateCache(c)
      const answer = await once(c, services, async (transaction) => {
        const by = { actor: staff.actor, at: now() }
        const comment = await eraseComment(transaction, { organizationId, discussionId, id }, by)
        if (!comment) throw new Problem('not-found')
        const entry = {
          action: 'comment.erased',
          subject: `comments/${id}`,
          details: { discussion: discussionId, reason },
        }
        await recordAudit(transaction, { organizationId, ...by, ...entry })
        const name = localize(names, c.get('language'), settings.languages)
        return c.json(toPublicComment(comment, { name, masking: unmasked }), 201)
      })
      events.nudge()
      return answer
    })
}

/** @throws {Problem} `not-found`, `wrong-secret` */
async function ownedBy(appeal: AppealRow | undefined, sender: Sender): Promise<AppealRow> {
  if (!sender.secret && !sender.residentId) throw new Problem('wrong-secret')
  if (!appeal) throw new Problem('not-found')
  if (!(await isOwn(appeal, sender))) throw new Problem('wrong-secret')
  return appeal
}
