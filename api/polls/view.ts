import type { ResolvedSettings } from '../organizations/settings.js'
import type { Localized } from '../platform/fields.js'
import { localize } from '../platform/language.js'
import { phaseAt } from '../platform/period.js'
import type { Poll } from './contract.js'
import type { PollRow } from './queries.js'
import type { Question, QuestionDefinition } from './questions.js'

/** A poll as residents see it. @param settings of its organization: what it speaks (fallbacks, the first first), and how it knows voters. */
export function toPublicPoll(
  row: PollRow,
  language: string,
  { languages, identity }: Pick<ResolvedSettings, 'languages' | 'identity'>,
  now: Date,
): Poll {
  const isAnonymous = row.identity === 'device' && !row.isListed && identity.polls.includes('anonymous')
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
    isChangeable: row.isChangeable,
    ...(row.isListed && { isListed: true }),
    ...(row.eligibility && {
      eligibility: {
        ...row.eligibility,
        territories: row.eligibility.territories?.map(({ id, title }) => ({ id, title: inLanguage(title) })),
      },
    }),
    ...(row.paper !== 'none' && { hasPaper: true }),
    ...(row.resultsStep > 1 && { resultsStep: row.resultsStep }),
    questions: row.questions.map((question) => toQuestion(question, inLanguage)),
    isPlain: row.questions.every(isPlain) && !row.isListed && !row.eligibility,
  }
}

/** What `<vmeste-poll>` asks by what it has at hand; for the rest it loads more. */
const isPlain = (question: QuestionDefinition): boolean =>
  (question.type === 'single' || question.type === 'multiple') &&
  !question.hasOther &&
  !question.hint &&
  !question.when &&
  !question.isShuffled &&
  question.options.every(({ photo }) => !photo) &&
  (question.page ?? 1) === 1

/** Members that are texts, wherever in a question they are. */
const texts = new Set(['title', 'hint', 'description', 'low', 'high', 'alt'])
/** Members that are lists of what has texts. */
const lists = new Set(['options', 'rows', 'projects'])

/** A question in one language: all its types have the same members, but that texts are in one language or in all. */
const toQuestion = (question: QuestionDefinition, inLanguage: (texts: Localized) => string): Question =>
  translate(question, inLanguage) as unknown as Question

const translate = (value: object, inLanguage: (texts: Localized) => string): object =>
  Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (texts.has(name)) return [name, inLanguage(member)]
      if (name === 'photo' && member) return [name, translate(member, inLanguage)]
      if (lists.has(name)) return [name, member.map((each: object) => translate(each, inLanguage))]
      return [name, member]
    }),
  )
