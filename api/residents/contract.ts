import { createRoute, z } from '@hono/zod-openapi'
import { appealSummarySchema, residentAppealSchema, statusSchema } from '../appeals/contract.js'
import { commentSchema } from '../discussions/contract.js'
import { followingSchema } from '../discussions/following/contract.js'
import { objectionSchema } from '../discussions/moderation-contract.js'
import { proofHeaders } from '../identity/contract.js'
import { ways } from '../organizations/ways.js'
import { idempotencyHeader, json, jsonBody, page, pagingQuery, problems, staffAccess } from '../platform/contract.js'
import { instant, organizationParameter, slug, text } from '../platform/fields.js'

const tags = ['Residents']
const path = '/v1/organizations/{organization}/residents'
const bySession: Record<string, string[]>[] = [{ resident: [] }]

const email = z.email().max(254)
const code = z
  .string()
  .trim()
  .regex(/^\d{6}$/)
  .openapi({ description: 'the six digits of the mail', example: '042917' })

export const newCodeSchema = z.object({ email }).openapi('NewCode')
export type NewCode = z.input<typeof newCodeSchema>
export const sentCodeSchema = z
  .object({ expiresAt: instant.openapi({ description: 'until when the code is good' }) })
  .openapi('SentCode')
export type SentCode = z.infer<typeof sentCodeSchema>

export const sendCode = createRoute({
  method: 'post',
  path: `${path}/codes`,
  operationId: 'sendResidentCode',
  tags,
  summary: 'Have a code sent by e-mail, to show that the address is yours',
  description:
    'Six digits, good for ten minutes and five attempts; another code takes the place of the one before. The answer is the same whether anyone is known by the address or not. A proof of work is asked for (428, feature `residents`).',
  request: { params: organizationParameter, headers: proofHeaders, body: jsonBody(newCodeSchema) },
  responses: { 201: json(sentCodeSchema, 'Sent'), ...problems(400, 413, 415, 422, 428) },
})

export const residentSchema = z
  .object({
    way: z.enum(ways).exclude(['anonymous']).openapi({ description: 'how they have shown who they are' }),
    contact: z.object({ name: z.string().nullable(), email: z.string().nullable() }),
    vouched: z
      .object({ birthdate: z.iso.date().nullable(), territories: z.array(z.string()) })
      .optional()
      .openapi({
        description: 'what the website or provider told at the last sign-in: by it some polls ask who may vote',
      }),
    createdAt: instant,
    lastSeenAt: instant.openapi({ description: 'to the day' }),
  })
  .openapi('Resident')
export type Resident = z.infer<typeof residentSchema>

export const newSessionSchema = z
  .union([
    z.object({ email, code }),
    z.object({ token: z.string().max(8192).openapi({ description: 'signed by the website (JWT)' }) }),
    z.object({
      exchange: z
        .string()
        .max(100)
        .openapi({ description: 'the code that the page of a sign-in elsewhere handed over' }),
    }),
  ])
  .openapi('NewResidentSession')
export type NewResidentSession = z.input<typeof newSessionSchema>
export const createdSessionSchema = z
  .object({
    token: z.string().openapi({ description: 'to be sent as `Vmeste-Resident`; told this once' }),
    expiresAt: instant.openapi({ description: '30 days after it was last used, 180 after it began' }),
    resident: residentSchema,
  })
  .openapi('CreatedResidentSession')
export type CreatedResidentSession = z.infer<typeof createdSessionSchema>

export const createSession = createRoute({
  method: 'post',
  path: `${path}/sessions`,
  operationId: 'createResidentSession',
  tags,
  summary: 'Sign in by the code of the mail, or by a token that the website signs',
  description:
    'A token is a JWT with `iss` of a registered source, `aud` the organization, `sub`, `iat` and `exp` at most ten minutes later; `name`, `email`, `birthdate` (`YYYY-MM-DD`) and `territory` (a text or several) are taken where they are told. It is good once.',
  request: { params: organizationParameter, headers: idempotencyHeader, body: jsonBody(newSessionSchema) },
  responses: { 201: json(createdSessionSchema, 'Signed in'), ...problems(400, 413, 415, 422) },
})

export const sourceSchema = z
  .object({
    id: z.uuid(),
    way: z.enum(['site', 'oidc']),
    issuer: z.string(),
    jwks: z.string().nullable().openapi({ description: 'where its public keys are; null: a secret is shared' }),
    clientId: z.string().nullable().openapi({ description: 'of a provider: as it has the organization registered' }),
    createdAt: instant,
  })
  .openapi('ResidentSource')
