import { createRoute, z } from '@hono/zod-openapi'
import { keyRoles } from '../identity/roles.js'
import { json, jsonBody, page, pagingQuery, problems, staffAccess } from '../platform/contract.js'
import { instant, organizationParameter, text } from '../platform/fields.js'

export const keySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    role: z.enum(keyRoles),
    createdAt: instant,
    expiresAt: instant.nullable(),
    lastUsedAt: instant.nullable().openapi({ description: 'to the minute' }),
    revokedAt: instant.nullable(),
  })
  .openapi('ApiKey')
export type ApiKey = z.infer<typeof keySchema>

const path = '/v1/organizations/{organization}/keys'
const tags = ['Staff']
const security = staffAccess

export const listKeys = createRoute({
  method: 'get',
  path,
  operationId: 'listKeys',
  tags,
  summary: 'The keys of this organization, without what opens (administrator)',
  security,
  request: { params: organizationParameter, query: pagingQuery },
  responses: { 200: json(page(keySchema), 'A page, the first made first'), ...problems(422) },
})

export const createApiKey = createRoute({
  method: 'post',
  path,
  operationId: 'createKey',
  tags,
  summary: 'Make a key for a program (administrator)',
  security,
  request: {
    params: organizationParameter,
    body: jsonBody(
      z.object({
        name: text(120).openapi({ description: 'what it is for', example: 'the case system' }),
        role: z.enum(keyRoles).openapi({
          description: '`intake` sends appeals for residents, as an app does by Open311, and reads what anyone may',
        }),
        expiresInDays: z.int().min(1).max(3650).optional().openapi({ description: 'never, when left out' }),
      }),
    ),
  },
  responses: {
    201: json(keySchema.extend({ key: z.string().openapi({ description: 'told this once' }) }), 'Made'),
    ...problems(400, 413, 415, 422),
  },
})

export const revokeKey = createRoute({
  method: 'delete',
  path: `${path}/{id}`,
  operationId: 'revokeKey',
  tags,
  summary: 'End a key at once (administrator)',
  security,
  request: { params: organizationParameter.extend({ id: z.uuid() }) },
  responses: { 204: { description: 'Done' }, ...problems(422) },
})
