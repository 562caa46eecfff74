/**
 * For translators and their programs: `npm run texts` tells what each language lacks, `npm run texts -- export de`
 * writes de.xlf (XLIFF 2.0) with every text in English and what there is of German, and `npm run texts -- import de.xlf`
 * writes it back into de.json.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import xliff from 'xliff'
import { fileOf, languages, pluralCategories, read } from './files.mjs'

/** A text as units of its own: one, or one a plural form, `votes/few`. */
const unitsOf = (key, text, language) =>
  typeof text === 'string' ? [[key]] : pluralCategories(language).map((category) => [`${key}/${category}`, category])

/** The file for a translator, with what there is. */
export async function toXliff(language) {
  const [english, own] = [await read('en'), await read(language).catch(() => ({}))]
  const resources = {}
  for (const [section, texts] of Object.entries(english)) {
    resources[section] = {}
    for (const [key, text] of Object.entries(texts).filter(([each]) => each !== 'direction')) {
      const said = own[section]?.[key]
      for (const [unit, category] of unitsOf(key, text, language)) {
        const source = category ? (text[category] ?? text.other) : text
        resources[section][unit] = { source, target: category ? said?.[category] : said }
      }
    }
  }
  return xliff.js2xliff({ resources, sourceLanguage: 'en', targetLanguage: language })
}

/** The language, and its sections in the order of the English ones, with the texts that are translated. */
export async function fromXliff(document) {
  const { resources, targetLanguage: language } = await xliff.xliff2js(document)
  const sections = {}
  for (const [section, texts] of Object.entries(await read('en'))) {
    const target = (unit) => resources[section]?.[unit]?.target || undefined
    const translated = Object.entries(texts).flatMap(([key, text]) => {
      if (key === 'direction') return [[key, directionOf(language)]]
      const forms = unitsOf(key, text, language).map(([unit, category]) => [category, target(unit)])
      // A text with some of its forms alone would be wrong for the other numbers.
      if (forms.some(([, form]) => form === undefined)) return []
      return [[key, typeof text === 'string' ? forms[0][1] : Object.fromEntries(forms)]]
    })
    if (translated.length > 0) sections[section] = Object.fromEntries(translated)
  }
  return { language, sections }
}

function directionOf(language) {
  const locale = new Intl.Locale(language)
  return (locale.getTextInfo?.() ?? locale.textInfo).direction
}

/** For each language what is in English and not in it, and what is in it and no longer in English. */
export async function gaps(language) {
  const keys = (file) =>
    Object.entries(file).flatMap(([section, texts]) => Object.keys(texts).map((key) => `${section}.${key}`))
  const [english, own] = [keys(await read('en')), keys(await read(language))]
  return { missing: english.filter((key) => !own.includes(key)), left: own.filter((key) => !english.includes(key)) }
}

async function main([command, given]) {
  if (command === 'export') return writeFile(`${given}.xlf`, await toXliff(given))
  if (command === 'import') {
    const { language, sections } = await fromXliff(await readFile(given, 'utf8'))
    return writeFile(fileOf(language), `${JSON.stringify(sections, null, 2)}\n`)
  }
  for (const language of await languages()) {
    const { missing, left } = await gaps(language)
    console.log(
      `${language}: ${missing.length} in English, ${left.length} of no use. ${[...missing, ...left].join(' ')}`,
    )
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2))
