import { z } from 'zod'

/** What may stand in a style sheet as it is: nothing that ends the declaration, loads, or computes. */
const color = z
  .string()
  .regex(
    /^(#[\da-fA-F]{3,4}|#[\da-fA-F]{6}|#[\da-fA-F]{8}|[a-zA-Z]{3,24}|(rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([\d .,%/+-]{5,60}\))$/,
  )
  .meta({ description: 'a CSS colour', example: '#a3213f' })
const length = z
  .string()
  .regex(/^(0|\d{1,3}(\.\d{1,4})?(px|rem|em|ch))$/)
  .meta({ description: 'a CSS length: px, rem, em or ch', example: '2px' })
const family = /("[\p{L}\d][\p{L}\d .-]{0,60}"|[a-zA-Z-][\w-]{0,60}( [\w-]{1,60}){0,5})/u.source
const fonts = z
  .string()
  .max(300)
  .regex(new RegExp(`^${family}(\\s*,\\s*${family}){0,9}$`, 'u'))
  .meta({ description: 'CSS font families', example: 'Georgia, serif' })

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
