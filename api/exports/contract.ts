import { createRoute, z } from '@hono/zod-openapi'
import { appealsQuery } from '../appeals/contract.js'
import { problems, secretAccess } from '../platform/contract.js'
import { organizationParameter } from '../platform/fields.js'

export const files = ['appeals.csv', 'appeals.jsonl', 'appeals.xlsx', 'appeals.geojson', 'appeals.atom'] as const
export type ExportFile = (typeof files)[number]

const { status, category, campaign, box, near, radius, since, until } = appealsQuery.shape

const text = { schema: z.string() }

export const downloadAppeals = createRoute({
  method: 'get',
  path: '/v1/organizations/{organization}/exports/{file}',
  operationId: 'downloadAppeals',
  tags: ['Appeals'],
  summary:
    'All public appeals as a file, or the latest fifty as a feed; with a staff key all there are, with more columns',
  description:
    'The newest first, as a stream of any length. `Vmeste-Rows` says how many there are, so that it can be told how far it is. `appeals.xlsx` is for staff, and up to 1,048,575 appeals. `appeals.geojson` holds those that have a place.',
  security: secretAccess,
  request: {
    params: organizationParameter.extend({
      file: z.enum(files).openapi({ param: { name: 'file', in: 'path' } }),
    }),
    query: z.object({ status, category, campaign, box, near, radius, since, until }),
  },
  responses: {
    200: {
      description: 'CSV with a byte order mark, a workbook (staff), JSON Lines, GeoJSON (RFC 7946) or Atom (RFC 4287)',
      content: {
        'text/csv': text,
        'application/jsonl': text,
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
          schema: z.string().openapi({ format: 'binary' }),
        },
        'application/geo+json': text,
        'application/atom+xml': text,
      },
    },
    ...problems(422),
  },
})
