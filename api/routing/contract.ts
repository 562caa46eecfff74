import { createRoute, z } from '@hono/zod-openapi'
import { territorySchema } from '../organizations/territory.js'
import { idempotencyHeader, json, jsonBody, problems, staffAccess } from '../platform/contract.js'
import { localized, organizationParameter, slug, text } from '../platform/fields.js'

/** Rules an organization may have: more than a city has departments and districts. */
const MOST_RULES = 500

const responsible = localized
  .pipe(z.record(z.string(), text(200)))
  .refine((given) => Object.keys(given).length > 0, { params: { code: 'required' } })
  .openapi({
    description: 'who deals with it, as told to the resident, per language',
    example: { ru: 'Дорожная служба', en: 'Road service' },
  })

const target = {
  responsible,
  assignee: z
    .uuid()
    .nullable()
    .default(null)
    .openapi({ description: 'an account of this organization’s own staff who has it in hand from the start' }),
}

export const routingRuleSchema = z
  .strictObject({
    id: slug.openapi({ example: 'roads-samarovo' }),
    category: slug
      .nullable()
      .default(null)
      .openapi({ description: 'of the classifier or a campaign; null is any', example: 'potholes' }),
    group: slug
      .nullable()
      .default(null)
      .openapi({ description: 'of the classifier, or a campaign; null is any', example: null }),
    territory: territorySchema.nullable().default(null).openapi({ description: 'where; null is anywhere' }),
    ...target,
  })
  .refine(({ category, group, territory }) => category || group || territory, { params: { code: 'is-fallback' } })
  .refine(({ category, group }) => !category || !group, { params: { code: 'either' }, path: ['group'] })
  .openapi('RoutingRule')
export type RoutingRule = z.output<typeof routingRuleSchema>

export const newRoutingSchema = z
  .strictObject({
    rules: z
      .array(routingRuleSchema)
      .max(MOST_RULES)
      .superRefine((rules, context) => {
        for (const [index, { id }] of rules.entries())
          if (rules.findIndex((other) => other.id === id) < index)
            context.addIssue({ code: 'custom', path: [index, 'id'], params: { code: 'repeated' } })
      })
      .openapi({ description: 'of rules that are alike specific, the first counts' }),
    fallback: z
      .strictObject(target)
      .openapi({ description: 'where no rule holds: so that nothing is left without anyone' }),
  })
  .openapi('NewRouting')
export type NewRouting = z.input<typeof newRoutingSchema>
export type GivenRouting = z.output<typeof newRoutingSchema>

const assigneeName = z.string().nullable().openapi({ description: 'as they were called when it was set' })

export const routingSchema = z
  .object({
    rules: z.array(z.object({ ...routingRuleSchema.shape, assigneeName })),
    fallback: z.object({ ...target, assigneeName }),
    version: z.int(),
  })
  .openapi('Routing')
export type Routing = z.output<typeof routingSchema>

const path = '/v1/organizations/{organization}/routing'
const tags = ['Organizations']
const headers = idempotencyHeader.extend({ 'if-match': z.string().max(100).optional() })

export const getRouting = createRoute({
  method: 'get',
  path,
  operationId: 'getRouting',
  tags,
  summary: 'Who is responsible for what, and where (coordinator, leader, administrator)',
  security: staffAccess,
  request: { params: organizationParameter },
  responses: { 200: json(routingSchema, 'As it stands; 404 where nothing is routed by rules'), ...problems() },
})

export const setRouting = createRoute({
  method: 'put',
  path,
  operationId: 'setRouting',
  tags,
  summary: 'Have appeals routed by these rules, in place of those before (coordinator, administrator)',
  description:
    'What comes from now on is given the responsible body of the most specific rule that holds: category and territory, category, group and territory, group, territory, and else the fallback. With `If-Match` it is refused by 412 when someone else changed it meanwhile.',
  security: staffAccess,
  request: { params: organizationParameter, headers, body: jsonBody(newRoutingSchema) },
  responses: { 200: json(routingSchema, 'As it stands now'), ...problems(400, 412, 413, 415, 422) },
})

export const removeRouting = createRoute({
  method: 'delete',
  path,
  operationId: 'removeRouting',
  tags,
  summary: 'Have appeals routed by hand again (coordinator, administrator)',
  security: staffAccess,
  request: { params: organizationParameter },
  responses: { 204: { description: 'Done' }, ...problems() },
})
