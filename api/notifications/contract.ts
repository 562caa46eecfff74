import { createRoute, z } from '@hono/zod-openapi'
import { appealParameters } from '../appeals/contract.js'
import { residentHeader } from '../identity/contract.js'
import { idempotencyHeader, json, jsonBody, problems } from '../platform/contract.js'
import { organizationParameter } from '../platform/fields.js'

const path = '/v1/organizations/{organization}/notices/{token}'
const parameters = organizationParameter.extend({
  token: z
    .string()
    .max(100)
    .openapi({ param: { name: 'token', in: 'path' }, description: 'as it stands in the mail' }),
})

export const noticesSchema = z
  .object({
    number: z.int().openapi({ description: 'of the appeal' }),
    isFollowing: z.boolean().openapi({ description: 'they are told of each step' }),
    isSupporter: z.literal(true).optional().openapi({ description: 'they support it, and did not send it themselves' }),
    canRate: z.boolean().optional().openapi({ description: 'who supports it may rate the answer now, here' }),
  })
  .openapi('Notices')
export type Notices = z.infer<typeof noticesSchema>

export const getNotices = createRoute({
  method: 'get',
  path,
  operationId: 'getNotices',
  tags: ['Appeals'],
  summary: 'Whether an appeal is told of by mail, for whoever got such a mail',
  request: { params: parameters },
  responses: { 200: json(noticesSchema, 'Of which appeal, and whether'), ...problems() },
})

export const setNotices = createRoute({
  method: 'put',
  path,
  operationId: 'setNotices',
  tags: ['Appeals'],
  summary: 'Confirm the address, or end the mails',
  request: { params: parameters, headers: idempotencyHeader, body: jsonBody(z.object({ isFollowing: z.boolean() })) },
  responses: { 200: json(noticesSchema, 'As it is now'), ...problems(400, 415, 422) },
})

export const endNotices = createRoute({
  method: 'post',
  path: `${path}/end`,
  operationId: 'endNotices',
  tags: ['Appeals'],
  summary: 'End the mails in one step, as mail programs do (RFC 8058)',
  request: { params: parameters },
  responses: { 200: json(noticesSchema, 'Ended'), ...problems() },
})

/** As a browser writes it (`PushSubscription.toJSON()`). */
const subscriptionSchema = z
  .object({
    endpoint: z.url({ protocol: /^https$/ }).max(2000),
    keys: z.object({
      p256dh: z
        .string()
        .regex(/^B[\w-]{86}$/)
        .openapi({ description: 'a P-256 point, uncompressed, as base64url' }),
      auth: z
        .string()
        .regex(/^[\w-]{22}$/)
        .openapi({ description: '16 bytes as base64url' }),
    }),
  })
  .openapi('PushSubscription')

export const browserChangeSchema = z.object({ subscription: subscriptionSchema, isFollowing: z.boolean() })
export type BrowserChange = z.input<typeof browserChangeSchema>

export const setPush = createRoute({
  method: 'put',
  path: '/v1/organizations/{organization}/appeals/{number}/push',
  operationId: 'setPush',
  tags: ['Appeals'],
  summary: 'Have a browser told of each step, or told no more (the resident)',
  description:
    'Where the organization allows it: its profile has a `pushKey`. What a browser is told is number and status. Of one appeal five browsers are told; the one told longest makes room for a sixth.',
  security: [{ secret: [] }],
  request: {
    params: appealParameters,
    headers: idempotencyHeader.extend(residentHeader.shape),
    body: jsonBody(browserChangeSchema),
  },
  responses: { 200: json(noticesSchema, 'As it is now'), ...problems(400, 409, 413, 415, 422) },
})

export const rateAsSupporter = createRoute({
  method: 'post',
  path: `${path}/rating`,
  operationId: 'rateAsSupporter',
  tags: ['Appeals'],
  summary: 'Rate the answer, for whoever supports the appeal and was told of it by mail',
  request: {
    params: parameters,
    headers: idempotencyHeader,
    body: jsonBody(z.object({ score: z.int().min(1).max(5) })),
  },
  responses: { 200: json(noticesSchema, 'Rated'), ...problems(400, 409, 413, 415, 422) },
})
