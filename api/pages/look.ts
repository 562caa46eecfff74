import {
  contrastOf,
  isDark,
  lightened,
  type Palette,
  palettes,
  READABLE,
  unreadableTokens,
} from '../organizations/contrast.js'
import type { Look } from '../organizations/look.js'
import { schemes } from './style.js'

/** What each token is called in the style sheet of the pages; the others are the elements' alone. */
const names: Partial<Record<keyof Look, string>> = {
  accent: '--accent',
  'on-accent': '--on-accent',
  danger: '--bad',
  color: '--ink',
  background: '--card',
  line: '--line',
  control: '--edge',
}
const elements = 'vmeste-appeal, vmeste-appeal-status, vmeste-poll, vmeste-discussion'

/**
 * The style sheet that dresses the hosted pages, and the elements on them, in an organization's look. One that sets
 * the ground or the ink is worn in light and in dark alike; of one that does not, the accent is lightened for the dark.
 */
export function lookStyles(inForce: Look): string {
  const look = readable(inForce)
  const own = Object.entries(look).flatMap(([token, value]) => {
    const name = names[token as keyof Look]
    return name ? [`${name}: ${value};`] : []
  })
  const rest = Object.entries(look).flatMap(([token, value]) =>
    names[token as keyof Look] || token === 'font' ? [] : [`--vmeste-${token}: ${value};`],
  )
  const rules =
    look.background === undefined && look.color === undefined
      ? [`:root { ${own.join(' ')} }`, `@media (prefers-color-scheme: dark) { :root { ${inDark(look)} } }`]
      : [`:root { ${ground(look)} ${own.join(' ')} }`]
  if (look.font) rules.push(`body { font-family: ${look.font}; }`)
  if (rest.length > 0) rules.push(`${elements} { ${rest.join(' ')} }`)
  return `${rules.join('\n')}\n`
}

/** Checked when it is set, but a town inherits what its region changes later: what clashes goes back to ours. */
function readable(look: Look): Look {
  const dropped = new Set(unreadableTokens(look))
  if (dropped.size === 0) return look
  const kept = { ...look }
  for (const token of dropped) delete kept[token]
  return unreadableTokens(kept).length === 0 ? kept : {}
}

/** All of the one scheme that its ground belongs to, with nothing on it that could not be read. */
function ground(look: Look): string {
  const { background = palettes.light.background, color = palettes.light.color } = look
  const scheme = isDark(background) ? 'dark' : 'light'
  const soft = schemes[scheme].soft
  const accent = look.accent ?? fitting('accent', background)
  return [
    `color-scheme: ${scheme};`,
    ...Object.entries(schemes[scheme]).map(([name, value]) => `--${name}: ${value};`),
    `--paper: ${background}; --card: ${background}; --ink: ${color}; --tint: transparent;`,
    `--soft: ${contrastOf(soft, background) >= READABLE ? soft : color};`,
    `--accent: ${accent}; --bad: ${look.danger ?? fitting('danger', background)}; --bad-paper: ${background};`,
    look['on-accent'] ? '' : `--on-accent: ${contrastOf('#fff', accent) >= READABLE ? '#fff' : '#000'};`,
  ].join(' ')
}

const fitting = (token: keyof Palette, on: string) => {
  const { light, dark } = palettes
  return contrastOf(light[token], on) >= READABLE
    ? light[token]
    : contrastOf(dark[token], on) >= READABLE
      ? dark[token]
      : 'currentcolor'
}

function inDark({ accent, danger }: Look): string {
  const { background, 'on-accent': onAccent } = palettes.dark
  return [
    accent && `--accent: ${lightened(accent, background)}; --on-accent: ${onAccent};`,
    danger && `--bad: ${lightened(danger, background)};`,
  ]
    .filter(Boolean)
    .join(' ')
}
