import { createRoute, z } from '@hono/zod-openapi'
import { json, problems } from '../../platform/contract.js'
import { instant } from '../../platform/fields.js'
import { discussionParameters, path } from '../contract.js'

const saidSchema = z.object({
  comment: z.uuid(),
  text: z.string(),
  says: z.enum(['agree', 'disagree']),
  voters: z.int().openapi({ description: 'how many do' }),
  of: z.int().openapi({ description: 'of how many who voted on it' }),
})

export const opinionsSchema = z
  .object({
    at: instant.nullable().openapi({ description: 'of what was voted until then; null where nothing was looked at' }),
    voters: z.int().openapi({ description: 'who voted on seven statements or comments, or more' }),
    minimum: z.int().openapi({ description: 'of fewer voters nothing is told' }),
    groups: z
      .array(
        z.object({
          id: z.string().openapi({ description: 'A for the largest', example: 'A' }),
          voters: z.int(),
          x: z.number(),
          y: z.number(),
          radius: z.number(),
          says: z.array(saidSchema).openapi({ description: 'what tells it from the others, clearest first' }),
          squares: z
            .array(z.object({ x: z.number(), y: z.number(), voters: z.int() }))
            .openapi({ description: 'where how many stand: middles of squares, of which 24 are from side to side' }),
        }),
      )
      .openapi({ description: 'their places are on a map of -1 to 1 each way; none where opinions do not part' }),
    shared: z
      .array(saidSchema)
      .openapi({ description: 'what most of every group agree or disagree with (group-informed consensus)' }),
  })
  .openapi('Opinions')
export type Opinions = z.infer<typeof opinionsSchema>

export const getOpinions = createRoute({
  method: 'get',
  path: `${path}/{discussion}/opinions`,
  operationId: 'getOpinions',
  tags: ['Discussions'],
  summary: 'Groups of opinion, and what they share, as Polis finds them',
  description:
    'From who agrees and disagrees with which statements and comments that open a thread; found anew within a minute or two after votes. Neither who is in which group nor how anyone voted is told, and nothing of fewer than five.',
  request: { params: discussionParameters },
  responses: { 200: json(opinionsSchema, 'As they were last found'), ...problems(422) },
})
