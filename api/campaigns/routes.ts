import { localDate } from '../appeals/deadlines.js'
import { requireStaff } from '../identity/authenticate.js'
import { type AppContext, createRouter, privateCache, publicCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { toETag } from '../platform/version.js'
import {
  changeCampaign as changeRoute,
  getCampaign,
  getCampaignSettings,
  listCampaigns,
  setCampaign as setRoute,
} from './contract.js'
import { findCampaign, findCampaigns } from './find.js'
import { changeCampaign, setCampaign } from './manage.js'
import { type Reader, toAdministration, toCampaign, toSummary } from './view.js'

export function campaignRoutes(services: Services) {
  const readerOf = (c: AppContext): Reader => {
    const organization = c.get('organization')
    return {
      organization,
      language: c.get('language'),
      today: localDate(services.now(), organization.settings.timeZone),
    }
  }
  const whichOf = (c: AppContext, id: string) => ({ organizationId: c.get('organization').id, id })

  return createRouter()
    .openapi(listCampaigns, async (c) => {
      const reader = readerOf(c)
      const showsAll = c.req.valid('query').state === 'all'
      if (showsAll) requireStaff(c, 'administrator', 'leader')
      c.header('vary', 'Authorization', { append: true })
      if (showsAll) privateCache(c)
      else publicCache(c, 60)
      const found = await findCampaigns(c.get('database'), reader.organization)
      const items = found.map((campaign) => toSummary(campaign, reader))
      return c.json({ items: items.filter(({ isActive, status }) => showsAll || (isActive && status === 'open')) }, 200)
    })

    .openapi(getCampaign, async (c) => {
      const reader = readerOf(c)
      const found = await findCampaign(c.get('database'), reader.organization, c.req.valid('param').campaign)
      if (!found?.isActive) throw new Problem('not-found')
      publicCache(c, 60)
      return c.json(toCampaign(found, reader), 200)
    })

    .openapi(getCampaignSettings, async (c) => {
      requireStaff(c, 'administrator', 'leader')
      const { organization, today } = readerOf(c)
      const found = await findCampaign(c.get('database'), organization, c.req.valid('param').campaign)
      if (!found) throw new Problem('not-found')
      privateCache(c)
      c.header('etag', toETag(found.version))
      return c.json(toAdministration(found, today), 200)
    })

    .openapi(setRoute, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const input = c.req.valid('json')
      const { 'if-match': ifMatch } = c.req.valid('header')
      privateCache(c)
      return once(c, services, async (transaction) => {
        const by = { actor, at: services.now(), ifMatch }
        const { campaign, isNew } = await setCampaign(transaction, whichOf(c, c.req.valid('param').campaign), input, by)
        c.header('etag', toETag(campaign.version))
        return c.json(toAdministration(campaign, readerOf(c).today), isNew ? 201 : 200)
      })
    })

    .openapi(changeRoute, async (c) => {
      const { actor } = requireStaff(c, 'administrator')
      const change = c.req.valid('json')
      const { 'if-match': ifMatch } = c.req.valid('header')
      privateCache(c)
      return once(c, services, async (transaction) => {
        const by = { actor, at: services.now(), ifMatch }
        const campaign = await changeCampaign(transaction, whichOf(c, c.req.valid('param').campaign), change, by)
        c.header('etag', toETag(campaign.version))
        return c.json(toAdministration(campaign, readerOf(c).today), 200)
      })
    })
}
