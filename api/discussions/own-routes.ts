import { refuseBlocked } from '../abuse/blocks.js'
import { noteChange } from '../abuse/senders.js'
import { load } from '../abuse/standing.js'
import { admit } from '../identity/admission.js'
import { requireStaff } from '../identity/authenticate.js'
import { type AppContext, createRouter, privateCache, publicCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { findResident } from '../residents/known.js'
import { hostOf } from './host.js'
import * as own from './own.js'
import * as contract from './own-contract.js'
import { authorOf, voterOf } from './person.js'
import { findComment } from './queries.js'
import type { Recount } from './recount.js'
import { toPublicComment } from './view.js'

/** What authors do with their comments, and readers with those of others. */
export function ownCommentRoutes(services: Services, recount: Recount) {
  const { now } = services
  const keyOf = (c: AppContext, { discussion, comment }: { discussion: string; comment: string }) => {
    c.set('about', `comments/${comment}`)
    return { organizationId: c.get('organization').id, discussionId: discussion, id: comment }
  }
  const byOf = async (c: AppContext): Promise<own.Changer & { strain: number }> => {
    privateCache(c)
    if (c.get('staff')) return { author: null, isStaff: true, strain: 0 }
    const resident = await findResident(c, services)
    await refuseBlocked(c, services)
    const { strain, count } = load(c, services, 'discussions')
    count()
    return { author: await authorOf(c, services, resident), isStaff: false, strain }
  }
  const isResidents = async (c: AppContext) => {
    privateCache(c)
    const admission = await admit(c, services, 'discussions', { action: 'reactions' })
    if (admission.way === 'staff') throw new Problem('forbidden')
    return admission
  }

  return createRouter()
    .openapi(contract.getComment, async (c) => {
      const comment = await findComment(c.get('database'), keyOf(c, c.req.valid('param')))
      if (!comment) throw new Problem('not-found')
      // The same address shows more to staff.
      c.header('vary', 'Authorization', { append: true })
      if (c.get('staff')) privateCache(c)
      else publicCache(c, 0)
      return c.json(toPublicComment(comment, hostOf(c)), 200)
    })

    .openapi(contract.editComment, async (c) => {
      const key = keyOf(c, c.req.valid('param'))
      const by = await byOf(c)
      const { text } = c.req.valid('json')
      const answer = await once(c, services, async (transaction) => {
        const arrive = async () => {
          const changed = { about: `comments/${key.id}`, texts: [key.discussionId, text] }
          const others = await noteChange(transaction, c, services, 'discussions', changed)
          return { by: 'nothing' as const, strain: by.strain, others }
        }
        const comment = await own.editComment(transaction, c.get('organization'), key, text, { by, at: now(), arrive })
        return c.json(toPublicComment(comment, hostOf(c)), 200)
      })
      services.events.nudge()
      return answer
    })

    .openapi(contract.withdrawComment, async (c) => {
      const key = keyOf(c, c.req.valid('param'))
      const by = await byOf(c)
      const answer = await once(c, services, async (transaction) => {
        const comment = await own.withdrawComment(transaction, c.get('organization'), key, { by, at: now() })
        return c.json(toPublicComment(comment, hostOf(c)), 200)
      })
      services.events.nudge()
      return answer
    })

    .openapi(contract.setReaction, async (c) => {
      const key = keyOf(c, c.req.valid('param'))
      const { resident, spend } = await isResidents(c)
      const voter = await voterOf(c, services, { ...key, resident })
      const { value } = c.req.valid('json')
      await c.get('database').transaction(async (transaction) => {
        await spend(transaction)
        await own.react(transaction, key, { voter, value, at: now() })
      })
      await recount(key, key.id)
      const comment = await findComment(c.get('database'), key)
      if (!comment) throw new Problem('not-found')
      return c.json(toPublicComment(comment, hostOf(c)), 200)
    })

    .openapi(contract.flagComment, async (c) => {
      const key = keyOf(c, c.req.valid('param'))
      const { resident, spend } = await isResidents(c)
      const flagger = await voterOf(c, services, { ...key, resident })
      const { reason, text } = c.req.valid('json')
      const answer = await once(c, services, async (transaction) => {
        await spend(transaction)
        const flag = { flagger, reason, text, at: now() }
        return c.json(await own.flagComment(transaction, c.get('organization'), key, flag), 201)
      })
      services.events.nudge()
      return answer
    })

    .openapi(contract.pinComment, async (c) => {
      const { actor } = requireStaff(c, 'moderator', 'coordinator', 'administrator')
      const key = keyOf(c, c.req.valid('param'))
      privateCache(c)
      const by = { ...c.req.valid('json'), actor, at: now() }
      const answer = await once(c, services, async (transaction) => {
        const comment = await own.pinComment(transaction, c.get('organization'), key, by)
        return c.json(toPublicComment(comment, hostOf(c)), 200)
      })
      services.events.nudge()
      return answer
    })
}
