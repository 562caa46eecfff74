import { isIPv6 } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPrivate, isWithin, networkOf } from '../../api/platform/network.js'

test('IPv4 counts by the address, IPv6 by its first 64 bits', () => {
  expect(networkOf('203.0.113.7')).toBe('203.0.113.7/32')
  expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7/32')
  expect(networkOf('2001:db8:1:2:a:b:c:d')).toBe('2001:db8:1:2:0:0:0:0/64')
  expect(networkOf('2001:db8:1:2::1')).toBe(networkOf('2001:DB8:1:2:ffff::'))
  expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'))
})

test('what is no address is none', () => {
  for (const given of ['', 'unknown', '1.2.3', '1.2.3.256', '01.2.3.4', ':::', '1::2::3', '1:2:3:4:5:6:7:8:9', 'g::1'])
    expect(networkOf(given), given).toBeUndefined()
})

test('every address of IPv6, however it is written, has a network that holds it', () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      fc.pre(isIPv6(address))
      expect(isWithin(address, networkOf(address) ?? '')).toBe(true)
    }),
  )
})

test('every address of IPv4 lies in each range that is made of it', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, length) => {
      expect(isWithin(address, `${address}/${length}`)).toBe(true)
    }),
  )
})

test('this machine and networks of one’s own say nothing of who calls', () => {
  for (const address of [
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    'fd00::1',
    '',
  ])
    expect(isPrivate(address), address).toBe(true)
  for (const address of ['8.8.8.8', '172.32.0.1', '2001:db8::1', '192.169.0.1']) expect(isPrivate(address)).toBe(false)
})
