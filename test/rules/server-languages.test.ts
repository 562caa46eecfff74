import { expect, test } from 'vitest'
import { z } from 'zod'
import { directionOf, further, furtherTexts, isCounted, withGaps } from '../../api/languages/further.js'
import { problemPage } from '../../api/pages/plain.js'
import en from '../../api/pages/texts.en.js'
import { textsFor } from '../../api/pages/texts.js'
import enProblems from '../../api/platform/problems.en.js'
import { fieldErrorsIn, problemText } from '../../api/platform/problems.js'
import { codeMail } from '../../api/residents/code-mail.js'

const names = (text: string) => [...text.matchAll(/{(\w+)}/g)].map(([, name]) => name).sort()
/** Each text by the way to it. */
const leaves = (texts: object, path = ''): [string, string | object][] =>
  Object.entries(texts).flatMap(([key, text]): [string, string | object][] =>
    typeof text === 'object' && !isCounted(text) ? leaves(text, `${path}/${key}`) : [[`${path}/${key}`, text]],
  )

test.each(Object.entries(further))(
  'what the service says in %s has the names and forms that are filled in',
  (language, own) => {
    const english = new Map(leaves(en))
    for (const [path, text] of leaves(own?.pages ?? {})) {
      const model = english.get(path)
      if (typeof text === 'string') expect(names(text), path).toEqual(names(String(model)))
      else if (Intl.PluralRules.supportedLocalesOf(language).length)
        expect(Object.keys(text).sort(), path).toEqual(
          [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort(),
        )
    }
  },
)

test('a page is in Arabic from right to left, and what is not said in a language is said in English', () => {
  const page = `${problemPage('ar-EG', problemText('not-found', 'ar-EG'))}`
  expect(page).toContain('<html lang="ar-EG" dir="rtl">')
  expect(page).toContain('لا شيء في هذا العنوان.')
  expect(problemText('pins-full', 'ar')).toEqual(enProblems['pins-full'])
  expect(textsFor('ar').statuses.closed).toBe('مغلق')
  expect(textsFor('kk').staffMenu).toBe(en.staffMenu)
  expect([textsFor('tlh'), directionOf('tlh'), furtherTexts('tlh')]).toEqual([en, '', undefined])
})

test('plural forms are taken whole', () => {
  const forms = { one: 'a', other: 'b' }
  expect(withGaps({ days: forms, is: { so: 'c', other: 'd' } }, { days: { other: 'x' }, is: { other: 'y' } })).toEqual({
    days: { other: 'x' },
    is: { so: 'c', other: 'y' },
  })
})

test('a mail is in the language of whom it is to', () => {
  const mail = codeMail({ to: 'a@b.example', code: '123456', organization: 'Hanty', language: 'ar' })
  expect(mail.html).toContain('<html lang="ar" dir="rtl">')
  expect(mail.subject).toBe('123456 هو رمزك: Hanty')
})

test('what a contract does not allow is said in Chinese too, which the validator tells by countries', () => {
  const { error } = z.number().safeParse('x')
  const said = (language: string) => error && fieldErrorsIn(error, language)[0]?.detail
  expect(said('zh')).toMatch(/[\u4e00-\u9fff]/)
})
