import { createRoute, z } from '@hono/zod-openapi'
import { idempotencyHeader, json, jsonBody, page, pagingQuery, problems, staffAccess } from '../platform/contract.js'
import { instant, organizationParameter, text } from '../platform/fields.js'
import { isRange } from '../platform/network.js'
import { blockKinds } from './blocking.js'

const tags = ['Abuse']
const path = '/v1/organizations/{organization}/blocks'

const common = {
  reason: text(300, 3).openapi({ description: 'for staff alone', example: 'advertising, three times' }),
  days: z.int().min(1).max(365).default(30).openapi({ description: 'after so many it ends by itself' }),
}

export const newBlockSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('network'),
      value: z
        .string()
        .max(50)
        .refine(isRange, { params: { code: 'network' } })
        .openapi({ description: 'CIDR: of IPv4 at most a /16, of IPv6 a /32', example: '203.0.113.0/24' }),
      ...common,
    }),
    z.strictObject({ kind: z.literal('email'), value: z.email().max(254), ...common }),
    z.strictObject({
      kind: z.literal('domain'),
      value: z
        .string()
        .max(253)
        .regex(/^([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{1,62}$/i)
        .openapi({ description: 'and all below it', example: 'spam.example' }),
      ...common,
    }),
    z.strictObject({
      kind: z.literal('sender'),
      of: z
        .string()
        .regex(/^(appeals\/\d{1,10}|comments\/[\da-f-]{36})$/)
        .openapi({ description: 'whoever sent this, known to nobody', example: 'appeals/1042' }),
      ...common,
    }),
  ])
  .openapi('NewBlock')
export type NewBlock = z.input<typeof newBlockSchema>

export const blockSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(blockKinds),
    value: z.string().nullable().openapi({ description: 'of a network alone: of all else only a hash is kept' }),
    reason: z.string(),
    createdAt: instant,
    createdBy: z.string(),
    expiresAt: instant,
  })
  .openapi('Block')

export const listBlocks = createRoute({
  method: 'get',
  path,
  operationId: 'listBlocks',
  tags,
  summary: 'Whose writes are not taken (moderator, administrator)',
  security: staffAccess,
  request: { params: organizationParameter, query: pagingQuery },
  responses: { 200: json(page(blockSchema), 'A page, the latest first'), ...problems(422) },
})

export const createBlock = createRoute({
  method: 'post',
  path,
  operationId: 'createBlock',
  tags,
  summary: 'Take nothing from a network, an address of mail, or the sender of something (moderator, administrator)',
  description:
    'It holds here and below, for appeals, ballots, comments and uploads. Blocked already, reason and days are those given now. Whoever sent something is known for thirty days by the device it came from; without one by its address, for two hours; that is blocked for a day at most, since thousands may stand behind it.',
  security: staffAccess,
  request: { params: organizationParameter, headers: idempotencyHeader, body: jsonBody(newBlockSchema) },
  responses: { 201: json(blockSchema, 'In force'), ...problems(400, 413, 415, 422) },
})

export const removeBlock = createRoute({
  method: 'delete',
  path: `${path}/{block}`,
  operationId: 'removeBlock',
  tags,
  summary: 'Take from there again (moderator, administrator)',
  security: staffAccess,
  request: {
    params: organizationParameter.extend({ block: z.uuid().openapi({ param: { name: 'block', in: 'path' } }) }),
    headers: idempotencyHeader,
  },
  responses: { 200: json(blockSchema, 'Lifted; what it was'), ...problems(422) },
})
