import { createRoute, z } from '@hono/zod-openapi'
import { idempotencyHeader, json, jsonBody, problems, staffAccess } from '../../platform/contract.js'
import { instant, organizationParameter, slug, text } from '../../platform/fields.js'
import { newBallotSchema } from '../contract.js'

/** What is printed on a sheet of paper, no two alike. */
const sheet = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,39}$/u)
  .openapi({ description: 'as it is printed on the sheet, no two alike', example: 'B-0417' })

const sheetStatus = z.enum(['waiting', 'entered', 'counted', 'unconfirmed', 'withdrawn'])
export type SheetStatus = z.infer<typeof sheetStatus>

export const paperBallotSchema = z
  .object({
    sheet,
    status: sheetStatus.openapi({
      description:
        '`waiting` for a second person; `entered`: counted when the poll closes; `counted`; `unconfirmed`: the poll closed before a second person had entered it, and what it said is gone; `withdrawn`: not counted, and may be entered anew',
    }),
    enteredBy: z.string(),
    enteredAt: instant,
    confirmedBy: z.string().nullable(),
    reason: z
      .string()
      .nullable()
      .openapi({ description: 'why it was withdrawn; `differs` where a second person entered something else' }),
  })
  .openapi('PaperBallot')
export type PaperBallot = z.infer<typeof paperBallotSchema>

export const paperListSchema = z
  .object({
    items: z.array(paperBallotSchema),
    next: z.string().nullable(),
    counts: z
      .record(sheetStatus, z.int())
      .openapi({ description: 'how many sheets stand how, of all that were entered' }),
    names: z.record(z.string(), z.string()).openapi({
      description: 'what those are called who entered and confirmed the items, by how the items tell them',
    }),
  })
  .openapi('PaperList')
export type PaperList = z.infer<typeof paperListSchema>

export const newPaperBallotSchema = z
  .strictObject({ sheet, answers: newBallotSchema.shape.answers })
  .openapi('NewPaperBallot')
export type NewPaperBallot = z.input<typeof newPaperBallotSchema>

const path = '/v1/organizations/{organization}/polls/{poll}/paper'
const tags = ['Polls']
const params = organizationParameter.extend({ poll: slug.openapi({ param: { name: 'poll', in: 'path' } }) })
const headers = idempotencyHeader

export const listPaperBallots = createRoute({
  method: 'get',
  path,
  operationId: 'listPaperBallots',
  tags,
  summary:
    'The sheets of paper that were entered, by their numbers; what they say is not told (coordinator, leader, administrator)',
  security: staffAccess,
  request: {
    params,
    query: z.object({
      after: sheet.optional().openapi({ description: 'the `next` of the page before' }),
      status: sheetStatus.optional().openapi({ description: 'only those that stand so' }),
    }),
  },
  responses: {
    200: json(paperListSchema, 'At most 200'),
    ...problems(422),
  },
})

export const enterPaperBallot = createRoute({
  method: 'post',
  path,
  operationId: 'enterPaperBallot',
  tags,
  summary: 'Enter a ballot that was cast on paper, while the poll is open (coordinator, administrator)',
  description:
    'Checked as any ballot, and counted when the poll closes. A sheet is entered once: 409 `paper-entered`. Where the poll says `"paper": "confirmed"`, it waits for a second person, and only people who are signed in enter it, no keys: 403 `person-only`. 409 `paper-not-taken` where the poll takes none.',
  security: staffAccess,
  request: { params, headers, body: jsonBody(newPaperBallotSchema) },
  responses: { 201: json(paperBallotSchema, 'Entered'), ...problems(400, 409, 413, 415, 422) },
})

export const confirmPaperBallot = createRoute({
  method: 'post',
  path: `${path}/confirmations`,
  operationId: 'confirmPaperBallot',
  tags,
  summary: 'Enter a sheet that waits a second time, as someone else (coordinator, administrator)',
  description:
    'It counts where both say the same; else 422 at `/answers` (`differs`): look at the sheet, and withdraw it where the first was wrong; where it differs a second time, it is withdrawn. Only who is signed in may: 403 `person-only` to keys. 409 `second-person` to whoever entered it.',
  security: staffAccess,
  request: { params, headers, body: jsonBody(newPaperBallotSchema) },
  responses: { 200: json(paperBallotSchema, 'It will be counted'), ...problems(400, 409, 413, 415, 422) },
})

export const withdrawPaperBallot = createRoute({
  method: 'post',
  path: `${path}/withdrawals`,
  operationId: 'withdrawPaperBallot',
  tags,
  summary: 'Take a sheet back that was entered, until the poll closes (coordinator, administrator)',
  description: 'What it said is gone. It may be entered anew.',
  security: staffAccess,
  request: {
    params,
    headers,
    body: jsonBody(z.strictObject({ sheet, reason: text(300, 3) }).openapi('PaperWithdrawal')),
  },
  responses: { 200: json(paperBallotSchema, 'Withdrawn'), ...problems(400, 409, 413, 415, 422) },
})
