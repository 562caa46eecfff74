import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import { furtherTexts, spoken } from '../languages/further.js'
import { isDatabaseAway } from './database.js'
import { fieldText, wrongLength } from './field-texts.js'
import { negotiateLanguage } from './language.js'
import en from './problems.en.js'
import ru from './problems.ru.js'

/** Every problem the API answers with, and its status. The code is the stable part: clients may branch on it. */
export const problemStatuses = {
  'malformed-request': 400,
  'staff-only': 401,
  'wrong-secret': 401,
  'resident-only': 401,
  'sign-in-refused': 401,
  'second-factor-required': 401,
  'passkey-refused': 401,
  'sign-in-again': 401,
  forbidden: 403,
  'origin-not-allowed': 403,
  blocked: 403,
  'results-embargoed': 403,
  'not-on-list': 403,
  'not-eligible': 403,
  'person-only': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'illegal-transition': 409,
  'second-person': 409,
  'last-administrator': 409,
  'changed-meanwhile': 412,
  'organizations-below': 409,
  'organization-retired': 410,
  'link-over': 410,
  'not-answered-yet': 409,
  'already-rated': 409,
  'support-not-possible': 409,
  'appeal-erased': 409,
  'split-not-possible': 409,
  duplicate: 409,
  'already-voted': 409,
  'poll-not-open': 409,
  'poll-opened': 409,
  'paper-not-taken': 409,
  'paper-entered': 409,
  'paper-not-waiting': 409,
  'poll-not-closed': 409,
  'vote-is-final': 409,
  'poll-not-draft': 409,
  'campaign-not-open': 409,
  'discussion-not-open': 409,
  'discussion-frozen': 409,
  'discussion-opened': 409,
  'stage-not-possible': 409,
  'comment-settled': 409,
  'pins-full': 409,
  'moderation-not-possible': 409,
  'decided-meanwhile': 409,
  'undo-not-possible': 409,
  'objection-not-possible': 409,
  'too-large': 413,
  'unsupported-file': 415,
  'unsupported-media-type': 415,
  'invalid-input': 422,
  'idempotency-key-reused': 422,
  'mail-refused': 422,
  'identity-required': 428,
  'too-many-requests': 429,
  internal: 500,
  'mail-not-configured': 501,
  'mail-failed': 502,
  'oidc-weak': 403,
  'oidc-failed': 502,
  'partner-unreachable': 502,
  unavailable: 503,
} as const satisfies Record<string, ContentfulStatusCode>

export type ProblemCode = keyof typeof problemStatuses
export type ProblemTexts = Record<ProblemCode, { title: string; detail: string }>

/** A problem document (RFC 9457). `type` leads, relative to the API, to a page that explains it. */
export const problemSchema = z
  .object({
    type: z.string().meta({ example: '/problems/invalid-input' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().meta({ description: 'identifies this occurrence; quote it to support' }),
    errors: z
      .array(
        z.object({
          pointer: z
            .string()
            .meta({ description: 'JSON pointer into the request body (RFC 6901)', example: '/place/latitude' }),
          code: z.string().meta({ example: 'too_big' }),
          detail: z.string(),
        }),
      )
      .optional(),
  })
  .loose()
  .meta({ id: 'Problem' })

export interface FieldError {
  pointer: string
  code: string
  /** Left out, it is said in the caller's language by the code. */
  detail?: string | undefined
}

/** Thrown anywhere below a route; the app turns it into a problem document in the caller's language. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    /** Further members of the document, such as the legal transitions. */
    readonly members: Record<string, unknown> & { errors?: FieldError[] } = {},
  ) {
    super(code)
  }
}

/** Bad input found by a rule rather than by the contract. */
export const invalid = (pointer: string, code: string) => new Problem('invalid-input', { errors: [{ pointer, code }] })

/** Bad input that a rule found by a contract of its own: told like that of a request. */
export class ContractProblem extends Problem {
  constructor(readonly found: z.core.$ZodError) {
    super('invalid-input')
  }
}

/** Bad input found by a contract, with each message in the caller's language. */
export function fromZod(error: z.core.$ZodError, c: Context): Problem {
  return new Problem('invalid-input', { errors: fieldErrorsIn(error, problemLanguage(c)) })
}

export function fieldErrorsIn(error: z.core.$ZodError, language: string): FieldError[] {
  // Zod tells Chinese by countries.
  const { localeError } = (z.locales[(language === 'zh' ? 'zhCN' : language) as 'en'] ?? z.locales.en)()
  return error.issues.flatMap((issue): FieldError[] => {
    const pointer = toPointer(issue.path)
    if (issue.code === 'unrecognized_keys') {
      const detail = fieldText('unknown-member', language)
      return issue.keys.map((key) => ({ pointer: pointer + toPointer([key]), code: 'unknown-member', detail }))
    }
    const code = 'params' in issue && issue.params?.code ? String(issue.params.code) : issue.code
    const said = localeError(issue as z.core.$ZodRawIssue)
    const detail =
      lengthText(issue, language) ??
      fieldText(code, language) ??
      (typeof said === 'string' ? said : said?.message) ??
      issue.message
    return [{ pointer, code, detail }]
  })
}

const toPointer = (path: readonly PropertyKey[]) =>
  path.map((key) => `/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('')

function lengthText(issue: z.core.$ZodIssue, language: string): string | undefined {
  if (!('origin' in issue) || issue.origin !== 'string') return undefined
  if (issue.code === 'too_big') return wrongLength('tooLong', issue.maximum, language)
  if (issue.code !== 'too_small') return undefined
  return issue.minimum > 1 ? wrongLength('tooShort', issue.minimum, language) : fieldText('required', language)
}

/** Whoever makes thousands of mistakes is not answered more than was asked. */
const MOST_ERRORS = 100

/** What a problem is called, and what it means, in a language that residents are answered in. */
export const problemText = (code: ProblemCode, language: string): ProblemTexts[ProblemCode] =>
  furtherTexts(language)?.problems?.[code] ?? (language === 'ru' ? ru : en)[code]

export function problemResponse(error: unknown, c: Context): Response {
  const problem =
    error instanceof ContractProblem ? fromZod(error.found, c) : error instanceof Problem ? error : fromException(error)
  const status = problemStatuses[problem.code]
  const language = problemLanguage(c)
  const { title, detail } = problemText(problem.code, language)
  const { errors, ...members } = problem.members
  return c.body(
    JSON.stringify({
      type: `/problems/${problem.code}`,
      title,
      status,
      detail,
      instance: `urn:uuid:${c.get('requestId')}`,
      ...members,
      errors: errors
        ?.slice(0, MOST_ERRORS)
        .map((field) => ({ ...field, detail: field.detail ?? fieldText(field.code, language) ?? detail })),
    }),
    status,
    {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'content-language': language,
      vary: 'Origin, Accept-Language',
    },
  )
}

const problemLanguage = (c: Context) => negotiateLanguage(c.req.header('accept-language'), spoken)

function fromException(error: unknown): Problem {
  if (error instanceof HTTPException) {
    if (error.status === 413) return new Problem('too-large')
    if (error.status < 500) return new Problem('malformed-request')
  }
  return new Problem(isDatabaseAway(error) ? 'unavailable' : 'internal')
}
