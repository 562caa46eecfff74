import { expect, test } from 'vitest'
import { commentStatuses, legalDecisions } from '../../api/discussions/decisions.js'

test('what may be decided depends on where a comment stands', () => {
  expect(Object.fromEntries(commentStatuses.map((status) => [status, legalDecisions(status)]))).toEqual({
    waiting: ['publish', 'refuse'],
    refused: ['publish'],
    withdrawn: [],
    published: ['hide'],
    hidden: ['publish'],
  })
})
