import { asc } from 'drizzle-orm'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { localDate } from '../appeals/deadlines.js'
import { eventsOf } from '../appeals/find.js'
import { findNumbered, findPublished, type PublishedRow } from '../appeals/published.js'
import { findCategories } from '../classifier/find.js'
import { authenticate } from '../identity/authenticate.js'
import { isApiKey } from '../identity/keys.js'
import type { OrganizationFinder, ResolvedOrganization } from '../organizations/resolve.js'
import { organizations as organizationRows } from '../organizations/tables.js'
import { textsFor } from '../pages/texts.js'
import { hasTooManyParts } from '../platform/body.js'
import { sha256 } from '../platform/crypto.js'
import { slug } from '../platform/fields.js'
import { type AppContext, type Env, privateCache, publicCache } from '../platform/http.js'
import { localize, negotiateLanguage } from '../platform/language.js'
import { type AppFetch, ownApi } from '../platform/own-api.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { createRequest, type Form } from './create.js'
import { toDiscovery } from './discovery.js'
import { answerList, answerOne, type Format } from './format.js'
import { MOST_REQUESTS, numberOf, Refusal, readRequestsQuery } from './query.js'
import { toRequest } from './requests.js'
import { toDefinition, toService } from './services.js'

const tooLarge = () => {
  throw new Refusal('The request is too large.')
}
/** As for the forms of our own pages. */
const typed = bodyLimit({ maxSize: 128 * 1024, onError: tooLarge })
const withFiles = bodyLimit({ maxSize: 31 * 1024 * 1024, onError: tooLarge })
const isMultipart = (c: Context) => /^multipart\/form-data;/i.test(c.req.header('content-type') ?? '')

/** Seconds for which an answer may be old. */
const FRESH = 60

const serviceRequests = ['service_requests', 'request'] as const

/**
 * Open311 GeoReport v2 (`GeoReport/v2/index.md` of open311/open311.github.io), so that apps made for it work with any
 * organization: its id is the `jurisdiction_id`, an appeal a service request. What is sent goes through the API everyone uses.
 */
