import { expect, test } from 'vitest'
import { firstStages, legalStages, stages, stepTo } from '../../api/discussions/stages.js'

test('every stage is reached from where a discussion may begin, and none goes back behind the summary but to discuss again', () => {
  const reached = new Set<string>(firstStages)
  for (const stage of reached) for (const to of legalStages(stage as (typeof stages)[number])) reached.add(to)
  expect([...reached].sort()).toEqual([...stages].sort())
  expect(legalStages('outcome')).toEqual(['outcome'])
  expect(legalStages('summary')).toEqual(['discussing', 'summary', 'outcome'])
})

test('nothing is decided before it is summed up, and what is summed up or decided is said', () => {
  for (const from of ['collecting', 'discussing'] as const) expect(stepTo(from, 'outcome')).toBeUndefined()
  for (const to of ['summary', 'outcome'] as const) expect(stepTo('summary', to)?.needsText).toBe(true)
  expect(stepTo('discussing', 'summary')?.comments).toBe('closes')
})
