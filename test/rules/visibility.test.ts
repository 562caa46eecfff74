import { expect, test } from 'vitest'
import { isPublic } from '../../api/appeals/view.js'
import type { ResolvedOrganization } from '../../api/organizations/resolve.js'

const wanting = (appealsVisibility: 'public' | 'private', appeals = true) =>
  ({ settings: { appealsVisibility, features: { appeals } } }) as ResolvedOrganization

test('an appeal is public only when that was promised, and is still wanted', () => {
  const appeal = { visibility: 'public', status: 'registered' } as const
  expect(isPublic(appeal, wanting('public'))).toBe(true)
  expect(isPublic(appeal, wanting('private'))).toBe(false)
  expect(isPublic(appeal, wanting('public', false))).toBe(false)
  expect(isPublic({ ...appeal, visibility: 'private' }, wanting('public'))).toBe(false)
})

test('nor before anyone has looked at it, nor once it is refused', () => {
  for (const status of ['received', 'declined'] as const)
    expect(isPublic({ visibility: 'public', status }, wanting('public'))).toBe(false)
})
