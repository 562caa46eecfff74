import type { ServerResponse } from 'node:http'
import type { Http2Bindings, HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Telling } from './stream.js'

/** What a host that writes to connections itself hands to the app: called with what is to be told there, once. */
export interface DirectBindings {
  tell?: (telling: Telling) => void
}

/** Bytes that may wait for a slow reader; beyond, the stream ends, and the reader returns for the rest. */
const MOST_WAITING = 1024 * 1024

type Bindings = HttpBindings | Http2Bindings
type Answer = Response | Promise<Response>

/**
 * On Node, events are written to the connection: a stream of the web for each of thousands of readers, and what moves its
 * bytes on, would take more memory than everything else that a reader needs.
 */
export const tellDirectly =
  (fetch: (request: Request, bindings: Bindings & DirectBindings) => Answer) =>
  (request: Request, bindings: Bindings): Answer => {
    let telling: Telling | undefined
    const tell = (one: Telling) => {
      telling = one
    }
    const finish = (response: Response) => (telling ? write(telling, response, bindings) : response)
    const answer = fetch(request, Object.assign(bindings, { tell }))
    return answer instanceof Promise ? answer.then(finish) : finish(answer)
  }

function write(telling: Telling, response: Response, bindings: Bindings): Response {
  // Of HTTP/2 it is used alike.
  const outgoing = bindings.outgoing as ServerResponse
  // Gone before it was answered.
  if (outgoing.destroyed) return RESPONSE_ALREADY_SENT
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  const end = telling({
    write(bytes) {
      outgoing.write(bytes)
      return outgoing.writableLength < MOST_WAITING
    },
    end: () => outgoing.end(),
  })
  outgoing.once('close', end)
  return RESPONSE_ALREADY_SENT
}
