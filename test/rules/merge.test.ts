import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AppealSummary } from '../../sdk/appeals.js'
import { join, merge, type Sort } from '../../widgets/desk/merge.js'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 0, minute)).toISOString()
const appeal = (number: number, due: number | null, register: number | null = null) =>
  ({
    number,
    deadline: due === null ? null : at(due),
    registerBy: register === null ? null : at(register),
    receivedAt: at(number),
  }) as AppealSummary
const numbers = (items: AppealSummary[]) => items.map(({ number }) => number)
const list = [appeal(3, 10), appeal(1, 20), appeal(2, 20), appeal(4, null)]
const whole = { sort: 'deadline' as Sort, isWhole: true }

test('an appeal that is no longer found is gone, and one that is found takes its place', () => {
  expect(numbers(merge(list, { asked: [1, 9], found: [appeal(9, 15)] }, whole))).toEqual([3, 9, 2, 4])
})

test('one put off moves back, one to be registered soon moves forward', () => {
  expect(numbers(merge(list, { asked: [3], found: [appeal(3, 30)] }, whole))).toEqual([1, 2, 3, 4])
  expect(numbers(merge(list, { asked: [4], found: [appeal(4, null, 1)] }, whole))).toEqual([4, 3, 1, 2])
})

test('what would come after the last is left to the pages that follow', () => {
  const known = list.slice(0, 3)
  const changed = { asked: [4, 5], found: [appeal(4, 15), appeal(5, 99)] }
  expect(numbers(merge(known, changed, { sort: 'deadline', isWhole: false }))).toEqual([3, 4, 1, 2])
  expect(numbers(merge(known, changed, whole))).toEqual([3, 4, 1, 2, 5])
})

test('the newest come first where the list is of what is done', () => {
  const done = [appeal(9, 1), appeal(4, 1)]
  expect(numbers(merge(done, { asked: [7], found: [appeal(7, 1)] }, { sort: 'newest', isWhole: true }))).toEqual([
    9, 7, 4,
  ])
})

test('what was not asked about changes nothing, and nothing is there twice', () => {
  expect(merge(list, { asked: [], found: [appeal(8, 1)] }, whole)).toEqual(list)
  expect(numbers(join(list, [appeal(2, 20), appeal(8, 30)]))).toEqual([3, 1, 2, 4, 8])
})

test('however they changed, the list is the one that is sorted anew', () => {
  const due = fc.option(fc.integer({ min: 0, max: 9 }))
  const some = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 30 })
  fc.assert(
    fc.property(some, some, fc.array(due, { minLength: 41, maxLength: 41 }), (before, found, dues) => {
      const sorted = (of: number[]) =>
        of
          .map((number) => appeal(number, dues[number] ?? null))
          .sort(
            (one, other) =>
              (one.deadline ? Date.parse(one.deadline) : 1e18) - (other.deadline ? Date.parse(other.deadline) : 1e18) ||
              one.number - other.number,
          )
      const merged = merge(sorted(before), { asked: found, found: sorted(found) }, whole)
      expect(merged).toEqual(sorted([...new Set([...before, ...found])]))
    }),
  )
})
