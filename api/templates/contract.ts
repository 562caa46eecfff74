import { createRoute, z } from '@hono/zod-openapi'
import { idempotencyHeader, json, jsonBody, problems, staffAccess } from '../platform/contract.js'
import { organizationParameter, slug, text } from '../platform/fields.js'
import { unknownVariables, variables } from './variables.js'

/** Templates an organization may have: more than anyone looks through. */
export const MOST_TEMPLATES = 200

export const newTemplateSchema = z
  .strictObject({
    name: text(120).openapi({ description: 'as the desk lists it', example: 'The pothole is filled' }),
    text: text(8000)
      .refine((given) => unknownVariables(given).length === 0, { params: { code: 'template-variable' } })
      .openapi({
        description: `filled in at the desk: ${variables.map((name) => `\`{${name}}\``).join(', ')}; \`{name|neighbour}\` says what stands in where there is none`,
        example: 'Dear {name|neighbour}, your appeal no. {number} is dealt with.',
      }),
    category: slug
      .nullable()
      .default(null)
      .openapi({ description: 'for which topic; null is for any', example: 'potholes' }),
  })
  .openapi('NewTemplate')
export type NewTemplate = z.input<typeof newTemplateSchema>
export type GivenTemplate = z.output<typeof newTemplateSchema>

export const templateSchema = z
  .object({ id: z.uuid(), name: z.string(), text: z.string(), category: z.string().nullable() })
  .openapi('Template')
export type Template = z.output<typeof templateSchema>

const path = '/v1/organizations/{organization}/templates'
const tags = ['Appeals']
const parameters = organizationParameter.extend({
  template: z.uuid().openapi({ param: { name: 'template', in: 'path' } }),
})

export const listTemplates = createRoute({
  method: 'get',
  path,
  operationId: 'listTemplates',
  tags,
  summary: 'Texts that answers begin with (staff)',
  security: staffAccess,
  request: { params: organizationParameter },
  responses: { 200: json(z.object({ items: z.array(templateSchema) }), 'All, by name'), ...problems() },
})

export const createTemplate = createRoute({
  method: 'post',
  path,
  operationId: 'createTemplate',
  tags,
  summary: 'Add an answer template (coordinator, administrator)',
  security: staffAccess,
  request: { params: organizationParameter, headers: idempotencyHeader, body: jsonBody(newTemplateSchema) },
  responses: { 201: json(templateSchema, 'Added'), ...problems(400, 409, 413, 415, 422) },
})

export const setTemplate = createRoute({
  method: 'put',
  path: `${path}/{template}`,
  operationId: 'setTemplate',
  tags,
  summary: 'Have an answer template read so from now on (coordinator, administrator)',
  security: staffAccess,
  request: { params: parameters, headers: idempotencyHeader, body: jsonBody(newTemplateSchema) },
  responses: { 200: json(templateSchema, 'As it stands now'), ...problems(400, 409, 413, 415, 422) },
})

export const removeTemplate = createRoute({
  method: 'delete',
  path: `${path}/{template}`,
  operationId: 'removeTemplate',
  tags,
  summary: 'Remove an answer template; answers given with it stay (coordinator, administrator)',
  security: staffAccess,
  request: { params: parameters },
  responses: { 200: json(templateSchema, 'Removed; as it stood'), ...problems(422) },
})
