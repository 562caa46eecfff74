import { requireStaff } from '../identity/authenticate.js'
import type { Role } from '../identity/roles.js'
import { type AppContext, createRouter, privateCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import type { Services } from '../platform/services.js'
import { toETag } from '../platform/version.js'
import * as manage from './manage.js'
import { findBareDiscussion } from './queries.js'
import * as contract from './staff-contract.js'
import { legalStages } from './stages.js'

const writers = ['coordinator', 'administrator'] as const

/** How staff write discussions, lead them to an outcome, and slow them down. */
export function discussionStaffRoutes(services: Services) {
  const { now } = services
  const whichOf = (c: AppContext, id: string) => ({ organizationId: c.get('organization').id, id })
  const byOf = (c: AppContext, roles: readonly Role[], ifMatch?: string): manage.By => {
    const { actor } = requireStaff(c, ...roles)
    privateCache(c)
    return { actor, at: now(), timeZone: c.get('organization').settings.timeZone, ifMatch }
  }
  const told = (c: AppContext, discussion: manage.BareDiscussion) => {
    c.header('etag', toETag(discussion.version))
    return toAdministration(discussion)
  }
  /** Readers of the stream hear of it at once. */
  const toldOnce = async <Answer extends Response>(c: AppContext, work: Parameters<typeof once<Answer>>[2]) => {
    const answer = await once(c, services, work)
    services.events.nudge()
    return answer
  }

  return createRouter()
    .openapi(contract.getDiscussionDefinition, async (c) => {
      requireStaff(c, 'coordinator', 'moderator', 'leader', 'administrator')
      privateCache(c)
      const { organizationId, id: discussionId } = whichOf(c, c.req.valid('param').discussion)
      const discussion = await findBareDiscussion(c.get('database'), { organizationId, discussionId })
      return c.json(told(c, discussion), 200)
    })

    .openapi(contract.setDiscussionDefinition, async (c) => {
      const by = byOf(c, writers, c.req.valid('header')['if-match'])
      const which = whichOf(c, c.req.valid('param').discussion)
      return toldOnce(c, async (transaction) => {
        const { discussion, isNew } = await manage.setDiscussion(transaction, which, c.req.valid('json'), by)
        return c.json(told(c, discussion), isNew ? 201 : 200)
      })
    })

    .openapi(contract.deleteDiscussion, async (c) => {
      const by = byOf(c, writers, c.req.valid('header')['if-match'])
      const which = whichOf(c, c.req.valid('param').discussion)
      await c.get('database').transaction((transaction) => manage.deleteDiscussion(transaction, which, by))
      return c.body(null, 204)
    })

    .openapi(contract.createStage, async (c) => {
      const by = byOf(c, writers, c.req.valid('header')['if-match'])
      const which = whichOf(c, c.req.valid('param').discussion)
      return toldOnce(c, async (transaction) =>
        c.json(told(c, await manage.moveDiscussion(transaction, which, c.req.valid('json'), by)), 201),
      )
    })

    .openapi(contract.restrictDiscussion, async (c) => {
      const by = byOf(c, ['moderator', ...writers])
      const which = whichOf(c, c.req.valid('param').discussion)
      return toldOnce(c, async (transaction) =>
        c.json(told(c, await manage.restrictDiscussion(transaction, which, c.req.valid('json'), by)), 200),
      )
    })
}

const toAdministration = ({
  organizationId: _,
  frozenAt,
  frozenFor: __,
  stages: ___,
  ...row
}: manage.BareDiscussion): contract.DiscussionAdministration => ({
  ...row,
  opensAt: row.opensAt.toISOString(),
  closesAt: row.closesAt?.toISOString() ?? null,
  isFrozen: frozenAt !== null,
  legal: legalStages(row.stage),
})
