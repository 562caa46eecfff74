import { furtherTexts, withGaps } from '../languages/further.js'
import en from './texts.en.js'
import ru from './texts.ru.js'

export { fill } from '../platform/language.js'

export type PageTexts = typeof ru

/** The forms of a counted thing, by the language's own rules. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

const made = new Map<object, PageTexts>()

/** In the language, as far as it is spoken here, else in English: what the organization itself says may be in further ones. */
export function textsFor(language: string): PageTexts {
  if (language === 'ru') return ru
  const own = furtherTexts(language)?.pages
  if (!own) return en
  const texts = made.get(own) ?? withGaps(en as PageTexts, own)
  made.set(own, texts)
  return texts
}

/** `5 working days`. */
export const counted = (language: string, count: number, forms: Plural) =>
  `${count.toLocaleString(language)} ${forms[new Intl.PluralRules(language).select(count)] ?? forms.other}`
