import { createRoute, z } from '@hono/zod-openapi'
import { idempotencyHeader, json, jsonBody, problems, staffAccess } from '../../platform/contract.js'
import { instant, text } from '../../platform/fields.js'
import { discussionParameters, path } from '../contract.js'
import { changeKinds, partKinds } from './changes.js'

const tags = ['Discussions']
const version = z.coerce.number().int().min(1).max(10_000)

const draftParagraphSchema = z
  .object({
    id: z.string().openapi({ description: 'the same in every version in which it says the same, or nearly' }),
    text: z.string(),
    commentCount: z.int(),
  })
  .openapi('DraftParagraph')
export type DraftParagraph = z.infer<typeof draftParagraphSchema>

export const draftSchema = z
  .object({
    version: z.int(),
    language: z.string().openapi({ description: 'the text is in (BCP 47)' }),
    at: instant.openapi({ description: 'since when it stands' }),
    versions: z
      .array(z.object({ version: z.int(), at: instant }))
      .openapi({ description: 'all there are, the latest first' }),
    paragraphs: z.array(draftParagraphSchema),
    removed: z.array(draftParagraphSchema.extend({ version: z.int() })).openapi({
      description: 'those of other versions that were commented on and are not in this one, each as it last stood',
    }),
  })
  .openapi('Draft')
export type Draft = z.infer<typeof draftSchema>

export const getDraft = createRoute({
  method: 'get',
  path: `${path}/{discussion}/draft`,
  operationId: 'getDraft',
  tags,
  summary: 'The text that is discussed, by paragraphs that can be commented on',
  description: 'Comments on one are read by `?paragraph=` of the comments, and written with a `paragraph`.',
  request: {
    params: discussionParameters,
    query: z.object({ version: version.optional().openapi({ description: 'the latest, unless given' }) }),
  },
  responses: { 200: json(draftSchema, 'The draft'), ...problems(422) },
})

export const draftChangesSchema = z
  .object({
    from: z.int(),
    to: z.int(),
    paragraphs: z.array(
      z.object({
        id: z.string(),
        change: z.enum(changeKinds),
        parts: z.array(z.object({ change: z.enum(partKinds), text: z.string() })).openapi({
          description: 'without the `added` ones it is what it was, without the `removed` ones what it is',
        }),
      }),
    ),
  })
  .openapi('DraftChanges')
export type DraftChanges = z.infer<typeof draftChangesSchema>

export const getDraftChanges = createRoute({
  method: 'get',
  path: `${path}/{discussion}/draft/changes`,
  operationId: 'getDraftChanges',
  tags,
  summary: 'What was added to the text that is discussed, and removed, between two versions',
  request: {
    params: discussionParameters,
    query: z.object({
      from: version.optional().openapi({ description: 'the one before `to`, unless given' }),
      to: version.optional().openapi({ description: 'the latest, unless given' }),
    }),
  },
  responses: { 200: json(draftChangesSchema, 'By paragraph, in the order of the later'), ...problems(422) },
})

export const newDraftSchema = z
  .strictObject({
    text: text(200_000).openapi({ description: 'paragraphs with a blank line between them' }),
    language: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
      .openapi({ description: 'the text is in (BCP 47)' }),
    follows: z
      .int()
      .min(0)
      .optional()
      .openapi({ description: 'the version it was made of (0: none): else 412 where there is a later one' }),
  })
  .openapi('NewDraft')
export type NewDraft = z.input<typeof newDraftSchema>

export const publishDraft = createRoute({
  method: 'post',
  path: `${path}/{discussion}/draft`,
  operationId: 'publishDraft',
  tags,
  summary: 'Publish a version of the text that is discussed (coordinator, administrator)',
  description:
    'A paragraph keeps its id, and its comments, where it says the same as before or nearly. Earlier versions stay. The same text again is no new version: 200.',
  security: staffAccess,
  request: { params: discussionParameters, headers: idempotencyHeader, body: jsonBody(newDraftSchema) },
  responses: {
    200: json(draftSchema, 'It stands already'),
    201: json(draftSchema, 'Published'),
    ...problems(400, 412, 413, 415, 422),
  },
})
