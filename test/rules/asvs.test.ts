import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** The items of levels 1 and 2 of ASVS 5.0.0, by section. */
const asked = `
  1.1:1,2 1.2:1,2,3,4,5,6,7,8,9 1.3:1,2,3,4,5,6,7,8,9,10,11 1.4:1,2,3 1.5:1,2
  2.1:1,2,3 2.2:1,2,3 2.3:1,2,3,4 2.4:1
  3.2:1,2 3.3:1,2,3,4 3.4:1,2,3,4,5,6 3.5:1,2,3,4,5 3.7:1,2
  4.1:1,2,3 4.2:1 4.3:1,2 4.4:1,2,3,4
  5.1:1 5.2:1,2,3 5.3:1,2 5.4:1,2,3
  6.1:1,2,3 6.2:1,2,3,4,5,6,7,8,9,10,11,12 6.3:1,2,3,4 6.4:1,2,3,4 6.5:1,2,3,4,5 6.6:1,2,3 6.8:1,2,3,4
  7.1:1,2,3 7.2:1,2,3,4 7.3:1,2 7.4:1,2,3,4,5 7.5:1,2 7.6:1,2
  8.1:1,2 8.2:1,2,3 8.3:1 8.4:1
  9.1:1,2,3 9.2:1,2,3,4
  10.1:1,2 10.2:1,2 10.3:1,2,3,4 10.4:1,2,3,4,5,6,7,8,9,10,11 10.5:1,2,3,4,5 10.6:1,2 10.7:1,2,3
  11.1:1,2 11.2:1,2,3 11.3:1,2,3 11.4:1,2,3,4 11.5:1 11.6:1
  12.1:1,2,3 12.2:1,2 12.3:1,2,3,4
  13.1:1 13.2:1,2,3,4,5 13.3:1,2 13.4:1,2,3,4,5
  14.1:1,2 14.2:1,2,3,4 14.3:1,2,3
  15.1:1,2,3 15.2:1,2,3 15.3:1,2,3,4,5,6,7
  16.1:1 16.2:1,2,3,4,5 16.3:1,2,3,4 16.4:1,2,3 16.5:1,2,3
  17.1:1 17.2:1,2,3,4 17.3:1,2
`
  .trim()
  .split(/\s+/)
  .flatMap((section) => {
    const [name, items = ''] = section.split(':')
    return items.split(',').map((item) => `${name}.${item}`)
  })

const guide = readFileSync('api/docs/asvs.md', 'utf8')
const rows = guide
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
const idsOf = (row: string[]) => row[1]?.split(', ') ?? []
const meansOf = (row: string[]) => /^(yes|partly|gap|not applicable|operator's)/.exec(row[3] ?? '')?.[0]

test('each item of level 2 is answered once, by one of five words', () => {
  expect(asked).toHaveLength(253)
  expect(rows.flatMap(idsOf).sort()).toEqual([...asked].sort())
  expect(rows.filter((row) => !meansOf(row))).toEqual([])
})

test('the sums above the tables are right', () => {
  const count = (word: string) => rows.filter((row) => meansOf(row) === word).flatMap(idsOf).length
  const said = [
    `Met: ${count('yes')}. In part: ${count('partly')}. Gaps: ${count('gap')}.`,
    `For whoever operates it: ${count("operator's")}. Not applicable: ${count('not applicable')}.`,
  ]
  expect(guide).toContain(said.join(' '))
})

test('what is met says where, and by which test it is shown where there is one', () => {
  expect(rows.filter((row) => meansOf(row) === 'yes' && !row[4]).flatMap(idsOf)).toEqual(['6.4.2'])
})

test.each(['asvs', 'security'])('each file that the guide %s names is there', (name) => {
  const named = [...readFileSync(`api/docs/${name}.md`, 'utf8').matchAll(/`([\w./-]+\.(?:ts|md|mjs|json))`/g)]
  expect(named.length).toBeGreaterThan(20)
  expect(named.map(([, file = '']) => file).filter((file) => !existsSync(file))).toEqual([])
})
