import { createRoute, z } from '@hono/zod-openapi'
import { idempotencyHeader, json, jsonBody, problems, staffAccess } from '../platform/contract.js'
import { organizationParameter, text } from '../platform/fields.js'
import { appealParameters, staffAppealSchema } from './contract.js'
import { queues } from './queue-names.js'

const organization = '/v1/organizations/{organization}'
const path = `${organization}/appeals/{number}`

export const queueCountsSchema = z
  .object(Object.fromEntries(queues.map((name) => [name, z.int()])) as Record<(typeof queues)[number], z.ZodInt>)
  .openapi('QueueCounts')
export type QueueCounts = z.infer<typeof queueCountsSchema>

export const getQueues = createRoute({
  method: 'get',
  path: `${organization}/queues`,
  operationId: 'getQueues',
  tags: ['Appeals'],
  summary: 'How many appeals wait in each queue of the desk (staff)',
  security: staffAccess,
  request: { params: organizationParameter },
  responses: { 200: json(queueCountsSchema, 'By queue, which `listAppeals` takes as `queue`'), ...problems() },
})

export const newNoteSchema = z.object({ text: text(4000) }).openapi('NewNote')
export type NewNote = z.input<typeof newNoteSchema>

export const createNote = createRoute({
  method: 'post',
  path: `${path}/notes`,
  operationId: 'createNote',
  tags: ['Appeals'],
  summary: 'Leave a note with an appeal, which staff alone read',
  security: staffAccess,
  request: { params: appealParameters, headers: idempotencyHeader, body: jsonBody(newNoteSchema) },
  responses: {
    200: json(staffAppealSchema, 'Noted; the appeal as it stands now'),
    ...problems(400, 409, 413, 415, 422),
  },
})

export const setAssignee = createRoute({
  method: 'put',
  path: `${path}/assignee`,
  operationId: 'setAssignee',
  tags: ['Appeals'],
  summary: 'Take an appeal in hand, or give it back (staff)',
  security: staffAccess,
  request: {
    params: appealParameters,
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        assignee: z.enum(['me']).nullable().openapi({ description: '`me`, or null to give it back' }),
      }),
    ),
  },
  responses: { 200: json(staffAppealSchema, 'The appeal as it stands now'), ...problems(400, 409, 413, 415, 422) },
})
