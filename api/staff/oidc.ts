import { createRoute, z } from '@hono/zod-openapi'
import { problems } from '../platform/contract.js'

const tags = ['Staff']

export const startStaffOidc = createRoute({
  method: 'get',
  path: '/v1/staff/oidc',
  operationId: 'startStaffOidc',
  tags,
  summary: 'Sign in by the account that the region keeps elsewhere: a page to go to',
  description: 'OpenID Connect, code flow with PKCE. 404 where the operator has set none up (`STAFF_OIDC_ISSUER`).',
  responses: { 302: { description: 'On to the other service' }, ...problems(422) },
})

export const finishStaffOidc = createRoute({
  method: 'get',
  path: '/v1/staff/oidc/return',
  operationId: 'finishStaffOidc',
  tags,
  summary: 'Where the other service sends back to',
  request: { query: z.object({ code: z.string().max(4000).optional(), state: z.string().max(500).optional() }) },
  responses: { 302: { description: 'Signed in, or to what stands in the way' }, ...problems(422) },
})
