import { createRoute, z } from '@hono/zod-openapi'
import { idempotencyHeader, json, problems } from '../platform/contract.js'
import { organizationParameter } from '../platform/fields.js'
import { challengeSchema } from './proof.js'

/** What a device proves. */
export const proofHeaders = idempotencyHeader.extend({
  'vmeste-proof': z
    .string()
    .max(4096)
    .optional()
    .openapi({ description: 'a solved `challenge`, as ALTCHA has it: base64 of the JSON `{challenge, solution}`' }),
})

export const residentHeader = z.object({
  'vmeste-resident': z.string().max(100).optional().openapi({ description: "the token of a resident's session" }),
})

/** What a resident may send with a write to be admitted by. */
export const admissionHeaders = proofHeaders.extend(residentHeader.shape)

export const getChallenge = createRoute({
  method: 'get',
  path: '/v1/organizations/{organization}/challenge',
  operationId: 'getChallenge',
  tags: ['Residents'],
  summary: 'A piece of work by which an anonymous resident is admitted to one write',
  description:
    "A challenge of ALTCHA's protocol, version 2: find the `counter` with which SHA-256 of `salt`, `nonce` and the counter (four bytes, the highest first) begins with `keyPrefix`. Send base64 of the JSON `{challenge, solution: {counter, derivedKey}}` as `Vmeste-Proof` with the write. The same comes in the 428 of a write that needs it; the elements and the SDK solve it by themselves.",
  request: {
    params: organizationParameter,
    query: z.object({ feature: z.enum(['appeals', 'polls', 'discussions', 'residents']) }),
  },
  responses: { 200: json(challengeSchema, 'Good for one write, within five minutes'), ...problems(422) },
})
