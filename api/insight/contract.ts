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
    solved: count.openapi({ description: 'answered in the period, less what was taken up again' }),
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
    perThousand: z.number().nullable().openapi({ description: 'received per 1,000 residents, where they are known' }),
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
    bodies: z.array(z.object({ name: z.string(), figures: figuresSchema })),
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
  description: 'Some seconds behind what happens. It may be kept by a cache for some minutes.',
  request: { params: organizationParameter, query: periodQuery.extend({ scope }) },
  responses: { 200: json(statisticsSchema, 'The figures'), ...problems(422) },
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
