import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const guide = readFileSync('api/docs/website.md', 'utf8')
const sources = readdirSync('widgets', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(`widgets/${file}`, 'utf8'))
/** The elements for a town's pages, by the heads of their classes: the others are for staff. */
const elements = sources.filter(
  (source) =>
    /@tag vmeste-/.test(source) && !/@tag vmeste-(desk|account|staff|insight|moderation|poll-builder)/.test(source),
)

const all = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map(([, found = '']) => found))].sort()
const section = (title: string) => guide.split(/^## /m).find((part) => part.startsWith(title)) ?? ''
/** What stands in backticks in the first column of a table. */
const firstColumn = (text: string, pattern: RegExp) =>
  all(all(text, /^\| (.*?) \|/gm).join(' '), new RegExp(`\`${pattern.source}\``, 'g'))

test('the guide names every element and its attributes, and none that there is not', () => {
  const tags = all(elements.join('\n'), /@tag (vmeste-[a-z-]+)/g)
  expect(all(section('The elements'), /`<(vmeste-[a-z-]+)>`/g)).toEqual(tags)
  for (const element of elements) {
    const [tag = ''] = all(element, /@tag (vmeste-[a-z-]+)/g)
    const row = section('The elements').split(`| \`<${tag}>\``)[1]?.split('\n')[0] ?? ''
    const own = all(element, /@attr ([a-z-]+)/g).filter((name) => !['organization', 'api', 'look'].includes(name))
    expect(all(row, /`([a-z]+)`/g), tag).toEqual(own)
  }
})

test('the guide names every token that the styles read, and none that they do not', () => {
  expect(firstColumn(section('Your look'), /(--vmeste-[a-z-]+)/)).toEqual(
    all(sources.join('\n'), /var\((--vmeste-[a-z-]+)/g),
  )
})

test('the guide names every part, and in which elements it is', () => {
  const rows = section('Your look').split(/\| Part +\|/)[1] ?? ''
  expect(firstColumn(rows, /([a-z]+)/)).toEqual(all(elements.join('\n'), /@csspart ([a-z-]+)/g))
  for (const element of elements) {
    const [name = ''] = all(element, /@tag vmeste-([a-z-]+)/g)
    const named = rows
      .split('\n')
      .filter((row) => row.includes('every element') || new RegExp(`\\b${name}\\b(?!-)`).test(row.split('|')[2] ?? ''))
    const parts = all(element, /@csspart ([a-z-]+)/g)
    for (const part of parts) expect(named.join('\n'), `${part} of ${name}`).toContain(`\`${part}\``)
  }
})

test('the guide names every event that the elements fire', () => {
  expect(firstColumn(section('Events'), /(vmeste-[a-z-]+)/)).toEqual(
    all(elements.join('\n'), /@fires \{.*\} (vmeste-[a-z-]+)/g),
  )
})
