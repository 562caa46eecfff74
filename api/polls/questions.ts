import { z } from 'zod'
import { localized, slug } from '../platform/fields.js'

/** A question as it is kept: texts in every language. Further types join this union. */
export const questionDefinition = z.object({
  id: slug,
  type: z.enum(['single', 'multiple']),
  title: localized,
  required: z.boolean().default(true),
  options: z.array(z.object({ id: slug, title: localized })).min(2),
  /** For `multiple`: how many options may be chosen. */
  minimum: z.number().int().min(1).optional(),
  maximum: z.number().int().min(1).optional(),
})
export type QuestionDefinition = z.infer<typeof questionDefinition>

/** By question id: an option's id for `single`, several for `multiple`. */
export type Answers = Record<string, string | string[]>
