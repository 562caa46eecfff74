import { createRoute, z } from '@hono/zod-openapi'
import { json, problems } from '../platform/contract.js'
import { organizationParameter, slug } from '../platform/fields.js'
import { commentSchema } from './contract.js'

export const latestCommentSchema = commentSchema
  .extend({
    discussion: slug,
    title: z.string().openapi({ description: 'of the discussion' }),
    link: z.string().openapi({ description: 'to the comment on the page without JavaScript' }),
  })
  .openapi('LatestComment')
export type LatestComment = z.infer<typeof latestCommentSchema>

export const listLatestComments = createRoute({
  method: 'get',
  path: '/v1/organizations/{organization}/latest-comments',
  operationId: 'listLatestComments',
  tags: ['Discussions'],
  summary: 'The latest comments of all discussions, or of one, the latest first',
  description: 'For a list of few on a front page. Replies are among them; hidden ones are not.',
  request: {
    params: organizationParameter,
    query: z.object({ discussion: slug.optional(), limit: z.coerce.number().int().min(1).max(20).default(5) }),
  },
  responses: { 200: json(z.object({ items: z.array(latestCommentSchema) }), 'The comments'), ...problems(422) },
})
