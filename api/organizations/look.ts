import { z } from 'zod'

/** What may stand in a style sheet as it is: nothing that ends the declaration, loads, or computes. */
const css = (code: string, pattern: RegExp) =>
  z
    .string()
    .max(300)
    .refine((value) => pattern.test(value), { params: { code } })

const color = css(
  'css-color',
  /^(#[\da-f]{3,4}|#[\da-f]{6}|#[\da-f]{8}|[a-z]{3,24}|(rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([\d .,%/+-]{5,60}\))$/i,
).meta({ description: 'a CSS colour', example: '#a3213f' })

const length = css('css-length', /^(0|\d{1,3}(\.\d{1,4})?(px|rem|em|ch))$/).meta({
  description: 'a CSS length: px, rem, em or ch',
  example: '2px',
})

const family = /("[\p{L}\d][\p{L}\d .-]{0,60}"|[a-z-][\w-]{0,60}( [\w-]{1,60}){0,5})/u.source
const fonts = css('css-fonts', new RegExp(`^${family}(\\s*,\\s*${family}){0,9}$`, 'iu')).meta({
  description: 'CSS font families',
  example: 'Georgia, serif',
})

/** The tokens of `/docs/website` without their `--vmeste-`. */
export const lookSchema = z
  .strictObject({
    accent: color,
    'on-accent': color,
    danger: color,
    color,
    background: color,
    font: fonts,
    line: color,
    control: color,
    'field-background': color,
    surface: color,
    radius: length,
    space: length,
  })
  .partial()
export type Look = z.infer<typeof lookSchema>
