import type { ResolvedSettings } from '../organizations/settings.js'
import type { Localized } from '../platform/fields.js'
import { localize } from '../platform/language.js'
import { phaseAt } from '../platform/period.js'
import type { Poll } from './contract.js'
import type { PollRow } from './queries.js'

/** A poll as residents see it. @param settings of its organization: what it speaks (fallbacks, the first first), and how it knows voters. */
export function toPublicPoll(
  row: PollRow,
  language: string,
  { languages, identity }: Pick<ResolvedSettings, 'languages' | 'identity'>,
  now: Date,
): Poll {
  const isAnonymous = row.identity === 'device' && identity.polls.includes('anonymous')
  const inLanguage = (texts: Localized) => localize(texts, language, languages)
  return {
    id: row.id,
    title: inLanguage(row.titles),
    description: inLanguage(row.descriptions),
    status: phaseAt(row, now),
    opensAt: row.opensAt.toISOString(),
    closesAt: row.closesAt.toISOString(),
    identity: isAnonymous ? (identity.polls.length > 1 ? 'either' : 'device') : 'resident',
    results: row.results,
    questions: row.questions.map(({ title, options, ...question }) => ({
      ...question,
      title: inLanguage(title),
      options: options.map((option) => ({ id: option.id, title: inLanguage(option.title) })),
    })),
  }
}
