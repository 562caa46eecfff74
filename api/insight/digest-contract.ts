import { createRoute, z } from '@hono/zod-openapi'
import { idempotencyHeader, json, jsonBody, problems, staffAccess } from '../platform/contract.js'
import { organizationParameter } from '../platform/fields.js'
import { periodQuery } from './contract.js'
import { rhythms } from './rhythm.js'

const path = '/v1/organizations/{organization}/insight'
const tags = ['Statistics']

export const digestSchema = z
  .object({
    rhythm: z.enum(rhythms).openapi({
      description:
        'of the mail with the figures: of each day, week from Monday or month that is over; weekly, unless chosen',
    }),
  })
  .openapi('InsightDigest')
export type InsightDigest = z.infer<typeof digestSchema>

export const getDigest = createRoute({
  method: 'get',
  path: `${path}/digest`,
  operationId: 'getInsightDigest',
  tags,
  summary: 'How often you are written to with the figures (leader, signed in as a person)',
  security: staffAccess,
  request: { params: organizationParameter },
  responses: { 200: json(digestSchema, 'The rhythm'), ...problems() },
})

export const setDigest = createRoute({
  method: 'put',
  path: `${path}/digest`,
  operationId: 'setInsightDigest',
  tags,
  summary: 'Choose how often you are written to with the figures (leader, signed in as a person)',
  security: staffAccess,
  request: { params: organizationParameter, headers: idempotencyHeader, body: jsonBody(digestSchema) },
  responses: { 200: json(digestSchema, 'The rhythm now'), ...problems(400, 413, 415, 422) },
})

export const downloadReport = createRoute({
  method: 'get',
  path: `${path}/report.pdf`,
  operationId: 'downloadInsightReport',
  tags,
  summary:
    'Figures, what changed, the most systemic cells and what is overdue, to print (coordinator, leader, administrator)',
  description: 'In Russian or English, by `Accept-Language`.',
  security: staffAccess,
  request: { params: organizationParameter, query: periodQuery },
  responses: {
    200: {
      description: 'A4, tagged for screen readers',
      content: { 'application/pdf': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...problems(422),
  },
})
