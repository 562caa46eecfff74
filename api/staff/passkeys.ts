import { createRoute, z } from '@hono/zod-openapi'
import { json, jsonBody, problems } from '../platform/contract.js'
import { instant, text } from '../platform/fields.js'
import { signedInSchema } from './contract.js'
import { assertion, creationOptions, registration, requestOptions } from './webauthn.js'

export const passkeySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    createdAt: instant,
    usedAt: instant.nullable().openapi({ description: 'the last time; null for never' }),
  })
  .openapi('Passkey')
export type Passkey = z.infer<typeof passkeySchema>

const tags = ['Staff']
const security: Record<string, string[]>[] = [{ session: [] }]
const path = '/v1/staff/passkeys'

export const listPasskeys = createRoute({
  method: 'get',
  path,
  operationId: 'listPasskeys',
  tags,
  summary: 'The passkeys one can sign in with',
  security,
  responses: { 200: json(z.object({ items: z.array(passkeySchema) }), 'The first added first'), ...problems() },
})

export const beginPasskey = createRoute({
  method: 'post',
  path: `${path}/options`,
  operationId: 'beginPasskey',
  tags,
  summary: 'Begin to add a passkey (WebAuthn)',
  description: 'For who has signed in within a quarter of an hour. Good once, for five minutes, in this session.',
  security,
  request: { body: jsonBody(z.object({})) },
  responses: { 201: json(creationOptions, 'What the browser is to make'), ...problems(400, 413, 415, 422) },
})

export const addPasskey = createRoute({
  method: 'post',
  path,
  operationId: 'addPasskey',
  tags,
  summary: 'Add a passkey, with which one signs in from now on',
  description: 'A password alone opens nothing any more: beside it a passkey or a code is asked for.',
  security,
  request: {
    body: jsonBody(
      z.object({
        name: text(60)
          .optional()
          .openapi({ description: 'browser and system, when left out', example: 'My telephone' }),
        passkey: registration,
      }),
    ),
  },
  responses: {
    201: json(
      passkeySchema.extend({
        recoveryCodes: z.array(z.string()).openapi({
          description:
            'told this once, for who had none: each stands in once for a passkey that is lost, beside the password',
        }),
      }),
      'Added',
    ),
    ...problems(400, 413, 415, 422),
  },
})

export const removePasskey = createRoute({
  method: 'delete',
  path: `${path}/{passkey}`,
  operationId: 'removePasskey',
  tags,
  summary: 'Remove a passkey: it opens nothing any more',
  security,
  request: { params: z.object({ passkey: z.uuid() }) },
  responses: { 204: { description: 'Done' }, ...problems(422) },
})

export const beginPasskeySignIn = createRoute({
  method: 'post',
  path: '/v1/staff/session/passkey/options',
  operationId: 'beginPasskeySignIn',
  tags,
  summary: 'Begin to sign in by a passkey',
  description: 'Good once, for five minutes.',
  request: { body: jsonBody(z.object({})) },
  responses: { 201: json(requestOptions, 'What the browser is to sign'), ...problems(400, 413, 415, 422) },
})

export const signInByPasskey = createRoute({
  method: 'post',
  path: '/v1/staff/session/passkey',
  operationId: 'signInByPasskey',
  tags,
  summary: 'Sign in by a passkey, without address and password',
  description: 'It counts as both steps: the device has seen who holds it, by a finger, a face or a PIN.',
  request: { body: jsonBody(z.object({ passkey: assertion })) },
  responses: { 201: json(signedInSchema, 'Signed in'), ...problems(400, 413, 415, 422) },
})
