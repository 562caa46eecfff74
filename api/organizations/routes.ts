import { requireStaff } from '../identity/authenticate.js'
import { type AppContext, createRouter, privateCache, publicCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { localize } from '../platform/language.js'
import { toPage } from '../platform/paging.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { toETag } from '../platform/version.js'
import { changeSettings, createBelow, getSettings, getTerritory, listBelow } from './administration.js'
import { getOrganization } from './contract.js'
import { listBelowRows } from './list.js'
import { changeOrganization, createOrganization } from './manage.js'
import { type OrganizationFinder, toPublicProfile } from './resolve.js'
import { findOrganizationRow, findTerritory, toAdministration } from './view.js'

export function organizationRoutes(services: Services, finder: OrganizationFinder) {
  /** What changes the tree works on the rows of several organizations: above, below, and moved. */
  const overTheTree = (c: AppContext) => c.set('database', services.database)

  return createRouter()
    .openapi(getOrganization, (c) => {
      publicCache(c, 60)
      const origin = services.settings.PUBLIC_URL ?? new URL(c.req.url).origin
      const { publicKey: pushKey } = services.push
      return c.json(toPublicProfile(c.get('organization'), { language: c.get('language'), origin, pushKey }), 200)
    })

    .openapi(getTerritory, async (c) => {
      const found = await findTerritory(c.get('database'), c.get('organization').path)
      if (!found) throw new Problem('not-found')
      const { geometry, organization } = found
      publicCache(c, 3600)
      return c.json({ type: 'Feature' as const, geometry, properties: { organization } }, 200)
    })

    .openapi(listBelow, async (c) => {
      const { path, settings } = c.get('organization')
      const query = c.req.valid('query')
      const withRetired = c.get('staff')?.grants.some(({ role }) => role === 'administrator') ?? false
      c.header('vary', 'Authorization', { append: true })
      if (withRetired) privateCache(c)
      else publicCache(c, 60)
      const { rows, cursorOf } = await listBelowRows(c.get('database'), path, { ...query, withRetired })
      const toListed = ({ id, path, kind, names, retiredAt }: (typeof rows)[number]) => ({
        id,
        name: localize(names, c.get('language'), settings.languages),
        kind,
        path,
        isRetired: retiredAt !== null,
      })
      return c.json(toPage(rows, query.limit, toListed, cursorOf), 200)
    })

    .openapi(createBelow, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const input = c.req.valid('json')
      privateCache(c)
      overTheTree(c)
      const answer = await once(c, services, async (transaction) => {
        const by = { actor, at: services.now() }
        const added = await createOrganization(transaction, { ...input, parent: c.get('organization').id }, by)
        return c.json(await toAdministration(transaction, added), 201)
      })
      answer.headers.set('location', `/v1/organizations/${input.id}`)
      return answer
    })

    .openapi(getSettings, async (c) => {
      requireStaff(c, 'administrator', 'leader')
      // Not what is remembered of it: whoever has just changed it reads the change.
      const row = await findOrganizationRow(c.get('database'), c.get('organization').id)
      if (!row) throw new Problem('not-found')
      privateCache(c)
      c.header('etag', toETag(row.version))
      return c.json(await toAdministration(c.get('database'), row), 200)
    })

    .openapi(changeSettings, async (c) => {
      const staff = requireStaff(c, 'administrator')
      const change = c.req.valid('json')
      const { 'if-match': ifMatch } = c.req.valid('header')
      privateCache(c)
      if (change.parent !== undefined) await mayMoveTo(finder, staff.organizationId, change.parent)
      overTheTree(c)
      const answer = await once(c, services, async (transaction) => {
        const by = { actor: staff.actor, at: services.now(), ifMatch }
        const changed = await changeOrganization(transaction, c.get('organization').id, change, by)
        c.header('etag', toETag(changed.version))
        return c.json(await toAdministration(transaction, changed), 200)
      })
      // What is below inherits.
      finder.forget()
      return answer
    })
}

/** Only to where the administrator is one too. @throws {Problem} `forbidden` */
async function mayMoveTo(finder: OrganizationFinder, administered: string, parent: string) {
  const target = await finder.find(parent).catch(() => undefined)
  // Its own root stays where it is: it cannot stand beneath what is below itself.
  if (!target?.path.includes(administered)) throw new Problem('forbidden')
}
