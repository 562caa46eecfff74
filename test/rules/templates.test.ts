import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unknownVariables, variables } from '../../api/templates/variables.js'
import { fillTemplate, firstGap, templatesFor } from '../../widgets/desk/fill-template.js'

test('what is known is filled in, what is not has a stand-in, and what has none is left to whoever answers', () => {
  const known = { number: 1042, name: null, address: 'Lenin street, 8' }
  const text = 'Dear {name|neighbour}, no. {number} at {address} is due {deadline}.'
  const filled = fillTemplate(text, known)
  expect(filled).toBe('Dear neighbour, no. 1042 at Lenin street, 8 is due {deadline}.')
  expect(filled.slice(...(firstGap(filled) ?? []))).toBe('{deadline}')
  expect(fillTemplate('{name|}!', known)).toBe('!')
  expect(firstGap('Nothing is left {open')).toBeUndefined()
})

test('what a resident wrote is never read as a template', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(fillTemplate('{name|x}', { name })).toBe(name || 'x')
    }),
  )
})

test('only the variables that the desk fills in are taken, so that nobody is sent braces', () => {
  expect(unknownVariables(variables.map((name) => `{${name}} {${name}|…}`).join())).toEqual([])
  expect(unknownVariables('{adress}, {name|you}, {}')).toEqual(['adress', ''])
})

test('those of the topic come first, those of another not at all', () => {
  const [any, snow, roads] = [null, 'snow', 'roads'].map((category) => ({ category }))
  expect(templatesFor([any, snow, roads] as { category: string | null }[], 'roads')).toEqual([roads, any])
})
