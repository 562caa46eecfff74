import { createRoute, z } from '@hono/zod-openapi'
import { idempotencyHeader, json, jsonBody, page, pagingQuery, problems, staffAccess } from '../platform/contract.js'
import { organizationParameter, slug, text } from '../platform/fields.js'
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

export const newNoteSchema = z
  .object({
    text: text(4000),
    mentions: z
      .array(z.uuid())
      .max(10)
      .default([])
      .openapi({ description: 'ids of colleagues, whom it calls: they find it in their queue `mentioned`' }),
  })
  .openapi('NewNote')
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

export const settleMention = createRoute({
  method: 'delete',
  path: `${path}/mention`,
  operationId: 'settleMention',
  tags: ['Appeals'],
  summary: 'Say that a note which calls you has been seen (staff); whoever acts on the appeal says so by that',
  security: staffAccess,
  request: { params: appealParameters, headers: idempotencyHeader },
  responses: { 200: json(staffAppealSchema, 'The appeal as it stands now'), ...problems(400, 409, 422) },
})

export const newPartSchema = z
  .object({
    category: slug.openapi({ description: "the classifier's code", example: 'potholes' }),
    description: text(8000, 3).openapi({ description: 'what of the appeal it is about' }),
  })
  .openapi('NewPart')
export type NewPart = z.input<typeof newPartSchema>

export const splitAppeal = createRoute({
  method: 'post',
  path: `${path}/parts`,
  operationId: 'splitAppeal',
  tags: ['Appeals'],
  summary: 'Make an appeal of its own of a part of one (staff)',
  description:
    'The part is the same resident’s, with place, files, contact and the same private link. Its deadline counts from when the whole was received. The resident is told of it with the history of the whole, which goes on beside it.',
  security: staffAccess,
  request: { params: appealParameters, headers: idempotencyHeader, body: jsonBody(newPartSchema) },
  responses: {
    200: json(staffAppealSchema, 'The whole as it stands now; the last of `parts` is the new one'),
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
