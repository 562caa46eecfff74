import { createRoute, z } from '@hono/zod-openapi'
import { problems, secretAccess } from '../platform/contract.js'
import { discussionParameters, path } from './contract.js'

export const commentFiles = ['comments.csv', 'comments.json'] as const

const text = { schema: z.string() }

export const downloadComments = createRoute({
  method: 'get',
  path: `${path}/{discussion}/exports/{file}`,
  operationId: 'downloadComments',
  tags: ['Discussions'],
  summary: 'A discussion as a file; with a staff key also the comments that wait or were refused',
  description:
    'In the order they were written, as a stream of any length. `comments.json` is `{discussion, comments}`, each as the API tells them.',
  security: secretAccess,
  request: {
    params: discussionParameters.extend({
      file: z.enum(commentFiles).openapi({ param: { name: 'file', in: 'path' } }),
    }),
  },
  responses: {
    200: {
      description: 'CSV with a byte order mark, or JSON',
      content: { 'text/csv': text, 'application/json': text },
    },
    ...problems(422),
  },
})
