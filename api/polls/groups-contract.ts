import { createRoute, z } from '@hono/zod-openapi'
import { json, problems } from '../platform/contract.js'
import { organizationParameter, slug } from '../platform/fields.js'
import { questionResultsSchema } from './results-contract.js'

const count = z.int().min(0)

export const pollGroupsSchema = z
  .object({
    poll: slug,
    items: z.array(
      z.object({
        question: slug.openapi({ description: 'what voters say of themselves, such as their district' }),
        minimum: count.openapi({ description: 'of fewer answers nothing is told' }),
        results: z.array(
          z.object({
            question: slug,
            groups: z.array(z.object({ id: slug, result: questionResultsSchema })),
            notTold: count.openapi({ description: 'answers of groups that are not told, and of whoever is in none' }),
            weighted: z
              .array(
                z.object({
                  id: z.string().openapi({ description: 'an option, `other`, or a number of a scale' }),
                  share: z.number().min(0).max(1),
                }),
              )
              .nullable()
              .openapi({
                description:
                  'shares as if groups had voted in the proportions of the population, where the options have a `share`: Σ W(g)·n(g, answer)/n(g). Null where one of them is not told',
              }),
          }),
        ),
      }),
    ),
  })
  .openapi('PollGroups')
export type PollGroups = z.infer<typeof pollGroupsSchema>

export const getPollGroups = createRoute({
  method: 'get',
  path: '/v1/organizations/{organization}/polls/{poll}/groups',
  operationId: 'getPollGroups',
  tags: ['Polls'],
  summary: 'The count of a closed poll by what voters say of themselves, never of few',
  request: {
    params: organizationParameter.extend({ poll: slug.openapi({ param: { name: 'poll', in: 'path' } }) }),
  },
  responses: {
    200: json(pollGroupsSchema, 'As it was signed; empty where no question asks for it'),
    ...problems(409, 422),
  },
})
