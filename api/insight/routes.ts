import { requireStaff } from '../identity/authenticate.js'
import { createRouter, privateCache, publicCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import type { Services } from '../platform/services.js'
import { namesOfStaff } from '../staff/names.js'
import { organizationsOf, periodOf } from './asked.js'
import * as contract from './contract.js'
import { figuresOf } from './figures.js'
import { readCells } from './read.js'
import { grouped, readStatistics } from './statistics.js'
import { findTerritories, replaceTerritories } from './territories.js'

/** Seconds for which figures may be kept by whoever carries them. */
const FRESH = 300

export function insightRoutes(services: Services) {
  const { database, now } = services
  return createRouter()
    .openapi(contract.getStatistics, async (c) => {
      const organization = c.get('organization')
      const { scope, ...query } = c.req.valid('query')
      const period = periodOf(query, organization, now())
      const organizations = await organizationsOf(c.get('database'), organization, scope)
      publicCache(c, FRESH)
      // Of those below, a request sees no rows: the owner reads them, and says no more than how many.
      const source = scope === 'own' ? c.get('database') : database
      const asked = { organization, organizations, period, language: c.get('language'), now: now() }
      return c.json(await readStatistics(source, asked), 200)
    })

    .openapi(contract.getOfficers, async (c) => {
      requireStaff(c, 'leader')
      const organization = c.get('organization')
      const period = periodOf(c.req.valid('query'), organization, now())
      privateCache(c)
      const request = { organizations: [organization.id], view: 'officer', period } as const
      const cells = grouped(await readCells(c.get('database'), request), ({ subject }) => subject)
      const ids = [...cells.keys()].map((actor) => actor.replace('staff:', ''))
      const names = await namesOfStaff(database, ids)
      const items = [...cells].map(([actor, cell], index) => {
        const id = ids[index] ?? actor
        return { id, name: names.get(id) ?? null, figures: figuresOf(cell) }
      })
      items.sort((one, other) => other.figures.solved - one.figures.solved)
      return c.json({ period, items }, 200)
    })

    .openapi(contract.getTerritories, async (c) => {
      publicCache(c, FRESH)
      return c.json(await findTerritories(c.get('database'), c.get('organization').id), 200)
    })

    .openapi(contract.setTerritories, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const { id } = c.get('organization')
      const given = c.req.valid('json')
      privateCache(c)
      return once(c, services, async (transaction) => {
        await replaceTerritories(transaction, id, given, { actor, at: now() })
        return c.json(await findTerritories(transaction, id), 200)
      })
    })
}
