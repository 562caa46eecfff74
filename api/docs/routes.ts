import type { OpenAPIHono } from '@hono/zod-openapi'
import { type Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import { raw } from 'hono/html'
import { contentPolicy } from '../pages/layout.js'
import type { Env } from '../platform/http.js'
import { negotiateLanguage } from '../platform/language.js'
import { ownApi } from '../platform/own-api.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { isElementPage, LOADER, withoutLive } from './elements.js'
import { type Demo, exampleBody, findDemo } from './examples.js'
import { fillIn, menuOf, readGuides } from './guides.js'
import { jsonSchemaOf } from './json-schema.js'
import { docsLayout, mark } from './layout.js'
import { createDocument, type Document } from './openapi.js'
import { isProblemCode, renderProblem } from './problem.js'
import { renderReference } from './reference.js'
import { createSearch, renderFound, sectionsOf } from './search.js'
import { styles } from './style.js'

/** Milliseconds for which the examples keep speaking of what they found. */
const DEMO_FRESH = 60_000
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

const nothingLive =
  'It works here where the demonstration is, as <code>npm start</code> brings it. With an organization of yours: <a href="/embed">/embed</a>.'

/** The API's document and its readable form. Made from `app` once it is complete: at the first request. */
export function docsRoutes(app: OpenAPIHono<Env>, services: Services) {
  const guides = readGuides(services.guides ?? new Map())
  const menu = menuOf(guides)
  const router = new Hono<Env>()
  const etags = etag()
  const address = (c: Context) => services.settings.PUBLIC_URL ?? new URL(c.req.url).origin

  let made: Document | undefined
  const document = () => {
    made ??= createDocument(app, { server: services.settings.PUBLIC_URL ?? '/', version: '1' })
    return made
  }
  let demo: { until: number; found: Promise<Demo> } | undefined
  const findDemoNow = (c: Context) => {
    const time = services.now().getTime()
    if (!demo || demo.until <= time) demo = { until: time + DEMO_FRESH, found: findDemo(ownApi(app.fetch, c, 'en')) }
    return demo.found
  }

  router.use('/v1/openapi.json', etags)
  router.get('/v1/openapi.json', (c) => {
    c.header('cache-control', 'public, max-age=300')
    return c.json(document())
  })
  router.use('/v1/schemas/*', etags)
  router.get('/v1/schemas/poll.json', (c) => {
    c.header('cache-control', 'public, max-age=300')
    return c.body(
      JSON.stringify(jsonSchemaOf(document(), 'PollDefinition', `${address(c)}/v1/schemas/poll.json`), null, 2),
      200,
      {
        'content-type': 'application/schema+json; charset=utf-8',
      },
    )
  })

  for (const path of ['/docs', '/docs/*', '/problems/*']) {
    router.use(path, etags, async (c, next) => {
      c.header('content-security-policy', policy)
      c.header('cache-control', 'public, max-age=300')
      await next()
    })
  }
  router.get('/docs/style.css', (c) => c.body(styles, 200, { 'content-type': 'text/css; charset=utf-8' }))
  router.get('/docs/icon.svg', (c) =>
    c.body(mark.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"'), 200, { 'content-type': 'image/svg+xml' }),
  )
  router.get('/docs', async (c) => {
    const { contents, content } = renderReference(document(), await findDemoNow(c), address(c))
    return c.html(docsLayout({ title: 'API reference', current: '/docs', menu, contents, content }))
  })
  const sections = () => sectionsOf(guides, document())
  let search: ReturnType<typeof createSearch> | undefined
  router.get('/docs/search.json', (c) => c.json(sections()))
  router.get('/docs/search', (c) => {
    const query = (c.req.query('q') ?? '').trim().slice(0, 100)
    search ??= createSearch(sections())
    const content = renderFound(query, query ? search(query) : [])
    return c.html(docsLayout({ title: 'Search', menu, query, content }))
  })
  router.get('/docs/:guide{[a-z0-9-]+(?:/[a-z-]+)?}', async (c) => {
    const guide = guides.find(({ name }) => name === c.req.param('guide'))
    if (!guide) throw new Problem('not-found')
    const found = await findDemoNow(c)
    const { organization, poll, discussion, category } = found
    const values = {
      origin: address(c),
      organization,
      poll: poll?.id ?? 'POLL',
      discussion: discussion?.id ?? 'DISCUSSION',
      category: category?.code ?? 'CATEGORY',
      appeal: exampleBody('createAppeal', found),
      ballot: exampleBody('castBallot', found),
      number: String(found.number ?? 1),
    }
    const page = { title: guide.title, current: `/docs/${guide.name}`, menu }
    if (!isElementPage(guide.name)) return c.html(docsLayout({ ...page, content: raw(fillIn(guide.content, values)) }))
    // Of the demonstration alone: what is tried here is to reach no town.
    const isLive = services.examplePage !== undefined && found.tiles !== undefined
    if (isLive) c.header('content-security-policy', contentPolicy(found.tiles))
    const shown = isLive ? guide.content : withoutLive(guide.content, nothingLive)
    return c.html(docsLayout({ ...page, head: isLive ? raw(LOADER) : undefined, content: raw(fillIn(shown, values)) }))
  })
  router.get('/problems/:code', (c) => {
    const code = c.req.param('code')
    if (!isProblemCode(code)) throw new Problem('not-found')
    const language = negotiateLanguage(c.req.header('accept-language'), ['en', 'ru']) === 'ru' ? 'ru' : 'en'
    c.header('content-language', language)
    c.header('vary', 'Accept-Language')
    return c.html(docsLayout({ ...renderProblem(code, language), language, menu }))
  })
  return router
}
