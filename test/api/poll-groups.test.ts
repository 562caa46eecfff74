import { afterAll, beforeAll, expect, test } from 'vitest'
import { polls } from '../../api/platform/schema.js'
import type { QuestionDefinition } from '../../api/polls/questions.js'
import { verifyRecord } from '../../api/polls/recount/verify.js'
import { createTestApp, type TestApp } from './app.js'

let api: TestApp
beforeAll(async () => {
  api = await createTestApp()
})
afterAll(() => api.close())

const titled = (id: string) => ({ id, title: { en: id } })
const questions: QuestionDefinition[] = [
  {
    ...titled('district'),
    type: 'single',
    required: false,
    options: [
      { ...titled('north'), share: 3 },
      { ...titled('south'), share: 1 },
    ],
    groups: { minimum: 5 },
  },
  { ...titled('build'), type: 'single', required: true, options: [titled('yes'), titled('no')] },
]

test('groups are told once the poll is closed, as they were signed', async () => {
  await api.database.insert(polls).values({
    organizationId: 'hanty',
    id: 'groups',
    titles: { en: 'A bridge' },
    descriptions: {},
    questions,
    identity: 'device',
    results: 'always',
    opensAt: new Date('2026-11-20T00:00:00Z'),
    closesAt: new Date('2026-12-01T00:00:00Z'),
  })
  for (let voter = 0; voter < 11; voter++)
    await api.request('/polls/groups/ballots', {
      body: { answers: voter < 6 ? { district: 'north', build: 'yes' } : { district: 'south', build: 'no' } },
      headers: { 'vmeste-device': `device-of-${voter}-`.padEnd(24, '0') },
    })
  expect((await api.request('/polls/groups/groups')).json.type).toBe('/problems/poll-not-closed')
  api.clock.now = new Date('2026-12-01T00:00:01Z')
  const { json } = await api.request('/polls/groups/groups')
  expect(json.items[0]).toMatchObject({
    question: 'district',
    results: [
      {
        question: 'build',
        groups: [
          { id: 'north', result: { answered: 6 } },
          { id: 'south', result: { answered: 5 } },
        ],
        notTold: 0,
        weighted: [
          { id: 'yes', share: 0.75 },
          { id: 'no', share: 0.25 },
        ],
      },
    ],
  })
  // The same numbers as a file, and on the page without scripts.
  const file = (await api.request('/polls/groups/results.csv')).text
  expect(file).toContain('build,build,district: north,yes,count in group,6')
  expect(file).toContain('build,build,district,no,weighted share,0.25')
  const page = await (await api.app.request('http://api.test/o/hanty/polls/groups?lang=en')).text()
  expect(page).toContain('Results by group')
  expect(page.match(/<caption>build — (north|south)<\/caption>/g)).toHaveLength(2)
  expect(page).toMatch(/<caption>As if groups had voted[\s\S]*75%[\s\S]*25%/)
  const record = await api.app.request('http://api.test/v1/organizations/hanty/polls/groups/record')
  const { faults, statement } = await verifyRecord((await record.text()).split('\n'))
  expect([faults, statement?.groups]).toEqual([[], json.items])
})
