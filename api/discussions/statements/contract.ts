import { createRoute, z } from '@hono/zod-openapi'
import { admissionHeaders } from '../../identity/contract.js'
import { json, jsonBody, page, pagingQuery, problems } from '../../platform/contract.js'
import { text } from '../../platform/fields.js'
import { commentSchema, discussionParameters, path, reactionValues } from '../contract.js'

/** Characters: one thought, to be read at a glance. */
export const MOST_OF_STATEMENT = 140

export const newStatementSchema = z.object({ text: text(MOST_OF_STATEMENT) }).openapi('NewStatement')
export type NewStatement = z.input<typeof newStatementSchema>

const tags = ['Discussions']
const statements = `${path}/{discussion}/statements`

export const listStatements = createRoute({
  method: 'get',
  path: statements,
  operationId: 'listStatements',
  tags,
  summary: 'Short statements to agree or disagree with, oldest first',
  request: {
    params: discussionParameters,
    query: pagingQuery.extend({ limit: z.coerce.number().int().min(1).max(100).default(50) }),
  },
  responses: { 200: json(page(commentSchema), 'A page'), ...problems(422) },
})

export const createStatement = createRoute({
  method: 'post',
  path: statements,
  operationId: 'createStatement',
  tags,
  summary: 'Add a short statement that others agree or disagree with; with a staff key, officially',
  description:
    'A kind of comment (`isStatement`): moderated, flagged, withdrawn, reacted to and erased as such, but in no thread. Nobody is named for it, and it is not changed after. 403 where the discussion takes `statements` of staff alone, 422 `stated` for one that is there.',
  request: { params: discussionParameters, headers: admissionHeaders, body: jsonBody(newStatementSchema) },
  responses: {
    201: json(commentSchema, 'Published or, where comments are moderated before, `waiting`'),
    ...problems(400, 403, 409, 413, 415, 422, 428),
  },
})

export const ownOpinionSchema = z
  .object({
    next: commentSchema.nullable().openapi({
      description: 'a statement the caller has not voted on; those few have voted on sooner, with some chance',
    }),
    statements: z.int().openapi({ description: 'how many there are to vote on' }),
    voted: z.int().openapi({ description: 'on how many of them the caller has' }),
    votes: z
      .array(z.object({ statement: z.uuid(), text: z.string(), value: z.enum(reactionValues) }))
      .openapi({ description: 'those, the latest first; 100 at most' }),
    position: z.object({ x: z.number(), y: z.number(), group: z.string().nullable() }).nullable().openapi({
      description:
        'where the caller stands on the map of opinions, and the nearest group; null before seven votes, or where nothing is told yet',
    }),
  })
  .openapi('OwnOpinion')
export type OwnOpinion = z.infer<typeof ownOpinionSchema>

export const getOwnOpinion = createRoute({
  method: 'get',
  path: `${path}/{discussion}/opinions/own`,
  operationId: 'getOwnOpinion',
  tags,
  summary: 'What the caller voted, which statement is next, and where on the map that is',
  description:
    'Of whoever is known by the session, else by `Vmeste-Device`, else by address and browser, and told to nobody else; counted when asked, and kept nowhere. A vote is a reaction: `setReaction`.',
  request: {
    params: discussionParameters,
    query: z.object({ not: z.uuid().optional().openapi({ description: 'another one than this, if there is' }) }),
    headers: admissionHeaders,
  },
  responses: { 200: json(ownOpinionSchema, 'For the caller alone'), ...problems(422) },
})
