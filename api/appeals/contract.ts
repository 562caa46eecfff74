import { createRoute, z } from '@hono/zod-openapi'
import { attachmentSchema, MAXIMUM_ATTACHMENTS } from '../attachments/contract.js'
import { targetId } from '../forwarding/target-id.js'
import { admissionHeaders } from '../identity/contract.js'
import { idempotencyHeader, json, jsonBody, page, pagingQuery, problems, secretAccess } from '../platform/contract.js'
import { instant, latitude, longitude, organizationParameter, slug, text } from '../platform/fields.js'
import { eventTypes } from './history.js'
import { queues } from './queue-names.js'
import { statuses, stepFields } from './transitions.js'

export const statusSchema = z.enum(statuses)

export const placeSchema = z
  .object({
    address: text(300, 0).optional(),
    latitude: latitude.optional(),
    longitude: longitude.optional(),
  })
  .refine((place) => (place.latitude === undefined) === (place.longitude === undefined), {
    params: { code: 'incomplete' },
    path: ['latitude'],
  })

/** Empty fields count as not given: forms send them. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional()

export const contactSchema = z.object({
  name: optional(text(120)),
  email: optional(z.email().max(254)),
  phone: optional(
    z
      .string()
      .trim()
      .regex(/^\+?[\d\s().-]{5,25}$/),
  ),
})

export const newAppealSchema = z
  .object({
    category: slug.openapi({ description: "the classifier's code", example: 'potholes' }),
    campaign: slug
      .optional()
      .openapi({ description: 'the campaign whose category it is; left out for the classifier’s', example: undefined }),
    description: text(8000, 3),
    place: placeSchema.optional(),
    contact: contactSchema.default({}),
    attachments: z.array(z.uuid()).max(MAXIMUM_ATTACHMENTS).default([]),
    answers: z
      .record(slug, z.union([text(1000, 0), z.number()]))
      .default({})
      .openapi({ description: "answers to the category's extra questions, by question id" }),
    consent: z.literal(true).openapi({ description: "the resident accepted the organization's consent text" }),
  })
  .openapi('NewAppeal')
export type NewAppeal = z.input<typeof newAppealSchema>

const historyEntrySchema = z.object({
  type: z.enum(eventTypes),
  status: statusSchema.openapi({ description: 'where the appeal stood after this' }),
  at: instant,
  by: z.enum(['resident', 'organization']).openapi({ description: 'who did it' }),
  text: z.string().nullable(),
  responsible: z.string().nullable(),
  attachments: z
    .array(attachmentSchema)
    .optional()
    .openapi({ description: 'files given with it; for the resident who sent the appeal, and for staff' }),
  author: z.string().optional().openapi({ description: 'which of the staff; told to staff' }),
  related: z.int().optional().openapi({
    description:
      'the number of another appeal: that it was merged into, is a part of, or that a part of it became; never told to everyone',
  }),
  mentions: z.array(z.string()).optional().openapi({ description: 'colleagues whom a note calls; told to staff' }),
  organization: z
    .object({
      id: targetId,
      name: z.string(),
      number: z.int().nullable(),
      reference: z.string().optional().openapi({ description: 'what a partner elsewhere calls it' }),
    })
    .optional()
    .openapi({ description: 'which it was forwarded to or came from; the number it has there is told to staff' }),
  assignee: z.string().optional().openapi({ description: 'who has it in hand from then on; told to staff' }),
})

/** What anyone may read. Text and place only when the organization publishes appeals, and once it is registered. */
export const appealSummarySchema = z
  .object({
    number: z.number().int(),
    status: statusSchema,
    category: z.object({ code: z.string(), name: z.string() }),
    campaign: slug.nullable().openapi({ description: 'the campaign it was made by', example: 'vaccination' }),
    description: z.string().nullable(),
    place: z
      .object({ address: z.string().nullable(), latitude: z.number().nullable(), longitude: z.number().nullable() })
      .nullable(),
    receivedAt: instant,
    deadline: instant.nullable().openapi({ description: 'as promised; the clock stands while `waiting`' }),
    registerBy: instant.nullable().openapi({ description: 'until when it is to be registered; null once it is' }),
    isOverdue: z.boolean().openapi({ description: 'the deadline has passed, or it is still not registered' }),
    supporters: z.int().openapi({ description: 'how many others say that it is theirs too' }),
    answeredAt: instant.nullable(),
    closedAt: instant.nullable(),
    assignee: z
      .string()
      .nullable()
      .optional()
      .openapi({ description: 'which of the staff has it in hand; told to staff' }),
    erasedAt: instant.nullable().openapi({ description: 'since when text, place, answer and files are gone for good' }),
  })
  .openapi('AppealSummary')
export type AppealSummary = z.infer<typeof appealSummarySchema>

