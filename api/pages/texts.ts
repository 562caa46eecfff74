import en from './texts.en.js'
import ru from './texts.ru.js'

export type PageTexts = typeof ru

/** Texts in Russian for those who read it, else in English: what the organization itself says may be in further languages. */
export const textsFor = (language: string): PageTexts => (language === 'ru' ? ru : en)

/** Puts values in the place of `{names}`. */
export const fill = (text: string, values: Record<string, string | number>) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
