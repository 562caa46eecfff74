import { expect, test } from 'vitest'
import { isPublic } from '../../api/appeals/view.js'
import type { ResolvedOrganization } from '../../api/organizations/resolve.js'

const wanting = (
  appealsVisibility: 'public' | 'private',
  { appeals = true, looked = 'before' as 'first' | 'before' | 'after' } = {},
) =>
  ({ settings: { appealsVisibility, features: { appeals }, moderation: { appeals: looked } } }) as ResolvedOrganization

test('an appeal is public only when that was promised, and is still wanted', () => {
  const appeal = { visibility: 'public', status: 'registered' } as const
  expect(isPublic(appeal, wanting('public'))).toBe(true)
  expect(isPublic(appeal, wanting('private'))).toBe(false)
  expect(isPublic(appeal, wanting('public', { appeals: false }))).toBe(false)
  expect(isPublic({ ...appeal, visibility: 'private' }, wanting('public'))).toBe(false)
})

test('nor before anyone has looked at it, nor once it is refused', () => {
  for (const status of ['received', 'moderation', 'declined', 'returned'] as const)
    expect(isPublic({ visibility: 'public', status }, wanting('public'))).toBe(false)
})

test('where someone looks at it after, it is public at once, and still not once it is refused', () => {
  const town = wanting('public', { looked: 'after' })
  expect(isPublic({ visibility: 'public', status: 'received' }, town)).toBe(true)
  for (const status of ['moderation', 'declined'] as const)
    expect(isPublic({ visibility: 'public', status }, town)).toBe(false)
})
