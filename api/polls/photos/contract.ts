import { createRoute, z } from '@hono/zod-openapi'
import { idempotencyHeader, json, problems, staffAccess } from '../../platform/contract.js'
import { organizationParameter } from '../../platform/fields.js'
import { photoId } from '../questions.js'

export const pollPhotoSchema = z
  .object({
    id: photoId,
    bytes: z.int(),
    width: z.int().openapi({ description: 'pixels' }),
    height: z.int(),
  })
  .openapi('PollPhoto')
export type PollPhoto = z.infer<typeof pollPhotoSchema>

const path = '/v1/organizations/{organization}/poll-photos'
const tags = ['Polls']

export const uploadPollPhoto = createRoute({
  method: 'post',
  path,
  operationId: 'uploadPollPhoto',
  tags,
  summary: 'Upload a photo that options of polls may show (coordinator, administrator)',
  description:
    'JPEG, PNG or WebP, up to 10 MB; kept as a JPEG of at most 1280 pixels, turned upright, with nothing left of EXIF. It is public from then on, to whoever knows its id. What no poll shows within a day is deleted.',
  security: staffAccess,
  request: {
    params: organizationParameter,
    headers: idempotencyHeader,
    body: {
      required: true,
      content: {
        'multipart/form-data': { schema: z.object({ file: z.any().openapi({ type: 'string', format: 'binary' }) }) },
      },
    },
  },
  responses: { 201: json(pollPhotoSchema, 'Kept'), ...problems(400, 413, 415, 422) },
})

export const getPollPhoto = createRoute({
  method: 'get',
  path: `${path}/{photo}`,
  operationId: 'getPollPhoto',
  tags,
  summary: 'A photo of an option; under its id never another',
  request: {
    params: organizationParameter.extend({ photo: photoId.openapi({ param: { name: 'photo', in: 'path' } }) }),
  },
  responses: {
    200: { description: 'The photo', content: { 'image/jpeg': { schema: z.any() } } },
    ...problems(422),
  },
})
