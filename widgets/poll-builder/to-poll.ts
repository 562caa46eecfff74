import type { Poll } from '../../sdk/polls.js'
import { momentAt } from '../shared/clocks.js'
import type { Definition, Localized, Question } from './definition.js'

/** A poll as residents see it, in one language: see `api/polls/view.ts`. What is not written yet is said by `blank`. */
export function toPoll(
  definition: Definition,
  {
    id,
    language,
    languages,
    timeZone,
    blank,
  }: { id: string; language: string; languages: readonly string[]; timeZone: string; blank: string },
): Poll {
  const inLanguage = (texts: Localized | undefined, instead = blank): string => {
    for (const each of [language, ...languages]) if (texts?.[each]) return texts[each]
    return Object.values(texts ?? {})[0] || instead
  }
  const instant = (moment: string) => momentAt(moment, timeZone)
  const { identity, isListed, isChangeable, resultsStep, eligibility, paper = 'none' } = definition
  return {
    id,
    title: inLanguage(definition.titles),
    description: inLanguage(definition.descriptions as Localized, ''),
    status: 'open',
    opensAt: instant(definition.opensAt),
    closesAt: instant(definition.closesAt),
    identity: identity === 'resident' || isListed ? 'resident' : 'device',
    results: 'after_close',
    isChangeable: !!isChangeable,
    ...(isListed && { isListed }),
    ...(eligibility && {
      eligibility: {
        ...eligibility,
        territories: eligibility.territories?.map(({ id, title }) => ({ id, title: inLanguage(title) })),
      },
    }),
    ...(paper !== 'none' && { hasPaper: true }),
    ...(resultsStep && resultsStep > 1 && { resultsStep }),
    questions: definition.questions.map(
      (question) => translate(question, inLanguage) as unknown as Poll['questions'][number],
    ),
    isPlain: definition.questions.every(isPlain) && !isListed && !eligibility,
  }
}

const isPlain = (question: Question): boolean =>
  (question.type === 'single' || question.type === 'multiple') &&
  !question.hasOther &&
  !question.hint &&
  !question.when &&
  !question.isShuffled &&
  question.options.every(({ photo }) => !photo) &&
  (question.page ?? 1) === 1

const texts = new Set(['title', 'hint', 'description', 'low', 'high', 'alt'])
const lists = new Set(['options', 'rows', 'projects'])

const translate = (value: object, inLanguage: (texts: Localized | undefined, instead?: string) => string): object =>
  Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (texts.has(name)) return [name, inLanguage(member, name === 'title' ? undefined : '')]
      if (name === 'photo' && member) return [name, translate(member, inLanguage)]
      if (lists.has(name)) return [name, member.map((each: object) => translate(each, inLanguage))]
      return [name, member]
    }),
  )
