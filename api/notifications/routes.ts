import { findAppealById, isOwn, lockAppeal } from '../appeals/find.js'
import { isAnswered } from '../appeals/view.js'
import { senderOf } from '../identity/sender.js'
import type { Queryable } from '../platform/database.js'
import { type AppContext, createRouter, privateCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { readSignedId } from '../platform/signed-id.js'
import { tellBrowser, untellBrowser } from './browsers.js'
import { endNotices, getNotices, type Notices, rateAsSupporter, setNotices, setPush } from './contract.js'
import { findFollower, rateAsFollower, setFollowing } from './follow.js'

export function notificationRoutes(services: Services) {
  const { secret, sealing, now } = services
  const find = async (c: AppContext, token: string, database: Queryable = c.get('database')) => {
    privateCache(c)
    const { id: organizationId } = c.get('organization')
    const id = await readSignedId(secret, 'follower', { organizationId, token })
    const follower = id && (await findFollower(database, { organizationId, id }))
    const appeal = follower && (await findAppealById(database, { organizationId, id: follower.appealId }))
    if (!follower || !appeal) throw new Problem('not-found')
    const { confirmedAt, endedAt, sealed, ratingScore } = follower
    const isSupporter = sealed !== null
    const notices: Notices = {
      number: appeal.number,
      isFollowing: confirmedAt !== null && endedAt === null,
      ...(isSupporter && {
        isSupporter: true as const,
        canRate: confirmedAt !== null && ratingScore === null && isAnswered(appeal) && !appeal.erasedAt,
      }),
    }
    return { follower, appeal, notices }
  }
  const set = (c: AppContext, token: string, isFollowing: boolean) =>
    once(c, services, async (transaction) => {
      const { follower, notices } = await find(c, token, transaction)
      if (notices.isFollowing !== isFollowing) await setFollowing(transaction, follower, isFollowing, now())
      return c.json({ ...notices, isFollowing } satisfies Notices, 200)
    })
  return createRouter()
    .openapi(getNotices, async (c) => c.json((await find(c, c.req.valid('param').token)).notices, 200))
    .openapi(setNotices, (c) => set(c, c.req.valid('param').token, c.req.valid('json').isFollowing))
    .openapi(rateAsSupporter, (c) =>
      once(c, services, async (transaction) => {
        const { follower, appeal, notices } = await find(c, c.req.valid('param').token, transaction)
        if (!notices.isSupporter) throw new Problem('not-found')
        if (appeal.erasedAt) throw new Problem('appeal-erased')
        if (!isAnswered(appeal)) throw new Problem('not-answered-yet')
        if (!notices.canRate || !(await rateAsFollower(transaction, follower, c.req.valid('json').score)))
          throw new Problem('already-rated')
        return c.json({ ...notices, canRate: false }, 200)
      }),
    )
    .openapi(endNotices, (c) => set(c, c.req.valid('param').token, false))

    .openapi(setPush, async (c) => {
      const { id: organizationId, settings } = c.get('organization')
      const { number } = c.req.valid('param')
      const { subscription, isFollowing } = c.req.valid('json')
      const sender = await senderOf(c, services)
      privateCache(c)
      if (!sender.secret && !sender.residentId) throw new Problem('wrong-secret')
      // Ended it can be also where it is allowed no more.
      if (isFollowing && !settings.notices.push) throw new Problem('not-found')
      return once(c, services, async (transaction) => {
        const appeal = await lockAppeal(transaction, { organizationId, number })
        if (!appeal) throw new Problem('not-found')
        if (!(await isOwn(appeal, sender))) throw new Problem('wrong-secret')
        if (isFollowing && appeal.erasedAt) throw new Problem('appeal-erased')
        const browser = { organizationId, appealId: appeal.id, subscription }
        if (isFollowing)
          await tellBrowser(transaction, sealing, { ...browser, language: c.get('language'), now: now() })
        else await untellBrowser(transaction, sealing, browser)
        return c.json({ number, isFollowing } satisfies Notices, 200)
      })
    })
}
