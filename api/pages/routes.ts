import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { etag } from 'hono/etag'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { negotiateLanguage } from '../platform/language.js'
import type { AppFetch } from '../platform/own-api.js'
import en from '../platform/problems.en.js'
import { type ProblemCode, problemStatuses } from '../platform/problems.js'
import ru from '../platform/problems.ru.js'
import type { Services } from '../platform/services.js'
import { sendAppeal, showAppealForm } from './appeal.js'
import { addComment, showDiscussion } from './discussion.js'
import { contentPolicy, pageLayout } from './layout.js'
import { showOrganization } from './organization.js'
import { openPage, type PageContext, type PageEnv } from './page.js'
import { deskPage, problemPage } from './plain.js'
import { showPoll, voteInPoll } from './poll.js'
import { isOwnForm, readPosted } from './posted.js'
import type { Shown } from './shown.js'
import { openAppeal, showAppeal } from './status.js'
import { styles } from './style.js'

/** Bytes: an appeal comes with its files. */
const MAXIMUM_FORM = 31 * 1024 * 1024

/**
 * The pages of an organization: what the widgets do, for a browser without JavaScript, a QR code or a link in a mail.
 * They call the API by `fetch`, so the rules are the same.
 */
export function pageRoutes(fetch: AppFetch, { settings }: Services) {
  const router = new Hono<PageEnv>()
  router.get('/o/style.css', etag(), (c) =>
    c.body(styles, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=300' }),
  )
  router.get('/desk', (c) => {
    setHeaders(c)
    return c.html(deskPage(languageOf(c), c.req.query('organization')))
  })
  router.use('/o/:organization/*', async (c, next) => {
    setHeaders(c)
    if (c.req.method === 'POST' && !isOwnForm(c, settings.PUBLIC_URL)) return refuse(c, 'origin-not-allowed')
    const page = await openPage(fetch, c, c.req.param('organization'))
    if (!page) return refuse(c, 'not-found')
    c.set('page', page)
    setHeaders(c, page.organization.map.tiles)
    c.header('content-language', page.language)
    return next()
  })
  router.post('/o/*', bodyLimit({ maxSize: MAXIMUM_FORM, onError: (c) => refuse(c as PageContext, 'too-large') }))

  router.get('/o/:organization', async (c) => show(c, '', await showOrganization(c.get('page'))))
  router
    .get('/o/:organization/appeal', async (c) => {
      const category = c.req.query('category')
      return show(c, '/appeal', await showAppealForm(c.get('page'), category))
    })
    .post(async (c) => show(c, '/appeal', await sendAppeal(c.get('page'), await readPosted(c))))
  router.get('/o/:organization/appeals', (c) => {
    const number = c.req.query('number') ?? ''
    return c.redirect(c.get('page').link(/^\d{1,10}$/.test(number) ? `/appeals/${number}` : ''), 303)
  })
  router
    .get('/o/:organization/appeals/:number{\\d{1,10}}', async (c) => {
      const number = c.req.param('number')
      return show(c, `/appeals/${number}`, await showAppeal(c.get('page'), number))
    })
    .post(async (c) => {
      const number = c.req.param('number')
      return show(c, `/appeals/${number}`, await openAppeal(c.get('page'), number, await readPosted(c)))
    })
  router
    .get('/o/:organization/polls/:poll{[a-z0-9-]+}', async (c) => {
      const poll = c.req.param('poll')
      return show(c, `/polls/${poll}`, await showPoll(c.get('page'), poll))
    })
    .post(async (c) => {
      const poll = c.req.param('poll')
      return show(c, `/polls/${poll}`, await voteInPoll(c.get('page'), poll, await readPosted(c)))
    })
  router
    .get('/o/:organization/discussions/:discussion{[a-z0-9-]+}', async (c) => {
      const { cursor, thread, reply } = c.req.query()
      const discussion = c.req.param('discussion')
      const shown = await showDiscussion(c.get('page'), discussion, { cursor, thread, reply })
      return show(c, `/discussions/${discussion}`, shown)
    })
    .post(async (c) => {
      const discussion = c.req.param('discussion')
      const shown = await addComment(c.get('page'), discussion, await readPosted(c))
      return show(c, `/discussions/${discussion}`, shown)
    })
  return router
}

function show(c: PageContext, path: string, shown: Shown) {
  if ('location' in shown) return c.redirect(shown.location, 303)
  if ('problem' in shown) {
    return c.html(problemPage(c.get('page').language, shown.problem), shown.problem.status as ContentfulStatusCode)
  }
  const { title, content, status = 200 } = shown
  return c.html(pageLayout(c.get('page'), { title, path, content }), status as ContentfulStatusCode)
}

function refuse(c: PageContext, code: ProblemCode) {
  const language = languageOf(c)
  return c.html(problemPage(language, (language === 'ru' ? ru : en)[code]), problemStatuses[code])
}

const languageOf = (c: PageContext) =>
  negotiateLanguage([c.req.query('lang'), c.req.header('accept-language')].filter(Boolean).join(', '), ['en', 'ru'])

/** Each page holds a key of its own for what it sends, so that none may be kept. */
function setHeaders(c: PageContext, tiles?: string) {
  c.header('content-security-policy', contentPolicy(tiles))
  c.header('cache-control', 'no-store')
}
