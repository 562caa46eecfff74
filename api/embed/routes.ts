import { type Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Classifier } from '../classifier/contract.js'
import type { Organization } from '../organizations/contract.js'
import { listOrganizations } from '../organizations/list.js'
import { lookSchema } from '../organizations/look.js'
import { contentPolicy } from '../pages/layout.js'
import { problemPage } from '../pages/plain.js'
import { negotiateLanguage } from '../platform/language.js'
import { type AppFetch, ownApi } from '../platform/own-api.js'
import type { Services } from '../platform/services.js'
import { offeredTokens, readChoice } from './choice.js'
import { elements } from './elements.js'
import { embedPage, type Item, type Shown } from './page.js'
import { styles } from './style.js'

/** Organizations to choose from; of others the id is typed. */
const LIMIT = 200
/** Polls, discussions and campaigns to choose from. */
const ITEMS = 100

/** The page where a webmaster makes the code to paste: public, for what it shows is. */
export function embedRoutes(fetch: AppFetch, { database, settings }: Pick<Services, 'database' | 'settings'>) {
  const router = new Hono()
  const languageOf = (c: Context) =>
    negotiateLanguage([c.req.query('lang'), c.req.header('accept-language')].filter(Boolean).join(', '), ['en', 'ru'])

  router.get('/embed', async (c) => {
    const query = c.req.query()
    const language = languageOf(c)
    const organizations = await listOrganizations(database, LIMIT)
    const id = query.organization?.trim() || organizations[0]?.id || ''
    const api = ownApi(fetch, c, language)
    const found = await api<Organization>(`/v1/organizations/${encodeURIComponent(id)}`)
    c.header('vary', 'Accept-Language')
    c.header('cache-control', 'no-store')
    c.header('content-security-policy', contentPolicy(found.ok ? found.data.map.tiles : undefined))
    if (!found.ok) return c.html(problemPage(language, found.problem, '/embed'), 404)
    const organization = found.data
    const chosen = readChoice(query, organization)
    const items = await itemsOf(api, organization.id, chosen.element)
    const origin = settings.PUBLIC_URL ?? new URL(c.req.url).origin
    return c.html(embedPage({ language, origin, organization, organizations, chosen, query, items }))
  })
  router.get('/embed/style.css', etag(), (c) =>
    c.body(styles, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=300' }),
  )
  router.get('/embed/look.css', (c) => {
    c.header('cache-control', 'public, max-age=3600')
    return c.body(previewStyles(c.req.query()), 200, { 'content-type': 'text/css; charset=utf-8' })
  })
  return router
}

type Api = ReturnType<typeof ownApi>

/** What there is to choose from, for the options of this element. */
async function itemsOf(api: Api, organization: string, element: keyof typeof elements): Promise<Shown['items']> {
  const at = `/v1/organizations/${organization}`
  const titled = async (path: string): Promise<Item[]> => {
    const listed = await api<{ items: { id: string; title?: string; name?: string }[] }>(`${at}${path}`)
    if (!listed.ok) return []
    return listed.data.items.map(({ id, title, name }) => ({ value: id, title: title ?? name ?? id }))
  }
  switch (element) {
    case 'poll':
      return { poll: await titled(`/polls?limit=${ITEMS}`) }
    case 'discussion':
    case 'comments':
      return { discussion: await titled(`/discussions?limit=${ITEMS}`) }
    case 'map':
    case 'appeal': {
      const classifier = await api<Classifier>(`${at}/categories`)
      const categories = classifier.ok ? classifier.data.groups.flatMap((group) => group.categories) : []
      return {
        category: categories.map(({ code, name }) => ({ value: code, title: name })),
        campaign: await titled('/campaigns'),
      }
    }
    default:
      return {}
  }
}

/** Nothing of our pages' own look: the elements as they are on a bare page, then the one and the other chosen. */
function previewStyles(query: Record<string, string>): string {
  const safe = (name: string, token: keyof typeof lookSchema.shape) => {
    const value = query[name]
    return value && lookSchema.shape[token].safeParse(value).success ? value : undefined
  }
  const tags = Object.values(elements)
    .map(({ tag }) => `.preview ${tag}`)
    .join(', ')
  const tokens = Object.keys(lookSchema.shape).map((token) => {
    const offered = offeredTokens.find((each) => each === token)
    return `--vmeste-${token}: ${(offered && safe(offered, offered)) ?? 'initial'};`
  })
  return `.preview { color-scheme: light; background: #fff; color: #000; }
.preview.site { background: ${safe('site-background', 'background') ?? '#fff'}; color: ${safe('site-color', 'color') ?? '#000'}; }
${tags} { ${tokens.join(' ')} }
`
}
