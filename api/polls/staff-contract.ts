import { createRoute, z } from '@hono/zod-openapi'
import { idempotencyHeader, json, jsonBody, problems, staffAccess } from '../platform/contract.js'
import { instant, localized, organizationParameter, slug } from '../platform/fields.js'
import { newBallotSchema, pollResultsSchema } from './contract.js'
import { pollDefinitionSchema } from './definition.js'
import { answerSchema } from './questions.js'

const standing = {
  id: slug,
  status: z.enum(['draft', 'scheduled', 'open', 'closed']),
  version: z.int(),
}

/** A poll as staff write it: texts in every language. */
export const pollAdministrationSchema = z
  .object({ ...pollDefinitionSchema.shape, ...standing, opensAt: instant, closesAt: instant })
  .openapi('PollAdministration')
export type PollAdministration = z.infer<typeof pollAdministrationSchema>

export const pollSummarySchema = z
  .object({
    ...standing,
    titles: localized,
    opensAt: instant,
    closesAt: instant,
    ballots: z.int().openapi({ description: 'how many are in the count; until closing it rises as the results do' }),
  })
  .openapi('PollSummary')
export type PollSummary = z.infer<typeof pollSummarySchema>

const polls = '/v1/organizations/{organization}/polls'
const path = `${polls}/{poll}`
const tags = ['Polls']
const params = organizationParameter.extend({ poll: slug.openapi({ param: { name: 'poll', in: 'path' } }) })
const headers = idempotencyHeader.extend({ 'if-match': z.string().max(100).optional() })
const moment = pollDefinitionSchema.shape.opensAt.optional()

export const listPollDefinitions = createRoute({
  method: 'get',
  path: '/v1/organizations/{organization}/poll-definitions',
  operationId: 'listPollDefinitions',
  tags,
  summary: 'All polls, drafts too, the last to open first (coordinator, leader, administrator)',
  security: staffAccess,
  request: { params: organizationParameter },
  responses: { 200: json(z.object({ items: z.array(pollSummarySchema) }), 'At most 500'), ...problems(422) },
})

export const getPollDefinition = createRoute({
  method: 'get',
  path: `${path}/definition`,
  operationId: 'getPollDefinition',
  tags,
  summary: 'A poll as it was written, in every language: what an export is (coordinator, leader, administrator)',
  security: staffAccess,
  request: { params },
  responses: { 200: json(pollAdministrationSchema, 'As it stands'), ...problems(422) },
})

export const setPollDefinition = createRoute({
  method: 'put',
  path: `${path}/definition`,
  operationId: 'setPollDefinition',
  tags,
  summary: 'Write a poll, as a draft, or change one that has not opened (coordinator, administrator)',
  description:
    'What was exported is imported by this, as it is. A poll that has opened, or opens within a minute, stays as voters were given it: 409 `poll-opened`. Nor can one that is published be set to open sooner than that. With `If-Match` it is refused by 412 when someone else changed it meanwhile, with `If-None-Match: *` when there is one of that name.',
  security: staffAccess,
  request: {
    params,
    headers: headers.extend({ 'if-none-match': z.literal('*').optional() }),
    body: jsonBody(pollDefinitionSchema),
  },
  responses: {
    200: json(pollAdministrationSchema, 'Changed'),
    201: json(pollAdministrationSchema, 'A draft'),
    ...problems(400, 409, 412, 413, 415, 422),
  },
})

export const deletePollDraft = createRoute({
  method: 'delete',
  path: `${path}/definition`,
  operationId: 'deletePollDraft',
  tags,
  summary: 'Take a draft away (coordinator, administrator)',
  security: staffAccess,
  request: { params, headers },
  responses: { 204: { description: 'It is gone' }, ...problems(409, 412, 422) },
})

export const copyPoll = createRoute({
  method: 'post',
  path: `${path}/copies`,
  operationId: 'copyPoll',
  tags,
  summary: 'Make a draft that asks the same (coordinator, administrator)',
  security: staffAccess,
  request: { params, headers, body: jsonBody(z.strictObject({ id: slug }).openapi('PollCopy')) },
  responses: { 201: json(pollAdministrationSchema, 'The draft'), ...problems(400, 412, 413, 415, 422) },
})

export const publishPoll = createRoute({
  method: 'post',
  path: `${path}/publication`,
  operationId: 'publishPoll',
  tags,
  summary: 'Have a draft open to voters at its time, or at another (coordinator, administrator)',
  security: staffAccess,
  request: {
    params,
    headers,
    body: jsonBody(z.strictObject({ opensAt: moment, closesAt: moment }).openapi('PollPublication')),
  },
  responses: { 200: json(pollAdministrationSchema, 'Scheduled, or open'), ...problems(400, 409, 412, 413, 415, 422) },
})

