/** A digit as people type it here: ASCII, full width, Arabic-Indic, Persian. */
export const DIGIT = '[0-9０-９٠-٩۰-۹]'

/** What can stand alone, and is told by its shape or its check digits. */
const shapes: readonly { pattern: RegExp; isIt?: (found: string) => boolean }[] = [
  // IBAN (ISO 13616).
  { pattern: /(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Z0-9])/g, isIt: isIban },
  // An account of a person in a Russian bank: its first digits say whose it is.
  { pattern: digits('(?:40817|40820|423DD|426DD)D{15}') },
  // A bank card: 13 to 19 digits that begin as the payment systems' do (ISO/IEC 7812).
  { pattern: digits('(?=[4-6]|3[45789]|220[0-4]|22[2-9]|2[3-6]|27[0-2])D(?:[ -]?D){12,18}'), isIt: isCard },
  // SNILS, the Russian insurance number, as it is printed; without hyphens only with its check digits.
  { pattern: digits('D{3}-D{3}-D{3}[ -]?DD') },
  { pattern: digits('D{3} D{3} D{3} DD'), isIt: isSnils },
  // The Russian taxpayer number of a person. That of a company has ten digits, and is public.
  { pattern: digits('D{12}'), isIt: isTaxpayer },
  // A Russian passport: series and number.
  { pattern: digits('DD DD (?:№ ?)?D{6}') },
  { pattern: digits('DDDD ?№ ?D{6}') },
  // A social security number of the United States.
  { pattern: digits('D{3}-DD-D{4}') },
]

/** Numbers that are told only by the word before them. */
const named = [
  {
    words:
      'паспорт\\p{L}*|сери[яи]|снилс|полис\\p{L}*|омс|удостоверени\\p{L}+|водительск\\p{L}+|свидетельств\\p{L}+|passport|driving licen[cs]e|driver.?s licen[cs]e|identity card|id card|national id|ssn|social security|tax id|iban|جواز|هوية',
    number: '(?:(?<!\\p{L})[A-ZА-ЯЁ]{1,3}[ -]?)?D(?:(?:[ №-]{0,3}|,? ?номер ?|,? ?no\\.? ?)D){5,19}',
  },
  { words: 'инн', number: 'D{12}' },
].map(
  ({ words, number }) =>
    new RegExp(
      `(?<!\\p{L})((?:${words})(?!\\p{L})[^0-9０-９٠-٩۰-۹\\n]{0,24}?)(${withDigits(number)})(?!${DIGIT})`,
      'giu',
    ),
)

/** Puts `hidden` in the place of the numbers of passports, insurance, taxpayers, cards and accounts. */
export function maskDocuments(text: string, hidden: string): string {
  let masked = text
  for (const { pattern, isIt } of shapes) {
    masked = masked.replace(pattern, (found) => (isIt && !isIt(found) ? found : hidden))
  }
  for (const pattern of named) masked = masked.replace(pattern, (_, before: string) => before + hidden)
  return masked
}

/** The digits in a text, as ASCII. */
export const digitsIn = (text: string): string =>
  Array.from(text.matchAll(new RegExp(DIGIT, 'g')), ([digit]) => {
    const code = digit.charCodeAt(0)
    return String(code - (code >= 0xff10 ? 0xff10 : code >= 0x6f0 ? 0x6f0 : code >= 0x660 ? 0x660 : 0x30))
  }).join('')

/** `D` stands for a digit; the number does not go on before or after. */
function digits(source: string): RegExp {
  return new RegExp(`(?<!${DIGIT}|[№#]\\s?)${withDigits(source)}(?!${DIGIT})`, 'gu')
}

function withDigits(source: string): string {
  return source.replaceAll('D', DIGIT)
}

/** Luhn (ISO/IEC 7812-1, annex B). */
function isCard(found: string): boolean {
  const sum = [...digitsIn(found)].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** ISO 7064, MOD 97-10. */
function isIban(found: string): boolean {
  const bare = found.replaceAll(' ', '')
  let rest = 0
  for (const character of bare.slice(4) + bare.slice(0, 4)) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

function isSnils(found: string): boolean {
  const bare = digitsIn(found)
  return (weighted(bare.slice(0, 9), [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === Number(bare.slice(9))
}

function isTaxpayer(found: string): boolean {
  const bare = digitsIn(found)
  const weights = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]
  const check = (length: number) => (weighted(bare.slice(0, length), weights.slice(-length)) % 11) % 10
  return check(10) === Number(bare[10]) && check(11) === Number(bare[11])
}

const weighted = (bare: string, weights: readonly number[]) =>
  weights.reduce((sum, weight, index) => sum + weight * Number(bare[index]), 0)
