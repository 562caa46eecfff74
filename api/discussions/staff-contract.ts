import { createRoute, z } from '@hono/zod-openapi'
import { idempotencyHeader, json, jsonBody, problems, staffAccess } from '../platform/contract.js'
import { instant, localized, localizedText, slug, text } from '../platform/fields.js'
import { discussionParameters, path, placeSchema, stageSchema } from './contract.js'
import { policies, statementAuthors } from './policy.js'
import { firstStages } from './stages.js'

const moment = z.string().max(40).openapi({
  description: 'RFC 3339; without an offset, as clocks show it where the organization is',
  example: '2026-12-01T09:00',
})

/** What staff write of a discussion: what is exported and imported. */
export const discussionDefinitionSchema = z
  .strictObject({
    titles: localizedText(300),
    texts: localizedText(20_000),
    place: placeSchema.nullable().default(null),
    opensAt: moment,
    closesAt: moment.nullable().default(null),
    moderation: z
      .enum(policies)
      .nullable()
      .default(null)
      .openapi({ description: 'when a moderator looks at comments here; null: as the organization has it' }),
    statements: z.enum(statementAuthors).default('residents').openapi({ description: 'who adds short statements' }),
    stage: z
      .string()
      .max(20)
      .optional()
      .openapi({ description: `of a new one: where it begins, ${firstStages}` }),
    id: slug.optional().openapi({ description: 'of an export; taken, and not looked at' }),
    version: z.int().optional().openapi({ description: 'of an export; taken, and not looked at' }),
  })
  .openapi('DiscussionDefinition')
export type DiscussionDefinition = z.infer<typeof discussionDefinitionSchema>
export type NewDiscussionDefinition = z.input<typeof discussionDefinitionSchema>

export const discussionAdministrationSchema = z
  .object({
    id: slug,
    version: z.int(),
    titles: localized,
    texts: localized,
    place: placeSchema.nullable(),
    opensAt: instant,
    closesAt: instant.nullable(),
    moderation: z.enum(policies).nullable(),
    statements: z.enum(statementAuthors),
    stage: stageSchema,
    summaries: localized,
    outcomes: localized,
    isFrozen: z.boolean(),
    slowMode: z.int(),
    draftVersion: z.int().nullable().openapi({ description: 'the latest, of the text that is discussed' }),
    legal: z.array(stageSchema).openapi({ description: 'where it may go from here' }),
  })
  .openapi('DiscussionAdministration')
export type DiscussionAdministration = z.infer<typeof discussionAdministrationSchema>

const tags = ['Discussions']
const params = discussionParameters
const headers = idempotencyHeader.extend({ 'if-match': z.string().max(100).optional() })
const written = (description: string) => json(discussionAdministrationSchema, description)

export const getDiscussionDefinition = createRoute({
  method: 'get',
  path: `${path}/{discussion}/definition`,
  operationId: 'getDiscussionDefinition',
  tags,
  summary: 'A discussion as it was written, in every language (coordinator, moderator, leader, administrator)',
  security: staffAccess,
  request: { params },
  responses: { 200: written('As it stands'), ...problems(422) },
})

export const setDiscussionDefinition = createRoute({
  method: 'put',
  path: `${path}/{discussion}/definition`,
  operationId: 'setDiscussionDefinition',
  tags,
  summary: 'Write a discussion, or change it (coordinator, administrator)',
  description:
    'Everyone sees it from then on, and may comment from its opening. With `If-Match` it is refused by 412 when someone else changed it meanwhile.',
  security: staffAccess,
  request: { params, headers, body: jsonBody(discussionDefinitionSchema) },
  responses: { 200: written('Changed'), 201: written('Written'), ...problems(400, 412, 413, 415, 422) },
})

export const deleteDiscussion = createRoute({
  method: 'delete',
  path: `${path}/{discussion}/definition`,
  operationId: 'deleteDiscussion',
  tags,
  summary: 'Take away a discussion that has not opened (coordinator, administrator)',
  security: staffAccess,
  request: { params, headers },
  responses: { 204: { description: 'It is gone' }, ...problems(409, 412, 422) },
})

export const newStageSchema = z
  .strictObject({
    stage: stageSchema,
    texts: localizedText(20_000)
      .optional()
      .openapi({ description: 'the summary, or the outcome: needed to reach those' }),
    closesAt: moment.optional().openapi({ description: 'of what is opened again: until when' }),
  })
  .openapi('NewStage')
export type NewStage = z.input<typeof newStageSchema>

export const createStage = createRoute({
  method: 'post',
  path: `${path}/{discussion}/stages`,
  operationId: 'createStage',
  tags,
  summary: 'Bring a discussion to its next stage (coordinator, administrator)',
  description:
    'From `collecting` to `discussing`, `summary` (which ends the taking of comments) and `outcome`. To the stage it is in: what was said with it is written anew. Else 409 `stage-not-possible` with the `legal` ones.',
  security: staffAccess,
  request: { params, headers, body: jsonBody(newStageSchema) },
  responses: { 201: written('There'), ...problems(400, 409, 412, 413, 415, 422) },
})

export const restrictionsSchema = z
  .strictObject({
    frozenFor: text(500)
      .nullable()
      .optional()
      .openapi({ description: 'why no comments are taken for a while, told to everyone; null: they are taken again' }),
    slowMode: z.int().min(0).max(3600).optional(),
  })
  .openapi('Restrictions')
export type Restrictions = z.input<typeof restrictionsSchema>

export const restrictDiscussion = createRoute({
  method: 'patch',
  path: `${path}/{discussion}/restrictions`,
  operationId: 'restrictDiscussion',
  tags,
  summary: 'Freeze a discussion that gets out of hand, or slow it down (moderator, coordinator, administrator)',
  security: staffAccess,
  request: { params, headers: idempotencyHeader, body: jsonBody(restrictionsSchema) },
  responses: { 200: written('In force'), ...problems(400, 413, 415, 422) },
})
