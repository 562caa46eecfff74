import { createRoute, z } from '@hono/zod-openapi'
import { checks } from '../abuse/checks.js'
import { admissionHeaders } from '../identity/contract.js'
import { idempotencyHeader, json, jsonBody, page, pagingQuery, problems, staffAccess } from '../platform/contract.js'
import { instant, organizationParameter, slug, text } from '../platform/fields.js'
import { commentSchema, moderatedCommentSchema, path } from './contract.js'
import { decisions, loggedDecisions } from './decisions.js'
import { heldFor } from './findings.js'
import { commentParameters } from './own-contract.js'
import { standings } from './policy.js'

const tags = ['Moderation']
const organizationPath = '/v1/organizations/{organization}/moderation'
const one = `${path}/{discussion}/comments/{comment}`

export const queueReasons = ['waiting', 'flagged', 'contested'] as const
export type QueueReason = (typeof queueReasons)[number]

const checkNames = checks.map(({ name }) => name) as [string, ...string[]]

export const findingsSchema = z
  .object({
    held: z.array(z.enum(heldFor)).openapi({ description: 'why it waits' }),
    standing: z.enum(standings).optional(),
    score: z.object({
      total: z.number(),
      parts: z.array(z.object({ check: z.enum(checkNames), score: z.number() })),
    }),
  })
  .openapi('Findings')

export const objectionSchema = z
  .object({
    text: z.string(),
    at: instant,
    settledAt: instant.nullable(),
    isGranted: z.boolean().nullable().openapi({ description: 'null while nobody has decided' }),
    answer: z.string().openapi({ description: 'what the author is told' }),
  })
  .openapi('Objection')
export type Objection = z.infer<typeof objectionSchema>

export const queuedCommentSchema = moderatedCommentSchema
  .extend({
    title: z.string().openapi({ description: 'of the discussion' }),
    reasons: z.array(z.enum(queueReasons)),
    decidedAt: instant.nullable().openapi({ description: 'to be sent along with the decision' }),
    findings: findingsSchema.nullable(),
    objection: objectionSchema.nullable(),
    isOwnDecision: z.boolean().openapi({ description: 'decided by who asks: another person decides on the objection' }),
    legal: z.array(z.enum(decisions)),
  })
  .openapi('QueuedComment')
export type QueuedComment = z.infer<typeof queuedCommentSchema>

export const queueSchema = page(queuedCommentSchema).extend({
  counts: z.object({ waiting: z.int(), flagged: z.int(), contested: z.int() }),
  discussions: z
    .array(z.object({ id: slug, title: z.string(), count: z.int() }))
    .openapi({ description: 'in which something waits' }),
})
export type ModerationQueue = z.infer<typeof queueSchema>

export const queueQuery = pagingQuery.extend({
  reason: z.enum(queueReasons).optional(),
  discussion: slug.optional(),
  sort: z.enum(['oldest', 'newest']).default('oldest'),
})

export const getModerationQueue = createRoute({
  method: 'get',
  path: `${organizationPath}/queue`,
  operationId: 'getModerationQueue',
  tags,
  summary: 'What waits for a moderator, in all discussions (moderator, coordinator, administrator)',
  description:
    'Comments held before they are published (`waiting`), those that readers flagged (`flagged`), and what was hidden or refused and its author objects to (`contested`). The event `moderation.changed` says that it is to be read again.',
  security: staffAccess,
  request: { params: organizationParameter, query: queueQuery },
  responses: { 200: json(queueSchema, 'A page'), ...problems(422) },
})

export const contextSchema = z
  .object({
    comment: queuedCommentSchema,
    thread: z
      .array(commentSchema)
      .openapi({ description: 'what opened it, what it answers, and what stands around it; the oldest first' }),
    versions: z
      .array(z.object({ at: instant, text: z.string() }))
      .openapi({ description: 'what stood there before its author changed it' }),
    decisions: z
      .array(
        z.object({ decision: z.enum(loggedDecisions), reason: z.string(), at: instant, by: z.string().nullable() }),
      )
      .openapi({ description: 'the latest first; `by` nobody: by readers’ flags' }),
    author: z
      .object({
        standing: z.enum(standings),
        published: z.int(),
        against: z.int(),
        latest: z.array(commentSchema).openapi({ description: 'what else they wrote' }),
      })
      .openapi({ description: 'nothing that tells who they are' }),
  })
  .openapi('CommentContext')
