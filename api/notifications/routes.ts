import { findAppealById } from '../appeals/find.js'
import type { Queryable } from '../platform/database.js'
import { type AppContext, createRouter, privateCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { readSignedId } from '../platform/signed-id.js'
import { endNotices, getNotices, type Notices, setNotices } from './contract.js'
import { findFollower, setFollowing } from './follow.js'

export function notificationRoutes(services: Services) {
  const { secret, now } = services
  const find = async (c: AppContext, token: string, database: Queryable = c.get('database')) => {
    privateCache(c)
    const { id: organizationId } = c.get('organization')
    const id = await readSignedId(secret, 'follower', { organizationId, token })
    const follower = id && (await findFollower(database, { organizationId, id }))
    const appeal = follower && (await findAppealById(database, { organizationId, id: follower.appealId }))
    if (!follower || !appeal) throw new Problem('not-found')
    const { confirmedAt, endedAt } = follower
    return { follower, notices: { number: appeal.number, isFollowing: confirmedAt !== null && endedAt === null } }
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
    .openapi(endNotices, (c) => set(c, c.req.valid('param').token, false))
}
