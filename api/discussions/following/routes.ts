import { refuseBlocked } from '../../abuse/blocks.js'
import { admitByWork } from '../../identity/admission.js'
import { mayBeAsked } from '../../notifications/ask.js'
import type { Queryable } from '../../platform/database.js'
import { type AppContext, createRouter, privateCache } from '../../platform/http.js'
import { once } from '../../platform/idempotency.js'
import { localize } from '../../platform/language.js'
import { Problem } from '../../platform/problems.js'
import type { Services } from '../../platform/services.js'
import { readSignedId } from '../../platform/signed-id.js'
import { findResident } from '../../residents/known.js'
import { isKnownBy, subjectOf } from '../../residents/subject.js'
import { findBareDiscussion } from '../queries.js'
import * as contract from './contract.js'
import { findFollower, follow, setFollowing } from './follow.js'

/** Residents who have a discussion told to them by mail. */
export function followingRoutes(services: Services) {
  const { secret, sealing, mail, now } = services
  const find = async (c: AppContext, token: string, database: Queryable = c.get('database')) => {
    privateCache(c)
    const { id: organizationId, settings } = c.get('organization')
    const id = await readSignedId(secret, 'discussion-follower', { organizationId, token })
    const follower = id && (await findFollower(database, { organizationId, id }))
    if (!follower) throw new Problem('not-found')
    const { titles } = await findBareDiscussion(database, follower)
    const following: contract.Following = {
      discussion: follower.discussionId,
      title: localize(titles, c.get('language'), settings.languages),
      isFollowing: follower.confirmedAt !== null && follower.endedAt === null,
      pace: follower.pace,
    }
    return { follower, following }
  }
  const set = (c: AppContext, token: string, { isFollowing, pace: wanted }: contract.FollowingChange) =>
    once(c, services, async (transaction) => {
      const { follower, following } = await find(c, token, transaction)
      const pace = wanted ?? follower.pace
      const { timeZone } = c.get('organization').settings
      if (following.isFollowing !== isFollowing || following.pace !== pace)
        await setFollowing(transaction, follower, { isFollowing, pace, timeZone, now: now() })
      return c.json({ ...following, isFollowing, pace } satisfies contract.Following, 200)
    })

  return createRouter()
    .openapi(contract.followDiscussion, async (c) => {
      const { id: organizationId, settings } = c.get('organization')
      const { discussion: discussionId } = c.req.valid('param')
      const { email, pace } = c.req.valid('json')
      privateCache(c)
      if (!mail.isConfigured) throw new Problem('mail-not-configured')
      await refuseBlocked(c, services, email)
      const discussion = await findBareDiscussion(c.get('database'), { organizationId, discussionId })
      if (discussion.stage === 'outcome') throw new Problem('discussion-not-open')
      const isTheirs = await isKnownBy(services, organizationId, await findResident(c, services), email)
      const spend = await admitByWork(c, services)
      const subject = await subjectOf(secret, organizationId, { way: 'email', email })
      const mayAsk = async () => {
        if (!(await mayBeAsked(c, services, email))) throw new Problem('too-many-requests')
      }
      return once(c, services, async (transaction) => {
        await spend(transaction)
        await follow(transaction, {
          ...{ organizationId, discussionId, subject, email, pace, isTheirs, sealing, mayAsk },
          language: c.get('language'),
          timeZone: settings.timeZone,
          now: now(),
        })
        return c.json({ state: isTheirs ? 'on' : 'asked' } satisfies contract.Followed, 200)
      })
    })
    .openapi(contract.getFollowing, async (c) => c.json((await find(c, c.req.valid('param').token)).following, 200))
    .openapi(contract.setFollowing, (c) => set(c, c.req.valid('param').token, c.req.valid('json')))
    .openapi(contract.endFollowing, (c) => set(c, c.req.valid('param').token, { isFollowing: false }))
}
