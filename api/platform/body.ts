import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { matchedRoutes } from 'hono/route'
import { Problem } from './problems.js'

const tooLarge = () => {
  throw new Problem('too-large')
}
/** Bytes. */
const LONGEST_JSON = 128 * 1024
const jsonLimit = bodyLimit({ maxSize: LONGEST_JSON, onError: tooLarge })
const uploadLimit = bodyLimit({ maxSize: 10.5 * 1024 * 1024, onError: tooLarge })

/** Refuses a body that is too large, of another type than JSON (for uploads: a form), or not UTF-8, before any contract reads it. */
export const readableBody: MiddlewareHandler = async (c, next) => {
  if (!['POST', 'PUT', 'PATCH'].includes(c.req.method)) return next()
  // What no address answers is told so, whatever it carries.
  if (!matchedRoutes(c).some(({ method }) => method === c.req.method)) return next()
  const type = (c.req.header('content-type') ?? '').toLowerCase()
  // Sent by mail programs, as they please (RFC 8058); nothing of it is read.
  if (/\/(notices|following)\/[^/]+\/end$/.test(c.req.path)) return jsonLimit(c, next)
  const isUpload = /\/(attachments|poll-photos)$/.test(c.req.path)
  const expected = isUpload ? /^multipart\/form-data;/ : /^application\/(merge-patch\+)?json(;|$)/
  if (!expected.test(type)) throw new Problem('unsupported-media-type')
  if (isUpload) {
    return uploadLimit(c, async () => {
      if (await hasTooManyParts(c)) tooLarge()
      await next()
    })
  }
  const read = async () => {
    const sent = await c.req.arrayBuffer()
    try {
      // Contracts read this text: made of the bytes again, it would go through a response and its stream.
      c.req.bodyCache.text = Promise.resolve(utf8.decode(sent)) as never
    } catch (error) {
      if (error instanceof TypeError) throw new Problem('malformed-request')
      throw error
    }
    await next()
  }
  const length = lengthOf(c)
  // Of a length that is told no more can come: a stream of it, as the limit takes one, costs more than all that is read.
  if (length === undefined) return jsonLimit(c, read)
  return length > LONGEST_JSON ? tooLarge() : read()
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Bytes of the body, where the request tells. */
function lengthOf(c: Context): number | undefined {
  const length = c.req.header('content-length')
  return length && /^\d+$/.test(length) && !c.req.header('transfer-encoding') ? Number(length) : undefined
}

/** Fields and files of a form: no category asks half as much. */
const MOST_PARTS = 500

/** Whether a multipart form has more parts than any of ours: to read thousands takes seconds in which nobody else is served. */
export async function hasTooManyParts(c: Context): Promise<boolean> {
  const [boundary, another] = (c.req.header('content-type') ?? '').matchAll(/;\s*boundary=(?:"([^"]+)"|([^;\s]+))/gi)
  // Which of two is meant, readers disagree.
  if (another) return true
  const edge = `--${boundary?.[1] ?? boundary?.[2] ?? ''}`
  const sent = new TextDecoder('latin1').decode(await c.req.arrayBuffer())
  let parts = 0
  for (let at = sent.indexOf(edge); at >= 0; at = sent.indexOf(edge, at + edge.length)) {
    parts += 1
    if (parts > MOST_PARTS) return true
  }
  return false
}
