import { expect, test } from 'vitest'
import type { Poll, PollResults } from '../../api/polls/contract.js'
import { resultsCsv } from '../../api/polls/results-csv.js'

test('what a spreadsheet would take for a formula is a text, and quotes are doubled', () => {
  const poll = {
    questions: [
      { id: 'q', type: 'single', title: '=1+1', required: true, options: [{ id: 'a', title: 'Say "yes", or\nno' }] },
    ],
  } as unknown as Poll
  const results: PollResults = {
    poll: 'p',
    ballots: 1,
    questions: [{ id: 'q', type: 'single', answered: 1, options: [{ id: 'a', count: 1 }] }],
  }
  expect(resultsCsv(poll, results)).toBe(
    '\ufeffquestion,title,row,option,what,value\r\n,,,,ballots,1\r\nq,\'=1+1,,,answered,1\r\nq,\'=1+1,,"Say ""yes"", or\nno",count,1\r\n',
  )
})
