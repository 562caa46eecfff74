import { describe, expect, it, test } from 'vitest'
import { languages, pluralCategories, read, textsIn } from '../../widgets/texts/files.mjs'
import { fromXliff, gaps, toXliff } from '../../widgets/texts/xliff.mjs'

type Text = string | Record<string, string>

const english = await read('en')
const names = (text: string) => [...text.matchAll(/{(\w+)}/g)].map(([, name]) => name).sort()
const other = (text: Text | undefined) => (typeof text === 'object' ? text.other : text) ?? ''
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
        return `${forms}` !== `${typeof inEnglish === 'object' ? [...pluralCategories(language)].sort() : []}`
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
  expect(merged).toMatchObject({ lang: 'fa', direction: 'rtl', retry: 'دوباره', votes: 'رأی' })
  expect(merged.vote).toBe('\u2066Vote\u2069')
  expect(merged.pointsOf).toEqual({ one: '\u2066{count} point\u2069', other: '\u2066{count} points\u2069' })
})

test('an element speaks only languages that have all of its sections', async () => {
  expect(await languages(['shared', 'no such section'])).toEqual([])
  expect(await languages(['shared', 'poll'])).toContain('ar')
})

test.each(['ru', 'ar', 'uk'])('%s goes to a translator as XLIFF and comes back as it was', async (language) => {
  const document = await toXliff(language)
  expect(document).toContain(`version="2.0" srcLang="en" trgLang="${language}"`)
  expect(await fromXliff(document)).toEqual({ language, sections: await read(language) })
})

test('a new language begins with all of English, and a text with some of its forms alone does not come back', async () => {
  const document = await toXliff('cs')
  expect(document).toMatch(/<unit id="votes\/few">\s*<segment>\s*<source>{count} votes<\/source>/)
  const votes = document.replace(
    '<source>{count} votes</source>',
    '<source>{count} votes</source><target>{count} hlasy</target>',
  )
  const named = votes.replace('<source>Try again</source>', '<source>Try again</source><target>Zkusit znovu</target>')
  expect((await fromXliff(named)).sections).toEqual({ shared: { direction: 'ltr', retry: 'Zkusit znovu' } })
})

test('what a language lacks is told', async () => {
  expect(await gaps('ru')).toEqual({ missing: [], left: [] })
  expect((await gaps('uk')).missing).toContain('desk.signIn')
})
