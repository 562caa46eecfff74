import { load } from '../abuse/standing.js'
import { createRouter, privateCache } from '../platform/http.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { maskingOf, unmasked } from '../privacy/masking.js'
import { findSimilar } from './find-similar.js'
import { findSimilarAppeals } from './similar-contract.js'
import { openStatuses } from './transitions.js'
import { publicStatuses, toSummary } from './view.js'

/** What residents are shown before they send the same again, and staff before they merge two. */
export function similarRoutes(services: Services) {
  const { database: index, now } = services
  return createRouter().openapi(findSimilarAppeals, async (c) => {
    const organization = c.get('organization')
    const { id: organizationId, settings } = organization
    if (!settings.features.appeals) throw new Problem('not-found')
    privateCache(c)
    const isStaff = c.get('staff') !== undefined
    if (!isStaff) load(c, services, 'similar').count()
    if (!isStaff && settings.appealsVisibility === 'private') return c.json({ items: [] }, 200)
    const reader = { organization, language: c.get('language'), now: now() }
    const found = await findSimilar(c.get('database'), {
      organizationId,
      query: c.req.valid('json'),
      only: isStaff ? openStatuses : publicStatuses(settings),
      visibility: isStaff ? 'all' : 'public',
      index,
      masking: isStaff ? unmasked : maskingOf(settings),
      now: reader.now,
    })
    const items = found.map(({ appeal, metres }) => ({
      ...toSummary(appeal, reader, isStaff ? 'all' : 'masked'),
      distance: metres === null ? null : Math.round(metres),
    }))
    return c.json({ items }, 200)
  })
}
