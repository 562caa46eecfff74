import { createRoute, z } from '@hono/zod-openapi'
import { json, problems } from '../platform/contract.js'
import { localized, organizationParameter, slug, text } from '../platform/fields.js'

export const asked = z.enum(['required', 'optional', 'none'])
export type Asked = z.infer<typeof asked>

export const contact = z.object({ name: asked, email: asked, phone: asked })
export type Contact = z.infer<typeof contact>

/** A question as it is kept: labels in every language. */
export const question = z.object({
  id: slug,
  type: z.enum(['text', 'number', 'date', 'choice']),
  label: localized,
  required: z.boolean(),
  options: z.array(z.object({ id: slug, label: localized })).optional(),
  /** Asked only when another question was answered so. */
  when: z.object({ question: slug, equals: z.union([z.string(), z.number()]) }).optional(),
})
export type Question = z.infer<typeof question>

export const categorySchema = z
  .object({
    code: slug,
    name: z.string(),
    kind: z
      .enum(['message', 'appeal'])
      .openapi({ description: 'a message may be anonymous; a formal appeal is identified' }),
    deadline: z.object({ days: z.number().int(), unit: z.enum(['working_day', 'calendar_day']) }).nullable(),
    place: asked,
    contact,
    questions: z.array(
      question.extend({
        label: z.string(),
        options: z.array(z.object({ id: slug, label: z.string() })).optional(),
      }),
    ),
  })
  .openapi('Category')
export type Category = z.infer<typeof categorySchema>

export const classifierSchema = z
  .object({ groups: z.array(z.object({ code: slug, name: z.string(), categories: z.array(categorySchema) })) })
  .openapi('Classifier')
export type Classifier = z.infer<typeof classifierSchema>

export const getCategories = createRoute({
  method: 'get',
  path: '/v1/organizations/{organization}/categories',
  operationId: 'getCategories',
  tags: ['Organizations'],
  summary: 'The classifier: what can be reported, as groups of categories',
  request: { params: organizationParameter },
  responses: { 200: json(classifierSchema, 'Groups of categories, in the language asked for'), ...problems() },
})

export const getQrCode = createRoute({
  method: 'get',
  path: '/v1/organizations/{organization}/qr.svg',
  operationId: 'getQrCode',
  tags: ['Organizations'],
  summary: 'A QR code that leads to the form of a topic, and of a place: “report this bus stop”',
  request: {
    params: organizationParameter,
    query: z.object({
      category: slug.optional(),
      address: text(300).optional().openapi({ example: 'Mira 5' }),
      lang: z.string().max(20).optional(),
    }),
  },
  responses: {
    200: { description: 'A picture', content: { 'image/svg+xml': { schema: z.string() } } },
    ...problems(422),
  },
})
