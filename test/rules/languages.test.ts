import { describe, expect, it, test } from 'vitest'
import { languages, read, textsIn } from '../../widgets/texts/files.mjs'

type Text = string | Record<string, string>

const english = await read('en')
const names = (text: string) => [...text.matchAll(/{(\w+)}/g)].map(([, name]) => name).sort()
const other = (text: Text | undefined) => (typeof text === 'object' ? text.other : text) ?? ''
/** Those that Intl knows no rules of have one form for every number. */
const categories = (language: string) =>
  Intl.PluralRules.supportedLocalesOf(language).length
    ? [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort()
    : ['other']

/** Every text that is also in English, by where it is. */
async function texts(language: string) {
  const all = await read(language)
  return Object.entries(all).flatMap(([section, found]) =>
    Object.entries(found).flatMap(([key, text]): [where: string, text: Text, inEnglish: Text][] => {
      const inEnglish = english[section]?.[key]
      return inEnglish === undefined ? [] : [[`${language}: ${section}.${key}`, text, inEnglish]]
    }),
  )
}

for (const language of await languages()) {
  describe(`Texts in ${language}`, async () => {
    const all = await texts(language)

    it('say which way they are written', async () => {
      const [, direction] = all.find(([where]) => where.endsWith('shared.direction')) ?? []
      expect(direction).toBe(/^(ar|fa|he|ur)$/.test(language) ? 'rtl' : 'ltr')
    })

    it('have the names to fill in of the English ones, and none is empty', () => {
      const wrong = all.filter(([, text, inEnglish]) => {
        const forms = typeof text === 'object' ? Object.values(text) : [text]
        const known = names(other(inEnglish))
        return (
          `${names(other(text))}` !== `${known}` ||
          forms.some((form) => !form.trim() || names(form).some((name) => !known.includes(name)))
        )
      })
      expect(wrong).toEqual([])
    })

    it('have the plural forms of the language, all and no others', () => {
      const wrong = all.filter(([, text, inEnglish]) => {
        const forms = typeof text === 'object' ? Object.keys(text).sort() : []
        return `${forms}` !== `${typeof inEnglish === 'object' ? categories(language) : []}`
      })
      expect(wrong).toEqual([])
    })
  })
}

test.each(['ru', 'ar'])('every text there is in English is there in %s', async (language) => {
  expect(Object.keys(await read(language)).sort()).toEqual(Object.keys(english).sort())
  const whole = Object.entries(english).flatMap(([section, found]) =>
    Object.keys(found).map((key) => `${section}.${key}`),
  )
  expect((await texts(language)).map(([where]) => where.slice(4)).sort()).toEqual(whole.sort())
})

test('what a language does not say is said in English, in its own direction', async () => {
  const own = {
    shared: { direction: 'rtl', retry: 'دوباره' },
    poll: {},
    results: { votes: { one: 'رأی', other: 'رأی' } },
  }
  const merged = await textsIn('fa', ['shared', 'poll', 'results'], own)
  expect(merged).toMatchObject({ language: 'fa', direction: 'rtl', retry: 'دوباره', votes: 'رأی' })
  expect(merged.vote).toBe('\u2066Vote\u2069')
  expect(merged.pointsOf).toEqual({ one: '\u2066{count} point\u2069', other: '\u2066{count} points\u2069' })
})

test('an element speaks only languages that have all of its sections', async () => {
  expect(await languages(['shared', 'no such section'])).toEqual([])
  expect(await languages(['shared', 'poll'])).toContain('ar')
})
