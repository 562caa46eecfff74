import { createRoute, z } from '@hono/zod-openapi'
import { queues } from '../appeals/queue-names.js'
import { statuses } from '../appeals/transitions.js'
import { idempotencyHeader, json, jsonBody, problems, staffAccess } from '../platform/contract.js'
import { organizationParameter, slug, text } from '../platform/fields.js'

/** Filters one may keep: more than anyone finds again. */
const MOST_FILTERS = 30

export const filtersSchema = z
  .strictObject({
    items: z
      .array(
        z.strictObject({
          name: text(60),
          queue: z.enum(queues).nullable().default(null),
          status: z
            .enum([...statuses, 'open'])
            .nullable()
            .default(null),
          category: slug.nullable().default(null),
          q: text(200).nullable().default(null),
        }),
      )
      .max(MOST_FILTERS)
      .superRefine((items, context) => {
        for (const [index, { name }] of items.entries())
          if (items.findIndex((other) => other.name === name) < index)
            context.addIssue({ code: 'custom', path: [index, 'name'], params: { code: 'repeated' } })
      }),
  })
  .openapi('SavedFilters')
export type NewSavedFilters = z.input<typeof filtersSchema>
export type SavedFilters = z.output<typeof filtersSchema>

const path = '/v1/organizations/{organization}/filters'
const tags = ['Appeals']

export const getFilters = createRoute({
  method: 'get',
  path,
  operationId: 'getFilters',
  tags,
  summary: 'The filters of the desk that whoever asks has saved (staff)',
  security: staffAccess,
  request: { params: organizationParameter },
  responses: { 200: json(filtersSchema, 'In the order they were saved'), ...problems() },
})

export const setFilters = createRoute({
  method: 'put',
  path,
  operationId: 'setFilters',
  tags,
  summary: 'Save filters of the desk for oneself, in place of those before (staff)',
  security: staffAccess,
  request: { params: organizationParameter, headers: idempotencyHeader, body: jsonBody(filtersSchema) },
  responses: { 200: json(filtersSchema, 'As they stand now'), ...problems(400, 409, 413, 415, 422) },
})
