import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashOfSecret, receiptOf } from '../../api/polls/receipt.js'

test('a receipt is the first half of the SHA-256 of the secret, as a UUID like any random one', async () => {
  // printf %s 'my own secret of this ballot' | sha256sum
  const hash = await hashOfSecret('my own secret of this ballot')
  expect(hash).toBe('15fa37b5c4ff0257064ff74ea068b54725bac8909d589e43a1aa6a18cc92f7e3')
  expect(receiptOf(hash)).toBe('15fa37b5-c4ff-4257-864f-f74ea068b547')
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9a-f]{64}$/), (any) => {
      const receipt = receiptOf(any)
      expect(receipt).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(receipt.slice(0, 8)).toBe(any.slice(0, 8))
      expect(receipt.slice(-12)).toBe(any.slice(20, 32))
    }),
  )
})
