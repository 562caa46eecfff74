import { Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { etag } from 'hono/etag'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { spoken, staffLanguages } from '../languages/further.js'
import { featureAt } from '../organizations/features.js'
import { defaults } from '../organizations/inherit.js'
import { listOrganizations } from '../organizations/list.js'
import { negotiateLanguage } from '../platform/language.js'
import type { AppFetch } from '../platform/own-api.js'
import { type ProblemCode, problemStatuses, problemText } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { SESSION_LASTS } from '../residents/sessions.js'
import { staffProvider } from '../staff/provider.js'
import { showAccessibility } from './accessibility.js'
import { sendAppeal, showAppealForm } from './appeal.js'
import { showAppeals } from './appeals.js'
import { actOnComment, showComment } from './comment.js'
import { addComment, showDiscussion } from './discussion.js'
import { commentOnDraft, showDraft } from './draft.js'
import { changeFollowing, followFromForm, showFollowing } from './following.js'
import { frontPage } from './front.js'
import { manifestOf, showOffline } from './installable.js'
import { contentPolicy, pageLayout } from './layout.js'
import { lookStyles } from './look.js'
import { showMap } from './map.js'
import { showMine, signOut } from './mine.js'
import { showModeration } from './moderation.js'
import { changeNotices, showNotices } from './notices.js'
import { actOnOpinions, showOpinions } from './opinions.js'
import { showOrganization } from './organization.js'
import { deviceCookie, knownBy, openPage, type Page, type PageContext, type PageEnv, sessionCookie } from './page.js'
import { accountPage, deskPage, deskPages, problemPage, staffPage } from './plain.js'
import { showPoll, voteInPoll } from './poll.js'
import { isOwnForm, readableForm, readPosted } from './posted.js'
import { showPoster } from './poster.js'
import { showPrivacy } from './privacy.js'
import type { Shown } from './shown.js'
import { showSignIn, signIn } from './sign-in.js'
import { showStatistics } from './statistics.js'
import { openAppeal, showAppeal } from './status.js'
import { styles } from './style.js'
import { supportFromForm } from './support.js'

/** Organizations the front page names. */
const FRONT_LIMIT = 100

/**
 * The pages of an organization: what the widgets do, for a browser without JavaScript, a QR code or a link in a mail.
 * They call the API by `fetch`, so the rules are the same.
 */
export function pageRoutes(fetch: AppFetch, services: Services) {
  const { database, settings, examplePage } = services
  const router = new Hono<PageEnv>()
  router.get('/o/style.css', etag(), (c) =>
    c.body(styles, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=300' }),
  )
  router.get('/', async (c) => {
    const organizations = await listOrganizations(database, FRONT_LIMIT)
    const [only, ...others] = organizations
    if (only && others.length === 0 && !examplePage) return c.redirect(`/o/${only.id}`, 302)
    setHeaders(c)
    c.header('vary', 'Accept-Language')
    return c.html(frontPage(languageOf(c, ['en', 'ru']), { organizations, examplePage }))
  })
  for (const each of deskPages)
    router.get(each.path, async (c) => {
      const organization = c.req.query('organization')
      const page = organization ? await openPage(fetch, c, organization, services) : undefined
      // For the map: whose desk it is may be known only once someone is signed in.
      setHeaders(c, page && !('type' in page) ? page.organization.map.tiles : defaults.map.tiles)
      c.header('vary', 'Accept-Language')
      return c.html(deskPage(languageOf(c, staffLanguages), each, organization))
    })
  router.get('/account/organization', (c) => {
    setHeaders(c)
    c.header('vary', 'Accept-Language')
    return c.html(staffPage(languageOf(c, staffLanguages), c.req.query('organization') ?? ''))
  })
  for (const page of [undefined, 'invitation', 'reset'] as const) {
    router.get(page ? `/account/${page}` : '/account', (c) => {
      setHeaders(c)
      c.header('vary', 'Accept-Language')
      return c.html(accountPage(languageOf(c, staffLanguages), page, staffProvider(services) !== undefined))
    })
  }
  router.use('/o/:organization/*', async (c, next) => {
    setHeaders(c)
    if (c.req.method === 'POST' && !isOwnForm(c, settings.PUBLIC_URL)) return refuse(c, 'origin-not-allowed')
    const page = await openPage(fetch, c, c.req.param('organization'), services)
    if ('type' in page)
      return refuse(c, page.type === '/problems/organization-retired' ? 'organization-retired' : 'not-found')
    c.set('page', page)
    c.set('isSecure', new URL(settings.PUBLIC_URL ?? c.req.url).protocol === 'https:')
    setHeaders(c, page.organization.map.tiles)
    c.header('content-language', page.language)
    const feature = featureAt(`/${c.req.path.split('/').slice(3).join('/')}`)
    if (feature && !page.organization.features[feature]) return showOff(c)
    return next()
  })
  router.post('/o/*', ...readableForm((c) => refuse(c as PageContext, 'too-large')))

  router.get('/o/:organization/look.css', etag(), (c) =>
    c.body(lookStyles(c.get('page').organization.look), 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=60',
    }),
  )

  router.get('/o/:organization/manifest.webmanifest', etag(), (c) =>
    c.body(JSON.stringify(manifestOf(c.get('page'))), 200, {
      'content-type': 'application/manifest+json; charset=utf-8',
      'cache-control': 'public, max-age=300',
      vary: 'Accept-Language',
    }),
  )
  router.get('/o/:organization/offline', (c) => show(c, '/offline', showOffline(c.get('page'))))
  router.get('/o/:organization', async (c) => show(c, '', await showOrganization(c.get('page'))))
  router
    .get('/o/:organization/appeal', async (c) => {
      const { category, address } = c.req.query()
      const query = new URLSearchParams({ ...(category && { category }), ...(address && { address }) })
      const path = query.size > 0 ? `/appeal?${query}` : '/appeal'
      return show(c, path, await showAppealForm(c.get('page'), category, { address }))
    })
    .post(async (c) => show(c, '/appeal', await sendAppeal(c.get('page'), await readPosted(c))))
  // The same for everyone: whoever carries it may keep it.
  router.get('/o/:organization/statistics', etag(), async (c) => {
    const { from, to } = c.req.query()
    const page = { ...c.get('page'), resident: undefined }
    c.set('page', page)
    c.header('cache-control', 'public, max-age=300')
    c.header('vary', 'Accept-Language')
    return show(c, '/statistics', await showStatistics(page, { ...(from && { from }), ...(to && { to }) }))
  })
  router.get('/o/:organization/moderation', async (c) => {
    const { cursor } = c.req.query()
    return show(c, '/moderation', await showModeration(c.get('page'), { ...(cursor && { cursor }) }))
  })
  router.get('/o/:organization/accessibility', (c) => show(c, '/accessibility', showAccessibility(c.get('page'))))
  router.get('/o/:organization/privacy', async (c) => show(c, '/privacy', await showPrivacy(c.get('page'))))
  router
    .get('/o/:organization/campaigns/:campaign{[a-z0-9-]+}', async (c) => {
      const campaign = c.req.param('campaign')
      const category = c.req.query('category')
      const path = `/campaigns/${campaign}${category ? `?${new URLSearchParams({ category })}` : ''}`
      return show(c, path, await showAppealForm(c.get('page'), category, { campaign }))
    })
    .post(async (c) => {
      const campaign = c.req.param('campaign')
      const shown = await sendAppeal(c.get('page'), await readPosted(c), campaign)
      return show(c, `/campaigns/${campaign}`, shown)
    })
  router.get('/o/:organization/appeals', async (c) => {
    const { number, status, cursor } = c.req.query()
    const path = status ? `/appeals?${new URLSearchParams({ status })}` : '/appeals'
    return show(c, path, await showAppeals(c.get('page'), { number, status, cursor }))
  })
  router.get('/o/:organization/map', async (c) => {
    const { topic, status, since, cursor } = c.req.query()
    const query = new URLSearchParams({ ...(topic && { topic }), ...(status && { status }), ...(since && { since }) })
    const shown = await showMap(c.get('page'), { topic, status, since, cursor })
    return show(c, query.size > 0 ? `/map?${query}` : '/map', shown)
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
  router.post('/o/:organization/appeals/:number{\\d{1,10}}/support', async (c) => {
    const number = c.req.param('number')
    return show(c, `/appeals/${number}`, await supportFromForm(c.get('page'), number, await readPosted(c)))
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
    .get('/o/:organization/discussions/:discussion{[a-z0-9-]+}/draft', async (c) => {
      const { version, paragraph, changes, cursor } = c.req.query()
      const discussion = c.req.param('discussion')
      const shown = await showDraft(c.get('page'), discussion, {
        ...(version && { version }),
        ...(paragraph && { paragraph }),
        ...(changes && { changes }),
        ...(cursor && { cursor }),
      })
      return show(c, `/discussions/${discussion}/draft`, shown)
    })
    .post(async (c) => {
      const discussion = c.req.param('discussion')
      const shown = await commentOnDraft(knownPage(c), discussion, await readPosted(c))
      return show(c, `/discussions/${discussion}/draft`, shown)
    })
  router.post('/o/:organization/discussions/:discussion{[a-z0-9-]+}/follow', async (c) => {
    const discussion = c.req.param('discussion')
    const shown = await followFromForm(c.get('page'), discussion, await readPosted(c))
    return show(c, `/discussions/${discussion}`, shown)
  })
  router
    .get('/o/:organization/following/:token{[\\w.-]{1,100}}', async (c) => {
      const token = c.req.param('token')
      return show(c, `/following/${token}`, await showFollowing(c.get('page'), token))
    })
    .post(async (c) => {
      const token = c.req.param('token')
      return show(c, `/following/${token}`, await changeFollowing(c.get('page'), token, await readPosted(c)))
    })
  router
    .get('/o/:organization/discussions/:discussion{[a-z0-9-]+}/opinions', async (c) => {
      const discussion = c.req.param('discussion')
      const { not, done } = c.req.query()
      const shown = await showOpinions(c.get('page'), discussion, { not, done })
      return show(c, `/discussions/${discussion}/opinions`, shown)
    })
    .post('/o/:organization/discussions/:discussion{[a-z0-9-]+}/opinions', async (c) => {
      const discussion = c.req.param('discussion')
      const shown = await actOnOpinions(knownPage(c), discussion, await readPosted(c))
      return show(c, `/discussions/${discussion}/opinions`, shown)
    })
    .get('/o/:organization/discussions/:discussion{[a-z0-9-]+}', async (c) => {
      const { cursor, thread, reply, sort, sent } = c.req.query()
      const discussion = c.req.param('discussion')
      const shown = await showDiscussion(c.get('page'), discussion, { cursor, thread, reply, sort, sent })
      return show(c, `/discussions/${discussion}`, shown)
    })
    .post(async (c) => {
      const discussion = c.req.param('discussion')
      const shown = await addComment(knownPage(c), discussion, await readPosted(c))
      return show(c, `/discussions/${discussion}`, shown)
    })
  router
    .get('/o/:organization/discussions/:discussion{[a-z0-9-]+}/comments/:comment{[0-9a-f-]{36}}', async (c) => {
      const { discussion, comment } = c.req.param()
      const shown = await showComment(c.get('page'), discussion, comment, c.req.query('done'))
      return show(c, `/discussions/${discussion}/comments/${comment}`, shown)
    })
    .post(async (c) => {
      const { discussion, comment } = c.req.param()
      const shown = await actOnComment(knownPage(c), discussion, comment, await readPosted(c))
      return show(c, `/discussions/${discussion}/comments/${comment}`, shown)
    })
  router
    .get('/o/:organization/sign-in', async (c) =>
      show(c, '/sign-in', await showSignIn(c.get('page'), c.req.query('to'))),
    )
    .post(async (c) => show(c, '/sign-in', await signIn(c.get('page'), await readPosted(c))))
  router.get('/o/:organization/mine', async (c) => show(c, '/mine', await showMine(c.get('page'))))
  router.post('/o/:organization/sign-out', async (c) => show(c, '', await signOut(c.get('page'))))
  router.get('/o/:organization/poster', async (c) => {
    const { category = '', address = '' } = c.req.query()
    return show(
      c,
      `/poster?${new URLSearchParams({ category, address })}`,
      await showPoster(c.get('page'), { category, address }),
    )
  })
  router
    .get('/o/:organization/notices/:token{[\\w.-]{1,100}}', async (c) => {
      const token = c.req.param('token')
      return show(c, `/notices/${token}`, await showNotices(c.get('page'), token))
    })
    .post(async (c) => {
      const token = c.req.param('token')
      return show(c, `/notices/${token}`, await changeNotices(c.get('page'), token, await readPosted(c)))
    })
  // A person who mistyped an address is told so in words; programs get the problem document.
  router.use('*', async (c, next) => {
    if (c.req.method !== 'GET' || !c.req.header('accept')?.includes('text/html')) return next()
    setHeaders(c)
    return refuse(c, 'not-found')
  })
  return router
}

function show(c: PageContext, path: string, shown: Shown) {
  if ('location' in shown) {
    if (shown.session !== undefined) keepSession(c, shown.session)
    return c.redirect(shown.location, 303)
  }
  if ('file' in shown) {
    c.header('content-disposition', `attachment; filename="${shown.file.name}"`)
    return c.body(shown.file.content, 200, { 'content-type': 'application/json; charset=utf-8' })
  }
  if ('problem' in shown) {
    const { language, link } = c.get('page')
    return c.html(problemPage(language, shown.problem, link('')), shown.problem.status as ContentfulStatusCode)
  }
  const { title, content, status = 200 } = shown
  return c.html(pageLayout(c.get('page'), { title, path, content }), status as ContentfulStatusCode)
}

/** Whoever comes by an old link learns that it is not their mistake, and goes on from there. */
function showOff(c: PageContext) {
  const page = c.get('page')
  const { texts, link } = page
  const content = html`<h1>${texts.off}</h1><div class="card"><p>${texts.offMeans}</p><p><a href="${link('')}">${page.organization.name}</a></p></div>`
  return c.html(pageLayout(page, { title: texts.off, path: '', content }), 404)
}

/** Seconds for which a browser is known again after it last wrote. */
const DEVICE_LASTS = 400 * 86_400

/** Of these pages alone, and of no script. */
const cookieOptions = (c: PageContext) =>
  ({
    path: `/o/${c.get('page').organization.id}`,
    httpOnly: true,
    sameSite: 'Strict',
    secure: c.get('isSecure'),
  }) as const

/** Who writes in a discussion without scripts is known again by this browser. */
function knownPage(c: PageContext): Page {
  const page = c.get('page')
  const device = page.device ?? crypto.randomUUID().replaceAll('-', '')
  setCookie(c, deviceCookie(page.organization.id), device, { ...cookieOptions(c), maxAge: DEVICE_LASTS })
  return page.device ? page : knownBy(page, device)
}

/** The session of who signs in without scripts. Whoever signs out leaves nothing for the next at this computer. */
function keepSession(c: PageContext, session: string) {
  const { id } = c.get('page').organization
  if (session) return setCookie(c, sessionCookie(id), session, { ...cookieOptions(c), maxAge: SESSION_LASTS / 1000 })
  for (const name of [sessionCookie(id), deviceCookie(id)]) deleteCookie(c, name, cookieOptions(c))
}

function refuse(c: PageContext, code: ProblemCode) {
  const language = languageOf(c, spoken)
  return c.html(problemPage(language, problemText(code, language)), problemStatuses[code])
}

const languageOf = (c: PageContext, offered: readonly string[]) =>
  negotiateLanguage([c.req.query('lang'), c.req.header('accept-language')].filter(Boolean).join(', '), offered)

/** Each page holds a key of its own for what it sends, so that none may be kept. */
function setHeaders(c: PageContext, tiles?: string) {
  c.header('content-security-policy', contentPolicy(tiles))
  c.header('cache-control', 'no-store')
}
