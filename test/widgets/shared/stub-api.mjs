/**
 * An API on the test server that answers what a test told it to, over real HTTP. Tests reach it through stub.ts; each
 * has an organization of its own, so that they do not meet.
 */
export function stubApi() {
  /** By `organization method path`: the answers to give, the last one for ever. */
  const answers = new Map()
  /** By organization: what was asked. */
  const requests = new Map()
  /** By organization: the event streams that are open. */
  const streams = new Map()

  return async (context, next) => {
    // The scripts of the page once more, but those that define elements cannot be had.
    if (context.path.startsWith('/broken/')) {
      context.path = context.path.slice(7)
      if (context.path.endsWith('/define.ts')) {
        context.status = 503
        return
      }
    }
    const { path, method, req, res } = context
    const body = await readBody(req, path)
    if (path === '/stub/answer') {
      const { organization, request, replies } = JSON.parse(body)
      if (replies.length > 0) answers.set(`${organization} ${request}`, replies)
      else answers.delete(`${organization} ${request}`)
      context.body = '{}'
      return
    }
    if (path.startsWith('/stub/requests/')) {
      context.body = JSON.stringify(requests.get(path.slice(15)) ?? [])
      return
    }
    if (path.startsWith('/stub/streams/')) {
      const open = streams.get(path.slice(14)) ?? new Set()
      for (const stream of open) {
        if (method === 'POST') stream.write(body)
        if (method === 'DELETE') stream.destroy()
      }
      context.body = `${open.size}`
      return
    }
    // What is of no organization is told apart by where the API is said to be.
    const [, organization, rest = ''] =
      /^(?:\/of\/[^/]+)?\/v1\/organizations\/([^/]+)(\/.*)?$/.exec(path) ??
      /^\/of\/([^/]+)\/v1(\/staff\/.*)$/.exec(path) ??
      []
    if (!organization) return next()

    const asked = { method, path: rest, query: { ...context.query }, headers: req.headers, body: parse(body) }
    requests.set(organization, [...(requests.get(organization) ?? []), asked])
    const told = answers.get(`${organization} ${method} ${rest}`)
    if (rest === '/events' && !told) {
      const open = streams.get(organization) ?? new Set()
      streams.set(organization, open.add(res))
      res.on('close', () => open.delete(res))
      context.respond = false
      res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      res.write('retry: 50\nid: 0\n\n')
      return
    }
    const replies = told ?? [{ status: 404, body: notFound }]
    const reply = replies.length > 1 ? replies.shift() : replies[0]
    await new Promise((resolve) => setTimeout(resolve, reply.delay ?? 0))
    if (reply.drop) {
      context.respond = false
      res.destroy()
      return
    }
    context.status = reply.status ?? 200
    context.set('content-type', context.status < 400 ? 'application/json' : 'application/problem+json')
    context.set(reply.headers ?? {})
    if (reply.file) context.body = Buffer.from(reply.file, 'base64')
    else if (reply.rows) context.body = JSON.stringify(pageOf(reply, context.query))
    else context.body = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? null)
  }
}

/** A page of a list of so many, each like the body but for its number: of those left, in their order. */
function pageOf({ rows, body, gone = [] }, { cursor = '0', limit = '20', numbers }) {
  const asked = numbers?.split(',').map(Number)
  const items = []
  let number = Number(cursor)
  while (number < rows && items.length < Number(limit)) {
    number++
    if (!gone.includes(number) && (!asked || asked.includes(number))) items.push({ ...body, number })
  }
  return { items, next: number < rows ? `${number}` : null }
}

const notFound = {
  type: '/problems/not-found',
  title: 'Not found',
  status: 404,
  detail: 'There is nothing at this address.',
}

async function readBody(request, path) {
  if (!/^\/(v1|stub|of)\//.test(path)) return ''
  const parts = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}

function parse(body) {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
