import { expect, test } from 'vitest'
import { contrastOf, lightened, palettes, unreadableTokens } from '../../api/organizations/contrast.js'
import { lookStyles } from '../../api/pages/look.js'

test('contrast is counted as WCAG counts it, whatever a colour is written in; what cannot be counted is none', () => {
  expect(contrastOf('#000', 'white')).toBe(21)
  expect(contrastOf('rgb(119 119 119)', '#fff').toFixed(2)).toBe('4.48')
  expect(contrastOf('oklch(40% 0.1 250)', 'hsl(0 0% 100%)')).toBeGreaterThan(7)
  expect(contrastOf('notacolor', '#fff')).toBe(0)
  expect(contrastOf('rgb(0 0 0 / 50%)', '#fff')).toBe(0)
})

test('what could not be read is named, beside the other tokens and our own', () => {
  expect(unreadableTokens({ accent: '#a3213f', radius: '2px' })).toEqual([])
  expect(unreadableTokens({ accent: '#ffd000' })).toEqual(['accent'])
  expect(
    unreadableTokens({
      accent: '#ffd000',
      'on-accent': '#000',
      background: '#101010',
      color: '#fff',
      danger: '#ff9c8a',
    }),
  ).toEqual([])
  expect(unreadableTokens({ color: '#999' })).toEqual(['color'])
  expect(unreadableTokens({ background: '#222', color: '#fff' })).toEqual(['background'])
  expect(unreadableTokens({ danger: '#f99' })).toEqual(['danger'])
})

test('our own colours can be read on both schemes', () => {
  for (const palette of Object.values(palettes)) expect(unreadableTokens(palette)).toEqual([])
})

test('a dark accent is lightened until it can be read on a dark ground, and one that can be is left', () => {
  const { background } = palettes.dark
  const light = lightened('#a3213f', background)
  expect(contrastOf(light, background)).toBeGreaterThanOrEqual(4.5)
  expect(contrastOf(lightened('#8db6ff', background), background)).toBe(contrastOf('#8db6ff', background))
  expect(lightened('#000', background)).toMatch(/^#[\da-f]{6}$/)
})

test('a look without ground or ink is worn by both schemes, one with them makes one scheme of both', () => {
  const both = lookStyles({ accent: '#a3213f', radius: '2px', font: 'Georgia, serif' })
  expect(both).toContain(':root { --accent: #a3213f; }')
  expect(both).toMatch(
    /@media \(prefers-color-scheme: dark\) { :root { --accent: #[\da-f]{6}; --on-accent: #0c1420; } }/,
  )
  expect(both).toContain('body { font-family: Georgia, serif; }')
  expect(both).toContain('vmeste-discussion { --vmeste-radius: 2px; }')
  const dark = lookStyles({
    background: '#101418',
    color: '#f4f4f4',
    accent: '#ffd000',
    'on-accent': '#000',
    danger: '#ff9c8a',
  })
  expect(dark).toContain('color-scheme: dark;')
  expect(dark).toContain('--card: #101418;')
  expect(dark).not.toContain('@media')
})

test('what a town inherits and could not be read goes back to our own', () => {
  expect(lookStyles({ color: '#888', radius: '2px' })).not.toContain('#888')
  expect(lookStyles({ color: '#888', radius: '2px' })).toContain('--vmeste-radius: 2px')
})
