import { createRoute, z } from '@hono/zod-openapi'
import { roles } from '../identity/roles.js'
import { json, jsonBody, problems } from '../platform/contract.js'
import { instant, slug, text } from '../platform/fields.js'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password-policy.js'
import { assertion } from './webauthn.js'

/** Written in any way, kept in one. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email().max(254))
  .openapi({ example: 'anna@town.example' })
/** What is tried: neither trimmed nor told whether it could be one. */
const password = z.string().min(1).max(LONGEST_PASSWORD)
export const newPassword = z
  .string()
  .min(SHORTEST_PASSWORD)
  .max(LONGEST_PASSWORD)
  .openapi({
    description: `at least ${SHORTEST_PASSWORD} characters of any kind; the most common ones, and mostly a name or an address, are refused`,
  })
const code = z.string().trim().max(20)
export const linkSecret = z.string().max(200).openapi({ description: 'what follows the # in the link of the mail' })

export const roleName = z.enum(roles)
export const personName = text(120)

const organizationName = z.object({ id: slug, name: z.string() })

export const signedInSchema = z
  .object({
    id: z.uuid().openapi({ description: 'as histories and the audit trail name the person: `staff:` and this' }),
    email: z.string(),
    name: z.string(),
    roles: z.array(z.object({ organization: organizationName, role: roleName })).openapi({
      description: 'each counts in its organization and in everything below it',
    }),
    hasPassword: z.boolean(),
    hasSecondFactor: z.boolean().openapi({ description: 'the password alone opens nothing' }),
    hasApp: z.boolean().openapi({ description: 'an app that shows codes' }),
    recoveryCodesLeft: z.int(),
    session: z.object({ id: z.uuid(), way: z.string(), signedInAt: instant, expiresAt: instant }),
  })
  .openapi('SignedIn')
export type SignedIn = z.infer<typeof signedInSchema>

export const sessionSchema = z
  .object({
    id: z.uuid(),
    isThis: z.boolean(),
    agent: z.string().openapi({ description: 'browser and system; empty when unknown', example: 'Firefox, Windows' }),
    way: z.string().openapi({ example: 'password+code' }),
    signedInAt: instant,
    seenAt: instant,
    expiresAt: instant,
  })
  .openapi('StaffSession')
export type StaffSession = z.infer<typeof sessionSchema>

export const invitationViewSchema = z
  .object({
    organization: organizationName,
    role: roleName,
    email: z.string(),
    expiresAt: instant,
    hasAccount: z.boolean().openapi({ description: 'then it is accepted by who is signed in with this address' }),
  })
  .openapi('InvitationView')
export type InvitationView = z.infer<typeof invitationViewSchema>

const tags = ['Staff']
const security: Record<string, string[]>[] = [{ session: [] }]
const path = '/v1/staff'
const nothing = { 204: { description: 'Done' } }

export const signIn = createRoute({
  method: 'post',
  path: `${path}/session`,
  operationId: 'signIn',
  tags,
  summary: 'Sign in, by password and, where there is one, a second step',
  description:
    'Answers with a cookie that no page can read. It counts only with the header `Vmeste-Staff: session`, and only from pages of the API’s own origin. Who has a second step is answered by 401 `second-factor-required` until `code` is sent along, that of the app or a recovery code; or `passkey`, which has signed what that answer holds in `passkey`.',
  request: {
    body: jsonBody(z.object({ email: emailAddress, password, code: code.optional(), passkey: assertion.optional() })),
  },
  responses: { 201: json(signedInSchema, 'Signed in'), ...problems(400, 413, 415, 422) },
})

export const getSession = createRoute({
  method: 'get',
  path: `${path}/session`,
  operationId: 'getSession',
  tags,
  summary: 'Who is signed in, and what they are',
  security: [{}, ...security],
  responses: {
    200: json(z.object({ person: signedInSchema.nullable() }), 'As it stands; null for nobody'),
    ...problems(),
  },
})

export const signOut = createRoute({
  method: 'delete',
  path: `${path}/session`,
  operationId: 'signOut',
  tags,
  summary: 'Sign out here',
  security,
  responses: { ...nothing, ...problems() },
})

export const listSessions = createRoute({
  method: 'get',
  path: `${path}/sessions`,
  operationId: 'listSessions',
  tags,
  summary: 'Where one is signed in',
  security,
  responses: { 200: json(z.object({ items: z.array(sessionSchema) }), 'The last used first'), ...problems() },
})

