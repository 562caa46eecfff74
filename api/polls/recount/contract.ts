import { createRoute, z } from '@hono/zod-openapi'
import { json, problems } from '../../platform/contract.js'
import { organizationParameter, slug } from '../../platform/fields.js'

const path = '/v1/organizations/{organization}'

export const getRecord = createRoute({
  method: 'get',
  path: `${path}/polls/{poll}/record`,
  operationId: 'getPollRecord',
  tags: ['Polls'],
  summary: 'All it takes to count a closed poll again: `npx vmeste verify poll URL` does',
  description:
    'JSON Lines. The first has the signed `statement` (questions, rules, results, and the hash of each line that follows), its `signature` (Ed25519 over canonical JSON, RFC 8785) and the `publicKey`; then the ballots, alike ones together, and the receipts, each in an order that tells nothing of the voting. What was written in words is left out.',
  request: {
    params: organizationParameter.extend({ poll: slug.openapi({ param: { name: 'poll', in: 'path' } }) }),
  },
  responses: {
    200: {
      description: 'The record',
      content: { 'application/jsonl': { schema: z.any().openapi({ type: 'string' }) } },
    },
    ...problems(409, 422),
  },
})

export const getSigningKey = createRoute({
  method: 'get',
  path: `${path}/signing-key`,
  operationId: 'getSigningKey',
  tags: ['Polls'],
  summary: 'The key by which the organization signs the statements of its polls',
  request: { params: organizationParameter },
  responses: {
    200: json(
      z
        .object({
          algorithm: z.literal('Ed25519'),
          publicKey: z.string().openapi({ description: 'base64url: publish it elsewhere too, such as on the website' }),
        })
        .openapi('SigningKey'),
      'The key, the same for good',
    ),
    ...problems(422),
  },
})
