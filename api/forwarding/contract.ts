import { createRoute, z } from '@hono/zod-openapi'
import { json, page, pagingQuery, problems, staffAccess } from '../platform/contract.js'
import { organizationParameter, text } from '../platform/fields.js'
import { targetId } from './target-id.js'

export const forwardingTargetSchema = z
  .object({
    id: targetId,
    name: z.string(),
    above: z.string().nullable().openapi({ description: 'the name of the organization above it' }),
  })
  .openapi('ForwardingTarget')
export type ForwardingTarget = z.infer<typeof forwardingTargetSchema>

export const listForwardingTargets = createRoute({
  method: 'get',
  path: '/v1/organizations/{organization}/forwarding-targets',
  operationId: 'listForwardingTargets',
  tags: ['Appeals'],
  summary:
    'To whom an appeal can be forwarded: partners elsewhere, then organizations above, below and beside, the nearest first (staff)',
  security: staffAccess,
  request: {
    params: organizationParameter,
    query: pagingQuery.extend({ q: text(100).optional().openapi({ description: 'only those whose name holds this' }) }),
  },
  responses: { 200: json(page(forwardingTargetSchema), 'A page'), ...problems(422) },
})
