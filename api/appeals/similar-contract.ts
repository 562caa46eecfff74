import { createRoute, z } from '@hono/zod-openapi'
import { json, jsonBody, problems } from '../platform/contract.js'
import { organizationParameter, slug, text } from '../platform/fields.js'
import { appealSummarySchema, placeSchema } from './contract.js'

/** What is known of an appeal before it is sent. */
export const similarQuerySchema = z
  .object({
    category: slug,
    campaign: slug.optional(),
    description: text(8000, 0).default(''),
    place: placeSchema.optional(),
  })
  .openapi('SimilarQuery')
export type SimilarQuery = z.input<typeof similarQuerySchema>

export const similarAppealSchema = z
  .object({
    ...appealSummarySchema.shape,
    distance: z.int().nullable().openapi({ description: 'metres; null where one of the two has no point' }),
  })
  .openapi('SimilarAppeal')
export type SimilarAppeal = z.infer<typeof similarAppealSchema>

export const findSimilarAppeals = createRoute({
  method: 'post',
  path: '/v1/organizations/{organization}/appeals/similar',
  operationId: 'findSimilarAppeals',
  tags: ['Appeals'],
  summary: 'What has been reported like this, and is still open: to be asked before sending',
  description:
    'Public appeals still open (for staff, all open ones) that may be the same, the likeliest first, at most five: within 250 metres, at an address written alike or, where no place is told, of the same category in like words. Nothing is written, and nothing of the request is kept; it is a POST so that no text stands in an address.',
  request: { params: organizationParameter, body: jsonBody(similarQuerySchema) },
  responses: {
    200: json(z.object({ items: z.array(similarAppealSchema) }), 'As whoever asks may read them'),
    ...problems(400, 413, 415, 422),
  },
})
