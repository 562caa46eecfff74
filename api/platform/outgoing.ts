import { lookup } from 'node:dns'
import { type IncomingMessage, request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPrivate, isWithin } from './network.js'
import type { Settings } from './settings.js'

/** Milliseconds. */
const ANSWER_WITHIN = 5_000
/** Bytes: keys and what a provider tells of itself are a few kilobytes. */
const MAXIMUM = 256 * 1024

/** What was to be fetched may not be, or cannot. */
export class OutgoingError extends Error {
  readonly code = 'OUTGOING'
}

/**
 * A `fetch` for addresses that others set: https alone, no redirect, no address of a private network (also when a name
 * leads to one: it is looked at where the connection is made), little and soon. Where the installation itself is on this
 * machine, for trying out, so may be what it fetches.
 */
export function createOutgoing({ PUBLIC_URL }: Pick<Settings, 'PUBLIC_URL'>): typeof fetch {
  const isTriedOut = PUBLIC_URL === undefined || isOwnMachine(new URL(PUBLIC_URL).hostname)
  return async (input, init) => {
    const { method, headers, url: address, signal } = new Request(input, init)
    const url = new URL(address)
    const isHere = isTriedOut && isOwnMachine(url.hostname)
    const bare = url.hostname.replace(/^\[|\]$/g, '')
    if (url.protocol !== 'https:' && !(isHere && url.protocol === 'http:')) throw new OutgoingError('only by https')
    if (!isHere && isIP(bare) && isInside(bare)) throw new OutgoingError('an address of a private network')
    const given = init?.body ?? undefined
    const body = given === undefined || given instanceof Uint8Array ? given : String(given)
    return new Promise((resolve, reject) => {
      const send = url.protocol === 'https:' ? overHttps : overHttp
      const outgoing = send(
        url,
        {
          method,
          headers: Object.fromEntries(headers),
          lookup: isHere ? undefined : publicLookup,
          signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN)]),
        },
        (incoming) => void read(incoming).then(resolve, reject),
      )
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }
}

const isOwnMachine = (hostname: string) => ['localhost', '127.0.0.1', '[::1]'].includes(hostname)

/** Of this network, this machine, or nobody's (RFC 6890). */
const isInside = (address: string) => isPrivate(address) || NOBODYS.some((range) => isWithin(address, range))
const NOBODYS = ['0.0.0.0/8', '192.0.0.0/24', '198.18.0.0/15', '224.0.0.0/3', '::/128', '64:ff9b::/96', 'ff00::/8']

/** As a name is looked up to connect: none of its addresses may be private. */
const publicLookup: LookupFunction = (hostname, options, callback) =>
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0)
    const [first] = addresses
    if (!first || addresses.some(({ address }) => isInside(address)))
      return callback(new OutgoingError('a name of a private network'), '', 0)
    if (options.all) return callback(null, addresses)
    return callback(null, first.address, first.family)
  })

async function read(incoming: IncomingMessage): Promise<Response> {
  const { statusCode: status = 500, headers } = incoming
  const parts: Uint8Array[] = []
  let length = 0
  if (status >= 300 && status < 400) {
    incoming.destroy()
    throw new OutgoingError('redirected')
  }
  for await (const part of incoming) {
    length += part.length
    if (length > MAXIMUM) {
      incoming.destroy()
      throw new OutgoingError('too large')
    }
    parts.push(part)
  }
  const body = [204, 205, 304].includes(status) ? null : Buffer.concat(parts)
  return new Response(body, { status, headers: { 'content-type': headers['content-type'] ?? '' } })
}
