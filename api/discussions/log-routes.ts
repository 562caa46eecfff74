import { toAtom } from '../platform/atom.js'
import { createRouter, publicCache } from '../platform/http.js'
import { localize, negotiateLanguage } from '../platform/language.js'
import { toCursor, toPage } from '../platform/paging.js'
import type { Services } from '../platform/services.js'
import { maskingOf } from '../privacy/masking.js'
import { selectLog, toLogEntry } from './log.js'
import * as contract from './moderation-contract.js'
import { idIn } from './moderation-routes.js'

/** Feed readers ask often. Seconds. */
const FRESH = 60
const ENTRIES = 50

/** What everyone may know of what moderators decided. */
export function moderationLogRoutes({ settings, now }: Services) {
  return createRouter()
    .openapi(contract.getModerationLog, async (c) => {
      const { id: organizationId, settings } = c.get('organization')
      const { limit, cursor, discussion: discussionId } = c.req.valid('query')
      const after = cursor && idIn(cursor)
      const rows = await selectLog(c.get('database'), { organizationId, discussionId, after, limit })
      const reader = { language: c.get('language'), languages: settings.languages, masking: maskingOf(settings) }
      publicCache(c, 0)
      return c.json(
        toPage(
          rows,
          limit,
          (row) => toLogEntry(row, reader),
          ({ entry }) => toCursor(entry.id),
        ),
        200,
      )
    })

    .openapi(contract.getModerationFeed, async (c) => {
      const organization = c.get('organization')
      const { languages } = organization.settings
      const { lang } = c.req.valid('query')
      const language = lang ? negotiateLanguage(lang, languages) : c.get('language')
      const rows = await selectLog(c.get('database'), { organizationId: organization.id, limit: ENTRIES })
      const reader = { language, languages, masking: maskingOf(organization.settings) }
      const origin = settings.PUBLIC_URL ?? new URL(c.req.url).origin
      const link = `${origin}/o/${organization.id}/moderation`
      const name = localize(organization.names, language, languages)
      const texts = feedTexts[language === 'ru' ? 'ru' : 'en']
      const entries = rows
        .slice(0, ENTRIES)
        .map((row) => toLogEntry(row, reader))
        .map(({ id, at, decision, title, reason, discussion, comment }) => ({
          id,
          title: `${texts[decision]}: ${title}`,
          text: reason ?? undefined,
          link: comment ? `${origin}/o/${organization.id}/discussions/${discussion}#c-${comment}` : link,
          at: new Date(at),
        }))
      publicCache(c, FRESH)
      const feed = {
        id: `${origin}${contract.getModerationFeed.path.replace('{organization}', organization.id)}`,
        title: `${texts.title} · ${name}`,
        link,
        author: name,
        since: now(),
        entries: entries.reverse(),
      }
      return c.body(toAtom(feed), 200, {
        'content-type': 'application/atom+xml; charset=utf-8',
        'content-language': language,
      })
    })
}

const feedTexts = {
  en: {
    title: 'Moderation log',
    publish: 'Shown again',
    refuse: 'Not published',
    hide: 'Hidden',
    keep: 'Flagged, and stays',
    uphold: 'Objection rejected',
    flags: 'Hidden by readers’ flags',
    grant: 'Objection upheld, shown',
  },
  ru: {
    title: 'Журнал модерации',
    publish: 'Снова показан',
    refuse: 'Не опубликован',
    hide: 'Скрыт',
    keep: 'Жалоба отклонена, остаётся',
    uphold: 'Возражение отклонено',
    flags: 'Скрыт по жалобам читателей',
    grant: 'Возражение принято, показан',
  },
}
