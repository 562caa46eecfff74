import { createRoute, z } from '@hono/zod-openapi'
import { proofHeaders, residentHeader } from '../../identity/contract.js'
import { idempotencyHeader, json, jsonBody, problems } from '../../platform/contract.js'
import { organizationParameter, slug } from '../../platform/fields.js'
import { discussionParameters, path } from '../contract.js'
import { paces } from './pace.js'

const tags = ['Discussions']
const paceSchema = z.enum(paces).openapi({
  description:
    '`daily`: all that is new, at most once a day, in the morning; `official`: official answers, new stages, the summary and the outcome alone, within the hour',
})

export const newFollowerSchema = z
  .strictObject({
    email: z.email().max(254),
    pace: paceSchema.default('daily'),
    consent: z.literal(true).openapi({ description: 'the resident agrees to the organization’s `consent`' }),
  })
  .openapi('NewFollower')
export type NewFollower = z.input<typeof newFollowerSchema>

export const followedSchema = z
  .object({
    state: z.enum(['asked', 'on']).openapi({
      description:
        '`on`: the resident who asks is known by this address, and is told from now on; else the address is asked by mail, unless it is told already or was asked within a day: whether it is, nobody else learns',
    }),
  })
  .openapi('Followed')
export type Followed = z.infer<typeof followedSchema>

export const followDiscussion = createRoute({
  method: 'post',
  path: `${path}/{discussion}/followers`,
  operationId: 'followDiscussion',
  tags,
  summary: 'Be told of a discussion by mail',
  description:
    'Of what is new, in the language of the request. The address says so first by the link in a mail, and ends it by one click. A proof of work is asked for (428, feature `residents`). One address is asked by an organization at most three times an hour: else 429.',
  request: {
    params: discussionParameters,
    headers: proofHeaders.extend(residentHeader.shape),
    body: jsonBody(newFollowerSchema),
  },
  responses: { 200: json(followedSchema, 'Taken'), ...problems(400, 409, 413, 415, 422, 428) },
})

const onePath = '/v1/organizations/{organization}/following/{token}'
const parameters = organizationParameter.extend({
  token: z
    .string()
    .max(100)
    .openapi({ param: { name: 'token', in: 'path' }, description: 'as it stands in the mail' }),
})

export const followingSchema = z
  .object({
    discussion: slug,
    title: z.string(),
    isFollowing: z.boolean().openapi({ description: 'the address is told' }),
    pace: paceSchema,
  })
  .openapi('Following')
export type Following = z.infer<typeof followingSchema>

export const getFollowing = createRoute({
  method: 'get',
  path: onePath,
  operationId: 'getFollowing',
  tags,
  summary: 'Whether a discussion is told of by mail, and how often, for whoever got such a mail',
  request: { params: parameters },
  responses: { 200: json(followingSchema, 'Of which discussion, and whether'), ...problems() },
})

export const followingChangeSchema = z
  .strictObject({ isFollowing: z.boolean(), pace: paceSchema.optional() })
  .openapi('FollowingChange')
export type FollowingChange = z.input<typeof followingChangeSchema>

export const setFollowing = createRoute({
  method: 'put',
  path: onePath,
  operationId: 'setFollowing',
  tags,
  summary: 'Confirm the address, choose how often, or end the mails',
  request: { params: parameters, headers: idempotencyHeader, body: jsonBody(followingChangeSchema) },
  responses: { 200: json(followingSchema, 'As it is now'), ...problems(400, 415, 422) },
})

export const endFollowing = createRoute({
  method: 'post',
  path: `${onePath}/end`,
  operationId: 'endFollowing',
  tags,
  summary: 'End the mails in one step, as mail programs do (RFC 8058)',
  request: { params: parameters },
  responses: { 200: json(followingSchema, 'Ended'), ...problems() },
})
