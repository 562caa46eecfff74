import { DIGIT, maskDocuments } from './documents.js'
import { maskPhones, type PhoneRules } from './phones.js'

export interface MaskRules extends PhoneRules {
  /** Domains of organizations: their addresses are seen by all. */
  domains: readonly string[]
  /** The text is the address of a place: a flat is hidden, the house is not. */
  isAddress?: boolean
}

/** What stands in the place of what is hidden. It is shorter than all that can be. */
export const HIDDEN = '•••'

/** Nothing that could be hidden has fewer digits; a number may be written in other digits than ours. */
const WORTH_READING = new RegExp(`@|[(\\[](?:at|собака)[)\\]]|(?:${DIGIT}[^0-9０-９٠-٩۰-۹]{0,4}){5}`, 'iu')
const EMAIL =
  /[\p{L}\p{N}._%+-]{1,64}\s?(?:@|[([](?:at|собака)[)\]])\s?((?:[\p{L}\p{N}-]{1,63}\.){1,5}[\p{L}]{2,24})/giu
const FLAT = new RegExp(
  `(?<!\\p{L})((?:кв(?:артира)?|apt|apartment|flat|unit|شقة)\\.?\\s*(?:№|no\\.?)?\\s*)${DIGIT}{1,5}(?!${DIGIT}|\\s?м)(?:\\p{L}(?!\\p{L}))?`,
  'giu',
)

/**
 * Hides in a text that all may read what leads to a person: phone numbers, e-mail addresses, numbers of documents,
 * cards and accounts. Only what is obvious; houses, dates, sums, postal codes and numbers of appeals are left. What is
 * masked already stays as it is.
 */
export function mask(text: string, rules: MaskRules): string {
  let masked = text
  // What is hidden may leave beside it what can then be told: until nothing more is.
  for (let before = ''; before !== masked; ) {
    before = masked
    if (rules.isAddress) masked = masked.replace(FLAT, `$1${HIDDEN}`)
    if (!WORTH_READING.test(masked)) continue
    masked = masked.replace(EMAIL, (found, domain: string) => (isOfficial(domain, rules) ? found : HIDDEN))
    masked = maskDocuments(masked, HIDDEN)
    masked = maskPhones(masked, HIDDEN, rules)
  }
  return masked
}

const isOfficial = (domain: string, { domains }: MaskRules) =>
  domains.some((own) => domain.toLowerCase() === own || domain.toLowerCase().endsWith(`.${own}`))
