import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findWord } from '../../api/abuse/words.js'

const found = (text: string, ...words: string[]) => findWord(text, words)

test('a word is found where it stands alone, in any case and form', () => {
  expect(found('Ну и дурак же он', 'дурак')).toBe('дурак')
  expect(found('ДУРАК!', 'дурак')).toBe('дурак')
  expect(found('«Дура́к»', 'дурак')).toBe('дурак')
  expect(found('ｄｕｒａｋ', 'durak')).toBe('durak')
  expect(found('придурок', 'дурок')).toBe(undefined)
  expect(found('дураки', 'дурак')).toBe(undefined)
  expect(found('', 'дурак')).toBe(undefined)
  expect(found('дурак')).toBe(undefined)
})

test('with an asterisk its endings, or all around it, count too', () => {
  expect(found('дураками', 'дурак*')).toBe('дурак*')
  expect(found('придурки', '*дурк*')).toBe('*дурк*')
  expect(found('придурок', '*дурок')).toBe('*дурок')
  expect(found('недурак', 'дурак*')).toBe(undefined)
})

test('letters of another alphabet, dots, spaces, repetition and what nobody sees do not hide it', () => {
  for (const text of [
    'дypaк',
    'ду.рак',
    'ду-рак',
    'д.у.р.а.к',
    'д у р а к',
    'ты, д  у  р  а  к !',
    'дууурррак',
    'ду\u200Bрак',
  ])
    expect(found(text, 'дурак'), text).toBe('дурак')
  expect(found('я и д у р а к', 'дурак')).toBe('дурак')
})

test('neighbours that happen to make one up do not count', () => {
  expect(found('иду рак ловить', 'дурак')).toBe(undefined)
  expect(found('под урок', 'дурок')).toBe(undefined)
  expect(found('и в с', 'сук')).toBe(undefined)
  expect(found('он и я', 'ия')).toBe(undefined)
})

const letter = fc.constantFrom(...'абвгдежзиклмнопрстуфхцчшщыэюя')
const words = fc.array(letter, { minLength: 3, maxLength: 10 }).map((letters) => letters.join(''))
/** As Latin letters look, for those that do. */
const latin: Record<string, string> = {
  а: 'a',
  в: 'B',
  е: 'e',
  к: 'K',
  м: 'M',
  н: 'H',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 'T',
  у: 'y',
  х: 'x',
}
const disguises = fc.array(
  fc.record({
    isUpper: fc.boolean(),
    isLatin: fc.boolean(),
    times: fc.integer({ min: 1, max: 4 }),
    unseen: fc.constantFrom('', '\u200B', '\u00AD', '\u0301'),
  }),
  { minLength: 10, maxLength: 10 },
)

test('whatever of it is done to each letter, the word is found', () => {
  const gaps = fc.constantFrom('', '.', '-', ' ', ' . ', '*')
  fc.assert(
    fc.property(words, disguises, gaps, (word, ways, gap) => {
      const letters = Array.from(word, (plain, index) => {
        const { isUpper, isLatin, times, unseen } = ways[index] ?? {
          isUpper: false,
          isLatin: false,
          times: 1,
          unseen: '',
        }
        const written = isLatin ? (latin[plain] ?? plain) : isUpper ? plain.toUpperCase() : plain
        return { written, unseen, times: gap === '' ? times : 1 }
      })
      const text = letters.map(({ written, unseen, times }) => written.repeat(times) + unseen).join(gap)
      expect(findWord(`Вот: ${text} — так`, [word]), text).toBe(word)
    }),
    { numRuns: 500 },
  )
})

test('in a text of other letters nothing is found', () => {
  const others = fc.string({ unit: fc.constantFrom(...'бгджлфцчшщ ,.-') })
  const unlike = fc.array(fc.constantFrom(...'аеиоуыэюя'), { minLength: 2, maxLength: 8 }).map((it) => it.join(''))
  fc.assert(
    fc.property(others, unlike, (text, word) => {
      expect(findWord(text, [word])).toBe(undefined)
    }),
  )
})

test('a long text with many words is read in a moment', () => {
  const many = Array.from({ length: 1000 }, (_, number) => `слово${number}*`)
  const began = performance.now()
  expect(findWord('длинный текст о площади '.repeat(200), many)).toBe(undefined)
  expect(performance.now() - began).toBeLessThan(1000)
})