const publicMembers = {
  responsible: z.string().nullable(),
  answer: z.string().nullable(),
  ratingScore: z.number().int().nullable(),
  version: z.number().int(),
  history: z.array(historyEntrySchema),
}
const residentMembers = {
  attachments: z.array(attachmentSchema),
  answers: z.record(z.string(), z.unknown()),
  contact: z.object({ name: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable() }),
  canRate: z.boolean(),
  supporterRatings: z
    .object({ count: z.int(), average: z.number().nullable() })
    .openapi({ description: 'how those who support it rated the answer, 1–5' }),
  mergedInto: z.int().nullable().openapi({ description: 'the number of the appeal whose answer is this one’s too' }),
  parent: z.int().nullable().openapi({ description: 'the number of the appeal that it was a part of' }),
  parts: z.array(z.int()).openapi({ description: 'the numbers of those that became of parts of it' }),
  transitions: z
    .array(z.object({ to: statusSchema, requires: z.array(z.enum(stepFields)) }))
    .openapi({ description: 'the steps possible now, for whoever asks' }),
}
const feed = z.string().openapi({
  description: 'an Atom feed of its steps, from the API’s address: for whoever is to read it, and no one else',
})
const staffMembers = {
  draft: z.string().nullable().openapi({ description: 'an answer that is not given yet' }),
  isReworked: z.boolean().openapi({ description: 'taken up again after an answer' }),
  isMine: z.boolean().openapi({ description: 'whoever asks has it in hand' }),
  merged: z.array(z.int()).openapi({ description: 'the numbers of those merged into it' }),
  isMentioned: z.boolean().openapi({ description: 'a note calls whoever asks, who has not acted since' }),
  canSplit: z.boolean().openapi({ description: 'a part of it can become an appeal of its own' }),
  canHandOver: z.boolean().openapi({ description: 'whoever asks may hand it to a colleague' }),
}

// Spread, not extended: the document would say that a resident's view is at once a public one.
export const publicAppealSchema = z
  .object({ view: z.literal('public'), ...appealSummarySchema.shape, ...publicMembers })
  .openapi('PublicAppeal')
export const residentAppealSchema = z
  .object({ ...publicAppealSchema.shape, view: z.literal('resident'), ...residentMembers, feed })
  .openapi('ResidentAppeal')
export const staffAppealSchema = z
  .object({
    ...publicAppealSchema.shape,
    view: z.literal('staff'),
    ...residentMembers,
    ...staffMembers,
  })
  .openapi('StaffAppeal')
export const appealSchema = z.discriminatedUnion('view', [publicAppealSchema, residentAppealSchema, staffAppealSchema])
export type Appeal = z.infer<typeof appealSchema>
export type ResidentAppeal = z.infer<typeof residentAppealSchema>
export type StaffAppeal = z.infer<typeof staffAppealSchema>

export const createdAppealSchema = z
  .object({
    number: z.number().int(),
    secret: z.string().openapi({ description: 'opens the private view; shown this once' }),
    link: z.url().openapi({ description: 'the private page; its secret is in the fragment, which no server sees' }),
    status: statusSchema,
    receivedAt: instant,
    deadline: instant.nullable(),
  })
  .openapi('CreatedAppeal')
export type CreatedAppeal = z.infer<typeof createdAppealSchema>

export const appealParameters = organizationParameter.extend({
  // Digits alone: `0x412` and `1e3` would be further addresses of the same appeal.
  number: z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(2147483647))
    .openapi({ param: { name: 'number', in: 'path' }, type: 'integer', example: 1042 }),
})
const path = '/v1/organizations/{organization}/appeals'

export const createAppeal = createRoute({
  method: 'post',
  path,
  operationId: 'createAppeal',
  tags: ['Appeals'],
  summary: 'Send an appeal',
  request: { params: organizationParameter, headers: admissionHeaders, body: jsonBody(newAppealSchema) },
  responses: { 201: json(createdAppealSchema, 'Received'), ...problems(400, 409, 413, 415, 422, 428) },
})

/** West, south, east and north of what is shown, in degrees (WGS 84). */
export const boxField = z
  .string()
  .regex(/^-?\d{1,3}(\.\d+)?(,-?\d{1,3}(\.\d+)?){3}$/)
  .openapi({
    description: 'west,south,east,north (degrees, WGS 84): only those within',
    example: '68.9,60.9,69.2,61.1',
  })

