import { createRoute, z } from '@hono/zod-openapi'
import { problems } from '../platform/contract.js'
import { organizationParameter } from '../platform/fields.js'

/** Where it is, from the API's address: whoever has it reads what the resident is told, and no more. */
export const feedPath = (organizationId: string, token: string, language: string) =>
  `/v1/organizations/${organizationId}/feeds/${token}?lang=${language}`

export const getAppealFeed = createRoute({
  method: 'get',
  path: '/v1/organizations/{organization}/feeds/{token}',
  operationId: 'getAppealFeed',
  tags: ['Appeals'],
  summary: 'What the resident is told of an appeal, as an Atom feed (RFC 4287)',
  request: {
    params: organizationParameter.extend({
      token: z
        .string()
        .max(100)
        .openapi({ param: { name: 'token', in: 'path' }, description: 'as `feed` of the resident’s view has it' }),
    }),
    query: z.object({ lang: z.string().max(20).optional() }),
  },
  responses: {
    200: { description: 'The feed', content: { 'application/atom+xml': { schema: z.string() } } },
    ...problems(422),
  },
})
