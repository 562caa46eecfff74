import { createRoute, z } from '@hono/zod-openapi'
import { admissionHeaders, residentHeader } from '../identity/contract.js'
import { idempotencyHeader, json, jsonBody, page, pagingQuery, problems } from '../platform/contract.js'
import { instant, organizationParameter, slug } from '../platform/fields.js'
import { eligibilityTypes } from './eligibility.js'
import { answerSchema, questionSchema } from './questions.js'
import { questionResultsSchema } from './results-contract.js'

export const pollSchema = z
  .object({
    id: slug,
    title: z.string(),
    description: z.string(),
    status: z.enum(['scheduled', 'open', 'closed']),
    opensAt: instant,
    closesAt: instant,
    identity: z.enum(['device', 'resident', 'either']).openapi({
      description:
        'how a voter is known: one vote per device, one per resident who has shown who they are, or by either',
    }),
    results: z.enum(['always', 'after_vote', 'after_close']).openapi({ description: 'when the results may be read' }),
    isChangeable: z.boolean().openapi({ description: 'a vote may be changed until closing: see `changeBallot`' }),
    isListed: z.boolean().optional().openapi({
      description: 'only those who are on the list of the poll may vote: 403 `not-on-list` tells others',
    }),
    eligibility: eligibilityTypes(z.string())
      .optional()
      .openapi({ description: 'who may vote beside being one person' }),
    hasPaper: z.boolean().optional().openapi({ description: 'ballots cast on paper are added when it closes' }),
    resultsStep: z.int().optional().openapi({
      description:
        'until closing the results rise by so many ballots at least, while fewer wait to be counted; where nothing is said, one by one',
    }),
    questions: z.array(questionSchema),
    isPlain: z.boolean().openapi({
      description:
        'true where all questions are choices, on one page, without hints, conditions, shuffling, photos or something else to write, and nothing but being one person is asked of voters',
    }),
  })
  .openapi('Poll')
export type Poll = z.infer<typeof pollSchema>

export const pollResultsSchema = z
  .object({
    poll: slug,
    ballots: z.number().int().openapi({ description: 'how many voted' }),
    questions: z.array(questionResultsSchema),
  })
  .openapi('PollResults')
export type PollResults = z.infer<typeof pollResultsSchema>

export const newBallotSchema = z
  .object({
    answers: z.record(z.string().max(64), answerSchema).openapi({
      description: 'by question id; what a question that was not asked was answered is not kept',
      example: { where: 'park' },
    }),
    receipt: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .openapi({
        description:
          'the SHA-256, in hexadecimal digits, of a secret of at least 128 random bits that the device makes and keeps; without it the API makes one',
      }),
  })
  .openapi('NewBallot')
export type NewBallot = z.input<typeof newBallotSchema>

export const acceptedBallotSchema = z
  .object({
    poll: slug,
    accepted: z.literal(true),
    receipt: z.uuid().openapi({
      description:
        'is among `listReceipts` once the poll is closed: the first half of the SHA-256, with the marks of a UUID of version 4',
    }),
    secret: z
      .string()
      .nullable()
      .openapi({ description: 'of the ballot, told this once, where the device sent no `receipt`' }),
    results: z.union([pollResultsSchema, z.null()]).openapi({
      description: 'as they stand; null while they are embargoed, and where counting takes long: ask for them',
    }),
  })
  .openapi('AcceptedBallot')
export type AcceptedBallot = z.infer<typeof acceptedBallotSchema>

const pollParameters = organizationParameter.extend({ poll: slug.openapi({ param: { name: 'poll', in: 'path' } }) })
const path = '/v1/organizations/{organization}/polls'

/** The voter's device: a random key its browser keeps. Without it, the network address and browser stand in. */
const deviceHeader = z.object({
  'vmeste-device': z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,64}$/)
    .optional()
    .openapi({
      description: 'random, made and kept by the browser; without it the network address and browser stand in for it',
    }),
})

export const listPolls = createRoute({
  method: 'get',
  path,
  operationId: 'listPolls',
  tags: ['Polls'],
  summary: 'Polls, the open ones first',
  request: { params: organizationParameter, query: pagingQuery },
  responses: { 200: json(page(pollSchema), 'A page'), ...problems(422) },
})

export const getPoll = createRoute({
  method: 'get',
  path: `${path}/{poll}`,
  operationId: 'getPoll',
  tags: ['Polls'],
  summary: 'A poll and its questions',
  request: { params: pollParameters },
  responses: { 200: json(pollSchema, 'The poll, in the language asked for'), ...problems(422) },
})

export const getPollResults = createRoute({
  method: 'get',
  path: `${path}/{poll}/results`,
  operationId: 'getPollResults',
  tags: ['Polls'],
  summary: 'The count, when the poll publishes it',
  request: { params: pollParameters, headers: deviceHeader.extend(residentHeader.shape) },
  responses: { 200: json(pollResultsSchema, 'The count'), ...problems(422) },
})

export const castBallot = createRoute({
  method: 'post',
  path: `${path}/{poll}/ballots`,
  operationId: 'castBallot',
  tags: ['Polls'],
  summary: 'Vote, once',
  request: {
    params: pollParameters,
    headers: admissionHeaders.extend(deviceHeader.shape),
    body: jsonBody(newBallotSchema),
  },
  responses: { 201: json(acceptedBallotSchema, 'Counted'), ...problems(400, 403, 409, 413, 415, 422, 428) },
})

const secretHeader = z.object({
  'vmeste-ballot': z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/)
    .openapi({ description: 'the secret of the ballot' }),
})

export const changeBallot = createRoute({
  method: 'put',
  path: `${path}/{poll}/ballots`,
  operationId: 'changeBallot',
  tags: ['Polls'],
  summary: 'Vote otherwise, by the secret of the ballot, until the poll closes',
  description:
    'Whoever has the secret changes the ballot; who that is is not asked, and not joined to it. What the ballot said before is gone. 409 `vote-is-final` where the poll takes no changes.',
  request: {
    params: pollParameters,
    headers: idempotencyHeader.extend(secretHeader.shape),
    body: jsonBody(newBallotSchema.pick({ answers: true })),
  },
  responses: { 200: json(acceptedBallotSchema, 'Changed'), ...problems(400, 409, 413, 415, 422) },
})

export const listReceipts = createRoute({
  method: 'get',
  path: `${path}/{poll}/receipts`,
  operationId: 'listReceipts',
  tags: ['Polls'],
  summary: 'The receipts of all ballots in the count of a closed poll, in their order',
  request: {
    params: pollParameters,
    query: z.object({ after: z.uuid().optional().openapi({ description: 'the last of the page before' }) }),
  },
  responses: {
    200: json(z.object({ items: z.array(z.uuid()), next: z.uuid().nullable() }), 'At most 1000'),
    ...problems(409, 422),
  },
})
