import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaults } from '../../api/organizations/inherit.js'
import { HIDDEN, mask } from '../../api/privacy/mask.js'
import { maskingOf } from '../../api/privacy/masking.js'

const rules = { country: 'RU', official: ['+73467550101'], domains: ['hanty.example'] }
const of = (text: string) => mask(text, rules)

test.each([
  ['звоните 8 (950) 123-45-67 или 89501234568', 'звоните ••• или •••'],
  ['мой номер 79501234567', 'мой номер •••'],
  ['9501234567', '•••'],
  ['8-3467-32-10-10, дом', '•••, дом'],
  ['тел. 32-10-10, 32-10-11', 'тел. •••, •••'],
  ['+44 20 7946 0958', '•••'],
  ['+٩٦٦٥٠١٢٣٤٥٦٧', '•••'],
  ['８９５０１２３４５６７', '•••'],
  ['8\u200b950\u200b123\u200b45\u200b67', '•••'],
  ['пишите anna.petrova@mail.ru', 'пишите •••'],
  ['пишите анна@почта.рф!', 'пишите •••!'],
  ['anna (at) mail.ru', '•••'],
  ['anna [собака] mail.ru', '•••'],
  ['паспорт 6704 123456', 'паспорт •••'],
  ['паспорт серии 6704 номер 123456 выдан', 'паспорт серии ••• выдан'],
  ['Passport no. AB1234567', 'Passport no. •••'],
  ['67 04 123456', '•••'],
  ['6704 № 123456', '•••'],
  ['СНИЛС 112-233-445 95', 'СНИЛС •••'],
  ['112 233 445 95', '•••'],
  ['ИНН 500100732259', 'ИНН •••'],
  ['500100732259', '•••'],
  ['полис 1234567890123456', 'полис •••'],
  ['4111 1111 1111 1111', '•••'],
  ['2200-0000-0000-0004', '•••'],
  ['GB29 NWBK 6016 1331 9268 19', '•••'],
  ['DE89370400440532013000', '•••'],
  ['40817810099910004312', '•••'],
  ['SSN 111-22-3333', 'SSN •••'],
])('%s is hidden', (text, expected) => {
  expect(of(text)).toBe(expected)
})

test.each([
  'Мира, 12/3, корп. 2',
  'улица 50 лет ВЛКСМ, 10',
  '628011, Ханты-Мансийск',
  'с 10:00 до 18:00',
  '24.11.2026 в 9.30, 2026-11-24 09:00, 2026-11-24T09:00:00Z',
  'от 12.10.2025 до 14.11.2026',
  'звоните до 18:00, с 9 до 18',
  'обращение № 1042 и № 4512345678',
  '3 500 000 000 рублей, 9 876 543 210 руб., 1500000,50',
  'в 2024 150000 рублей, в 2024 2025 2026 годах',
  '61.0042, 69.0019',
  'участок 86:12:0101001:123',
  'счётчик 00123456 показывает 12345',
  'https://vk.com/wall-123456789_456 и https://hanty.example/news/89501234567',
  'ИНН 7707083893 (организации)',
  'карта 4276 1234 5678 9010 без верной цифры',
  'ISBN 978-5-699-12014-7',
  'рейсы 10, 20, 30, 40, 50, 60, 70',
  'горячая линия 8 800 555-35-35, 112',
  'город: +7 3467 55-01-01, звоните 55-01-01, gorod@hanty.example, a@mail.hanty.example',
])('%s is left', (text) => {
  expect(of(text)).toBe(text)
})

test.each([
  ['ул. Мира, 5, кв. 12', 'ул. Мира, 5, кв. •••'],
  ['Мира 5 кв.12а', 'Мира 5 кв.•••'],
  ['5 Lenin Street, apt 12', '5 Lenin Street, apt •••'],
  ['Мира, 5, квартира № 7', 'Мира, 5, квартира № •••'],
  ['Мира, 12/3, к. 2', 'Мира, 12/3, к. 2'],
  ['площадь 40 кв. м', 'площадь 40 кв. м'],
])('of the address %s the flat is hidden, not the house', (address, expected) => {
  expect(mask(address, { ...rules, isAddress: true })).toBe(expected)
})

test('numbers are read as where the organization is, and what it publishes is left', () => {
  const contacts = { phone: '55-01-01', email: 'info@www.town.example', website: 'https://www.town.example/contact' }
  const russian = maskingOf({ ...defaults, timeZone: 'Asia/Yekaterinburg' })
  const british = maskingOf({ ...defaults, timeZone: 'Europe/London', contacts })
  const nowhere = maskingOf(defaults)
  expect(russian.text('89501234567 020 7946 0958')).toBe('••• 020 7946 0958')
  expect(british.text('020 7946 0958')).toBe('•••')
  expect(nowhere.text('020 7946 0958, +44 20 7946 0958')).toBe('020 7946 0958, •••')
  expect(british.text('office@town.example, anna@mail.example')).toBe('office@town.example, •••')
})

/** Texts in which what is to be hidden stands among all else. */
const texts = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: fc.constantFrom(...' -()+.,@№#:/\n0123456789٣９aя•'), maxLength: 30 }),
      fc.constantFrom('тел. ', 'паспорт ', 'кв. ', 'a@b.ru', '89501234567', '4111111111111111', '\ud800', HIDDEN),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

test('masking never throws, says nothing new, and a masked text stays as it is', () => {
  fc.assert(
    fc.property(texts, fc.boolean(), (text, isAddress) => {
      const masked = mask(text, { ...rules, isAddress })
      expect(mask(masked, { ...rules, isAddress })).toBe(masked)
      expect(masked.length).toBeLessThanOrEqual(text.length + HIDDEN.length * 12)
      // What is left of it stood in it, in this order.
      if (text.includes(HIDDEN.charAt(0))) return
      let at = 0
      for (const piece of masked.split(HIDDEN)) {
        at = text.indexOf(piece, at)
        expect(at).toBeGreaterThanOrEqual(0)
        at += piece.length
      }
    }),
    { numRuns: 1000 },
  )
})

test('a number is hidden wherever it stands among words', () => {
  const words = fc.stringMatching(/^[а-я ]{0,20}$/)
  fc.assert(
    fc.property(
      words,
      words,
      fc.oneof(fc.integer({ min: 9_000_000_000, max: 9_999_999_999 }), fc.constant(9_300_000_000)),
      (before, after, digits) => {
        const number = `+7${digits}`
        const masked = of(`${before} ${number} ${after}`)
        expect(masked).not.toContain(String(digits).slice(3))
      },
    ),
  )
})

test('no text takes long, however it is made', () => {
  const hostile = [
    '1 2 3 4 5 6 7 8 9 0 '.repeat(400),
    '1(2)3-4.5/6 ('.repeat(600),
    '8 950 '.repeat(1300),
    'a.'.repeat(4000),
    `${'a.'.repeat(3500)}@${'b.'.repeat(400)}`,
    'паспорт '.repeat(1000),
    '4'.repeat(8000),
    '9501234567 '.repeat(700),
    'A1'.repeat(4000),
  ]
  for (const text of hostile) {
    const began = performance.now()
    of(text)
    expect(performance.now() - began, text.slice(0, 20)).toBeLessThan(1000)
  }
})
