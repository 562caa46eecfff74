import { Hono, type MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { load } from '../abuse/standing.js'
import { isWayTaken } from '../identity/admission.js'
import { finishOidc, type OidcPending, type OidcProvider, startOidc } from '../identity/oidc.js'
import { isAllowedOrigin } from '../organizations/origins.js'
import type { OrganizationFinder } from '../organizations/resolve.js'
import { equalHashes, randomSecret, sha256 } from '../platform/crypto.js'
import type { AppContext, Env } from '../platform/http.js'
import { negotiateLanguage } from '../platform/language.js'
import { Problem, problemStatuses, problemText } from '../platform/problems.js'
import { windowHeaders } from '../platform/security-headers.js'
import type { Services } from '../platform/services.js'
import { createSignIns, type SignedIn } from '../residents/sign-ins.js'
import { sourcePlace, sourcesOf } from '../residents/sources.js'
import { vouchedIn } from '../residents/vouched.js'
import type { Html } from './layout.js'
import { plainPage, problemPage } from './plain.js'
import { textsFor } from './texts.js'

/** Milliseconds: until the browser is back, and until the page has taken what came. */
const BACK_WITHIN = 10 * 60_000
const TAKEN_WITHIN = 60_000
/** Ties what comes back to the browser that began: else a resident could be signed in as someone else, unaware. */
const COOKIE = 'vmeste-oidc'

interface Begun {
  pending: OidcPending
  sourceId: string
  /** Of the page that is told. */
  origin: string
  /** SHA-256 of the cookie. */
  browser: string
}

/**
 * A sign-in elsewhere, in a window that an element opened: it goes to the provider, comes back, and hands a code to the
 * page that opened it, and to no other. The page exchanges it for a session.
 */
export function oidcPages(services: Services, organizations: OrganizationFinder) {
  const { database, settings, sealing, log, fetchOutside } = services
  const router = new Hono<Env>()

  const addressOf = (c: AppContext) => {
    const { origin } = new URL(settings.PUBLIC_URL ?? c.req.url)
    const path = `/o/${c.get('organization').id}/oidc`
    return { origin, path, redirectUri: `${origin}${path}/return` }
  }
  const providerOf = async (c: AppContext, sourceId?: string): Promise<{ id: string; provider: OidcProvider }> => {
    const { id: organizationId } = c.get('organization')
    const sources = await sourcesOf(c.get('database'), organizationId)
    const source = sources.find(({ way, id }) => way === 'oidc' && (sourceId === undefined || id === sourceId))
    if (!source) throw new Problem('not-found')
    const { id, issuer, clientId, sealed } = source
    const clientSecret = sealed === null ? undefined : await sealing.unseal(sourcePlace(organizationId, id), sealed)
    return { id, provider: { issuer, clientId: clientId ?? '', clientSecret, fetch: fetchOutside } }
  }

  for (const path of ['/o/:organization/oidc', '/o/:organization/oidc/return'])
    router.use(path, windowHeaders, ofOrganization)

  router.get('/o/:organization/oidc', async (c) => {
    const { id: organizationId, settings: policy } = c.get('organization')
    const { origin, path, redirectUri } = addressOf(c)
    const asking = c.req.query('origin') ?? ''
    if (asking !== origin && !isAllowedOrigin(asking, policy.allowedOrigins)) throw new Problem('origin-not-allowed')
    load(c, services, 'signins').count()
    const { id: sourceId, provider } = await providerOf(c)
    const { address, pending } = await startOidc(provider, { redirectUri, language: c.get('language'), log })
    const browser = randomSecret()
    const begun: Begun = { pending, sourceId, origin: asking, browser: await sha256(browser) }
    const signIns = createSignIns(services, organizationId)
    await signIns.begin(c.get('database'), 'begun', begun, { milliseconds: BACK_WITHIN, key: pending.state })
    // Lax: it must come along when the provider sends the browser back.
    setCookie(c, COOKIE, browser, {
      path,
      httpOnly: true,
      sameSite: 'Lax',
      secure: origin.startsWith('https:'),
      maxAge: BACK_WITHIN / 1000,
    })
    return c.redirect(address, 302)
  })

  router.get('/o/:organization/oidc/return', async (c) => {
    const { id: organizationId } = c.get('organization')
    const state = c.req.query('state') ?? ''
    const signIns = createSignIns(services, organizationId)
    const begun = await signIns.read<Begun>(c.get('database'), 'begun', state)
    const browser = await sha256(getCookie(c, COOKIE) ?? '')
    if (!begun || !equalHashes(begun.browser, browser)) throw new Problem('oidc-failed')
    // Whatever comes of it, it is over: nothing is tried twice.
    if (!(await signIns.end(c.get('database'), 'begun', state))) throw new Problem('oidc-failed')
    const { provider } = await providerOf(c, begun.sourceId)
    const returned = new URL(addressOf(c).redirectUri)
    returned.search = new URL(c.req.url).search
    const person = await finishOidc(provider, { returned, pending: begun.pending, log })
    const { issuer, subject, name, email, claims } = person
    const told = { name: name?.slice(0, 120) ?? null, email: email ?? null, vouched: vouchedIn(claims) }
    const signedIn: SignedIn = { known: { way: 'oidc', issuer, subject }, told }
    const code = await signIns.begin(c.get('database'), 'back', signedIn, { milliseconds: TAKEN_WITHIN })
    return c.html(handOver(c, { origin: begun.origin, code }))
  })

  router.onError((error, c) => {
    if (!(error instanceof Problem)) throw error
    const language = negotiateLanguage(c.req.header('accept-language'), ['en', 'ru'])
    return c.html(problemPage(language, problemText(error.code, language)), problemStatuses[error.code])
  })
  return router

  function ofOrganization(...[c, next]: Parameters<MiddlewareHandler<Env>>) {
    return (async () => {
      const organization = await organizations.find(c.req.param('organization') ?? '')
      if (organization.retiredAt) throw new Problem('organization-retired')
      c.set('organization', organization)
      c.set('database', database.within(organization.path))
      c.set('language', negotiateLanguage(c.req.header('accept-language'), organization.settings.languages))
      if (!isWayTaken(c, 'oidc')) throw new Problem('not-found')
      c.header('content-security-policy', POLICY)
      c.header('cache-control', 'no-store')
      await next()
    })()
  }
}

/** It runs one script of ours, which tells the page that opened it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

function handOver(c: AppContext, { origin, code }: { origin: string; code: string }): Html {
  const language = c.get('language') === 'ru' ? 'ru' : 'en'
  const texts = textsFor(language)
  return plainPage(
    language,
    texts.signedIn,
    html`<h1>${texts.signedIn}</h1><div class="card" id="handover" data-origin="${origin}" data-code="${code}"><p>${texts.closeWindow}</p></div>`,
    html`<script type="module" src="/handover.js"></script>`,
  )
}
