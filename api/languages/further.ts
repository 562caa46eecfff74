import { raw } from 'hono/html'
import ar from './ar.js'
import az from './az.js'
import be from './be.js'
import de from './de.js'
import es from './es.js'
import fa from './fa.js'
import fr from './fr.js'
import he from './he.js'
import hi from './hi.js'
import hy from './hy.js'
import it from './it.js'
import ka from './ka.js'
import kk from './kk.js'
import ky from './ky.js'
import pl from './pl.js'
import pt from './pt.js'
import ro from './ro.js'
import type { ServerTexts } from './texts.js'
import tg from './tg.js'
import tr from './tr.js'
import tt from './tt.js'
import uk from './uk.js'
import uz from './uz.js'
import vi from './vi.js'
import zh from './zh.js'

/** A language is one file of this folder, and its line here. */
export const further: Partial<Record<string, ServerTexts>> = {
  ar,
  az,
  be,
  de,
  es,
  fa,
  fr,
  he,
  hi,
  hy,
  it,
  ka,
  kk,
  ky,
  pl,
  pt,
  ro,
  tg,
  tr,
  tt,
  uk,
  uz,
  vi,
  zh,
}

/** What there is in a language (BCP 47) beyond English and Russian: `ar-EG` is served by `ar`. */
export const furtherTexts = (language: string) => further[language] ?? further[language.replace(/-.*/, '')]

/** The languages in which residents are told what is refused, and why. */
export const spoken = ['en', 'ru', ...Object.keys(further).filter((language) => further[language]?.problems)]

/** The languages in which staff's pages have their names and their menu. */
export const staffLanguages = ['en', 'ru', ...Object.keys(further).filter((each) => further[each]?.pages?.staffMenu)]

/** The language a mail to a resident is in, of those that mails are written in. */
export const letterLanguage = (language: string) =>
  language === 'ru' || furtherTexts(language)?.followerMails ? language : 'en'

/** How an element in the language is marked, beside `lang`: nothing where it is written from left to right. */
export const directionOf = (language: string) => (furtherTexts(language)?.direction === 'rtl' ? raw(' dir="rtl"') : '')

/** The texts with those of a language in their place; what it does not say stays. */
export function withGaps<Texts extends object>(texts: Texts, own: object | undefined): Texts {
  const merged = Object.entries(texts).map(([key, text]) => {
    const said = (own as Record<string, unknown> | undefined)?.[key]
    if (said === undefined) return [key, text]
    // Plural forms are those of one language or of the other.
    const isWhole = typeof text !== 'object' || isCounted(text)
    return [key, isWhole ? said : withGaps(text, said as object)]
  })
  return Object.fromEntries(merged) as Texts
}

/** The forms of a counted thing, and not texts of which one is for what is `other`. */
export const isCounted = (text: object) => Object.keys(text).every((key) => /^(zero|one|two|few|many|other)$/.test(key))
