import { z } from '@hono/zod-openapi'
import { latitude, longitude, slug } from '../platform/fields.js'

const count = z.int().min(0)
const counts = z.array(z.object({ id: slug, count }))
const common = {
  id: slug,
  answered: count.openapi({ description: 'how many answered this question' }),
}
const matrix = z.array(z.array(z.number()))
const ties = z.array(z.array(slug)).openapi({ description: 'options that were alike, and the rule for ties decided' })

/** The count of one question. What was written in words is in none: it is for staff. */
export const questionResultsSchema = z
  .discriminatedUnion('type', [
    z.object({
      type: z.enum(['single', 'multiple']),
      ...common,
      options: counts,
      other: count.optional().openapi({ description: 'how many wrote something else, where that was offered' }),
    }),
    z.object({
      type: z.literal('ranking'),
      ...common,
      counting: z.enum(['schulze', 'instant-runoff', 'borda']),
      winner: slug.nullable(),
      ranking: z.array(slug).openapi({ description: 'the best first' }),
      ties,
      scores: z
        .array(z.object({ id: slug, score: z.number() }))
        .optional()
        .openapi({ description: 'of a Borda count' }),
      rounds: z
        .array(z.object({ counts, exhausted: count, out: slug.nullable() }))
        .optional()
        .openapi({ description: 'of an instant runoff: first choices among those standing, and who goes out' }),
      pairwise: z
        .object({ options: z.array(slug), matrix, strengths: matrix })
        .optional()
        .openapi({
          description:
            'of Schulze’s method, by row and column: how many rank the one above the other, and the strength of the strongest path',
        }),
    }),
    z.object({
      type: z.literal('scale'),
      ...common,
      values: z.array(z.object({ value: z.int(), count })),
      mean: z.number().nullable(),
      median: z.number().nullable(),
      promoterScore: z.number().min(-100).max(100).nullable().optional().openapi({ description: 'Net Promoter Score' }),
    }),
    z.object({
      type: z.literal('matrix'),
      ...common,
      rows: z.array(z.object({ id: slug, answered: count, options: counts })),
    }),
    z.object({ type: z.literal('text'), ...common }),
    z.object({
      type: z.literal('number'),
      ...common,
      mean: z.number().nullable().openapi({ description: 'null, as are the others, of fewer than three answers' }),
      median: z.number().nullable(),
      least: z.number().nullable(),
      most: z.number().nullable(),
    }),
    z.object({
      type: z.literal('date'),
      ...common,
      days: z
        .array(z.object({ day: z.iso.date(), count }))
        .openapi({ description: 'those that at least three answered' }),
      leftOut: count.openapi({ description: 'how many answered another day' }),
    }),
    z.object({
      type: z.literal('place'),
      ...common,
      cells: z
        .array(z.object({ latitude, longitude, count }))
        .openapi({ description: 'rounded to a hundredth of a degree, where at least three answers lie' }),
    }),
    z.object({
      type: z.literal('budget'),
      ...common,
      counting: z.enum(['knapsack', 'equal-shares']),
      budget: z.int(),
      projects: counts,
      funded: z.array(slug),
      cost: z.int(),
      fromRest: z
        .array(slug)
        .optional()
        .openapi({ description: 'of equal shares: funded from what the shares had left' }),
    }),
  ])
  .openapi('QuestionResults')
export type QuestionResults = z.infer<typeof questionResultsSchema>
