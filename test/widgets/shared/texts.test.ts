/// <reference types="mocha" />
import { assert } from 'chai'
import { fill } from '../../../widgets/shared/texts.js'

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
})
