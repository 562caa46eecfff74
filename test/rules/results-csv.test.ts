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

test('a row and an option that have one id are each called what they are called', () => {
  const poll = {
    questions: [
      {
        id: 'q',
        type: 'matrix',
        title: 'How?',
        required: true,
        rows: [{ id: 'a', title: 'Bus' }],
        options: [
          { id: 'a', title: 'Good' },
          { id: 'b', title: 'Bad' },
        ],
      },
    ],
  } as unknown as Poll
  const options = [
    { id: 'a', count: 4 },
    { id: 'b', count: 1 },
  ]
  const results: PollResults = {
    poll: 'p',
    ballots: 5,
    questions: [{ id: 'q', type: 'matrix', answered: 5, rows: [{ id: 'a', answered: 5, options }] }],
  }
  expect(resultsCsv(poll, results).split('\r\n').slice(3)).toEqual([
    'q,How?,Bus,Good,count,4',
    'q,How?,Bus,Bad,count,1',
    '',
  ])
})
