import { createRoute, z } from '@hono/zod-openapi'
import { idempotencyHeader, json, jsonBody, page, pagingQuery, problems, staffAccess } from '../platform/contract.js'
import { instant, isLanguage, localized, organizationParameter, slug, text } from '../platform/fields.js'
import { organizationSettings } from './settings.js'
import { territorySchema } from './territory.js'

export const kinds = ['federal', 'regional', 'municipal', 'institution'] as const
const kind = z.enum(kinds)

const names = localized
  .pipe(z.record(z.string(), text(200)))
  .refine((given) => Object.keys(given).length > 0, { params: { code: 'required' } })
  .openapi({ description: 'a name per language', example: { ru: 'Лянтор', en: 'Lyantor' } })

/** An organization as its administrators see it. */
export const administrationSchema = z
  .object({
    id: slug,
    path: z.array(slug).openapi({ description: 'from the root of the tree down to itself' }),
    kind,
    names: localized,
    retiredAt: instant.nullable(),
    settings: organizationSettings.openapi({ description: 'what it has set for itself and all below it' }),
    inForce: z.record(z.string(), z.unknown()).openapi({ description: 'with what it inherits' }),
    from: z.record(z.string(), slug.nullable()).openapi({
      description: 'which organization each setting in force comes from; null where it is the default',
      example: { timeZone: 'ugra', 'identity.polls': 'hanty-mansiysk', map: null },
    }),
    territory: z.object({ from: slug.nullable() }).openapi({ description: 'whose territory is in force' }),
    version: z.int(),
  })
  .openapi('OrganizationAdministration')
export type OrganizationAdministration = z.infer<typeof administrationSchema>

export const newOrganizationSchema = z
  .strictObject({
    id: slug,
    kind: kind.default('municipal'),
    names,
    settings: organizationSettings.default({}),
    territory: territorySchema.optional(),
  })
  .openapi('NewOrganization')
export type NewOrganization = z.input<typeof newOrganizationSchema>

/** What a change comes to is checked as a whole, when it is made: a merge patch alone need not be complete. */
export const organizationChangeSchema = z
  .strictObject({
    kind: kind.optional(),
    names: z.record(z.string().refine(isLanguage, { params: { code: 'language' } }), z.string().nullable()).optional(),
    parent: slug.optional().openapi({ description: 'moves it, with all below it, beneath another organization' }),
    retired: z.boolean().optional().openapi({ description: 'true: its addresses answer 410; false: brings it back' }),
    settings: z
      .record(z.string(), z.unknown())
      .optional()
      .openapi({ description: 'as in `OrganizationAdministration`; null is inherited again' }),
    territory: territorySchema.nullable().optional(),
  })
  .openapi('OrganizationChange')
export type OrganizationChange = z.input<typeof organizationChangeSchema>

export const listedOrganizationSchema = z
  .object({ id: slug, name: z.string(), kind, path: z.array(slug), isRetired: z.boolean() })
  .openapi('ListedOrganization')
export type ListedBelow = z.infer<typeof listedOrganizationSchema>

const path = '/v1/organizations/{organization}'
const tags = ['Organizations']

export const listBelow = createRoute({
  method: 'get',
  path: `${path}/organizations`,
  operationId: 'listOrganizations',
  tags,
  summary: 'The organizations below this one; administrators see also the retired',
  security: [{}, ...staffAccess],
  request: {
    params: organizationParameter,
    query: pagingQuery.extend({
      depth: z.enum(['children', 'all']).default('children').openapi({ description: '`all`: the whole tree below' }),
    }),
  },
  responses: { 200: json(page(listedOrganizationSchema), 'A page, each below what it belongs to'), ...problems(422) },
})

export const createBelow = createRoute({
  method: 'post',
  path: `${path}/organizations`,
  operationId: 'createOrganization',
  tags,
  summary: 'Add an organization below this one (administrator)',
  security: staffAccess,
  request: { params: organizationParameter, headers: idempotencyHeader, body: jsonBody(newOrganizationSchema) },
  responses: { 201: json(administrationSchema, 'Added'), ...problems(400, 413, 415, 422) },
})

export const getSettings = createRoute({
  method: 'get',
  path: `${path}/settings`,
  operationId: 'getOrganizationSettings',
  tags,
  summary: 'What it sets, what is in force, and where each comes from (administrator, leader)',
  security: staffAccess,
  request: { params: organizationParameter },
  responses: { 200: json(administrationSchema, 'As it stands'), ...problems() },
})

export const changeSettings = createRoute({
  method: 'patch',
  path: `${path}/settings`,
  operationId: 'changeOrganization',
  tags,
  summary: 'Change names, settings or the place in the tree (administrator)',
  description:
    'A JSON Merge Patch (RFC 7396): what is not named stays, `null` is inherited again. With `If-Match` it is refused by 412 when someone else changed it meanwhile.',
  security: staffAccess,
  request: {
    params: organizationParameter,
    headers: idempotencyHeader.extend({ 'if-match': z.string().max(100).optional() }),
    body: {
      required: true,
      content: {
        'application/merge-patch+json': { schema: organizationChangeSchema },
        'application/json': { schema: organizationChangeSchema },
      },
    },
  },
  responses: { 200: json(administrationSchema, 'Changed'), ...problems(400, 409, 412, 413, 415, 422) },
})

export const getTerritory = createRoute({
  method: 'get',
  path: `${path}/territory`,
  operationId: 'getTerritory',
  tags,
  summary: 'Where it is responsible: its own territory, else that of the nearest above it',
  request: { params: organizationParameter },
  responses: {
    200: json(
      z
        .object({ type: z.literal('Feature'), geometry: territorySchema, properties: z.object({ organization: slug }) })
        .openapi('TerritoryFeature'),
      'A GeoJSON feature (RFC 7946)',
    ),
    ...problems(),
  },
})
