import Color from 'colorjs.io'
import type { Look } from './look.js'

/** WCAG 2.2, 1.4.3 (AA): of text of ordinary size. */
export const READABLE = 4.5

export type ColorToken = 'accent' | 'on-accent' | 'danger' | 'color' | 'background'
export type Palette = Record<ColorToken, string>

/** What is read on what. */
const pairs: readonly [text: ColorToken, on: ColorToken][] = [
  ['color', 'background'],
  ['on-accent', 'accent'],
  ['accent', 'background'],
  ['danger', 'background'],
]

/** Of the hosted pages, where a look says nothing. */
export const palettes: Record<'light' | 'dark', Palette> = {
  light: { accent: '#1a55c0', 'on-accent': '#fff', danger: '#a8321f', color: '#1a2230', background: '#fff' },
  dark: { accent: '#8db6ff', 'on-accent': '#0c1420', danger: '#ffa594', color: '#e6eaf1', background: '#181e28' },
}

/** How well one colour is read on another, from 1 to 21; 0 for what is no colour, or lets through what lies behind. */
export function contrastOf(text: string, on: string): number {
  const [one, other] = [read(text), read(on)]
  return one && other ? one.contrast(other, 'WCAG21') : 0
}

/** The tokens of a look that could not be read, or not be read on, beside its others and what the pages have of their own. */
export function unreadableTokens(look: Look): ColorToken[] {
  const palette: Palette = { ...palettes.light, ...given(look) }
  const found = pairs.flatMap(([text, on]) => {
    const isOurs = look[text] === undefined && look[on] === undefined
    if (isOurs || contrastOf(palette[text], palette[on]) >= READABLE) return []
    return look[text] === undefined ? [on] : [text]
  })
  return [...new Set(found)]
}

/** The same hue, as little lighter as makes it readable on a dark ground. */
export function lightened(color: string, on: string): string {
  const from = read(color)
  if (!from) return color
  for (let white = 0; white < 1; white += 0.05) {
    const mixed = from.mix('white', white, { space: 'oklab' }).to('srgb').toGamut().toString({ format: 'hex' })
    if (contrastOf(mixed, on) >= READABLE) return mixed
  }
  return '#fff'
}

export const isDark = (color: string) => contrastOf(color, '#fff') > contrastOf(color, '#000')

const given = ({ accent, 'on-accent': onAccent, danger, color, background }: Look): Partial<Palette> =>
  JSON.parse(JSON.stringify({ accent, 'on-accent': onAccent, danger, color, background }))

function read(color: string): Color | undefined {
  try {
    const known = new Color(color)
    return Number(known.alpha) === 1 ? known : undefined
  } catch {
    return undefined
  }
}
