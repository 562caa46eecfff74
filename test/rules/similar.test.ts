import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Comparison, likenessOf, NEARBY, scoreOf } from '../../api/appeals/similar.js'

const like = (one: string, other: string) => Math.round(likenessOf(one, other) * 100) / 100

test('the same said in other forms, cases and lengths is alike; something else is not', () => {
  expect(like('Яма на дороге у школы', 'яма на дороге у школы')).toBe(1)
  expect(like('Не горит фонарь', 'Третий день не горят фонари возле нашего подъезда, темно и страшно')).toBeGreaterThan(
    0.6,
  )
  expect(like('Не вывозят мусор', 'Во дворе третью неделю не вывозится мусор, баки переполнены')).toBeGreaterThan(0.6)
  expect(like('Не вывозят мусор', 'На улице Мира огромная яма, пробил колесо')).toBeLessThan(0.2)
  expect(like('Broken streetlight', 'The street light is broken since Monday')).toBeGreaterThan(0.6)
  expect(like('مصباح الشارع لا يعمل', 'مصباح شارعنا لا يعمل منذ أسبوع')).toBeGreaterThan(0.6)
  expect(like('ёлка', 'Елка')).toBe(like('елка', 'елка'))
})

test('a word or two, or none, say nothing', () => {
  expect(like('', '')).toBe(0)
  expect(like('!!!', 'Яма')).toBe(0)
  expect(like('Яма', 'Яма')).toBeLessThan(0.4)
})

test('likeness is a share, the same from both sides, however long the texts are', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 400 })
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      const share = likenessOf(one, other)
      expect(share).toBeGreaterThanOrEqual(0)
      expect(share).toBeLessThanOrEqual(1)
      expect(likenessOf(other, one)).toBe(share)
    }),
  )
})

const compared = (given: Partial<Comparison>): Comparison => ({
  metres: null,
  addresses: null,
  texts: 0,
  isSameCategory: true,
  days: 1,
  ...given,
})

test('of one topic next to each other is worth a look, whatever the words; of another topic only by the words', () => {
  expect(scoreOf(compared({ metres: 40 }))).toBeGreaterThan(0)
  expect(scoreOf(compared({ metres: 40, isSameCategory: false }))).toBe(0)
  expect(scoreOf(compared({ metres: 40, isSameCategory: false, texts: 0.5 }))).toBeGreaterThan(0)
  expect(scoreOf(compared({ metres: NEARBY + 1, texts: 1 }))).toBe(0)
  expect(scoreOf(compared({ addresses: 0.9 }))).toBeGreaterThan(0)
  expect(scoreOf(compared({ addresses: 0.2 }))).toBe(0)
})

test('without a place the words alone must say it', () => {
  expect(scoreOf(compared({}))).toBe(0)
  expect(scoreOf(compared({ texts: 0.2 }))).toBe(0)
  expect(scoreOf(compared({ texts: 0.5 }))).toBeGreaterThan(0)
})

test('nearer, liker, later and of the same topic never count for less', () => {
  const comparison = fc.record({
    metres: fc.double({ min: 0, max: NEARBY, noNaN: true }),
    addresses: fc.constant(null),
    texts: fc.double({ min: 0, max: 1, noNaN: true }),
    isSameCategory: fc.boolean(),
    days: fc.double({ min: 0, max: 1000, noNaN: true }),
  })
  fc.assert(
    fc.property(comparison, fc.double({ min: 0, max: 1, noNaN: true }), (given, part) => {
      const score = scoreOf(given)
      expect(score).toBeLessThanOrEqual(1)
      expect(scoreOf({ ...given, metres: given.metres * part })).toBeGreaterThanOrEqual(score)
      expect(scoreOf({ ...given, days: given.days * part })).toBeGreaterThanOrEqual(score)
      expect(scoreOf({ ...given, texts: given.texts + (1 - given.texts) * part })).toBeGreaterThanOrEqual(score)
      expect(scoreOf({ ...given, isSameCategory: true })).toBeGreaterThanOrEqual(score)
    }),
  )
})
