import { expect, test } from 'vitest'
import { type Check, checks, scoreOf } from '../../api/abuse/checks.js'
import { commentStatuses, isUndoable, legalDecisions } from '../../api/discussions/decisions.js'
import { policies, standingOf, standings, waits } from '../../api/discussions/policy.js'

test('what may be decided depends on where a comment stands', () => {
  const legal = (circumstances: object) =>
    Object.fromEntries(commentStatuses.map((status) => [status, legalDecisions(status, circumstances)]))
  const calm = {
    waiting: ['publish', 'refuse'],
    refused: ['publish'],
    withdrawn: [],
    published: ['hide'],
    hidden: ['publish'],
  }
  expect(legal({ isDecided: true })).toEqual(calm)
  expect(legal({ isDecided: true, isFlagged: true })).toEqual({ ...calm, published: ['hide', 'keep'] })
  // Hidden by readers' flags alone, it is a moderator's to hide.
  expect(legal({ isFlagged: true }).hidden).toEqual(['publish', 'hide'])
  expect(legal({ isDecided: true, isContested: true })).toMatchObject({
    hidden: ['publish', 'uphold'],
    refused: ['publish', 'uphold'],
  })
})

test('what everyone could read since, or an author was told, is not taken back', () => {
  expect(isUndoable('publish', 'waiting')).toBe(false)
  expect(isUndoable('publish', 'refused')).toBe(false)
  expect(isUndoable('grant', 'hidden')).toBe(false)
  expect(isUndoable('uphold', 'hidden')).toBe(false)
  expect(isUndoable('flags', 'published')).toBe(false)
  for (const decision of ['hide', 'keep'] as const) expect(isUndoable(decision, 'published')).toBe(true)
  expect(isUndoable('refuse', 'waiting')).toBe(true)
})

test('an author is trusted after some comments, watched after a hiding, and whose comments wait is the policy’s', () => {
  expect(standingOf(undefined, 3)).toBe('unknown')
  expect(standingOf({ published: 2, against: 0 }, 3)).toBe('new')
  expect(standingOf({ published: 3, against: 0 }, 3)).toBe('trusted')
  expect(standingOf({ published: 300, against: 1 }, 3)).toBe('watched')
  const waiting = Object.fromEntries(policies.map((policy) => [policy, standings.filter((one) => waits(policy, one))]))
  expect(waiting).toEqual({ before: [...standings], newcomers: ['unknown', 'new', 'watched'], after: [] })
})

test('each check against spam says what it found; together they decide, and one may be added', () => {
  const calm = { text: 'A fountain, see https://town.test', by: 'work', strain: 0.2, others: 0 } as const
  expect(scoreOf(calm)).toEqual({ total: 0.2, parts: [{ check: 'links', score: 0.2 }] })
  const links = 'http://a.test www.b.test https://c.test http://d.test'
  expect(scoreOf({ text: links, by: 'form', strain: 1, others: 5 })).toEqual({
    total: 3.3,
    parts: [
      { check: 'proof', score: 0.3 },
      { check: 'links', score: 1 },
      { check: 'rate', score: 1 },
      { check: 'repetition', score: 1 },
    ],
  })
  const always: Check = { name: 'rate', score: () => 0.5 }
  expect(scoreOf(calm, [...checks, always]).total).toBe(0.7)
})
