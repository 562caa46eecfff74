import { expect, test } from 'vitest'
import { isOpen, legalTransitions, openStatuses, statuses, transitions } from '../../api/appeals/transitions.js'
import { roles } from '../../api/identity/roles.js'

test('from wherever an appeal stands there is a way on, and from a standing start a way to every status', () => {
  for (const status of statuses) expect(legalTransitions(status), status).not.toHaveLength(0)
  const reached = new Set(['received'])
  for (const from of reached)
    for (const { to } of transitions.filter((step) => step.from.some((s) => s === from))) reached.add(to)
  expect([...reached].sort()).toEqual([...statuses].sort())
})

test('nothing ever goes back to having just been received', () => {
  expect(transitions.filter(({ to }) => to === 'received')).toEqual([])
})

test('the resident is told why: no answer, refusal or reopening without a text, no assignment without a body', () => {
  const requirementsOf = (to: string) => transitions.filter((step) => step.to === to).map(({ requires }) => requires)
  expect(requirementsOf('answered')).toEqual([['text']])
  expect(requirementsOf('declined')).toEqual([['text']])
  expect(requirementsOf('assigned')).toEqual([['responsible']])
  const reopening = transitions.filter(({ from, to }) => to === 'in_progress' && from.includes('answered'))
  expect(reopening.map(({ requires }) => requires)).toEqual([['text']])
})

test('those who deal with cases take the steps; moderators and leaders take none', () => {
  for (const role of roles) {
    const may = statuses.flatMap((status) => legalTransitions(status, role)).length > 0
    expect(may, role).toBe(['officer', 'coordinator', 'administrator'].includes(role))
  }
})

test('the deadline runs until there is an answer', () => {
  expect(openStatuses).toEqual(['received', 'registered', 'assigned', 'in_progress'])
  expect(statuses.filter((status) => !isOpen(status))).toEqual(['answered', 'closed', 'declined'])
})