export const closePoll = createRoute({
  method: 'post',
  path: `${path}/closing`,
  operationId: 'closePoll',
  tags,
  summary: 'End the voting now (coordinator, administrator)',
  security: staffAccess,
  request: { params, headers, body: jsonBody(z.strictObject({})) },
  responses: { 200: json(pollAdministrationSchema, 'Closed'), ...problems(400, 409, 412, 413, 415, 422) },
})

/** By what someone is known when they have shown who they are. */
const person = z.union([
  z.strictObject({ email: z.email().max(254) }),
  z.strictObject({
    way: z.enum(['site', 'oidc']),
    issuer: z.string().min(1).max(500),
    subject: z.string().min(1).max(255),
  }),
])
const pollListAdditionSchema = z.strictObject({ people: z.array(person).min(1).max(5000) }).openapi('PollListAddition')
export type PollListAddition = z.infer<typeof pollListAdditionSchema>
const listed = json(
  z.object({ listed: z.int().openapi({ description: 'how many are on the list' }) }).openapi('PollList'),
  'How many are on it',
)

export const getPollList = createRoute({
  method: 'get',
  path: `${path}/list`,
  operationId: 'getPollList',
  tags,
  summary: 'How many may vote in a poll with a list; who, nothing tells (coordinator, leader, administrator)',
  security: staffAccess,
  request: { params },
  responses: { 200: listed, ...problems(422) },
})

export const addToPollList = createRoute({
  method: 'post',
  path: `${path}/list`,
  operationId: 'addToPollList',
  tags,
  summary: 'Put people on the list of those who may vote (coordinator, administrator)',
  description:
    'Kept is a keyed hash of each, another in each poll. Who is on it stays; also while the poll is open more may be put on it. `isListed` of the poll has it looked at.',
  security: staffAccess,
  request: {
    params,
    headers: idempotencyHeader,
    body: jsonBody(pollListAdditionSchema),
  },
  responses: { 200: listed, ...problems(400, 409, 413, 415, 422) },
})

export const clearPollList = createRoute({
  method: 'delete',
  path: `${path}/list`,
  operationId: 'clearPollList',
  tags,
  summary: 'Empty the list of a poll that has not opened (coordinator, administrator)',
  security: staffAccess,
  request: { params },
  responses: { 204: { description: 'It is empty' }, ...problems(409, 422) },
})

export const testBallot = createRoute({
  method: 'post',
  path: `${path}/test-ballots`,
  operationId: 'testBallot',
  tags,
  summary: 'Try a ballot on a poll, also on a draft: it is checked as any, and no vote (coordinator, administrator)',
  description:
    'Until the poll opens what is tried is kept apart from all votes, 1000 of a poll at most, and counted for staff. It is gone once the poll opens, and when its questions change. The same `receipt` sent again is the same ballot.',
  security: staffAccess,
  request: { params, headers: idempotencyHeader, body: jsonBody(newBallotSchema) },
  responses: {
    200: json(
      z
        .object({
          answers: z.record(z.string(), answerSchema).openapi({ description: 'as they would be kept' }),
          results: z
            .union([pollResultsSchema, z.null()])
            .openapi({ description: 'of all that was tried; null once the poll has opened, and nothing is kept' }),
        })
        .openapi('TestedBallot'),
      'It would count',
    ),
    ...problems(400, 413, 415, 422),
  },
})

export const getTestResults = createRoute({
  method: 'get',
  path: `${path}/test-ballots`,
  operationId: 'getTestResults',
  tags,
  summary: 'The count of ballots that were tried, until the poll opens (coordinator, leader, administrator)',
  security: staffAccess,
  request: { params },
  responses: { 200: json(pollResultsSchema, 'The count'), ...problems(409, 422) },
})

export const listPollWords = createRoute({
  method: 'get',
  path: `${path}/words`,
  operationId: 'listPollWords',
  tags,
  summary: 'What voters answered in words, once the poll has closed (coordinator, leader, administrator)',
  description:
    'What leads to a person is hidden. Before closing it is a 409 (`poll-not-closed`): read after every vote, words would tell which answers are of one voter, and when they were given. Each question has an order of its own for the same reason.',
  security: staffAccess,
  request: {
    params,
    query: z.object({
      question: slug.openapi({ description: 'of a text, or of a choice with something else' }),
      after: z
        .string()
        .regex(/^[0-9a-f]{32}$/)
        .optional()
        .openapi({ description: 'the `next` of the page before' }),
    }),
  },
  responses: {
    200: json(z.object({ items: z.array(z.string()), next: z.string().nullable() }), 'At most 200'),
    ...problems(409, 422),
  },
})

export const downloadPollResults = createRoute({
  method: 'get',
  path: `${path}/results.csv`,
  operationId: 'downloadPollResults',
  tags,
  summary: 'The count as a table, to everyone once it is published to everyone',
  request: { params },
  responses: {
    200: {
      description: 'UTF-8 with a byte order mark; columns: question, title, row, option, value, what',
      content: { 'text/csv': { schema: z.string() } },
    },
    ...problems(422),
  },
})
