import type { Poll, PollResults } from '../../../sdk/polls.js'

const named = (...ids: string[]) => ids.map((id) => ({ id, title: `The ${id}` }))
const ties = { by: 'order' as const }
const common = { required: false, page: 1 }

/** A poll of every type of question, on three pages. */
export const long: Poll = {
  id: 'long',
  title: 'Much is asked',
  description: '',
  status: 'open',
  opensAt: '2026-01-01T09:00:00Z',
  closesAt: '2126-01-31T09:00:00Z',
  identity: 'device',
  results: 'after_vote',
  isChangeable: true,
  isPlain: false,
  questions: [
    {
      ...common,
      id: 'order',
      type: 'ranking',
      title: 'Which first?',
      required: true,
      options: named('bridge', 'road', 'park'),
      minimum: 2,
      counting: 'schulze',
      ties,
    },
    {
      ...common,
      id: 'money',
      type: 'budget',
      title: 'Spend it',
      required: true,
      budget: 100,
      currency: 'RUB',
      counting: 'knapsack',
      ties,
      projects: [
        { id: 'lamps', title: 'Lamps', description: 'Many', price: 70 },
        { id: 'trees', title: 'Trees', price: 40 },
      ],
    },
    { ...common, page: 2, id: 'mark', type: 'scale', title: 'How good?', from: 1, to: 5, low: 'bad', high: 'good' },
    {
      ...common,
      page: 2,
      id: 'state',
      type: 'matrix',
      title: 'How is it?',
      required: true,
      rows: named('light', 'snow'),
      options: named('good', 'bad'),
    },
    {
      ...common,
      page: 2,
      id: 'why',
      type: 'single',
      title: 'Why?',
      required: true,
      options: named('cold', 'heat'),
      hasOther: true,
      isShuffled: true,
    },
    {
      ...common,
      page: 2,
      id: 'degrees',
      type: 'number',
      title: 'How many degrees?',
      required: true,
      minimum: -60,
      maximum: 40,
      decimals: 1,
      when: { question: 'why', equals: 'cold' },
    },
    { ...common, page: 3, id: 'day', type: 'date', title: 'When?', earliest: '2026-01-01' },
    { ...common, page: 3, id: 'spot', type: 'place', title: 'Where?' },
    { ...common, page: 3, id: 'words', type: 'text', title: 'What else?', isLong: true },
  ],
}

export const longResults: PollResults = {
  poll: 'long',
  ballots: 5,
  questions: [
    {
      id: 'order',
      type: 'ranking',
      answered: 5,
      counting: 'schulze',
      winner: 'road',
      ranking: ['road', 'bridge', 'park'],
      ties: [['bridge', 'park']],
      pairwise: {
        options: ['bridge', 'road', 'park'],
        matrix: [
          [0, 2, 1],
          [3, 0, 4],
          [1, 1, 0],
        ],
        strengths: [],
      },
    },
    {
      id: 'money',
      type: 'budget',
      answered: 5,
      counting: 'knapsack',
      budget: 100,
      projects: [
        { id: 'lamps', count: 4 },
        { id: 'trees', count: 1 },
      ],
      funded: ['lamps'],
      cost: 70,
    },
    {
      id: 'mark',
      type: 'scale',
      answered: 4,
      values: [1, 2, 3, 4, 5].map((value) => ({ value, count: value === 4 ? 4 : 0 })),
      mean: 4,
      median: 4,
    },
    {
      id: 'state',
      type: 'matrix',
      answered: 4,
      rows: [
        {
          id: 'light',
          answered: 4,
          options: [
            { id: 'good', count: 1 },
            { id: 'bad', count: 3 },
          ],
        },
        {
          id: 'snow',
          answered: 4,
          options: [
            { id: 'good', count: 4 },
            { id: 'bad', count: 0 },
          ],
        },
      ],
    },
    {
      id: 'why',
      type: 'single',
      answered: 5,
      options: [
        { id: 'cold', count: 3 },
        { id: 'heat', count: 1 },
      ],
      other: 1,
    },
    { id: 'degrees', type: 'number', answered: 3, mean: -20.5, median: -20, least: -40, most: -5 },
    { id: 'day', type: 'date', answered: 4, days: [{ day: '2026-12-31', count: 3 }], leftOut: 1 },
    { id: 'spot', type: 'place', answered: 3, cells: [{ latitude: 61, longitude: 69, count: 3 }] },
    { id: 'words', type: 'text', answered: 2 },
  ],
}
