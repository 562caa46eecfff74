import { createRoute, z } from '@hono/zod-openapi'
import { idempotencyHeader, json, jsonBody, page, pagingQuery, problems, staffAccess } from '../platform/contract.js'
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
  responses: {
    200: json(
      queueCountsSchema,
      'By queue, which `listAppeals` takes as `queue`; of `badly-rated` at most 1,000 are counted',
    ),
    ...problems(),
  },
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

export const colleagueSchema = z.object({ id: z.uuid(), name: z.string(), isMe: z.boolean() }).openapi('Colleague')
export type Colleague = z.infer<typeof colleagueSchema>

export const listColleagues = createRoute({
  method: 'get',
  path: `${organization}/colleagues`,
  operationId: 'listColleagues',
  tags: ['Appeals'],
  summary: 'Who may have appeals in hand here: people of this organization and those above, by name (staff)',
  security: staffAccess,
  request: {
    params: organizationParameter,
    query: pagingQuery.extend({
      q: text(100).optional().openapi({ description: 'only those whose name holds this', example: 'anna' }),
    }),
  },
  responses: { 200: json(page(colleagueSchema), 'A page, by name'), ...problems(422) },
})

export const setAssignee = createRoute({
  method: 'put',
  path: `${path}/assignee`,
  operationId: 'setAssignee',
  tags: ['Appeals'],
  summary: 'Take an appeal in hand, hand it to a colleague, or give it back (staff)',
  description:
    'Coordinators and administrators give any appeal to anyone whom `listColleagues` names. An officer takes any, and hands over or gives back what they have themselves.',
  security: staffAccess,
  request: {
    params: appealParameters,
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        assignee: z
          .union([z.literal('me'), z.uuid()])
          .nullable()
          .openapi({ description: '`me`, the id of a colleague, or null to give it back' }),
      }),
    ),
  },
  responses: { 200: json(staffAppealSchema, 'The appeal as it stands now'), ...problems(400, 409, 413, 415, 422) },
})
