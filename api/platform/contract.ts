import { z } from '@hono/zod-openapi'
import { problemSchema } from './problems.js'

/** A page of a list. `next` is an opaque cursor for the following page, null on the last. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() })

export const pagingQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
})

export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { 'application/json': { schema } },
})

const said: Record<number, string> = {
  400: 'The request cannot be read',
  401: 'The secret or key is missing or wrong',
  403: 'Not allowed',
  404: 'No such thing',
  409: 'Not possible in the present state',
  410: 'The organization is retired',
  412: 'Changed since it was read',
  413: 'Too large',
  415: 'Content type not accepted',
  422: 'Fields need correcting, or the Idempotency-Key was used with another request',
  429: 'Too often: again after `Retry-After`',
  428: 'One of `ways` is needed first',
}

/** What is refused at every address of an organization before its contract is asked: see `organizations/middleware.ts`. */
const everywhere = [401, 403, 404, 410, 429] as const

/** The problem documents an operation of an organization may answer with, beside those that all of them may. */
export const problems = <Status extends number = never>(...statuses: Status[]) =>
  Object.fromEntries(
    [...everywhere, ...statuses].map((status) => [
      status,
      { description: said[status] ?? 'Problem', content: { 'application/problem+json': { schema: problemSchema } } },
    ]),
  ) as Record<
    (typeof everywhere)[number] | Status,
    { description: string; content: { 'application/problem+json': { schema: typeof problemSchema } } }
  >

export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{8,128}$/)
    .optional()
    .openapi({
      description:
        'The same key and body answers the same result and writes once (IETF Idempotency-Key draft). Use a UUID.',
    }),
})

export const secretAccess: Record<string, string[]>[] = [{}, { secret: [] }, { staff: [] }, { session: [] }]
export const staffAccess: Record<string, string[]>[] = [{ staff: [] }, { session: [] }]
