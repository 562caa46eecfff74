import { expect, test } from 'vitest'
import type { Block } from '../../widgets/poll/results/blocks.js'
import { picture, toSvg } from '../../widgets/poll/results/picture.js'

const blocks: Block[] = [
  { kind: 'title', text: 'A <first> & "last" question' },
  {
    kind: 'grid',
    caption: 'A <first> & "last" question',
    columns: ['Good', 'Bad'],
    rows: [
      {
        title: 'Light',
        cells: [
          { part: 0.5, text: '50%', detail: '1 vote' },
          { part: 0, text: '0%', detail: '' },
        ],
      },
    ],
  },
  {
    kind: 'bars',
    caption: 'Where?',
    isShort: false,
    rows: [{ title: 'River', mark: 'funded', part: 0.25, share: '25%', amount: '1 vote', leads: true }],
  },
  { kind: 'order', items: [{ text: 'The road', leads: true }] },
  { kind: 'figures', figures: [['Mean', '4']] },
  { kind: 'note', text: 'word '.repeat(100) },
]

test('a picture holds what the tables say, within its edges, mirrored where one reads from the right', () => {
  const look = { accent: 'rgb(1, 2, 3)', isRightToLeft: false }
  const svg = toSvg(picture('Parks', blocks, look))
  for (const words of ['Parks', '50% (1 vote)', 'River (funded)', '25% · 1 vote', '1. The road', 'Mean: 4'])
    expect(svg).toContain(`>${words}<`)
  expect(svg.split('A &lt;first&gt; &amp; &quot;last&quot; question')).toHaveLength(2)
  const all = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].map(([, value]) => Number(value))
  const height = all(/ height="(\d+)" viewBox/g, svg)[0] ?? 0
  for (const y of all(/ y="([\d.]+)"/g, svg)) expect(y).toBeLessThan(height)
  const mirrored = toSvg(picture('Parks', blocks, { ...look, isRightToLeft: true }))
  expect(all(/<text x="([\d.]+)"/g, mirrored)).toEqual(all(/<text x="([\d.]+)"/g, svg).map((x) => 800 - x))
})
