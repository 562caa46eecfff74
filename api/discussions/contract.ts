import { createRoute, z } from '@hono/zod-openapi'
import { admissionHeaders } from '../identity/contract.js'
import { idempotencyHeader, json, jsonBody, page, pagingQuery, problems, staffAccess } from '../platform/contract.js'
import { instant, latitude, longitude, organizationParameter, slug, text } from '../platform/fields.js'
import { commentStatuses, decisions, flagReasons } from './decisions.js'
import { type Markup, markupTypes } from './markup.js'
import { statementAuthors } from './policy.js'
import { stages } from './stages.js'

export const placeSchema = z
  .strictObject({ address: text(300).optional(), latitude: latitude.optional(), longitude: longitude.optional() })
  .refine((place) => (place.latitude === undefined) === (place.longitude === undefined), {
    params: { code: 'incomplete' },
    path: ['latitude'],
  })

export const stageSchema = z
  .enum(stages)
  .openapi({ description: 'what is proposed is collected, then discussed; then summed up, and decided' })

export const reactionValues = ['agree', 'disagree', 'unsure'] as const
export type ReactionValue = (typeof reactionValues)[number]
const reactionsSchema = z.object({ agree: z.int(), disagree: z.int(), unsure: z.int() })

/** Of names of ours and texts: a tree, for it may hold itself. */
export const markupSchema: z.ZodType<Markup> = z
  .lazy(() =>
    z.union([
      z.string(),
      z.object({ type: z.enum(markupTypes), href: z.string().optional(), of: z.array(markupSchema) }),
    ]),
  )
  .openapi('Markup')

export const commentSchema = z
  .object({
    id: z.uuid(),
    parent: z.uuid().nullable().openapi({ description: 'the comment this one answers' }),
    root: z.uuid().nullable().openapi({ description: 'the comment that opened the thread; null for itself' }),
    author: z.object({ name: z.string().nullable(), isOfficial: z.boolean() }),
    paragraph: z
      .object({ id: z.string(), version: z.int() })
      .nullable()
      .openapi({ description: 'of the draft, that it is on, and the version in which it was read' }),
    text: z.string().openapi({ description: 'empty for all but staff where it is hidden or withdrawn' }),
    content: z.array(markupSchema).nullable().openapi({
      description:
        'the text laid out (quotes, lists, emphasis, links to http and https) as a tree without any HTML; null where it is nothing but text',
    }),
    status: z.enum(commentStatuses).openapi({
      description:
        'lists for everyone hold the published, and the hidden, whose place stays; `waiting`: for a moderator',
    }),
    reason: z.string().nullable().openapi({ description: 'why a moderator hid or refused it' }),
    createdAt: instant,
    editedAt: instant.nullable(),
    isPinned: z.boolean(),
    isStatement: z.boolean().openapi({ description: 'a short statement to agree or disagree with, in no thread' }),
    reactions: reactionsSchema,
    erasedAt: instant
      .nullable()
      .openapi({ description: 'since when text and name are gone: what is left holds the replies' }),
  })
  .openapi('Comment')
export type Comment = z.infer<typeof commentSchema>

export const discussionSchema = z
  .object({
    id: slug,
    title: z.string(),
    text: z.string(),
    isOpen: z.boolean().openapi({ description: 'whether comments are taken now' }),
    opensAt: instant,
    closesAt: instant.nullable(),
    place: placeSchema.nullable(),
    stage: stageSchema,
    stages: z.array(z.object({ stage: stageSchema, at: instant })).openapi({ description: 'when which was reached' }),
    summary: z.string().nullable().openapi({ description: 'what the organization made of it' }),
    outcome: z.string().nullable().openapi({ description: 'what the organization decided' }),
    frozen: z
      .object({ since: instant, reason: z.string() })
      .nullable()
      .openapi({ description: 'for a while no comments are taken' }),
    slowMode: z.int().openapi({ description: 'seconds between two comments of one author; 0 for none' }),
    statements: z.enum(statementAuthors).openapi({ description: 'who adds short statements' }),
    commentCount: z.number().int(),
    draftVersion: z
      .int()
      .nullable()
      .openapi({ description: 'the latest, of the text that is discussed; null for none' }),
    canFollow: z
      .boolean()
      .openapi({ description: 'whether it can be followed by mail: not once it has come to its outcome' }),
    pinned: z
      .array(commentSchema)
      .optional()
      .openapi({ description: 'official ones, before all others; not in lists' }),
  })
  .openapi('Discussion')
export type Discussion = z.infer<typeof discussionSchema>

/** A comment that opens a thread, with the first replies to it, oldest first. */
export const threadSchema = commentSchema
  .extend({ replies: z.array(commentSchema), replyCount: z.number().int() })
  .openapi('Thread')
export type Thread = z.infer<typeof threadSchema>

export const newCommentSchema = z
  .object({
    text: text(4000),
    parent: z.uuid().nullable().optional(),
    paragraph: text(20).optional().openapi({ description: 'of the draft as it stands, to comment on; not of a reply' }),
    name: text(60, 0).optional().openapi({ description: 'as the author wishes to be called' }),
  })
  .openapi('NewComment')