export function open311Routes(fetch: AppFetch, services: Services, organizations: OrganizationFinder) {
  const { database, settings, now } = services
  const app = new Hono<Env>()
  const started = now()
  const originOf = (c: AppContext) => settings.PUBLIC_URL ?? new URL(c.req.url).origin

  app.use('/open311/*', cors({ exposeHeaders: ['RateLimit', 'RateLimit-Policy', 'Retry-After'] }))
  app.onError((error, c) => {
    const refusal = error instanceof Problem && error.code === 'not-found' ? unknownJurisdiction() : error
    // What is not about the request is told as everywhere: an outage is none of the client's doing.
    if (!(refusal instanceof Refusal)) throw error
    privateCache(c)
    const { status, messages } = refusal
    const rows = messages.map((description) => ({ code: status, description }))
    return answerList(c, formatOf(c), ['errors', 'error'], rows, status)
  })
  app.use('/open311/v2/requests.*', (c, next) => (isMultipart(c) ? withFiles : typed)(c, next))

  /** Which organization is asked. Where the installation has but one, it need not be said. */
  const enter = async (c: AppContext, given: string | undefined): Promise<ResolvedOrganization> => {
    let id = given?.trim()
    if (!id) {
      const found = await database
        .select({ id: organizationRows.id })
        .from(organizationRows)
        .orderBy(asc(organizationRows.id))
        .limit(2)
      if (found.length !== 1 || !found[0]) throw new Refusal('jurisdiction_id was not provided.')
      id = found[0].id
    }
    if (!slug.safeParse(id).success) throw unknownJurisdiction()
    const organization = await organizations.find(id)
    if (organization.retiredAt || !organization.settings.features.appeals) throw unknownJurisdiction()
    c.set('organization', organization)
    c.set('database', database.within(organization.path))
    c.set('language', negotiateLanguage(c.req.header('accept-language'), organization.settings.languages))
    c.header('vary', 'Accept-Language', { append: true })
    c.header('content-language', c.get('language'))
    return organization
  }
  const categoriesOf = (c: AppContext) => {
    const { path, settings: own } = c.get('organization')
    return findCategories(c.get('database'), { path, today: localDate(now(), own.timeZone) })
  }
  const sayIn = (c: AppContext) => (texts: Parameters<typeof localize>[0]) =>
    localize(texts, c.get('language'), c.get('organization').settings.languages)
  const shownIn = (c: AppContext) => {
    const { statuses } = textsFor(c.get('language'))
    return { language: c.get('language'), sayStatus: (status: keyof typeof statuses) => statuses[status] }
  }

  /** Whether the key that asks is the one it was sent by: an app may learn what the resident is told. */
  const wasSentBy = async (c: AppContext, row: PublishedRow): Promise<boolean> => {
    const key = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (!key || !isApiKey(key) || row.erasedAt) return false
    const known = await authenticate(services, c.get('organization'), key).catch((error: unknown) => {
      if (error instanceof Problem) return undefined
      throw error
    })
    if (!known || !('intake' in known)) return false
    const [received] = await eventsOf(c.get('database'), { organizationId: row.organizationId, appealId: row.id })
    return received?.data.intake === known.intake.id
  }

  app.get('/open311/:file{discovery\\.(?:xml|json)}', async (c) => {
    publicCache(c, FRESH)
    const origin = originOf(c)
    const discovery = toDiscovery({
      origin,
      contact: `The API is described at ${origin}/docs.`,
      changedAt: started,
    })
    return answerOne(c, formatOf(c), 'discovery', discovery)
  })

  app.get('/open311/v2/:file{services\\.(?:xml|json)}', async (c) => {
    await enter(c, c.req.query('jurisdiction_id'))
    const found = await categoriesOf(c)
    publicCache(c, FRESH)
    return answerList(
      c,
      formatOf(c),
      ['services', 'service'],
      found.map((category) => toService(category, sayIn(c))),
    )
  })

  app.get('/open311/v2/services/:file{[^/]+\\.(?:xml|json)}', async (c) => {
    await enter(c, c.req.query('jurisdiction_id'))
    const category = (await categoriesOf(c)).find(({ code }) => code === nameOf(c))
    if (!category) throw new Refusal('There is no service with this service_code.', 404)
    publicCache(c, FRESH)
    return answerOne(c, formatOf(c), 'service_definition', toDefinition(category, sayIn(c)))
  })

  app.get('/open311/v2/:file{requests\\.(?:xml|json)}', async (c) => {
    const organization = await enter(c, c.req.query('jurisdiction_id'))
    const { numbers, ...wanted } = readRequestsQuery((name) => c.req.query(name), now())
    const rows = numbers
      ? await findNumbered(c.get('database'), organization.id, numbers)
      : await findPublished(c.get('database'), organization, { ...wanted, limit: MOST_REQUESTS })
    publicCache(c, FRESH)
    return answerList(
      c,
      formatOf(c),
      serviceRequests,
      rows.map((row) => toRequest(row, organization, shownIn(c))),
    )
  })

  app.get('/open311/v2/requests/:file{[^/]+\\.(?:xml|json)}', async (c) => {
    const organization = await enter(c, c.req.query('jurisdiction_id'))
    const number = numberOf(nameOf(c))
    const [row] = number ? await findNumbered(c.get('database'), organization.id, [number]) : []
    if (!row) throw new Refusal('There is no request with this service_request_id.', 404)
    const isSender = await wasSentBy(c, row)
    if (isSender) privateCache(c)
    else publicCache(c, FRESH)
    c.header('vary', 'Authorization', { append: true })
    return answerList(c, formatOf(c), serviceRequests, [toRequest(row, organization, { ...shownIn(c), isSender })])
  })

  // Every service tells its number at once, so that no token is ever given out.
  app.get('/open311/v2/tokens/:file{[^/]+\\.(?:xml|json)}', async (c) => {
    await enter(c, c.req.query('jurisdiction_id'))
    throw new Refusal('There is no such token: the service_request_id is in the answer to the request itself.', 404)
  })

  app.post('/open311/v2/:file{requests\\.(?:xml|json)}', async (c) => {
    privateCache(c)
    const form = await readForm(c)
    const given = (name: string) => {
      const value = form.get(name)?.[0] ?? c.req.query(name)
      return typeof value === 'string' && value.trim() ? value.trim() : undefined
    }
    const organization = await enter(c, given('jurisdiction_id'))
    // From the form alone: addresses stand in the logs of proxies.
    const [key] = form.get('api_key') ?? []
    // Anything else would be taken for what anonymous residents send.
    if (typeof key !== 'string' || !isApiKey(key))
      throw new Refusal('The api_key is missing, or is not valid here.', 403)
    const code = given('service_code')
    if (!code) throw new Refusal('service_code was not provided.')
    const category = (await categoriesOf(c)).find((each) => each.code === code)
    if (!category) throw new Refusal('There is no service with this service_code.', 404)
    const call = ownApi(fetch, c, c.get('language'))
    const repeated = c.req.header('idempotency-key')
    let calls = 0
    const created = await createRequest(
      form,
      { ...category, name: sayIn(c)(category.names) },
      async (path, options) => {
        // A key for each of the calls that one request becomes, the same when it is sent again.
        calls += 1
        const idempotencyKey = repeated && (await sha256(repeated, `${calls}`))
        return call(`/v1/organizations/${organization.id}${path}`, {
          ...options,
          headers: { authorization: `Bearer ${key}`, ...(idempotencyKey && { 'idempotency-key': idempotencyKey }) },
        })
      },
    )
    return answerList(c, formatOf(c), serviceRequests, [
      { service_request_id: String(created.number), service_notice: null, account_id: null },
    ])
  })

  app.all('/open311/*', () => {
    throw new Refusal('There is nothing at this address: see /open311/discovery.xml.', 404)
  })
  return app
}

const unknownJurisdiction = () => new Refusal('There is no jurisdiction with this jurisdiction_id.', 404)

/** By the end of the address; XML is what every client reads. */
const formatOf = (c: { req: { path: string } }): Format => (c.req.path.endsWith('.json') ? 'json' : 'xml')

/** What stands before the format: `/services/potholes.xml`. */
const nameOf = (c: { req: { path: string } }): string => /([^/]+)\.(?:xml|json)$/.exec(c.req.path)?.[1] ?? ''

/** Read as a form, whichever of the two it is; fields may come more than once. */
async function readForm(c: AppContext): Promise<Form> {
  if (isMultipart(c) && (await hasTooManyParts(c))) throw new Refusal('The request has too many parts.')
  const data = await c.req.formData().catch(() => {
    throw new Refusal('The request is not a form.')
  })
  const form = new Map<string, (string | File)[]>()
  for (const [name, value] of data as unknown as Iterable<[string, string | File]>) {
    const values = form.get(name)
    if (values) values.push(value)
    else form.set(name, [value])
  }
  return form
}
