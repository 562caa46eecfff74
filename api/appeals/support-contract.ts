import { createRoute, z } from '@hono/zod-openapi'
import { admissionHeaders, residentHeader } from '../identity/contract.js'
import { idempotencyHeader, json, jsonBody, problems } from '../platform/contract.js'
import { appealParameters } from './contract.js'

const path = '/v1/organizations/{organization}/appeals/{number}/support'

const deviceHeader = z.object({
  'vmeste-device': z
    .string()
    .regex(/^[\w-]{16,64}$/)
    .optional()
    .openapi({ description: 'a random key of the device, the same at every visit' }),
})

export const newSupportSchema = z
  .object({
    email: z
      .union([z.literal('').transform(() => undefined), z.email().max(254)])
      .optional()
      .openapi({ description: 'to be told of each step, once it is confirmed by the link in a mail' }),
    consent: z.boolean().optional().openapi({ description: 'needed with an `email`: the organization’s consent text' }),
  })
  .refine(({ email, consent }) => !email || consent === true, { params: { code: 'required' }, path: ['consent'] })
  .openapi('NewSupport')
export type NewSupport = z.input<typeof newSupportSchema>

export const supportSchema = z
  .object({
    number: z.int(),
    isSupported: z.boolean(),
    supporters: z.int(),
    notices: z.enum(['none', 'asked', 'on']).openapi({
      description: 'of the `email` given now: not written to; asked by mail whose it is; told of each step',
    }),
  })
  .openapi('Support')
export type Support = z.infer<typeof supportSchema>

export const supportAppeal = createRoute({
  method: 'post',
  path,
  operationId: 'supportAppeal',
  tags: ['Appeals'],
  summary: 'Say of a public appeal still open: this is mine too',
  description:
    'Counted once for each resident, however often it is sent; admitted as appeals are. Whoever leaves an `email` and confirms it is told of each step, and asked how the answer is.',
  request: {
    params: appealParameters,
    headers: admissionHeaders.extend(deviceHeader.shape),
    body: jsonBody(newSupportSchema),
  },
  responses: { 200: json(supportSchema, 'Supported'), ...problems(400, 409, 413, 415, 422, 428) },
})

export const withdrawSupport = createRoute({
  method: 'delete',
  path,
  operationId: 'withdrawSupport',
  tags: ['Appeals'],
  summary: 'Take it back, with the address that was left',
  request: {
    params: appealParameters,
    headers: idempotencyHeader.extend(residentHeader.shape).extend(deviceHeader.shape),
  },
  responses: { 200: json(supportSchema, 'No longer supported'), ...problems(422) },
})
