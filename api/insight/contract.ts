import { createRoute, z } from '@hono/zod-openapi'
import { territorySchema } from '../organizations/territory.js'
import { idempotencyHeader, json, jsonBody, problems, staffAccess } from '../platform/contract.js'
import { localized, organizationParameter, slug, text } from '../platform/fields.js'

const count = z.int()
const share = (description: string) => z.number().nullable().openapi({ description, example: 0.82 })

/** The one definition of each figure. A share is from 0 to 1; null is where there is nothing to divide by. */
export const figuresSchema = z
  .object({
    received: count,
    solved: count.openapi({ description: 'answered in the period, less what was taken up again; never below 0' }),
    solvedShare: share('solved ÷ (solved + open at the end): since ever, the share of all that came'),
    open: count.openapi({ description: 'at the end of the period' }),
    overdue: count.openapi({ description: 'of the open, at the end of the period; not while the resident is asked' }),
    overdueShare: share('overdue ÷ open'),
    inTimeShare: share('closed in time ÷ (closed + open and overdue), of those that have a deadline'),
    averageDays: z.number().nullable().openapi({ description: 'from the day of receipt to that of the answer' }),
    medianDays: z.number().nullable().openapi({ description: 'the same, of the one in the middle' }),
    ratings: count,
    ratedWellShare: share('of the ratings, 4 and 5'),
    reworkShare: share('of the answers given in the period, taken up again in it'),
    supporters: count,
    perThousand: z
      .number()
      .nullable()
      .openapi({ description: 'received per 1,000 residents, where they are known; null with `scope=all`' }),
    change: z.number().nullable().openapi({
      description: 'of what came, against the period of the same length before: 0.5 is half as many again',
    }),
  })
  .openapi('Figures')
export type Figures = z.infer<typeof figuresSchema>

const day = z.iso.date()
const period = z.object({ from: day, to: day }).openapi({ description: 'days, both included' })
export const periodQuery = z.object({
  from: day.optional().openapi({ description: 'the first day; a year, unless given', example: '2026-01-01' }),
  to: day.optional().openapi({ description: 'the last day, as of whose end all is told; today, unless given' }),
})
const scope = z.enum(['own', 'all']).default('own').openapi({ description: '`all`: with the organizations below it' })

export const statisticsQuery = periodQuery.extend({ scope })

const targets = z.object({ averageDays: z.number(), ratedWellShare: z.number() }).openapi({
  description: 'what the organization wants to reach: at most so many days, at least such a share',
})

export const statisticsSchema = z
  .object({
    period,
    figures: figuresSchema,
    targets,
    months: z.array(z.object({ month: z.string().openapi({ example: '2026-11' }), figures: figuresSchema })),
    categories: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        group: z.object({ code: z.string(), name: z.string() }).nullable(),
        figures: figuresSchema,
      }),
    ),
    territories: z.array(
      z.object({ id: z.string(), name: z.string(), residents: z.int().nullable(), figures: figuresSchema }),
    ),
    bodies: z.array(
      z.object({
        name: z.string(),
        organization: slug.openapi({ description: 'whose body it is' }),
        figures: figuresSchema,
      }),
    ),
  })
  .openapi('Statistics')
export type Statistics = z.infer<typeof statisticsSchema>

const path = '/v1/organizations/{organization}'
const tags = ['Statistics']

export const getStatistics = createRoute({
  method: 'get',
  path: `${path}/statistics`,
  operationId: 'getStatistics',
  tags,
  summary: 'What was received, solved, in time and rated well, over any period and as of any past day',
  description:
    'Some seconds behind what happens. It may be kept by a cache for some minutes. At most ten years; with `scope=all` two, and the territories are those of the organization itself, with its own appeals.',
  request: { params: organizationParameter, query: statisticsQuery },
  responses: { 200: json(statisticsSchema, 'The figures'), ...problems(422) },
})

const file = (name: string) => z.enum([`${name}.csv`, `${name}.xlsx`]).openapi({ param: { name: 'table', in: 'path' } })
const asFile = {
  200: {
    description: 'CSV with a byte order mark, or a workbook',
    content: {
      'text/csv': { schema: z.string() },
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
        schema: z.string().openapi({ format: 'binary' }),
      },
    },
  },
}

export const downloadStatistics = createRoute({
  method: 'get',
  path: `${path}/statistics/{table}`,
  operationId: 'downloadStatistics',
  tags,
  summary: 'The same as a table',
  request: {
    params: organizationParameter.extend({ table: file('statistics') }),
    query: statisticsQuery,
  },
  responses: { ...asFile, ...problems(422) },
})

export const officersSchema = z
  .object({
    period,
    items: z.array(z.object({ id: z.string(), name: z.string().nullable(), figures: figuresSchema })),
  })
  .openapi('OfficerFigures')
export type OfficerFigures = z.infer<typeof officersSchema>

export const getOfficers = createRoute({
  method: 'get',
  path: `${path}/insight/officers`,
  operationId: 'getOfficerFigures',
  tags,
  summary: 'The answers of each officer (leader)',
  security: staffAccess,
  request: { params: organizationParameter, query: periodQuery },
  responses: { 200: json(officersSchema, 'Who answered most comes first'), ...problems(422) },
})

/** As many as a region has settlements, with some to spare. */
const MOST_TERRITORIES = 500

