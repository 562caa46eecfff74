import { createRoute, z } from '@hono/zod-openapi'
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
    isFollowing: z.boolean().openapi({ description: 'mails of each step are sent' }),
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
