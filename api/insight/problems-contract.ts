import { createRoute, z } from '@hono/zod-openapi'
import { idempotencyHeader, json, jsonBody, problems, staffAccess } from '../platform/contract.js'
import { instant, organizationParameter, slug, text } from '../platform/fields.js'
import { figuresSchema } from './contract.js'

const cell = {
  row: slug.openapi({ description: 'a category, or a group of them', example: 'potholes' }),
  by: z.enum(['territory', 'body']),
  column: z.string().max(200).openapi({ description: 'the territory or body; empty for the whole organization' }),
}
const measure = {
  responsible: text(200).openapi({ description: 'who is to see to it' }),
  measure: text(2000).openapi({ description: 'what is to be done' }),
  dueOn: z.iso.date(),
}

export const systemicProblemSchema = z
  .object({
    id: z.uuid(),
    ...cell,
    rowName: z.string(),
    columnName: z.string(),
    ...measure,
    takenAt: instant,
    takenBy: z.string(),
    endedAt: instant.nullable(),
    days: z.int().openapi({ description: 'how long both of the following periods are' }),
    before: figuresSchema.openapi({ description: 'as many days before it was taken into work' }),
    after: figuresSchema.openapi({ description: 'since then, up to now or to its end' }),
  })
  .openapi('SystemicProblem')
export type SystemicProblem = z.infer<typeof systemicProblemSchema>

export const newSystemicProblemSchema = z.strictObject({ ...cell, ...measure }).openapi('NewSystemicProblem')
export type NewSystemicProblem = z.input<typeof newSystemicProblemSchema>

export const systemicProblemChangeSchema = z
  .strictObject({ ...measure, ended: z.boolean() })
  .partial()
  .openapi('SystemicProblemChange')
export type SystemicProblemChange = z.input<typeof systemicProblemChangeSchema>

const path = '/v1/organizations/{organization}/insight/problems'
const tags = ['Statistics']
const whole = z.object({ items: z.array(systemicProblemSchema) }).openapi('SystemicProblems')

export const listProblems = createRoute({
  method: 'get',
  path,
  operationId: 'listSystemicProblems',
  tags,
  summary: 'The register: what was taken into work, with figures before and after (coordinator, leader, administrator)',
  security: staffAccess,
  request: { params: organizationParameter },
  responses: { 200: json(whole, 'What is under way comes first'), ...problems() },
})

export const createProblem = createRoute({
  method: 'post',
  path,
  operationId: 'createSystemicProblem',
  tags,
  summary: 'Take a cell of the matrix into work (leader)',
  security: staffAccess,
  request: { params: organizationParameter, headers: idempotencyHeader, body: jsonBody(newSystemicProblemSchema) },
  responses: { 201: json(systemicProblemSchema, 'Taken'), ...problems(400, 413, 415, 422) },
})

export const changeProblem = createRoute({
  method: 'patch',
  path: `${path}/{problem}`,
  operationId: 'changeSystemicProblem',
  tags,
  summary: 'Set who, what and when anew, or end it (leader)',
  security: staffAccess,
  request: {
    params: organizationParameter.extend({ problem: z.uuid().openapi({ param: { name: 'problem', in: 'path' } }) }),
    headers: idempotencyHeader,
    body: jsonBody(systemicProblemChangeSchema),
  },
  responses: { 200: json(systemicProblemSchema, 'As it stands now'), ...problems(400, 413, 415, 422) },
})
