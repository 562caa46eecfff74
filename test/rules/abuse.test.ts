import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blockOf, domainsOf, type KeptBlock } from '../../api/abuse/blocking.js'
import { essenceOf, isFlood, isNews, repetitionOf } from '../../api/abuse/likeness.js'
import { isRange } from '../../api/platform/network.js'

const now = new Date('2026-11-24T09:00:00Z')
const later = new Date('2026-11-25T09:00:00Z')
const block = (given: Partial<KeptBlock>): KeptBlock => ({
  organizationId: 'hanty',
  kind: 'network',
  value: '203.0.113.0/24',
  expiresAt: later,
  ...given,
})
const from =
  (address: string, hashes = {}) =>
  () => ({ address, hashes })

test('two texts are alike when case, signs, spaces and numbers alone set them apart', () => {
  expect(essenceOf('Купи СЕЙЧАС!!! скидка 50%, ещё №17')).toBe(essenceOf('купи сейчас. Скидка 70 %; еще № 942'))
  expect(essenceOf('A hole', 'Mira street')).not.toBe(essenceOf('A hole', 'Lenin street'))
  expect(essenceOf('12345')).not.toBe(essenceOf('54321'))
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (text, number) => {
      const essence = essenceOf(text)
      expect(essenceOf(essence)).toBe(essence)
      if (/\p{L}/u.test(text)) expect(essenceOf(` ${number} ${text}!`)).toBe(essence)
    }),
  )
})

test('of the same device a text is sent again; of the same address only where it can be no neighbour', () => {
  const earlier = { about: 'appeals/1', isOfDevice: false, isOfAddress: true }
  expect(repetitionOf([earlier], { isLong: false })).toBeUndefined()
  expect(repetitionOf([earlier], { isLong: true })).toBe(earlier)
  const own = { about: 'appeals/2', isOfDevice: true, isOfAddress: true }
  fc.assert(
    fc.property(fc.boolean(), (isLong) => {
      expect(repetitionOf([earlier, own], { isLong })).toBe(own)
      expect(repetitionOf([{ ...own, isOfDevice: false, isOfAddress: false }], { isLong })).toBeUndefined()
    }),
  )
})

test('the same of ten is a flood, and staff are told once for each ten', () => {
  expect([9, 10, 11].map(isFlood)).toEqual([false, true, true])
  expect([9, 10, 11, 19, 20, 21].filter(isNews)).toEqual([10, 20])
})

test('a block meets whom it is of, as long as it holds, and nobody else', () => {
  expect(blockOf([block({})], from('203.0.113.9'), now)).toMatchObject({ value: '203.0.113.0/24' })
  expect(blockOf([block({})], from('203.0.114.9'), now)).toBeUndefined()
  expect(blockOf([block({ expiresAt: now })], from('203.0.113.9'), now)).toBeUndefined()
  const device = block({ kind: 'device', value: 'hash' })
  expect(blockOf([device], from('', { device: ['hash'] }), now)).toBe(device)
  expect(blockOf([device], from('', { address: ['hash'] }), now)).toBeUndefined()
  const forever = block({ expiresAt: null })
  expect(blockOf([block({}), forever], from('203.0.113.9'), now)).toBe(forever)
})

test('a domain is blocked with all below it, and never a whole ending', () => {
  expect(domainsOf('Anna@A.Spam.Example')).toEqual(['a.spam.example', 'spam.example'])
  expect(domainsOf('anna@example')).toEqual([])
})

test('no network is blocked that is wider than a provider has for its customers', () => {
  for (const range of ['203.0.113.9/32', '203.0.0.0/16', '2001:db8::/32', '2001:db8::1/128'])
    expect(isRange(range), range).toBe(true)
  for (const range of ['0.0.0.0/0', '203.0.0.0/15', '::/0', '2001::/31', '203.0.113.9', '203.0.113.0/33', 'here/24'])
    expect(isRange(range), range).toBe(false)
})
