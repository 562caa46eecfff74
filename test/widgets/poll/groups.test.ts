/// <reference types="mocha" />
import { assert } from 'chai'
import type { PollGroups, PollResults } from '../../../sdk/polls.js'
import type { VmestePoll } from '../../../widgets/poll/poll.js'
import '../../../widgets/poll/define.js'
import { accessible, find, findAll, read, show, tidy, until } from '../shared/page.js'
import { stub } from '../shared/stub.js'

const named = (...ids: string[]) => ids.map((id) => ({ id, title: `The ${id}` }))
const common = { type: 'single', required: true }
const poll = {
  id: 'park',
  title: 'A bridge',
  description: '',
  status: 'closed',
  opensAt: '2026-01-01T09:00:00Z',
  closesAt: '2026-01-31T09:00:00Z',
  identity: 'device',
  results: 'after_close',
  isChangeable: false,
  isPlain: true,
  questions: [
    { ...common, id: 'district', title: 'Your district', options: named('north', 'south'), groups: { minimum: 5 } },
    { ...common, id: 'build', title: 'Build it?', options: named('yes', 'no') },
  ],
}
const counts = (yes: number, no: number) => ({
  id: 'build',
  type: 'single' as const,
  answered: yes + no,
  options: [
    { id: 'yes', count: yes },
    { id: 'no', count: no },
  ],
})
const results: PollResults = { poll: 'park', ballots: 17, questions: [counts(9, 8)] }
const groups: PollGroups = {
  poll: 'park',
  items: [
    {
      question: 'district',
      minimum: 5,
      results: [
        {
          question: 'build',
          groups: [{ id: 'north', result: counts(6, 2) }],
          notTold: 9,
          weighted: [
            { id: 'yes', share: 0.125 },
            { id: 'no', share: 0.875 },
          ],
        },
      ],
    },
  ],
}

describe('<vmeste-poll-results>, by group', () => {
  afterEach(tidy)

  for (const language of ['en', 'ar'])
    it(`shows the results by group as tables with bars, and asks for them when they are opened, in ${language}`, async () => {
      document.documentElement.lang = language
      const api = stub()
      await api.answer('GET /polls/park', { body: poll })
      await api.answer('GET /polls/park/results', { body: results })
      await api.answer('GET /polls/park/groups', { body: groups })
      const shown = show<VmestePoll>(
        `<vmeste-poll organization="${api.organization}" poll="park" api="${location.origin}"></vmeste-poll>`,
      )
      const tally = await until(() => find(shown, 'vmeste-poll-results'))
      await until(() => find(tally, '.groups'))
      assert.lengthOf(await api.asked('GET /polls/park/groups'), 0)
      find(tally, '.groups summary').click()
      await until(() => findAll(tally, '.groups table').length === 2)
      await accessible(shown)
      if (language !== 'en') return
      const tables = findAll(tally, '.groups table').map((table) => read(table))
      assert.match(tables[0] ?? '', /^The north \(8 votes\) .*The yes 75% 6 votes The no 25% 2 votes$/)
      assert.match(tables[1] ?? '', /The yes 12\.5% The no 87\.5%$/)
      assert.include(read(find(tally, '.groups')), 'Not told, since those groups are too small: 9.')
    })
})