export type ResidentSource = z.infer<typeof sourceSchema>

/** By TLS; without, only on the machine where it is tried out. */
const httpsAddress = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((address) => /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(address), {
    params: { code: 'https' },
  })
const siteSource = z.strictObject({
  way: z.literal('site').default('site'),
  issuer: text(255).openapi({ description: '`iss` of its tokens', example: 'https://www.mytown.example' }),
  jwks: httpsAddress.optional().openapi({ description: 'left out, a secret is made and told this once' }),
})
const oidcSource = z.strictObject({
  way: z.literal('oidc'),
  issuer: httpsAddress.openapi({ description: 'of the provider (OpenID Connect Discovery)' }),
  clientId: text(255),
  clientSecret: text(500).optional(),
})
export const newSourceSchema = z.union([oidcSource, siteSource]).openapi('NewResidentSource')
const createdSourceSchema = sourceSchema
  .extend({ secret: z.string().nullable().openapi({ description: 'to sign by (HS256); told this once' }) })
  .openapi('CreatedResidentSource')

export const listSources = createRoute({
  method: 'get',
  path: `${path}/sources`,
  operationId: 'listResidentSources',
  tags,
  summary: 'Which websites and providers tell who a resident is (administrator)',
  security: staffAccess,
  request: { params: organizationParameter },
  responses: { 200: json(z.object({ items: z.array(sourceSchema) }), 'Without their secrets'), ...problems() },
})

export const createSource = createRoute({
  method: 'post',
  path: `${path}/sources`,
  operationId: 'createResidentSource',
  tags,
  summary: 'Have a website or a provider tell who a resident is (administrator)',
  description:
    'With a provider of OpenID Connect, register `{origin}/o/{organization}/oidc/return` there as the address to come back to.',
  security: staffAccess,
  request: { params: organizationParameter, headers: idempotencyHeader, body: jsonBody(newSourceSchema) },
  responses: { 201: json(createdSourceSchema, 'Believed from now on'), ...problems(400, 413, 415, 422) },
})

export const deleteSource = createRoute({
  method: 'delete',
  path: `${path}/sources/{id}`,
  operationId: 'deleteResidentSource',
  tags,
  summary: 'Believe a website or a provider no more (administrator)',
  description: 'Sessions that began by it go on until they end.',
  security: staffAccess,
  request: {
    params: organizationParameter.extend({ id: z.uuid().openapi({ param: { name: 'id', in: 'path' } }) }),
    headers: idempotencyHeader,
  },
  responses: { 200: json(z.object({ removed: z.literal(true) }), 'Removed'), ...problems(422) },
})

export const endedSessionsSchema = z.object({ ended: z.int() }).openapi('EndedSessions')
export type EndedSessions = z.infer<typeof endedSessionsSchema>

export const endResidentSessions = createRoute({
  method: 'delete',
  path: `${path}/me/sessions`,
  operationId: 'endResidentSessions',
  tags,
  summary: 'Sign out: here, everywhere else, or everywhere',
  security: bySession,
  request: {
    params: organizationParameter,
    headers: idempotencyHeader,
    query: z.object({ which: z.enum(['this', 'others', 'all']).default('this') }),
  },
  responses: { 200: json(endedSessionsSchema, 'How many sessions have ended'), ...problems(422) },
})

export const meSchema = z
  .object({
    ...residentSchema.shape,
    sessions: z
      .array(
        z.object({
          isThis: z.boolean(),
          createdAt: instant,
          lastUsedAt: instant.openapi({ description: 'to the day' }),
          expiresAt: instant,
        }),
      )
      .openapi({ description: 'where they are signed in' }),
  })
  .openapi('Me')
export type Me = z.infer<typeof meSchema>

export const getMe = createRoute({
  method: 'get',
  path: `${path}/me`,
  operationId: 'getMe',
  tags,
  summary: 'What is held about the resident who asks',
  security: bySession,
  request: { params: organizationParameter },
  responses: { 200: json(meSchema, 'As it stands'), ...problems() },
})

export const meChangeSchema = z
  .strictObject({
    name: z.union([text(120, 0), z.null()]),
    email: email.nullable().openapi({ description: 'another address needs the `code` that was sent to it' }),
    code,
  })
  .partial()
  .openapi('MeChange')
export type MeChange = z.input<typeof meChangeSchema>

