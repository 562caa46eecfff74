import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Env } from './http.js'
import type { Log } from './services.js'

/** A line a request: by its route (`/v1/organizations/:organization/appeals/:number`), never by its address. */
export const logRequests =
  (log: Log): MiddlewareHandler<Env> =>
  async (c, next) => {
    const began = performance.now()
    await next()
    log.info(
      {
        requestId: c.get('requestId'),
        method: c.req.method,
        route: routePath(c),
        status: c.res.status,
        milliseconds: Math.round(performance.now() - began),
      },
      'answered',
    )
  }
