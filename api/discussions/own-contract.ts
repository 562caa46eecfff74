import { createRoute, z } from '@hono/zod-openapi'
import { admissionHeaders } from '../identity/contract.js'
import { idempotencyHeader, json, jsonBody, problems, staffAccess } from '../platform/contract.js'
import { text } from '../platform/fields.js'
import { commentSchema, discussionParameters, path, reactionValues } from './contract.js'
import { flagReasons } from './decisions.js'

const one = `${path}/{discussion}/comments/{comment}`
const tags = ['Discussions']
export const commentParameters = discussionParameters.extend({
  comment: z.uuid().openapi({ param: { name: 'comment', in: 'path' } }),
})
const params = commentParameters
/** By what someone is known again. */
const headers = admissionHeaders

export const getComment = createRoute({
  method: 'get',
  path: one,
  operationId: 'getComment',
  tags,
  summary: 'One comment, as it stands in the discussion',
  request: { params },
  responses: { 200: json(commentSchema, 'The comment'), ...problems(422) },
})

export const editCommentSchema = z.object({ text: text(4000) }).openapi('EditComment')
export type EditComment = z.input<typeof editCommentSchema>

export const editComment = createRoute({
  method: 'patch',
  path: one,
  operationId: 'editComment',
  tags,
  summary: 'Change one’s own comment',
  description:
    'By the same resident, or the same device (`Vmeste-Device`) it was written by, while the discussion takes comments; staff change what is official. It is marked, and moderators see what stood there before. Where comments are looked at before, only while it waits: 409 `comment-settled`.',
  request: { params, headers, body: jsonBody(editCommentSchema) },
  responses: { 200: json(commentSchema, 'Changed'), ...problems(400, 403, 409, 413, 415, 422) },
})

export const withdrawComment = createRoute({
  method: 'delete',
  path: one,
  operationId: 'withdrawComment',
  tags,
  summary: 'Withdraw one’s own comment',
  description: 'Its place stays, for the sake of the replies; moderators still see what was said.',
  request: { params, headers },
  responses: { 200: json(commentSchema, 'Withdrawn'), ...problems(400, 403, 409, 422) },
})

export const reactionSchema = z
  .object({ value: z.enum(reactionValues).nullable().openapi({ description: 'null takes it back' }) })
  .openapi('Reaction')
export type Reaction = z.infer<typeof reactionSchema>

export const setReaction = createRoute({
  method: 'put',
  path: `${one}/reaction`,
  operationId: 'setReaction',
  tags,
  summary: 'Agree, disagree or be unsure: one per person, to be changed at will',
  request: { params, headers, body: jsonBody(reactionSchema) },
  responses: {
    200: json(commentSchema, 'Counted; the comment as it stands'),
    ...problems(400, 403, 409, 413, 415, 422, 428),
  },
})

export const newFlagSchema = z
  .object({ reason: z.enum(flagReasons), text: text(500, 0).default('') })
  .openapi('NewFlag')
export type NewFlag = z.input<typeof newFlagSchema>

export const flagComment = createRoute({
  method: 'post',
  path: `${one}/flags`,
  operationId: 'flagComment',
  tags,
  summary: 'Have a moderator look at a comment',
  description:
    'Counted once per person. Of as many as the organization’s `moderation.flags` says it is hidden until one has; not again after that.',
  request: { params, headers, body: jsonBody(newFlagSchema) },
  responses: {
    201: json(z.object({ isHidden: z.boolean() }), 'Noted'),
    ...problems(400, 403, 409, 413, 415, 422, 428),
  },
})

export const pinComment = createRoute({
  method: 'put',
  path: `${one}/pin`,
  operationId: 'pinComment',
  tags,
  summary: 'Show an official comment before all others, or no more (moderator, coordinator, administrator)',
  description: 'At most three; else 409 `pins-full`.',
  security: staffAccess,
  request: {
    params,
    headers: idempotencyHeader,
    body: jsonBody(z.object({ isPinned: z.boolean() }).openapi('Pin')),
  },
  responses: { 200: json(commentSchema, 'As it stands'), ...problems(400, 409, 413, 415, 422) },
})
