import { createRoute, z } from '@hono/zod-openapi'
import { appealParameters, contactSchema, residentAppealSchema, staffAppealSchema } from '../appeals/contract.js'
import { commentSchema } from '../discussions/contract.js'
import { idempotencyHeader, json, jsonBody, problems, staffAccess } from '../platform/contract.js'
import { instant, organizationParameter, slug } from '../platform/fields.js'

const tags = ['Privacy']
const path = '/v1/organizations/{organization}'
const bySecret: Record<string, string[]>[] = [{ secret: [] }]

const rule = z.object({
  action: z.enum(['keep', 'anonymize', 'delete']),
  afterDays: z.int().nullable().openapi({ description: 'days after it was done with; null: no limit' }),
})

/** A member left out stays; null, or nothing in it, takes it away. */
export const contactChangeSchema = z
  .strictObject({
    name: contactSchema.shape.name.nullable(),
    email: contactSchema.shape.email.nullable(),
    phone: contactSchema.shape.phone.nullable(),
  })
  .partial()
  .openapi('ContactChange')
export type ContactChange = z.input<typeof contactChangeSchema>

/** What an organization keeps of people, and how long: the policies in force. */
export const privacySchema = z
  .object({
    organization: z.object({ id: slug, name: z.string() }),
    appealsVisibility: z.enum(['public', 'private']),
    appeals: rule.openapi({ description: 'text, place, files and answer, counted from the answer' }),
    categories: z
      .array(rule.extend({ code: z.string(), name: z.string() }))
      .openapi({ description: 'those whose appeals have a rule of their own' }),
    contacts: rule.openapi({ description: 'name, e-mail and phone, counted from the answer' }),
    comments: rule.openapi({ description: 'counted from the day they were written' }),
    unsentFilesHours: z.int(),
    repetitionsHours: z.int().openapi({ description: 'how long the answer to a request sent twice is kept' }),
  })
  .openapi('Privacy')
export type Privacy = z.infer<typeof privacySchema>

export const getPrivacy = createRoute({
  method: 'get',
  path: `${path}/privacy`,
  operationId: 'getPrivacy',
  tags,
  summary: 'What is kept of people, and how long',
  request: { params: organizationParameter },
  responses: { 200: json(privacySchema, 'The policies in force'), ...problems() },
})

export const appealExportSchema = z
  .object({
    exportedAt: instant,
    organization: z.object({ id: slug, name: z.string() }),
    appeal: residentAppealSchema,
    language: z.string().openapi({ description: 'in which it was sent' }),
    source: z.enum(['web', 'import', 'forwarded']),
    isPublic: z.boolean().openapi({ description: 'whether anyone may read text, place and answer now' }),
    files: z.array(z.object({ fileName: z.string(), address: z.string() })).openapi({
      description: 'where each file is downloaded, with the same secret',
    }),
    browsers: z.array(z.object({ service: z.string(), since: instant })).openapi({
      description: 'those told of each step, by the service of their maker',
    }),
    keptUntil: z
      .object({ action: z.enum(['anonymize', 'delete']), at: instant })
      .nullable()
      .openapi({ description: 'what becomes of it by the rule in force; null when nothing, or when it is still open' }),
  })
  .openapi('AppealExport')
export type AppealExport = z.infer<typeof appealExportSchema>

export const exportAppeal = createRoute({
  method: 'get',
  path: `${path}/appeals/{number}/export`,
  operationId: 'exportAppeal',
  tags,
  summary: 'All that is held of an appeal (the resident, by the secret)',
  security: bySecret,
  request: { params: appealParameters },
  responses: { 200: json(appealExportSchema, 'Everything, as JSON to keep'), ...problems(422) },
})

export const eraseOwnAppeal = createRoute({
  method: 'delete',
  path: `${path}/appeals/{number}`,
  operationId: 'eraseAppeal',
  tags,
  summary: 'Erase an appeal for good (the resident, by the secret)',
  description:
    'Text, place, contact, files and answer go; number, category, dates, status and rating stay, for the statistics. An appeal still open is withdrawn with it: nobody answers it. Erased already, it stays as it is.',
  security: bySecret,
  request: { params: appealParameters, headers: idempotencyHeader },
  responses: { 200: json(residentAppealSchema, 'Erased; what is left'), ...problems(422) },
})

export const correctAppealContact = createRoute({
  method: 'patch',
  path: `${path}/appeals/{number}/contact`,
  operationId: 'correctAppealContact',
  tags,
  summary: 'Correct name, e-mail or phone (the resident, by the secret)',
  security: bySecret,
  request: { params: appealParameters, headers: idempotencyHeader, body: jsonBody(contactChangeSchema) },
  responses: { 200: json(residentAppealSchema, 'Corrected'), ...problems(400, 409, 413, 415, 422) },
})

export const erasureSchema = z
  .object({
    reason: z.enum(['requested', 'unlawful', 'other-person', 'mistake']).openapi({
      description:
        'kept in the audit trail: the person asked for it, it may not be kept, it tells of somebody else, or it was made by mistake',
    }),
  })
  .openapi('Erasure')
export type Erasure = z.input<typeof erasureSchema>

export const eraseAppealAsStaff = createRoute({
  method: 'post',
  path: `${path}/appeals/{number}/erasure`,
  operationId: 'eraseAppealAsStaff',
  tags,
  summary: 'Erase an appeal for good (administrator)',
  security: staffAccess,
  request: { params: appealParameters, headers: idempotencyHeader, body: jsonBody(erasureSchema) },
  responses: { 201: json(staffAppealSchema, 'Erased; what is left'), ...problems(400, 413, 415, 422) },
})

export const eraseCommentAsStaff = createRoute({
  method: 'post',
  path: `${path}/discussions/{discussion}/comments/{comment}/erasure`,
  operationId: 'eraseCommentAsStaff',
  tags,
  summary: 'Erase a comment for good (administrator)',
  security: staffAccess,
  request: {
    params: organizationParameter.extend({
      discussion: slug.openapi({ param: { name: 'discussion', in: 'path' } }),
      comment: z.uuid().openapi({ param: { name: 'comment', in: 'path' } }),
    }),
    headers: idempotencyHeader,
    body: jsonBody(erasureSchema),
  },
  responses: { 201: json(commentSchema, 'Erased; what holds its replies'), ...problems(400, 413, 415, 422) },
})
