import { createRouter, privateCache } from '../platform/http.js'
import { negotiateLanguage } from '../platform/language.js'
import { Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { readSignedId } from '../platform/signed-id.js'
import { toFeed } from './feed.js'
import { getAppealFeed } from './feed-contract.js'
import { findAppealById } from './find.js'
import { particularsOf } from './particulars.js'
import { toResident } from './view.js'

export const appealFeedRoutes = (services: Services) =>
  createRouter().openapi(getAppealFeed, async (c) => {
    const { secret, settings, now } = services
    const organization = c.get('organization')
    const database = c.get('database')
    privateCache(c)
    const id = await readSignedId(secret, 'feed', { organizationId: organization.id, ...c.req.valid('param') })
    const appeal = id && (await findAppealById(database, { organizationId: organization.id, id }))
    if (!appeal) throw new Problem('not-found')
    const { lang } = c.req.valid('query')
    const language = lang ? negotiateLanguage(lang, organization.settings.languages) : c.get('language')
    const reader = { organization, language, now: now() }
    const origin = settings.PUBLIC_URL ?? new URL(c.req.url).origin
    const shown = toResident(appeal, await particularsOf(database, services, appeal), reader)
    return c.body(toFeed(shown, { id: appeal.id, organization, language, origin }), 200, {
      'content-type': 'application/atom+xml; charset=utf-8',
      'content-language': language,
    })
  })
