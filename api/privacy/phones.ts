import { type CountryCode, findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/max'
import { DIGIT, digitsIn } from './documents.js'

export interface PhoneRules {
  /** In whose national form numbers are read too (ISO 3166); unset, only `+` and a country code tell a number. */
  country?: string | undefined
  /** Those that an organization publishes itself (E.164): seen by all. */
  official: readonly string[]
}

/** Between the digits of a number: what the library takes, on one line. */
const BETWEEN = '[-‐-―−ー－ \\u00a0\\u00ad\\u200b\\u2060\\u3000()（）\\[\\].．/~⁓∼～]'
const RUN = new RegExp(`(?:[+＋]|[(（])?${DIGIT}(?:${BETWEEN}{0,4}${DIGIT}){6,}`, 'gu')
/** Characters looked through in one text: digits beyond are not read by anyone as a text. */
const MOST_READ = 1500
/** Not a number of a phone: what is counted or numbered, stands in an address of the web, or is measured. */
const BEFORE_OTHER = /(?:[\p{L}\p{N}_/=&]|[№#]\s?)$/u
const AFTER_OTHER = /^\s?(?:руб|₽|р\.|тыс|млн|млрд|коп|%|€|\$|usd|eur|kwh|квт|м[²³2-3]|кв|куб|тонн|штук)/iu
/** Written as a sum is: by three digits, after one. */
const SUM = new RegExp(`^${DIGIT}(?:[ \\u00a0.]${DIGIT}{3}){2,}$`, 'u')
/** Of a whole number with its country (E.164). */
const LENGTH = /^\d{10,15}$/
/** Whom a call costs, or costs nothing, is no person. */
const NOBODYS = new Set(['TOLL_FREE', 'PREMIUM_RATE', 'SHARED_COST', 'UAN'])

/** Numbers too short to be told by themselves: after a word that says so, also one after another. */
const CALLED = new RegExp(
  `(?<!\\p{L})((?:тел(?:ефон\\p{L}*)?|моб(?:ильн\\p{L}*)?|(?:по)?звон\\p{L}+|наб(?:е|и)р\\p{L}+|ват?с?апп?|whatsapp|вайбер\\p{L}*|viber|phone|mobile|call|tel|هاتف|جوال|اتصل)(?!\\p{L})[^\\n0-9０-９٠-٩۰-۹]{0,24}?)((?<!${DIGIT})${DIGIT}{1,3}(?:[- ]${DIGIT}{2}){2}|${DIGIT}{5,7})(?!${DIGIT}|[-:]${DIGIT})`,
  'giu',
)

/** Puts `hidden` in the place of phone numbers, but for those of organizations and the free ones. */
export function maskPhones(text: string, hidden: string, { country, official }: PhoneRules): string {
  let read = 0
  const masked = text.replace(RUN, (run, offset: number) => {
    const isInternational = /^[+＋]/.test(run)
    const before = text.slice(Math.max(0, offset - 2), offset)
    const after = text.slice(offset + run.length, offset + run.length + 8)
    if (!isInternational && (BEFORE_OTHER.test(before) || AFTER_OTHER.test(after) || SUM.test(run))) return run
    read += run.length
    if (read > MOST_READ) return hidden
    return maskRun(run, hidden, { country, official, isInternational })
  })
  return masked.replace(CALLED, (found, before: string, number: string) =>
    official.some((own) => own.endsWith(digitsIn(number))) ? found : before + hidden,
  )
}

function maskRun(
  run: string,
  hidden: string,
  { country, official, isInternational }: PhoneRules & { isInternational: boolean },
): string {
  const defaultCountry = country && isSupportedCountry(country) ? (country as CountryCode) : undefined
  let masked = ''
  let at = 0
  const found = findPhoneNumbersInText(run, { defaultCountry })
  // Of a range that is given out so lately that the library does not know it.
  if (found.length === 0 && isInternational && LENGTH.test(digitsIn(run))) return hidden
  for (const { startsAt, endsAt, number } of found) {
    if (official.includes(number.number) || NOBODYS.has(number.getType() ?? '')) continue
    masked += run.slice(at, startsAt) + hidden
    at = endsAt
  }
  return masked + run.slice(at)
}