const territory = z
  .strictObject({
    id: slug,
    names: localized
      .pipe(z.record(z.string(), text(200)))
      .refine((given) => Object.keys(given).length > 0, { params: { code: 'required' } })
      .openapi({ example: { ru: 'Самарово', en: 'Samarovo' } }),
    residents: z.int().min(1).nullable().default(null).openapi({ description: 'how many live there' }),
    geometry: territorySchema.nullable().default(null),
  })
  .openapi('InsightTerritory')

export const territoriesSchema = z
  .strictObject({
    items: z
      .array(territory)
      .max(MOST_TERRITORIES)
      .superRefine((items, context) => {
        for (const [index, { id }] of items.entries())
          if (items.findIndex((other) => other.id === id) < index)
            context.addIssue({ code: 'custom', path: [index, 'id'], params: { code: 'repeated' } })
      }),
  })
  .openapi('InsightTerritories')
export type InsightTerritories = z.output<typeof territoriesSchema>
export type NewInsightTerritories = z.input<typeof territoriesSchema>

export const getTerritories = createRoute({
  method: 'get',
  path: `${path}/territories`,
  operationId: 'listTerritories',
  tags,
  summary: 'The districts or settlements that figures are broken down by',
  request: { params: organizationParameter },
  responses: { 200: json(territoriesSchema, 'In their order'), ...problems() },
})

export const setTerritories = createRoute({
  method: 'put',
  path: `${path}/territories`,
  operationId: 'setTerritories',
  tags,
  summary: 'Have figures broken down by these (administrator)',
  description: 'Of several that hold a place, the first counts. All is counted anew by them, within some seconds.',
  security: staffAccess,
  request: { params: organizationParameter, headers: idempotencyHeader, body: jsonBody(territoriesSchema) },
  responses: { 200: json(territoriesSchema, 'As they stand now'), ...problems(400, 413, 415, 422) },
})

const fraction = z.number().min(0).max(1)
export const systemicSchema = z
  .object({
    score: z.int().openapi({ description: '0 to 100: the mean of the parts, by the weights' }),
    size: fraction.openapi({ description: 'received, beside the most in one cell' }),
    growth: fraction.openapi({ description: 'against the period before: twice as many, or more, is 1' }),
    spread: fraction.openapi({ description: 'in what share of the columns the topic was reported' }),
    repetition: fraction.openapi({ description: 'the share of answers taken up again' }),
    dissatisfaction: fraction.openapi({ description: 'the share of ratings below 4' }),
  })
  .openapi('Systemic', { description: 'null of fewer than five' })
export type Systemic = z.infer<typeof systemicSchema>

const by = z.enum(['territory', 'body', 'organization'])

export const matrixSchema = z
  .object({
    period,
    by,
    weights: z.record(z.string(), z.number()),
    total: figuresSchema,
    rows: z.array(
      z.object({
        id: z.string().openapi({ description: 'of a group or a category' }),
        name: z.string(),
        group: z.object({ code: z.string(), name: z.string() }).nullable(),
        figures: figuresSchema,
        trend: z.array(z.int()).openapi({ description: 'received, in twelve equal steps of the period' }),
        systemic: systemicSchema.nullable(),
      }),
    ),
    columns: z.array(
      z.object({
        id: z.string().openapi({ description: 'empty for what lies in no territory, or is nobody’s' }),
        name: z.string(),
        residents: z.int().nullable(),
        figures: figuresSchema,
      }),
    ),
    cells: z.array(
      z.object({ row: z.string(), column: z.string(), figures: figuresSchema, systemic: systemicSchema.nullable() }),
    ),
  })
  .openapi('Matrix')
export type Matrix = z.infer<typeof matrixSchema>

export const matrixQuery = periodQuery.extend({
  by: by.default('territory'),
  rows: z.enum(['groups', 'categories']).default('groups'),
  group: slug.optional().openapi({ description: 'the categories of this group alone' }),
})

export const downloadMatrix = createRoute({
  method: 'get',
  path: `${path}/insight/matrix/{table}`,
  operationId: 'downloadMatrix',
  tags,
  summary: 'The matrix as a table: a line for each cell, row and column (coordinator, leader, administrator)',
  security: staffAccess,
  request: { params: organizationParameter.extend({ table: file('matrix') }), query: matrixQuery },
  responses: { ...asFile, ...problems(422) },
})

export const getMatrix = createRoute({
  method: 'get',
  path: `${path}/insight/matrix`,
  operationId: 'getMatrix',
  tags,
  summary:
    'Where it hurts: topics by territories, bodies or the organizations below (coordinator, leader, administrator)',
  description:
    'A cell’s appeals are listed by `GET /insight/cases`, with its `row` and `column`. By `organization` it is at most two years.',
  security: staffAccess,
  request: {
    params: organizationParameter,
    query: matrixQuery,
  },
  responses: { 200: json(matrixSchema, 'The most received comes first'), ...problems(422) },
})

export const getCases = createRoute({
  method: 'get',
  path: `${path}/insight/cases`,
  operationId: 'listCellCases',
  tags,
  summary: 'The appeals of a cell, by number (coordinator, leader, administrator)',
  security: staffAccess,
  request: {
    params: organizationParameter,
    query: periodQuery.extend({
      by: z.enum(['territory', 'body']).default('territory'),
      row: slug.optional().openapi({ description: 'a category or a group; all, unless given' }),
      column: z.string().max(200).optional().openapi({ description: 'a territory or body; all, unless given' }),
    }),
  },
  responses: {
    200: json(
      z
        .object({
          numbers: z.array(z.int()).openapi({ description: 'the latest hundred, as `GET /appeals` takes them' }),
          total: z.int(),
        })
        .openapi('CellCases'),
      'Those received in the period',
    ),
    ...problems(422),
  },
})