export type NewComment = z.input<typeof newCommentSchema>

export const discussionParameters = organizationParameter.extend({
  discussion: slug.openapi({ param: { name: 'discussion', in: 'path' } }),
})
export const path = '/v1/organizations/{organization}/discussions'

export const listDiscussions = createRoute({
  method: 'get',
  path,
  operationId: 'listDiscussions',
  tags: ['Discussions'],
  summary: 'Discussions, the open ones first',
  request: { params: organizationParameter, query: pagingQuery },
  responses: { 200: json(page(discussionSchema), 'A page'), ...problems(422) },
})

export const getDiscussion = createRoute({
  method: 'get',
  path: `${path}/{discussion}`,
  operationId: 'getDiscussion',
  tags: ['Discussions'],
  summary: 'A discussion',
  request: { params: discussionParameters },
  responses: { 200: json(discussionSchema, 'The discussion, in the language asked for'), ...problems(422) },
})

export const sorts = ['newest', 'oldest', 'best', 'discussed'] as const
export type Sort = (typeof sorts)[number]

export const commentsQuery = pagingQuery.extend({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  sort: z.enum(sorts).default('newest').openapi({
    description: '`best`: by the share of those who agree that one can be sure of; `discussed`: by replies',
  }),
  thread: z.uuid().optional().openapi({ description: 'the replies of one thread instead, oldest first' }),
  paragraph: text(20).optional().openapi({ description: 'those on one paragraph of the draft alone' }),
})

export const listComments = createRoute({
  method: 'get',
  path: `${path}/{discussion}/comments`,
  operationId: 'listComments',
  tags: ['Discussions'],
  summary: 'Comments, as threads of two levels',
  description: 'Each thread brings its first three replies and their number; the rest by `thread`.',
  request: { params: discussionParameters, query: commentsQuery },
  responses: { 200: json(page(threadSchema), 'A page'), ...problems(422) },
})

export const createComment = createRoute({
  method: 'post',
  path: `${path}/{discussion}/comments`,
  operationId: 'createComment',
  tags: ['Discussions'],
  summary: 'Comment or reply; with a staff key, officially',
  request: { params: discussionParameters, headers: admissionHeaders, body: jsonBody(newCommentSchema) },
  responses: {
    201: json(commentSchema, 'Published or, where comments are moderated before, `waiting`'),
    ...problems(400, 409, 413, 415, 422, 428),
  },
})

export const moderatedCommentSchema = commentSchema
  .extend({
    discussion: slug,
    flags: z
      .array(z.object({ reason: z.enum(flagReasons), text: z.string(), at: instant }))
      .optional()
      .openapi({ description: 'of those not settled' }),
    canUndo: z
      .boolean()
      .optional()
      .openapi({ description: 'of what was just decided: whether it can be taken back, for ten minutes' }),
  })
  .openapi('ModeratedComment')
export type ModeratedComment = z.infer<typeof moderatedCommentSchema>

export const listModeration = createRoute({
  method: 'get',
  path: '/v1/organizations/{organization}/comments',
  operationId: 'listModeration',
  tags: ['Discussions'],
  summary:
    'Comments of all discussions that wait for a moderator, or were refused or hidden (moderator, administrator)',
  security: staffAccess,
  request: {
    params: organizationParameter,
    query: pagingQuery.extend({ status: z.enum(['waiting', 'refused', 'hidden', 'flagged']).default('waiting') }),
  },
  responses: { 200: json(page(moderatedCommentSchema), 'A page, the oldest first'), ...problems(422) },
})

export const newModerationSchema = z
  .object({
    decision: z.enum(decisions).openapi({
      description: '`keep`: what was flagged stays; `uphold`: what was decided stays, though its author objected',
    }),
    reason: text(500, 0).optional().openapi({
      description: 'needed to refuse and to uphold (told to the author) and to hide (told to everyone, in its place)',
    }),
    decidedAt: instant.nullable().optional().openapi({
      description: 'as the queue has it: 409 `decided-meanwhile`, with what, where a colleague has decided since',
    }),
    editedAt: instant.nullable().optional().openapi({
      description: 'as the queue has it: 409 `decided-meanwhile` where its author has changed the text since',
    }),
  })
  .openapi('NewModeration')
export type NewModeration = z.input<typeof newModerationSchema>

export const moderateComment = createRoute({
  method: 'post',
  path: `${path}/{discussion}/comments/{comment}/moderation`,
  operationId: 'moderateComment',
  tags: ['Discussions'],
  summary: 'Publish, refuse or hide a comment, leave it or uphold what was decided (moderator, administrator)',
  description:
    'What its author objects to, another person than who decided it decides, signed in and by no key: 409 `second-person`, 403 `person-only`.',
  security: staffAccess,
  request: {
    params: discussionParameters.extend({
      comment: z.uuid().openapi({ param: { name: 'comment', in: 'path' } }),
    }),
    headers: idempotencyHeader,
    body: jsonBody(newModerationSchema),
  },
  responses: {
    201: json(moderatedCommentSchema, 'Decided; the comment as it stands'),
    ...problems(400, 409, 413, 415, 422),
  },
})
