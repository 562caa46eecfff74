import { expect, test } from 'vitest'
import { nearestOf, standingOf } from '../../api/campaigns/standing.js'

test('the first and the last day are both days on which a campaign takes appeals', () => {
  const term = { opensOn: '2026-12-01', closesOn: '2026-12-03' }
  const days = ['2026-11-30', '2026-12-01', '2026-12-03', '2026-12-04']
  expect(days.map((day) => standingOf(term, day))).toEqual(['scheduled', 'open', 'open', 'closed'])
  expect(standingOf({ ...term, closesOn: null }, '2099-01-01')).toBe('open')
})

test('of campaigns called alike the nearest organization’s is the one', () => {
  const own = { organizationId: 'town', id: 'meals' }
  const above = [
    { organizationId: 'region', id: 'meals' },
    { organizationId: 'region', id: 'vaccination' },
  ]
  const path = ['region', 'town']
  expect(nearestOf([own, ...above], path)).toEqual([own, above[1]])
  expect(nearestOf([...above, own], path)).toEqual([own, above[1]])
})
