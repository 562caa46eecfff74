import { createRoute, z } from '@hono/zod-openapi'
import { json, problems } from '../platform/contract.js'
import { organizationParameter, slug } from '../platform/fields.js'
import { kinds } from './administration.js'
import { lookSchema } from './look.js'
import { organizationSettings } from './settings.js'
import { ways } from './ways.js'

const way = z.enum(ways)

export const organizationSchema = z
  .object({
    id: slug,
    name: z.string(),
    kind: z.enum(kinds),
    parent: z.object({ id: slug, name: z.string() }).nullable(),
    languages: z
      .array(z.string())
      .openapi({ description: 'the first is the one to fall back to', example: ['ru', 'en'] }),
    timeZone: z.string().openapi({ example: 'Asia/Yekaterinburg' }),
    contacts: z.object({
      phone: z.string().optional(),
      email: z.string().optional(),
      website: z.string().optional(),
      address: z.string().optional(),
    }),
    features: z.object({ appeals: z.boolean(), polls: z.boolean(), discussions: z.boolean() }),
    identity: z
      .object({ appeals: z.array(way), polls: z.array(way), discussions: z.array(way) })
      .openapi({ description: 'by which ways residents may take part' }),
    look: lookSchema.openapi({ description: 'tokens of the look, without their `--vmeste-`' }),
    appealsVisibility: z.enum(['public', 'private']),
    consent: z.object({
      text: z.string(),
      url: z
        .string()
        .openapi({ description: "the organization's own page on it, else the hosted one: /o/{id}/privacy" }),
    }),
    map: organizationSettings.shape.map.unwrap(),
    pushKey: z.string().nullable().openapi({
      description: 'the `applicationServerKey` that a browser is told by (Push API); null where none is told',
    }),
  })
  .openapi('Organization')
export type Organization = z.infer<typeof organizationSchema>

export const getOrganization = createRoute({
  method: 'get',
  path: '/v1/organizations/{organization}',
  operationId: 'getOrganization',
  tags: ['Organizations'],
  summary: 'Public profile, features and languages',
  request: { params: organizationParameter },
  responses: { 200: json(organizationSchema, 'The organization, in the language asked for'), ...problems() },
})
