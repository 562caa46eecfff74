import { z } from '@hono/zod-openapi'
import { EARLIEST, type Vouched } from '../residents/vouched.js'

/** Beside being one person: who may vote. */
export const eligibilityTypes = <Text extends z.ZodType>(text: Text) =>
  z.strictObject({
    check: z.enum(['vouched', 'declared']).openapi({
      description:
        '`vouched`: by what the website’s signed token or the provider tells of the resident (claims `birthdate` and `territory`); others are told so (403 `not-eligible`). `declared`: nobody checks it; voters are told what they state by voting',
    }),
    minimumAge: z.int().min(1).max(120).optional().openapi({ description: 'years, on the day of the vote' }),
    territories: z
      .array(
        z.strictObject({
          id: z
            .string()
            .min(1)
            .max(100)
            .openapi({ description: 'as the claim `territory` names it', example: '71871000' }),
          title: text,
        }),
      )
      .min(1)
      .max(100)
      .optional()
      .openapi({ description: 'only those vote who live in one of them' }),
  })
type Eligibility = z.infer<ReturnType<typeof eligibilityTypes<z.ZodString>>>

/**
 * Whether someone may vote, by what is vouched for them. What nobody vouches for does not hold.
 * @param today the day of the vote where the organization is, `YYYY-MM-DD`.
 */
export function isEligible(
  {
    check,
    minimumAge,
    territories,
  }: Pick<Eligibility, 'check' | 'minimumAge'> & { territories?: readonly { id: string }[] | undefined },
  vouched: Vouched | undefined,
  today: string,
): boolean {
  if (check === 'declared') return true
  const birthdate = vouched?.birthdate ?? ''
  const isOldEnough = minimumAge === undefined || (birthdate >= EARLIEST && ageOn(today, birthdate) >= minimumAge)
  const livesThere = territories === undefined || territories.some(({ id }) => vouched?.territories.includes(id))
  return isOldEnough && livesThere
}

/** Full years. Who was born on 29 February is a year older on 1 March where there is no such day. Both `YYYY-MM-DD`. */
export function ageOn(today: string, birthdate: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthdate.slice(0, 4))
  return today.slice(5) < birthdate.slice(5) ? years - 1 : years
}
