import { createRoute, z } from '@hono/zod-openapi'
import { idempotencyHeader, json, jsonBody, page, pagingQuery, problems, staffAccess } from '../platform/contract.js'
import { instant, organizationParameter } from '../platform/fields.js'

export const eventTypes = [
  'appeal.changed',
  'comment.published',
  'comment.changed',
  'comment.erased',
  'poll.voted',
] as const

const address = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .openapi({ example: 'https://town.example/vmeste' })
const types = z
  .array(z.enum(eventTypes))
  .max(eventTypes.length)
  .openapi({ description: 'as the event stream has them; empty for all' })

export const webhookSchema = z
  .object({
    id: z.uuid(),
    url: address,
    types,
    isActive: z.boolean(),
    waiting: z.int().openapi({ description: 'messages that are sent again later' }),
    dead: z.int().openapi({ description: 'messages that were given up' }),
    createdAt: instant,
  })
  .openapi('Webhook')
export type Webhook = z.infer<typeof webhookSchema>

export const newWebhookSchema = z.strictObject({ url: address, types: types.default([]) }).openapi('NewWebhook')
export const webhookChangeSchema = z
  .strictObject({ url: address, types, isActive: z.boolean() })
  .partial()
  .openapi('WebhookChange')

export const messageSchema = z
  .object({
    id: z.uuid(),
    type: z.string(),
    data: z.record(z.string(), z.unknown()),
    createdAt: instant,
    attempts: z.int(),
    dueAt: instant.nullable().openapi({ description: 'null for one that was given up' }),
    failure: z.string().nullable(),
  })
  .openapi('WebhookMessage')

const path = '/v1/organizations/{organization}/webhooks'
const tags = ['Events']
const one = organizationParameter.extend({ webhook: z.uuid().openapi({ param: { name: 'webhook', in: 'path' } }) })
const security = staffAccess

export const listWebhooks = createRoute({
  method: 'get',
  path,
  operationId: 'listWebhooks',
  tags,
  summary: 'Who is told of what happens (administrator)',
  security,
  request: { params: organizationParameter },
  responses: { 200: json(z.object({ items: z.array(webhookSchema) }), 'All of them'), ...problems() },
})

export const createWebhook = createRoute({
  method: 'post',
  path,
  operationId: 'createWebhook',
  tags,
  summary: 'Have an address told of what happens from now on (administrator)',
  description:
    'Signed by the Standard Webhooks specification. The secret is told by this answer alone. Only by https, and to no private network.',
  security,
  request: { params: organizationParameter, headers: idempotencyHeader, body: jsonBody(newWebhookSchema) },
  responses: {
    201: json(webhookSchema.extend({ secret: z.string() }).openapi('MadeWebhook'), 'Made'),
    ...problems(400, 413, 415, 422),
  },
})

export const changeWebhook = createRoute({
  method: 'patch',
  path: `${path}/{webhook}`,
  operationId: 'changeWebhook',
  tags,
  summary: 'Change, pause or resume it (administrator)',
  security,
  request: { params: one, headers: idempotencyHeader, body: jsonBody(webhookChangeSchema) },
  responses: { 200: json(webhookSchema, 'As it stands now'), ...problems(400, 413, 415, 422) },
})

export const removeWebhook = createRoute({
  method: 'delete',
  path: `${path}/{webhook}`,
  operationId: 'removeWebhook',
  tags,
  summary: 'Tell it nothing any more (administrator)',
  security,
  request: { params: one },
  responses: { 204: { description: 'Done' }, ...problems(422) },
})

export const listMessages = createRoute({
  method: 'get',
  path: `${path}/{webhook}/messages`,
  operationId: 'listWebhookMessages',
  tags,
  summary: 'Messages that were not taken: those given up, and those to be sent again (administrator)',
  security,
  request: { params: one, query: pagingQuery },
  responses: { 200: json(page(messageSchema), 'The latest first'), ...problems(422) },
})

export const replayMessages = createRoute({
  method: 'post',
  path: `${path}/{webhook}/replay`,
  operationId: 'replayWebhookMessages',
  tags,
  summary: 'Send again, now, what was given up (administrator)',
  security,
  request: { params: one, headers: idempotencyHeader },
  responses: { 200: json(z.object({ count: z.int() }), 'How many are sent again'), ...problems(422) },
})
