import { createRoute, z } from '@hono/zod-openapi'
import { admissionHeaders } from '../identity/contract.js'
import { json, problems, secretAccess } from '../platform/contract.js'
import { organizationParameter } from '../platform/fields.js'

/** Bytes. */
export const MAXIMUM_FILE_SIZE = 10 * 1024 * 1024
export const MAXIMUM_ATTACHMENTS = 10

export const attachmentSchema = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    mediaType: z.enum(['image/jpeg', 'application/pdf']),
    bytes: z.number().int(),
    width: z.number().int().nullable().openapi({ description: 'pixels; null for documents' }),
    height: z.number().int().nullable(),
  })
  .openapi('Attachment')
export type Attachment = z.infer<typeof attachmentSchema>

export const uploadAttachment = createRoute({
  method: 'post',
  path: '/v1/organizations/{organization}/attachments',
  operationId: 'uploadAttachment',
  tags: ['Appeals'],
  summary: 'Upload a photo or document, to be quoted by its id in an appeal',
  security: secretAccess,
  description:
    'JPEG, PNG and WebP pictures (re-encoded as JPEG, turned upright, nothing left of EXIF) and PDF documents, up to 10 MB each. What no appeal quotes within a day is deleted.',
  request: {
    params: organizationParameter,
    headers: admissionHeaders,
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: z.object({
            file: z.any().openapi({ type: 'string', format: 'binary' }),
            appeal: z.coerce.number().int().min(1).max(2_147_483_647).optional().openapi({
              type: 'integer',
              description:
                'the number of an appeal whose resident may reply or disagree just now: with its secret nothing else is asked of them',
            }),
          }),
        },
      },
    },
  },
  responses: { 201: json(attachmentSchema, 'Kept'), ...problems(400, 413, 415, 422, 428) },
})

export const getAttachment = createRoute({
  method: 'get',
  path: '/v1/organizations/{organization}/attachments/{attachment}',
  operationId: 'getAttachment',
  tags: ['Appeals'],
  summary: 'The file itself, for the resident whose appeal it belongs to and for staff',
  security: secretAccess,
  request: {
    params: organizationParameter.extend({
      attachment: z.uuid().openapi({ param: { name: 'attachment', in: 'path' } }),
    }),
  },
  responses: {
    200: {
      description: 'The file, always as a download',
      content: { 'image/jpeg': { schema: z.any() }, 'application/pdf': { schema: z.any() } },
    },
    ...problems(422),
  },
})
