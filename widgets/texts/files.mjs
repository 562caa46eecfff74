import { readdir, readFile } from 'node:fs/promises'

const folder = new URL('./', import.meta.url)

export const fileOf = (language) => new URL(`${language}.json`, folder)

/** By language: each element asks for every one of them. */
const files = new Map()

/** What a language's file says, by section. */
export function read(language) {
  if (!files.has(language)) files.set(language, readFile(fileOf(language), 'utf8').then(JSON.parse))
  return files.get(language)
}

/** The forms of what is counted; where Intl knows no rules, one for every number. */
export const pluralCategories = (language) =>
  Intl.PluralRules.supportedLocalesOf(language).length
    ? new Intl.PluralRules(language).resolvedOptions().pluralCategories
    : ['other']

/** The languages there are files of; with sections: those that have all of these, so that no element speaks two. */
export async function languages(sections = []) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5))
  const said = await Promise.all(names.map(read))
  return names.filter((_, index) => sections.every((section) => section in said[index])).sort()
}

/** These sections in one, as elements take them: what the language does not say is said in English. */
export async function textsIn(language, sections, own) {
  own ??= await read(language)
  const english = await read('en')
  const texts = { lang: language }
  for (const section of sections) {
    for (const [key, inEnglish] of Object.entries(english[section])) {
      const text = own[section]?.[key] ?? foreign(inEnglish, own)
      texts[key] = typeof text === 'string' ? text : shortened(text)
    }
  }
  // What nearly all languages are need not be said.
  if (texts.direction === 'ltr') delete texts.direction
  return texts
}

/** English among what is written from right to left keeps its own order. */
function foreign(text, { shared }) {
  if (shared.direction !== 'rtl') return text
  const isolated = (form) => `\u2066${form}\u2069`
  if (typeof text === 'string') return isolated(text)
  return Object.fromEntries(Object.entries(text).map(([category, form]) => [category, isolated(form)]))
}

/** Without the plural forms that are no other than `other`, which stands in for them. */
function shortened(text) {
  const forms = Object.entries(text).filter(([category, form]) => category === 'other' || form !== text.other)
  return forms.length === 1 ? text.other : Object.fromEntries(forms)
}
