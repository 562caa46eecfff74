import { createRoute, z } from '@hono/zod-openapi'
import { asked, categorySchema, contact, question } from '../classifier/contract.js'
import { idempotencyHeader, json, jsonBody, problems, staffAccess } from '../platform/contract.js'
import { organizationParameter, slug, localizedText as texts } from '../platform/fields.js'
import { standings } from './standing.js'

const day = z.iso.date().openapi({ example: '2026-12-01' })
const term = {
  opensOn: day.openapi({ description: 'the first day, where the organization is' }),
  closesOn: day.nullable().openapi({ description: 'the last day; null has no end' }),
}

export const campaignSummarySchema = z
  .object({
    id: slug.openapi({ example: 'vaccination' }),
    name: z.string(),
    description: z.string(),
    status: z.enum(standings),
    ...term,
    isActive: z.boolean().openapi({ description: 'false: switched off, which only administrators and leaders see' }),
    organization: slug.openapi({ description: 'whose it is: the organization itself, or one above it' }),
  })
  .openapi('CampaignSummary')
export type CampaignSummary = z.infer<typeof campaignSummarySchema>

export const campaignSchema = campaignSummarySchema
  .extend({ categories: z.array(categorySchema).openapi({ description: 'what can be reported, in its order' }) })
  .openapi('Campaign')
export type Campaign = z.infer<typeof campaignSchema>

const asksAll = { name: 'optional', email: 'optional', phone: 'optional' } as const

const campaignQuestion = question.extend({
  label: texts(300),
  options: z
    .array(z.strictObject({ id: slug, label: texts(300) }))
    .max(100)
    .optional(),
})

/** A category as the classifier has it, with its texts in every language. */
export const campaignCategorySchema = z
  .strictObject({
    code: slug,
    names: texts(200),
    kind: z.enum(['message', 'appeal']).default('message'),
    deadline: z
      .strictObject({ days: z.int().min(0).max(3650), unit: z.enum(['working_day', 'calendar_day']) })
      .nullable()
      .default(null),
    place: asked.default('optional'),
    contact: contact.default(asksAll),
    questions: z.array(campaignQuestion).max(50).default([]),
  })
  .superRefine(({ questions }, context) => {
    const refuse = (path: (string | number)[], code: string) =>
      context.addIssue({ code: 'custom', path: ['questions', ...path], params: { code } })
    for (const [index, { id, type, options, when }] of questions.entries()) {
      if (questions.findIndex((other) => other.id === id) < index) refuse([index, 'id'], 'repeated')
      if (type === 'choice' && !options?.length) refuse([index, 'options'], 'required')
      if (when && !questions.some((other) => other.id === when.question && other.id !== id))
        refuse([index, 'when', 'question'], 'unknown')
    }
  })
  .openapi('CampaignCategory')
export type CampaignCategory = z.infer<typeof campaignCategorySchema>

export const newCampaignSchema = z
  .strictObject({
    names: texts(200),
    descriptions: texts(2000),
    opensOn: term.opensOn,
    closesOn: term.closesOn.default(null),
    categories: z
      .array(campaignCategorySchema)
      .min(1)
      .max(50)
      .superRefine((categories, context) => {
        for (const [index, { code }] of categories.entries())
          if (categories.findIndex((other) => other.code === code) < index)
            context.addIssue({ code: 'custom', path: [index, 'code'], params: { code: 'repeated' } })
      }),
    isActive: z.boolean().default(true),
  })
  .refine(({ opensOn, closesOn }) => closesOn === null || closesOn >= opensOn, {
    params: { code: 'ends-before' },
    path: ['closesOn'],
  })
  .openapi('NewCampaign')
export type NewCampaign = z.input<typeof newCampaignSchema>

export const campaignChangeSchema = z
  .strictObject({ isActive: z.boolean(), ...term })
  .partial()
  .openapi('CampaignChange')
export type CampaignChange = z.infer<typeof campaignChangeSchema>

/** A campaign as its administrators see it: its texts in every language. */
export const campaignAdministrationSchema = z
  .object({
    id: slug,
    organization: slug.openapi({ description: 'whose it is' }),
    ...newCampaignSchema.shape,
    status: z.enum(standings),
    version: z.int(),
  })
  .openapi('CampaignAdministration')
export type CampaignAdministration = z.infer<typeof campaignAdministrationSchema>

const path = '/v1/organizations/{organization}/campaigns'
const tags = ['Campaigns']
const params = organizationParameter.extend({
  campaign: slug.openapi({ param: { name: 'campaign', in: 'path' }, example: 'vaccination' }),
})
const headers = idempotencyHeader.extend({ 'if-match': z.string().max(100).optional() })

export const listCampaigns = createRoute({
  method: 'get',
  path,
  operationId: 'listCampaigns',
  tags,
  summary: 'The campaigns that are open: its own, and those of the organizations above it',
  security: [{}, ...staffAccess],
  request: {
    params: organizationParameter,
    query: z.object({
      state: z
        .enum(['open', 'all'])
        .default('open')
        .openapi({ description: '`all`: also those ahead, over and switched off (administrator, leader)' }),
    }),
  },
  responses: {
    200: json(z.object({ items: z.array(campaignSummarySchema) }), 'The one that closes first comes first'),
    ...problems(422),
  },
})

export const getCampaign = createRoute({
  method: 'get',
  path: `${path}/{campaign}`,
  operationId: 'getCampaign',
  tags,
  summary: 'A campaign with its categories; one that is ahead or over says so by its `status` and days',
  request: { params },
  responses: { 200: json(campaignSchema, 'In the language asked for'), ...problems(422) },
})

export const getCampaignSettings = createRoute({
  method: 'get',
  path: `${path}/{campaign}/settings`,
  operationId: 'getCampaignSettings',
  tags,
  summary: 'A campaign as it was made, in every language (administrator, leader)',
  security: staffAccess,
  request: { params },
  responses: { 200: json(campaignAdministrationSchema, 'As it stands'), ...problems(422) },
})

export const setCampaign = createRoute({
  method: 'put',
  path: `${path}/{campaign}`,
  operationId: 'setCampaign',
  tags,
  summary: 'Make a campaign for this organization and all below it, or replace it (administrator)',
  description:
    'One called like a campaign from above takes its place here and below. With `If-Match` it is refused by 412 when someone else changed it meanwhile.',
  security: staffAccess,
  request: { params, headers, body: jsonBody(newCampaignSchema) },
  responses: {
    200: json(campaignAdministrationSchema, 'Replaced'),
    201: json(campaignAdministrationSchema, 'Made'),
    ...problems(400, 412, 413, 415, 422),
  },
})

export const changeCampaign = createRoute({
  method: 'patch',
  path: `${path}/{campaign}`,
  operationId: 'changeCampaign',
  tags,
  summary: 'Switch a campaign on or off, or change its days (administrator)',
  security: staffAccess,
  request: { params, headers, body: jsonBody(campaignChangeSchema) },
  responses: { 200: json(campaignAdministrationSchema, 'Changed'), ...problems(400, 412, 413, 415, 422) },
})
