import en from './texts.en.js'
import ru from './texts.ru.js'

export { fill } from '../platform/language.js'

export type PageTexts = typeof ru

/** The forms of a counted thing, by the language's own rules. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** Texts in Russian for those who read it, else in English: what the organization itself says may be in further languages. */
export const textsFor = (language: string): PageTexts => (language === 'ru' ? ru : en)

/** `5 working days`. */
export const counted = (language: string, count: number, forms: Plural) =>
  `${count.toLocaleString(language)} ${forms[new Intl.PluralRules(language).select(count)] ?? forms.other}`
