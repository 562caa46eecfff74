import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Problem } from './problems.js'

const tooLarge = () => {
  throw new Problem('too-large')
}
const jsonLimit = bodyLimit({ maxSize: 128 * 1024, onError: tooLarge })
const uploadLimit = bodyLimit({ maxSize: 10.5 * 1024 * 1024, onError: tooLarge })

/** Refuses a body that is too large, of another type than JSON (for uploads: a form), or not UTF-8, before any contract reads it. */
export const readableBody: MiddlewareHandler = async (c, next) => {
  if (c.req.method !== 'POST') return next()
  const type = (c.req.header('content-type') ?? '').toLowerCase()
  const isUpload = c.req.path.endsWith('/attachments')
  const expected = isUpload ? /^multipart\/form-data;/ : /^application\/json(;|$)/
  if (!expected.test(type)) throw new Problem('unsupported-media-type')
  if (isUpload) return uploadLimit(c, next)
  return jsonLimit(c, async () => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(await c.req.arrayBuffer())
    } catch (error) {
      if (error instanceof TypeError) throw new Problem('malformed-request')
      throw error
    }
    await next()
  })
}