/** Shown in the caller's language; `near` is `latitude,longitude`, in degrees. */
export const appealsQuery = pagingQuery.extend({
  status: z
    .string()
    .optional()
    .transform((list) => list?.split(','))
    .pipe(z.array(z.enum([...statuses, 'open'])).optional())
    .openapi({
      type: 'string',
      description: 'one or several, by comma; `open` stands for all not yet answered',
      example: 'open',
    }),
  category: slug.optional(),
  campaign: slug.optional().openapi({ description: 'only those made by this campaign', example: 'vaccination' }),
  near: z
    .string()
    .regex(/^-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)?$/)
    .optional()
    .openapi({
      description: 'latitude,longitude (degrees, WGS 84): only those within `radius`, nearest first',
      example: '61.0042,69.0019',
    }),
  box: boxField.optional(),
  radius: z.coerce.number().min(1).max(50000).default(1000).openapi({ description: 'metres' }),
  queue: z.enum(queues).optional().openapi({ description: 'one of the desk’s queues (for staff)' }),
  q: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .openapi({ description: 'a number, or words of text and place in any form (for staff)', example: 'фонарь' }),
  numbers: z
    .string()
    .regex(/^\d{1,9}(,\d{1,9}){0,99}$/)
    .transform((list) => list.split(',').map(Number))
    .optional()
    .openapi({
      type: 'string',
      description: 'by comma, up to 100: only these, as far as all else lets them through',
      example: '1042,1043',
    }),
  since: instant.optional(),
  until: instant.optional(),
  sort: z
    .enum(['newest', 'deadline'])
    .default('newest')
    .openapi({ description: '`deadline`: the one due first comes first (for staff)' }),
})
export type AppealsQuery = z.input<typeof appealsQuery>

export const listAppeals = createRoute({
  method: 'get',
  path,
  operationId: 'listAppeals',
  tags: ['Appeals'],
  summary: 'Public list; with a staff key, all of them',
  security: secretAccess,
  request: { params: organizationParameter, query: appealsQuery },
  responses: {
    200: json(
      page(appealSummarySchema).extend({
        total: z
          .int()
          .optional()
          .openapi({ description: 'how many there are in all: told to staff who ask by `campaign`' }),
      }),
      'A page, newest first unless `near`',
    ),
    ...problems(422),
  },
})

export const getAppeal = createRoute({
  method: 'get',
  path: `${path}/{number}`,
  operationId: 'getAppeal',
  tags: ['Appeals'],
  summary: 'Public view; with `Authorization: Bearer <secret>` the resident’s, with a staff key the officer’s',
  security: secretAccess,
  request: { params: appealParameters },
  responses: { 200: json(appealSchema, 'Where it stands'), ...problems(422) },
})

export const newTransitionSchema = z
  .object({
    to: statusSchema,
    text: text(8000, 0).optional().openapi({
      description:
        'the answer, the question or the reason, told to the resident; with a draft and its approval kept among staff',
    }),
    responsible: text(200, 0).optional().openapi({ description: 'who deals with it, as told to the resident' }),
    until: z
      .union([z.literal('').transform(() => undefined), z.iso.date()])
      .optional()
      .openapi({
        description: 'the last day of what is put off, where the organization is',
        example: '2027-05-15',
      }),
    attachments: z.array(z.uuid()).max(MAXIMUM_ATTACHMENTS).optional().openapi({
      description:
        'files uploaded before, given with a question, a postponement, an answer, its draft or a refusal, and with what the resident says; left out, an answer takes those of its draft',
    }),
    organization: z
      .union([z.literal('').transform(() => undefined), targetId])
      .optional()
      .openapi({
        description: 'to which it is forwarded: one here, or `partner:` and the id of one elsewhere',
        example: 'ugra',
      }),
    into: z.int().min(1).max(2147483647).optional().openapi({
      description: 'the number of the open appeal that it is merged into',
      example: 1040,
    }),
  })
  .openapi('NewTransition')
export type NewTransition = z.input<typeof newTransitionSchema>

export const createTransition = createRoute({
  method: 'post',
  path: `${path}/{number}/transitions`,
  operationId: 'createTransition',
  tags: ['Appeals'],
  summary: 'Take an appeal a step further: staff, or the resident by the secret',
  description:
    'Staff take any step that `transitions` of the appeal names. The resident replies to a question (`in_progress` from `waiting`) or disagrees with an answer (`disputed`), each with a `text`. With `If-Match` (the ETag of the appeal as read) a step is refused by 412 when someone else acted meanwhile.',
  security: secretAccess,
  request: {
    params: appealParameters,
    headers: idempotencyHeader.extend({ 'if-match': z.string().max(100).optional() }),
    body: jsonBody(newTransitionSchema),
  },
  responses: {
    201: json(
      z.discriminatedUnion('view', [residentAppealSchema, staffAppealSchema]),
      'Done; the appeal as it stands now',
    ),
    ...problems(400, 409, 412, 413, 415, 422),
  },
})

export const newRatingSchema = z
  .object({ score: z.number().int().min(1).max(5), comment: text(2000, 0).optional() })
  .openapi('NewRating')
export type NewRating = z.input<typeof newRatingSchema>

export const rateAppeal = createRoute({
  method: 'post',
  path: `${path}/{number}/rating`,
  operationId: 'rateAppeal',
  tags: ['Appeals'],
  summary: 'Rate the answer (the resident, by the secret)',
  security: [{ secret: [] }],
  request: { params: appealParameters, headers: idempotencyHeader, body: jsonBody(newRatingSchema) },
  responses: { 201: json(residentAppealSchema, 'Rated'), ...problems(400, 409, 413, 415, 422) },
})
