import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/** For what is no page of its own: nothing in it may run, load, or be framed. */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const everywhere = {
  xFrameOptions: false,
  // A year. Not for the subdomains: on a town's own address they are other people's, and may not speak TLS.
  strictTransportSecurity: 'max-age=31536000',
}

/**
 * What browsers are told of every answer: not to guess its type, to name no referrer, to come by TLS only. A policy of
 * content that the answer has itself is left; all others get the one that allows nothing. Who may frame it is said by
 * that policy (`frame-ancestors`), not by `X-Frame-Options`, which knows no exceptions.
 */
export const securityHeaders: MiddlewareHandler = headers({
  crossOriginResourcePolicy: 'cross-origin',
})

/** For files that other sites' pages use, and for pages that stand for such a site: they may open others and be opened. */
export const siteHeaders: MiddlewareHandler = headers({
  crossOriginResourcePolicy: 'cross-origin',
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  referrerPolicy: 'strict-origin-when-cross-origin',
})

/** For a window that another site's page opened, and that has something to tell it. */
export const windowHeaders: MiddlewareHandler = headers({
  crossOriginOpenerPolicy: false,
})

function headers(options: Parameters<typeof secureHeaders>[0]): MiddlewareHandler {
  const set = secureHeaders({ ...everywhere, ...options })
  const nothingMore = async () => {}
  return async (c, next) => {
    await next()
    // Set already, by what answered within.
    if (c.res.headers.has('x-permitted-cross-domain-policies')) return
    await set(c, nothingMore)
    // What has not changed keeps the policy it was sent with: another here would take its place.
    if (c.res.status !== 304 && !c.res.headers.has('content-security-policy'))
      c.header('content-security-policy', NOTHING)
  }
}
