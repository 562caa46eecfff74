import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { hasTooManyParts } from '../platform/body.js'
import type { FormState } from './form.js'

export interface Posted {
  form: FormState
  files: File[]
}

/** Bytes: what is typed, as for the API. */
const MAXIMUM_TYPED = 128 * 1024
/** Bytes: an appeal, or a reply, comes with its files. */
const MAXIMUM_FORM = 31 * 1024 * 1024

const sendsFiles = (c: Context) =>
  /\/(appeal|campaigns\/[^/]+|appeals\/\d+)$/.test(c.req.path) &&
  /^multipart\/form-data;/i.test(c.req.header('content-type') ?? '')

/** Refuses a form that is larger than any of ours can be, before it is read: reading it may take a hundred times its size. */
export function readableForm(
  refuse: (c: Context) => Response | Promise<Response>,
): [MiddlewareHandler, MiddlewareHandler] {
  const typedLimit = bodyLimit({ maxSize: MAXIMUM_TYPED, onError: refuse })
  const filesLimit = bodyLimit({ maxSize: MAXIMUM_FORM, onError: refuse })
  return [
    (c, next) => (sendsFiles(c) ? filesLimit(c, next) : typedLimit(c, next)),
    async (c, next) => {
      if (!sendsFiles(c)) return next()
      if ((await hasTooManyParts(c)) || (await typedLength(c)) > MAXIMUM_TYPED) return refuse(c)
      return next()
    },
  ]
}

async function typedLength(c: Context): Promise<number> {
  const form = await c.req.formData().catch(() => new FormData())
  let length = 0
  for (const value of form.values()) if (typeof value === 'string') length += value.length
  return length
}

/** Reads what a form of ours sent; anything else reads as an empty form. */
export async function readPosted(c: Context): Promise<Posted> {
  const body = await c.req.parseBody({ all: true }).catch(() => ({}))
  const values: Record<string, string[]> = Object.create(null)
  const files: File[] = []
  for (const [name, given] of Object.entries(body as Record<string, string | File | (string | File)[]>)) {
    for (const value of [given].flat()) {
      if (typeof value !== 'string') {
        // A file field left empty sends a file without a name.
        if (value.name || value.size > 0) files.push(value)
      } else {
        values[name] ??= []
        // Forms send line ends as CR LF.
        values[name].push(value.replace(/\r\n?/g, '\n'))
      }
    }
  }
  const key = values.key?.[0]
  const isKey = key !== undefined && /^[\x21-\x7e]{8,128}$/.test(key)
  return { form: { key: isKey ? key : crypto.randomUUID(), values, errors: {} }, files }
}

/**
 * Whether a form was sent from our own pages. Browsers that say neither where a request comes from nor its origin run
 * no foreign form unseen: text browsers and command lines.
 */
export function isOwnForm(c: Context, publicUrl: string | undefined): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = c.req.header('origin')
  return (
    !origin || origin === new URL(c.req.url).origin || (publicUrl !== undefined && origin === new URL(publicUrl).origin)
  )
}
