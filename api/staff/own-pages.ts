import type { MiddlewareHandler } from 'hono'
import { type Env, privateCache } from '../platform/http.js'
import { isFromOwnPage } from '../platform/own-origin.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'

/** Whatever people do about themselves is for the API's own pages: no other website may ask any of it, or keep an answer. */
export const ownPagesOnly =
  ({ settings }: Pick<Services, 'settings'>): MiddlewareHandler<Env> =>
  async (c, next) => {
    c.header('vary', 'Origin, Accept-Language, Cookie')
    privateCache(c)
    // Whoever signed in elsewhere comes back from there; what they bring is checked against what was begun here.
    const isReturn = c.req.path === '/v1/staff/oidc/return' && !c.req.header('origin')
    if (!isReturn && !isFromOwnPage(c, settings)) throw new Problem('origin-not-allowed')
    await next()
  }