export const endOtherSessions = createRoute({
  method: 'delete',
  path: `${path}/sessions`,
  operationId: 'endOtherSessions',
  tags,
  summary: 'Sign out everywhere else',
  security,
  responses: { ...nothing, ...problems() },
})

export const endSession = createRoute({
  method: 'delete',
  path: `${path}/sessions/{session}`,
  operationId: 'endSession',
  tags,
  summary: 'Sign out there',
  security,
  request: { params: z.object({ session: z.uuid() }) },
  responses: { ...nothing, ...problems(422) },
})

export const changePassword = createRoute({
  method: 'post',
  path: `${path}/password`,
  operationId: 'changePassword',
  tags,
  summary: 'Set another password, which signs out everywhere else',
  security,
  request: { body: jsonBody(z.object({ current: password.optional(), password: newPassword })) },
  responses: { ...nothing, ...problems(400, 413, 415, 422) },
})

export const enrolTotp = createRoute({
  method: 'post',
  path: `${path}/totp`,
  operationId: 'enrolTotp',
  tags,
  summary: 'Begin to use an app for the second step (TOTP, RFC 6238)',
  security,
  request: { body: jsonBody(z.object({})) },
  responses: {
    201: json(
      z.object({
        secret: z.string().openapi({ description: 'base32, to be typed where no camera is' }),
        uri: z.string().openapi({ description: 'to be shown as a QR code', example: 'otpauth://totp/…' }),
      }),
      'To be confirmed by a code of the app',
    ),
    ...problems(400, 413, 415, 422),
  },
})

export const confirmTotp = createRoute({
  method: 'post',
  path: `${path}/totp/confirmation`,
  operationId: 'confirmTotp',
  tags,
  summary: 'From now on the app is asked for',
  security,
  request: { body: jsonBody(z.object({ code })) },
  responses: {
    201: json(
      z.object({
        recoveryCodes: z.array(z.string()).openapi({ description: 'told this once; each opens once, without the app' }),
      }),
      'Confirmed',
    ),
    ...problems(400, 413, 415, 422),
  },
})

export const removeTotp = createRoute({
  method: 'delete',
  path: `${path}/totp`,
  operationId: 'removeTotp',
  tags,
  summary: 'Do without the second step',
  security,
  responses: { ...nothing, ...problems() },
})

export const requestReset = createRoute({
  method: 'post',
  path: `${path}/resets`,
  operationId: 'requestReset',
  tags,
  summary: 'Have a link sent by which a new password is set',
  description: 'The answer is the same, and as soon, whether there is such a person or not.',
  request: { body: jsonBody(z.object({ email: emailAddress })) },
  responses: { 202: json(z.object({}), 'Sent, if there is such a person'), ...problems(400, 413, 415, 422) },
})

export const useReset = createRoute({
  method: 'post',
  path: `${path}/resets/use`,
  operationId: 'useReset',
  tags,
  summary: 'Set a new password by the link, which signs out everywhere',
  request: { body: jsonBody(z.object({ secret: linkSecret, password: newPassword })) },
  responses: {
    200: json(
      z.object({
        passkeys: z
          .int()
          .min(0)
          .openapi({ description: 'how many open the account as before: remove the unknown ones' }),
      }),
      'Set',
    ),
    ...problems(400, 413, 415, 422),
  },
})

export const viewInvitation = createRoute({
  method: 'post',
  path: `${path}/invitations/view`,
  operationId: 'viewInvitation',
  tags,
  summary: 'What an invitation is to',
  request: { body: jsonBody(z.object({ secret: linkSecret })) },
  responses: { 200: json(invitationViewSchema, 'Still good'), ...problems(400, 413, 415, 422) },
})

export const acceptInvitation = createRoute({
  method: 'post',
  path: `${path}/invitations/acceptance`,
  operationId: 'acceptInvitation',
  tags,
  summary: 'Become staff, and be signed in',
  description: 'With `name` and `password`; who has an account already sends neither, and is signed in as its holder.',
  security: [{}, ...security],
  request: {
    body: jsonBody(z.object({ secret: linkSecret, name: personName.optional(), password: newPassword.optional() })),
  },
  responses: { 201: json(signedInSchema, 'Accepted'), ...problems(400, 413, 415, 422) },
})
