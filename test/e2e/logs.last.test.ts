import { readdirSync, readFileSync } from 'node:fs'
import { expect, inject, test } from 'vitest'

/** What was typed by the programs beside the browsers, and by the browsers themselves, as it stands in these tests. */
const typed = readdirSync('test/e2e')
  .filter((name) => name.endsWith('.test.ts') && name !== 'logs.last.test.ts')
  .flatMap((name) => {
    const source = readFileSync(`test/e2e/${name}`, 'utf8')
    return [...source.matchAll(/(?:\.fill\(|\b(?:text|responsible|PROBLEM|name)\b ?[:=] )'([^']{5,})'/g)]
  })
  .flatMap(([, text = '']) => text.split('\\n'))
const seen = readFileSync(inject('seen'), 'utf8').trim().split('\n')
const keys = [new URL(inject('desk')).hash.slice('#key='.length), inject('administrator')]
const addresses = ['127.0.0.1', '::1']
const log = readFileSync(inject('log'), 'utf8')
const lines = log
  .split('\n')
  .filter((line) => line.startsWith('{'))
  .map((line) => JSON.parse(line) as Record<string, unknown>)

/** What the log says of its own accord: routes, methods, levels. What somebody typed may be one of its words. */
const vocabulary = new Set(
  lines.flatMap(({ route, method, level, msg }) => [route, method, level, msg].join(' ').split(/[^\p{L}\d]+/u)),
)

test('the log of all that went before has a line for each request, by which it is found', () => {
  const answered = lines.filter(({ msg }) => msg === 'answered')
  expect(answered.length).toBeGreaterThan(100)
  for (const line of answered) {
    expect(Object.keys(line).sort()).toEqual(
      ['level', 'time', 'requestId', 'method', 'route', 'status', 'milliseconds', 'msg'].sort(),
    )
    expect(line.requestId).toMatch(/^[\da-f-]{36}$/)
  }
  expect(lines.filter(({ level }) => level === 'error')).toEqual([])
})

test('and no text, contact, secret, key or address of anyone', () => {
  // Else this would pass for want of anything to look for.
  expect(seen).toContain('anna@example.org')
  expect(seen.filter((text) => /^[\w-]{43}$/.test(text)).length).toBeGreaterThan(2)
  expect(typed).toContain('+7 900 000-00-00')
  const personal = [...new Set([...seen, ...typed, ...keys, ...addresses])].filter((text) => !vocabulary.has(text))
  expect(personal.length).toBeGreaterThan(50)
  expect(personal.filter((text) => log.includes(text))).toEqual([])
})
