import { createRoute, z } from '@hono/zod-openapi'
import { idempotencyHeader, json, jsonBody, problems, staffAccess } from '../platform/contract.js'
import { instant, localizedText, organizationParameter, slug, text } from '../platform/fields.js'

const code = text(200).openapi({ description: 'a `service_code` of the partner', example: 'potholes' })

const described = {
  names: localizedText(200).openapi({ example: { en: 'Heat networks' } }),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .openapi({
      description: 'the endpoint of Open311 GeoReport v2, below which `requests.xml` is; by https',
      example: 'https://heat.example/open311/v2',
    }),
  jurisdiction: text(200, 0).default('').openapi({ description: 'the `jurisdiction_id`, where the partner wants one' }),
  service: code.openapi({ description: 'under which all is sent that `services` does not name' }),
  services: z
    .record(slug, code)
    .default({})
    .openapi({ description: 'by the code of a category here', example: { potholes: '001' } }),
  sharesContact: z
    .boolean()
    .default(false)
    .openapi({ description: 'whether the name, e-mail address and telephone of the resident go along' }),
  takesFiles: z
    .boolean()
    .default(false)
    .openapi({ description: 'whether photos go along, as `media` of a multipart form; Vmeste takes them so' }),
}

export const newPartnerSchema = z
  .strictObject({
    ...described,
    key: text(500)
      .optional()
      .openapi({ description: 'the `api_key` that the partner gave; left out, the one known stays. Never told again' }),
  })
  .openapi('NewPartner')
export type NewPartner = z.input<typeof newPartnerSchema>

export const partnerSchema = z
  .object({
    id: slug,
    ...described,
    hasKey: z.boolean(),
    waiting: z.int().openapi({ description: 'appeals that are there, or on their way, and not answered yet' }),
    createdAt: instant,
  })
  .openapi('Partner')
export type Partner = z.infer<typeof partnerSchema>

export const partnerServiceSchema = z.object({ code: z.string(), name: z.string() }).openapi('PartnerService')
export type PartnerService = z.infer<typeof partnerServiceSchema>

const path = '/v1/organizations/{organization}/partners'
const tags = ['Appeals']
const security = staffAccess
const one = organizationParameter.extend({
  partner: slug.openapi({ param: { name: 'partner', in: 'path' }, example: 'heat-networks' }),
})

export const listPartners = createRoute({
  method: 'get',
  path,
  operationId: 'listPartners',
  tags,
  summary: 'To whom elsewhere appeals can be forwarded by Open311 (administrator)',
  security,
  request: { params: organizationParameter },
  responses: { 200: json(z.object({ items: z.array(partnerSchema) }), 'All of them'), ...problems() },
})

export const putPartner = createRoute({
  method: 'put',
  path: `${path}/{partner}`,
  operationId: 'putPartner',
  tags,
  summary: 'Name one to whom appeals can be forwarded, or change it (administrator)',
  description:
    'Another installation of Vmeste, or whoever speaks Open311 GeoReport v2. What is forwarded is sent there, and asked after until it is closed there. What was sent cannot be taken back from here, nor erased there.',
  security,
  request: { params: one, headers: idempotencyHeader, body: jsonBody(newPartnerSchema) },
  responses: { 200: json(partnerSchema, 'As it stands now'), ...problems(400, 413, 415, 422) },
})

export const removePartner = createRoute({
  method: 'delete',
  path: `${path}/{partner}`,
  operationId: 'removePartner',
  tags,
  summary: 'Forward nothing there any more; what waits there is dealt with here again (administrator)',
  security,
  request: { params: one },
  responses: { 204: { description: 'Done' }, ...problems(422) },
})

export const listPartnerServices = createRoute({
  method: 'get',
  path: `${path}/{partner}/services`,
  operationId: 'listPartnerServices',
  tags,
  summary: 'Which services the partner has, asked of it now (administrator)',
  security,
  request: { params: one },
  responses: { 200: json(z.object({ items: z.array(partnerServiceSchema) }), 'All of them'), ...problems(422, 502) },
})