export const correctMe = createRoute({
  method: 'patch',
  path: `${path}/me`,
  operationId: 'correctMe',
  tags,
  summary: 'Correct name or e-mail',
  description:
    'A member left out stays, null takes it away. Whoever is known by their e-mail keeps one, and is known by the new one from then on.',
  security: bySession,
  request: { params: organizationParameter, headers: idempotencyHeader, body: jsonBody(meChangeSchema) },
  responses: { 200: json(meSchema, 'Corrected'), ...problems(400, 413, 415, 422) },
})

export const listMyAppeals = createRoute({
  method: 'get',
  path: `${path}/me/appeals`,
  operationId: 'listMyAppeals',
  tags,
  summary: 'The appeals the resident sent while signed in',
  description: 'Each is read whole at its own address with the same session, and rated, corrected or erased there.',
  security: bySession,
  request: { params: organizationParameter, query: pagingQuery },
  responses: { 200: json(page(appealSummarySchema), 'A page, the latest first'), ...problems(422) },
})

export const myCommentSchema = commentSchema.extend({ discussion: slug }).openapi('MyComment')
export type MyComment = z.infer<typeof myCommentSchema>

export const listMyComments = createRoute({
  method: 'get',
  path: `${path}/me/comments`,
  operationId: 'listMyComments',
  tags,
  summary: 'The comments the resident wrote while signed in',
  security: bySession,
  request: { params: organizationParameter, query: pagingQuery },
  responses: { 200: json(page(myCommentSchema), 'A page, the latest first'), ...problems(422) },
})

export const myVoteSchema = z
  .object({ poll: slug, title: z.string(), status: z.enum(['scheduled', 'open', 'closed']), closesAt: instant })
  .openapi('MyVote')
export type MyVote = z.infer<typeof myVoteSchema>
const myVotes = z.array(myVoteSchema)

export const listMyVotes = createRoute({
  method: 'get',
  path: `${path}/me/votes`,
  operationId: 'listMyVotes',
  tags,
  summary: 'The polls the resident took part in; how, nobody can tell',
  security: bySession,
  request: { params: organizationParameter },
  responses: { 200: json(z.object({ items: myVotes }), 'All of them, the last to close first'), ...problems() },
})

export const mySupportSchema = z
  .object({
    number: z.int().openapi({ description: 'of the appeal' }),
    status: statusSchema,
    category: z.object({ code: z.string(), name: z.string() }),
    supportedAt: instant,
  })
  .openapi('MySupport')
export type MySupport = z.infer<typeof mySupportSchema>
const mySupports = z.array(mySupportSchema)

export const listMySupports = createRoute({
  method: 'get',
  path: `${path}/me/supports`,
  operationId: 'listMySupports',
  tags,
  summary: 'The appeals of others that the resident supports',
  security: bySession,
  request: { params: organizationParameter },
  responses: { 200: json(z.object({ items: mySupports }), 'All of them, the latest first'), ...problems() },
})

const myObjections = z.array(
  objectionSchema
    .extend({ discussion: slug, comment: z.uuid() })
    .openapi('MyObjection', { description: 'to what a moderator did with a comment of theirs' }),
)

export const meExportSchema = z
  .object({
    exportedAt: instant,
    organization: z.object({ id: slug, name: z.string() }),
    resident: meSchema,
    appeals: z.array(residentAppealSchema),
    comments: z.array(myCommentSchema),
    objections: myObjections,
    following: z
      .array(followingSchema.extend({ since: instant }).openapi('MyFollowing'))
      .openapi({ description: 'discussions told by mail to an address of theirs' }),
    votes: myVotes,
    supports: mySupports,
  })
  .openapi('MeExport')
export type MeExport = z.infer<typeof meExportSchema>

export const exportMe = createRoute({
  method: 'get',
  path: `${path}/me/export`,
  operationId: 'exportMe',
  tags,
  summary: 'All that is held about the resident',
  security: bySession,
  request: { params: organizationParameter },
  responses: { 200: json(meExportSchema, 'Everything, as JSON to keep'), ...problems() },
})

export const erasedMeSchema = z.object({ erasedAt: instant, appeals: z.int(), comments: z.int() }).openapi('ErasedMe')
export type ErasedMe = z.infer<typeof erasedMeSchema>

export const eraseMe = createRoute({
  method: 'delete',
  path: `${path}/me`,
  operationId: 'eraseMe',
  tags,
  summary: 'Erase the resident, and all they sent and wrote, for good',
  description:
    'Appeals and comments become what erased ones are; an appeal still open is withdrawn. Votes stay counted, and nobody votes twice by it. All sessions end.',
  security: bySession,
  request: { params: organizationParameter, headers: idempotencyHeader },
  responses: { 200: json(erasedMeSchema, 'Erased; how much it was'), ...problems(422) },
})