export type CommentContext = z.infer<typeof contextSchema>

export const getCommentContext = createRoute({
  method: 'get',
  path: `${one}/context`,
  operationId: 'getCommentContext',
  tags,
  summary: 'What a moderator needs to decide on a comment (moderator, coordinator, administrator)',
  security: staffAccess,
  request: { params: commentParameters },
  responses: { 200: json(contextSchema, 'As it stands'), ...problems(422) },
})

export const undoModeration = createRoute({
  method: 'delete',
  path: `${one}/moderation`,
  operationId: 'undoModeration',
  tags,
  summary: 'Take back one’s own last decision on a comment (moderator, administrator)',
  description:
    'Within ten minutes, as long as nothing happened since: it stands as before, and its flags are open again. Not what waited and was published, which may be hidden instead: 409 `undo-not-possible`.',
  security: staffAccess,
  request: { params: commentParameters, headers: idempotencyHeader },
  responses: { 200: json(queuedCommentSchema, 'As it stood before'), ...problems(400, 409, 422) },
})

export const ownDecisionSchema = z
  .object({
    comment: commentSchema,
    objection: objectionSchema.nullable(),
    canObject: z.boolean(),
  })
  .openapi('OwnDecision')
export type OwnDecision = z.infer<typeof ownDecisionSchema>

export const getObjection = createRoute({
  method: 'get',
  path: `${one}/objection`,
  operationId: 'getObjection',
  tags,
  summary: 'What became of one’s own comment, and of one’s objection',
  description:
    'For the same resident, or the same device (`Vmeste-Device`) it was written by: the comment whole, also where it waits or was refused.',
  request: { params: commentParameters, headers: admissionHeaders.omit({ 'idempotency-key': true }) },
  responses: { 200: json(ownDecisionSchema, 'As it stands'), ...problems(403, 422) },
})

export const newObjectionSchema = z.object({ text: text(1000, 3) }).openapi('NewObjection')
export type NewObjection = z.input<typeof newObjectionSchema>

export const createObjection = createRoute({
  method: 'post',
  path: `${one}/objection`,
  operationId: 'createObjection',
  tags,
  summary: 'Object to what a moderator hid or refused',
  description:
    'Once, by its author. Another person than who decided it decides; what comes of it is told by the same address.',
  request: { params: commentParameters, headers: admissionHeaders, body: jsonBody(newObjectionSchema) },
  responses: {
    201: json(ownDecisionSchema, 'Someone else will look at it'),
    ...problems(400, 403, 409, 413, 415, 422),
  },
})

export const logEntrySchema = z
  .object({
    id: z.uuid(),
    at: instant,
    decision: z.enum(loggedDecisions).openapi({
      description:
        '`flags`: hidden by readers’ flags until a moderator looks; `keep`: flagged, and it stays; `grant`: shown again since its author objected; `uphold`: it stays as decided though its author objected',
    }),
    discussion: slug,
    title: z.string(),
    comment: z.uuid().nullable().openapi({ description: 'whose place everyone can see' }),
    reason: z.string().nullable(),
  })
  .openapi('ModerationLogEntry')
export type LogEntry = z.infer<typeof logEntrySchema>

export const getModerationLog = createRoute({
  method: 'get',
  path: `${organizationPath}/log`,
  operationId: 'getModerationLog',
  tags,
  summary: 'What moderators decided, for everyone: without who wrote it, what it said, or who decided',
  description: 'What was hidden, refused, shown again or left, with the reason. What passed is not in it.',
  request: { params: organizationParameter, query: pagingQuery.extend({ discussion: slug.optional() }) },
  responses: { 200: json(page(logEntrySchema), 'A page, the latest first'), ...problems(422) },
})

export const getModerationFeed = createRoute({
  method: 'get',
  path: `${organizationPath}/feed`,
  operationId: 'getModerationFeed',
  tags,
  summary: 'The latest entries of the log, as an Atom feed (RFC 4287)',
  request: { params: organizationParameter, query: z.object({ lang: z.string().max(20).optional() }) },
  responses: {
    200: { description: 'The feed', content: { 'application/atom+xml': { schema: z.string() } } },
    ...problems(422),
  },
})
