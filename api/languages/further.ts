import { raw } from 'hono/html'
import ar from './ar.js'
import de from './de.js'
import es from './es.js'
import fa from './fa.js'
import fr from './fr.js'
import he from './he.js'
import hi from './hi.js'
import it from './it.js'
import pl from './pl.js'
import pt from './pt.js'
import ro from './ro.js'
import type { ServerTexts } from './texts.js'
import tr from './tr.js'
import vi from './vi.js'
import zh from './zh.js'

/** A language is one file of this folder, and its line here. */
export const further: Partial<Record<string, ServerTexts>> = { ar, de, es, fa, fr, he, hi, it, pl, pt, ro, tr, vi, zh }

/** What there is in a language (BCP 47) beyond English and Russian: `ar-EG` is served by `ar`. */
export const furtherTexts = (language: string) => further[language] ?? further[language.replace(/-.*/, '')]

/** The languages that residents are answered in. */
export const spoken = ['en', 'ru', ...Object.keys(further)]

/** How an element in the language is marked, beside `lang`: nothing where it is written from left to right. */
export const directionOf = (language: string) => (furtherTexts(language)?.direction === 'rtl' ? raw(' dir="rtl"') : '')

/** The texts with those of a language in their place; what it does not say stays. */
export function withGaps<Texts extends object>(texts: Texts, own: object | undefined): Texts {
  const merged = Object.entries(texts).map(([key, text]) => {
    const said = (own as Record<string, unknown> | undefined)?.[key]
    if (said === undefined) return [key, text]
    // Plural forms are those of one language or of the other.
    const isWhole = typeof text !== 'object' || 'other' in text
    return [key, isWhole ? said : withGaps(text, said as object)]
  })
  return Object.fromEntries(merged) as Texts
}
