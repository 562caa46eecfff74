import { createRoute, z } from '@hono/zod-openapi'
import { json, problems } from '../platform/contract.js'
import { latitude, longitude, organizationParameter } from '../platform/fields.js'
import { appealsQuery, boxField } from './contract.js'

export const mapSchema = z
  .object({
    cells: z.array(
      z.object({
        latitude,
        longitude,
        count: z.int().openapi({ description: 'how many lie in it; the point is their middle' }),
        number: z.int().nullable().openapi({ description: 'of the appeal, where there is one alone' }),
      }),
    ),
    total: z.int().openapi({ description: 'in the box' }),
  })
  .openapi('AppealMap')
export type AppealMap = z.infer<typeof mapSchema>

const { status, category, campaign, since, until } = appealsQuery.shape

export const getAppealMap = createRoute({
  method: 'get',
  path: '/v1/organizations/{organization}/map',
  operationId: 'getAppealMap',
  tags: ['Appeals'],
  summary: 'Where public appeals are: how many in each square of a grid, so that a map of any number stays small',
  description:
    'A square is 64 pixels of a map in the Mercator projection at that zoom. `GET /appeals` with the same `box` lists them.',
  request: {
    params: organizationParameter,
    query: z.object({
      box: boxField,
      zoom: z.coerce
        .number()
        .int()
        .min(0)
        .max(22)
        .openapi({ description: 'of the map, as its tiles count', example: 12 }),
      status,
      category,
      campaign,
      since,
      until,
    }),
  },
  responses: { 200: json(mapSchema, 'The squares that hold any'), ...problems(422) },
})
