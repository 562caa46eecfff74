import { localDate } from '../appeals/deadlines.js'
import { findCategories } from '../classifier/find.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { RetentionRule } from '../organizations/settings.js'
import type { Queryable } from '../platform/database.js'
import { localize } from '../platform/language.js'
import type { Privacy } from './contract.js'

/** As `deleteAbandoned` and `forgetIdempotencyKeys` keep them. */
const UNSENT_FILES_HOURS = 24
const REPETITIONS_HOURS = 48

/** What an organization keeps of people, by the policies in force. */
export async function privacyOf(
  database: Queryable,
  { id, path, names, settings }: ResolvedOrganization,
  { language, now }: { language: string; now: Date },
): Promise<Privacy> {
  const { retention, appealsVisibility, languages, timeZone } = settings
  const own = new Map(Object.entries(retention.categories ?? {}))
  const asked = own.size > 0 ? await findCategories(database, { path, today: localDate(now, timeZone) }) : []
  return {
    organization: { id, name: localize(names, language, languages) },
    appealsVisibility,
    appeals: told(retention.appeals),
    categories: asked.flatMap(({ code, names }) => {
      const rule = own.get(code)
      return rule ? [{ code, name: localize(names, language, languages), ...told(rule) }] : []
    }),
    contacts: told(retention.contacts),
    comments: told(retention.comments),
    unsentFilesHours: UNSENT_FILES_HOURS,
    repetitionsHours: REPETITIONS_HOURS,
  }
}

const told = (rule: RetentionRule = { action: 'keep' }) =>
  rule.action === 'keep' ? { action: rule.action, afterDays: null } : rule
