/// <reference types="mocha" />
import { assert } from 'chai'
import { fill, type Text } from '../../../widgets/shared/texts.js'

type Sections = Record<string, Record<string, Text>>

describe('A text', () => {
  it('has its names filled in, and numbers as the language writes them', () => {
    assert.equal(fill('Choose {count} of {total}.', 'en', { count: 2, total: 12345 }), 'Choose 2 of 12,345.')
    assert.equal(fill('Всего {count}', 'ru', { count: 12345 }), 'Всего 12\u00a0345')
  })

  it('has the plural form of the language', () => {
    const votes = { one: '{count} голос', many: '{count} голосов', other: '{count} голоса' }
    assert.deepEqual(
      [1, 2, 5, 21, 1.5].map((count) => fill(votes, 'ru', { count })),
      ['1 голос', '2 голоса', '5 голосов', '21 голос', '1,5 голоса'],
    )
  })

  for (const language of ['ru', 'ar']) {
    it(`is there in ${language} whenever it is in English, with the same names to fill in`, async () => {
      const load = async (name: string): Promise<Sections> => (await fetch(`/widgets/texts/${name}.json`)).json()
      const [english, other] = [await load('en'), await load(language)]
      assert.deepEqual(Object.keys(other).sort(), Object.keys(english).sort())
      for (const [section, texts] of Object.entries(english)) {
        assert.deepEqual(Object.keys(other[section] ?? {}).sort(), Object.keys(texts).sort(), section)
        for (const [key, text] of Object.entries(texts)) {
          const translated = other[section]?.[key] as Text
          assert.equal(typeof translated, typeof text, `${section}.${key}`)
          assert.deepEqual(names(translated), names(text), `${section}.${key}`)
          if (typeof translated === 'object') assert.property(translated, 'other', `${section}.${key}`)
        }
      }
    })
  }
})

const names = (text: Text) => {
  const whole = typeof text === 'string' ? text : (text.other ?? '')
  return [...whole.matchAll(/{(\w+)}/g)].map(([, name]) => name).sort()
}
