import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'
import { etag } from 'hono/etag'
import { siteHeaders } from './security-headers.js'

/** Seconds: the loader is asked for again after this, so that a release reaches every page within minutes. */
const LOADER_FRESH = 300
const YEAR = 31_536_000

/**
 * What is served from files: the loader `/embed.js`, the elements' chunks under `/widgets/` (named by their content,
 * so never asked for twice), and in the demo the example pages.
 */
export function createAssets({ publicFolder, examples }: { publicFolder: string; examples?: string }) {
  const assets = new Hono()
  if (existsSync(publicFolder)) {
    const files = serveStatic({ root: publicFolder, precompressed: true })
    assets.use('/embed.js', siteHeaders, forEverySite(`public, max-age=${LOADER_FRESH}`), etag(), files)
    assets.use('/handover.js', siteHeaders, forEverySite(`public, max-age=${LOADER_FRESH}`), etag(), files)
    for (const file of ['/proof.html', '/proof.js'])
      assets.use(file, siteHeaders, forEverySite(`public, max-age=${LOADER_FRESH}`), inEveryPage, etag(), files)
    assets.use('/snippet.js', freshFor(LOADER_FRESH), etag(), files)
    // Of this origin's pages alone, and what it may do is said by the policy of all that is no page: nothing is fetched.
    assets.use('/push.js', freshFor(LOADER_FRESH), etag(), files)
    assets.use('/installed.js', freshFor(LOADER_FRESH), etag(), files)
    assets.use('/offline.js', siteHeaders, fromPagesBelow('/o/'), freshFor(LOADER_FRESH), etag(), files)
    assets.use('/widgets/*', siteHeaders, forEverySite(`public, max-age=${YEAR}, immutable`), files)
  }
  if (examples && existsSync(examples)) {
    assets.use(
      '/examples/*',
      siteHeaders,
      directoriesEndInSlash(examples),
      exampleHeaders,
      etag(),
      serveStatic({ root: path.dirname(examples) }),
    )
  }
  return assets
}

/** Modules are fetched by CORS from whatever page embeds them. */
const forEverySite =
  (cacheControl: string): MiddlewareHandler =>
  async (c, next) => {
    await next()
    if (c.res.status >= 400) return
    c.header('access-control-allow-origin', '*')
    c.header('cache-control', cacheControl)
    c.header('vary', 'Accept-Encoding')
  }

const freshFor =
  (seconds: number): MiddlewareHandler =>
  async (c, next) => {
    await next()
    if (c.res.status < 400) c.header('cache-control', `public, max-age=${seconds}`)
  }

/** A worker that stands before pages elsewhere than beside itself; it fetches what they do, from here alone. */
const fromPagesBelow =
  (scope: string): MiddlewareHandler =>
  async (c, next) => {
    await next()
    c.header('content-security-policy', "default-src 'none'; connect-src 'self'")
    c.header('service-worker-allowed', scope)
  }

/** The frame that does the work of a proof (`widgets/identity/frame.ts`): it runs its own script and worker, and nothing else. */
const inEveryPage: MiddlewareHandler = async (c, next) => {
  await next()
  c.header('content-security-policy', "default-src 'none'; script-src 'self'; worker-src 'self'; base-uri 'none'")
  // A page that asks this of its frames can embed it too.
  c.header('cross-origin-embedder-policy', 'require-corp')
}

/** As strict as a careful site's: what the widgets need must fit into it. */
const EXAMPLE_POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob: https:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
].join('; ')

const exampleHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  if (c.res.headers.get('content-type')?.startsWith('text/html')) c.header('content-security-policy', EXAMPLE_POLICY)
  c.header('cache-control', 'no-cache')
}

/** Else the links of a folder's page would lead beside it. */
const directoriesEndInSlash =
  (root: string): MiddlewareHandler =>
  async (c, next) => {
    const wanted = path.join(path.dirname(root), c.req.path)
    const isInside = wanted.startsWith(root)
    if (!c.req.path.endsWith('/') && isInside && (await stat(wanted).catch(() => undefined))?.isDirectory()) {
      return c.redirect(`${c.req.path}/`, 308)
    }
    return next()
  }
