import { z } from '@hono/zod-openapi'

/** They turn the direction of all that follows, so that a text reads as another than it is: `аргЮ` as `Югра`. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g

/** A text a person typed: trimmed, without unseen turns of direction, and free of what PostgreSQL cannot keep (NUL, lone surrogates) or a reader cannot see. */
export const text = (maximum: number, minimum = 1) =>
  z
    .string()
    .overwrite((value) => value.replace(TURNING, ''))
    .trim()
    .min(minimum)
    .max(maximum)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
    .refine((value) => value.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value), {
      params: { code: 'characters' },
    })
    .refine((value) => value.length < Math.max(1, minimum) || /[^\s\p{Cf}\p{M}]/u.test(value), {
      params: { code: 'required' },
    })

/** Names one thing in a URL: an organization, a poll, a category. */
export const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/)
  .openapi({ example: 'hanty-mansiysk' })

/** A moment, RFC 3339 in UTC. */
export const instant = z.iso.datetime().openapi({ example: '2026-11-24T09:00:00Z' })

const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
export const isLanguage = (value: string) => language.safeParse(value).success

/** A text per language: `{"ru": "Ямы", "en": "Potholes"}`. */
export const localized = z.record(language, z.string())
export type Localized = z.infer<typeof localized>

/** A text in one language or several, each of so many characters. */
export const localizedText = (maximum: number) =>
  localized
    .pipe(z.record(z.string(), text(maximum)))
    .refine((given) => Object.keys(given).length > 0, { params: { code: 'required' } })

/** Degrees, WGS 84. */
export const latitude = z.number().min(-90).max(90)
export const longitude = z.number().min(-180).max(180)

export const organizationParameter = z.object({
  organization: slug.openapi({ param: { name: 'organization', in: 'path' }, example: 'hanty-mansiysk' }),
})
