import type { MiddlewareHandler } from 'hono'
import { authenticate } from '../identity/authenticate.js'
import { isApiKey } from '../identity/keys.js'
import { slug } from '../platform/fields.js'
import type { AppContext, Env } from '../platform/http.js'
import { negotiateLanguage } from '../platform/language.js'
import { ownOrigin } from '../platform/own-origin.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { authenticatePerson } from '../staff/authenticate.js'
import { featureAt } from './features.js'
import { isAllowedOrigin } from './origins.js'
import type { OrganizationFinder } from './resolve.js'

/** Before every address of an organization: which one, may this website ask, in what language, who asks. */
export function organizationMiddleware(services: Services, organizations: OrganizationFinder): MiddlewareHandler<Env> {
  return async (c, next) => {
    const origin = c.req.header('origin')
    const isElsewhere = origin !== undefined && origin !== ownOrigin(c.req.url, services.settings.PUBLIC_URL)
    c.header('vary', 'Origin, Accept-Language, Vmeste-Staff')
    if (isElsewhere) {
      // Set before any refusal: also a website that is not allowed, or misspells the organization, can show why.
      c.header('access-control-allow-origin', origin)
      c.header('access-control-expose-headers', 'ETag, Location, Vmeste-Rows, RateLimit, RateLimit-Policy, Retry-After')
    }
    const id = slug.safeParse(c.req.param('organization'))
    if (!id.success) throw new Problem('not-found')
    const organization = await organizations.find(id.data)
    c.set('organization', organization)
    c.set('database', services.database.within(organization.path))
    if (isElsewhere && !isAllowedOrigin(origin, organization.settings.allowedOrigins)) {
      throw new Problem('origin-not-allowed')
    }
    if (c.req.method === 'OPTIONS') {
      c.header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
      c.header(
        'access-control-allow-headers',
        'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Vmeste-Ballot, Vmeste-Device, Vmeste-Proof, Vmeste-Resident',
      )
      c.header('access-control-max-age', '7200')
      return c.body(null, 204)
    }

    const language = negotiateLanguage(c.req.header('accept-language'), organization.settings.languages)
    c.set('language', language)
    c.header('content-language', language)
    const bearer = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (bearer && isApiKey(bearer)) {
      const known = await authenticate(services, organization, bearer)
      if ('staff' in known) c.set('staff', known.staff)
      else c.set('intake', known.intake)
    } else if (bearer) c.set('secret', bearer)
    else if (c.req.header('vmeste-staff')) c.set('staff', await authenticatePerson(c, services, organization))
    const path = `/${c.req.path.split('/').slice(4).join('/')}`
    if (organization.retiredAt && !mayAdministerRetired(c, path)) throw new Problem('organization-retired')
    const feature = featureAt(path)
    // Staff still work on what there is. `feature` tells an element that nothing is misspelt.
    if (feature && !organization.settings.features[feature] && !c.get('staff')) {
      throw new Problem('not-found', { feature })
    }
    await next()
  }
}

/** Whoever retired it can see why, and bring it back. */
const mayAdministerRetired = (c: AppContext, path: string) =>
  c.get('staff')?.grants.some(({ role }) => role === 'administrator') && (path === '/settings' || path === '/audit')
