import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Markup, readMarkup } from '../../api/discussions/markup.js'
import { wilson } from '../../api/discussions/wilson.js'

/** As one would type it again: what is shown, in short. */
const show = (markup: Markup[] | null): string =>
  (markup ?? [])
    .map((node) =>
      typeof node === 'string' ? node : `<${node.type}${node.href ? ` ${node.href}` : ''}>${show(node.of)}</>`,
    )
    .join('')
const textOf = (markup: Markup[]): string =>
  markup.map((node) => (typeof node === 'string' ? node : textOf(node.of))).join('')

test('a text without signs is nothing but text', () => {
  for (const text of ['Hello', 'Two\nlines', '2 < 3 & <b>bold</b>', '5*3*2 and snake_case_name', '- ', 'a * b * c'])
    expect([text, readMarkup(text)]).toEqual([text, null])
})

test('emphasis, lists, quotes and links are read, and nothing else', () => {
  const read = (text: string) => show(readMarkup(text))
  expect(read('**Yes** and *no* and _maybe_')).toBe(
    '<paragraph><strong>Yes</> and <emphasis>no</> and <emphasis>maybe</></>',
  )
  expect(read('**a _b_ c**')).toBe('<paragraph><strong>a <emphasis>b</> c</></>')
  expect(read('> asked\n> twice\nAnswer\n\n- one\n- two\n1. first')).toBe(
    '<quote>asked\ntwice</><paragraph>Answer</><list><item>one</><item>two</></><numbers><item>first</></>',
  )
  expect(read('see https://a.test/b?c=1. (http://b.test)')).toBe(
    '<paragraph>see <link https://a.test/b?c=1>https://a.test/b?c=1</>. (<link http://b.test/>http://b.test</>)</>',
  )
  expect(read('\\*not\\*')).toBe('<paragraph>*not*</>')
  expect(read('![x](http://a.test/pixel.gif) # h `code`')).toBe(
    '<paragraph>!<link http://a.test/pixel.gif>x (a.test)</> # h `code`</>',
  )
})

test('a link says where it leads, and leads nowhere but to the web', () => {
  const read = (text: string) => show(readMarkup(text))
  expect(read('[my bank](https://evil.test/x)')).toContain('my bank (evil.test)')
  expect(read('[pаypal.com](https://pаypal.com/)')).toContain('(xn--pypal-4ve.com)')
  for (const text of [
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,x)',
    '[x](//evil.test)',
    '[x](https://bank.test@evil.test)',
    'https://user:secret@evil.test',
  ])
    expect([text, read(text).includes('<link')]).toEqual([text, false])
})

test('nothing that is typed is lost but the signs, and no link leads elsewhere than to http', () => {
  const letters = fc.constantFrom(...'ab *_>[]()-1.\n\\', 'https://a.test', 'javascript:', '[x](', '**', '> ', '- ')
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 60 }), (parts) => {
      const text = parts.join('')
      const read = readMarkup(text)
      if (!read) return
      const kept = (some: string) => some.replace(/[^a-z]/g, '')
      expect(kept(textOf(read)).length).toBeGreaterThanOrEqual(kept(text.replace(/\]\(https?:[^)\s]*\)/g, ']')).length)
      const check = (node: Markup): void => {
        if (typeof node === 'string') return
        if (node.href !== undefined) expect(node.href).toMatch(/^https?:\/\//)
        node.of.forEach(check)
      }
      read.forEach(check)
    }),
  )
})

test('what is written to take long takes a moment', () => {
  const hostile = [
    '>',
    '> ',
    '- ',
    '[',
    '*a ',
    '*a_',
    '**a',
    '[a](',
    '_',
    '*',
    '**',
    '[a](http://',
    'http://',
    '\\',
    '*a\n',
  ]
  for (const part of hostile) {
    const text = part.repeat(Math.floor(4000 / part.length))
    // One that takes more than it should ends by the time limit of tests.
    expect(() => readMarkup(text), part).not.toThrow()
  }
})

test('best is what one can be sure of: more of the same votes raise it, dissent lowers it', () => {
  expect(wilson(0, 0)).toBe(0)
  expect(wilson(90, 10)).toBeGreaterThan(wilson(3, 0))
  // As in E. B. Wilson's table: 80 of 100.
  expect(wilson(80, 20)).toBeCloseTo(0.7112, 3)
  const votes = fc.integer({ min: 0, max: 10_000 })
  fc.assert(
    fc.property(votes, votes, (agree, disagree) => {
      const bound = wilson(agree, disagree)
      expect(bound).toBeGreaterThanOrEqual(0)
      expect(bound).toBeLessThanOrEqual(agree / (agree + disagree || 1))
      expect(wilson(agree + 1, disagree)).toBeGreaterThan(bound)
      expect(wilson(agree, disagree + 1)).toBeLessThanOrEqual(bound)
    }),
  )
})
