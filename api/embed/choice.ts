import type { Organization } from '../organizations/contract.js'
import { type ColorToken, contrastOf, READABLE } from '../organizations/contrast.js'
import { type Look, lookSchema } from '../organizations/look.js'
import { type ElementName, type ElementOption, elements, isElementName } from './elements.js'

/** The tokens that the page offers: the others follow from them, or are for few. */
export const offeredTokens = ['accent', 'on-accent', 'danger', 'background', 'color', 'radius', 'font'] as const
export type OfferedToken = (typeof offeredTokens)[number]

/** What the form of the page holds, as far as it is of use. */
export interface Chosen {
  element: ElementName
  options: Partial<Record<ElementOption, string>>
  language: string | undefined
  look: Look
  isTown: boolean
  /** Of the webmaster's page, for the preview and the contrast alone. */
  site: { background?: string; color?: string }
  /** Names of fields whose value is none that CSS takes. */
  wrong: string[]
}

/** Of the elements' own, where nothing is set (`widgets/shared/base.styles.ts`). */
const ownTokens: Record<'accent' | 'on-accent' | 'danger', string> = {
  accent: '#2a6be0',
  'on-accent': '#fff',
  danger: '#d13438',
}

export function readChoice(query: Record<string, string>, { features, languages }: Organization): Chosen {
  const wrong: string[] = []
  const value = (name: string, token: keyof Look) => {
    const given = query[name]?.trim()
    if (!given) return undefined
    if (lookSchema.shape[token].safeParse(given).success) return given
    wrong.push(name)
    return undefined
  }
  const look = Object.fromEntries(
    offeredTokens.flatMap((token) => {
      const given = value(token, token)
      return given ? [[token, given]] : []
    }),
  ) as Look
  const background = value('site-background', 'background')
  const color = value('site-color', 'color')
  const isOffered = (name: ElementName) => {
    const { feature } = elements[name]
    return !feature || features[feature]
  }
  const names = (Object.keys(elements) as ElementName[]).filter(isOffered)
  const element = isElementName(query.element) && isOffered(query.element) ? query.element : (names[0] ?? 'mine')
  const options: Chosen['options'] = {}
  for (const name of elements[element].options) {
    const given = query[name]?.trim().slice(0, 200)
    if (given) options[name] = given
  }
  return {
    element,
    options,
    language: query.language && languages.includes(query.language) ? query.language : undefined,
    look,
    isTown: query.town === 'on',
    site: { ...(background && { background }), ...(color && { color }) },
    wrong,
  }
}

export interface Contrast {
  text: ColorToken
  on: ColorToken
  /** By WCAG 2.2, from 1 to 21. */
  ratio: number
  isReadable: boolean
}

/** What will be read on what, on a page of these colours: white and black, unless told. */
export function contrastsOf({ look, site }: Pick<Chosen, 'look' | 'site'>): Contrast[] {
  const { accent, 'on-accent': onAccent, danger } = { ...ownTokens, ...look }
  const background = look.background ?? site.background ?? '#fff'
  const color = look.color ?? site.color ?? '#000'
  const values: Record<ColorToken, string> = { accent, 'on-accent': onAccent, danger, color, background }
  const pairs: [ColorToken, ColorToken][] = [
    ['color', 'background'],
    ['on-accent', 'accent'],
    ['accent', 'background'],
    ['danger', 'background'],
  ]
  return pairs.map(([text, on]) => {
    const ratio = contrastOf(values[text], values[on])
    return { text, on, ratio: Math.floor(ratio * 10) / 10, isReadable: ratio >= READABLE }
  })
}
