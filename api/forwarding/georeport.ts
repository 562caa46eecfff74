import { XMLParser } from 'fast-xml-parser'
import type { PartnerService } from './partners-contract.js'

/** Where a service request is sent, and by which key. */
export interface Endpoint {
  url: string
  jurisdiction: string
  key: string | undefined
}

/** What is sent. */
export interface ServiceRequest {
  fields: Readonly<Record<string, string | number | null | undefined>>
  files: readonly { name: string; type: string; content: Uint8Array }[]
  /** The same with each attempt: who knows the header takes the request once. */
  idempotencyKey: string
}

export interface Answered {
  /** Where the number is told later. */
  token: string | undefined
  reference: string | undefined
}

export interface Standing {
  isClosed: boolean
  /** What was said of it last. */
  notes: string | undefined
}

/** The partner will not have it, however often it is sent. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

/** Nobody answered, or not in a way that can be read. To be asked again. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered'
}

const parser = new XMLParser({ parseTagValue: false, ignoreDeclaration: true, processEntities: true })

/** Characters of what a partner says. */
const LONGEST = 8_000

/**
 * A client of Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2), in XML, which each server has to speak; JSON is left
 * to their choice.
 */
export function createGeoReport(fetch: typeof globalThis.fetch) {
  const call = async ({ url, key }: Endpoint, path: string, query: URLSearchParams, init: RequestInit = {}) => {
    const response = await fetch(`${url.replace(/\/+$/, '')}/${path}.xml${query.size > 0 ? `?${query}` : ''}`, {
      ...init,
      // What the specification knows no key for, such as reading a request that is not public, Vmeste tells who sent it.
      headers: { ...(key && !init.method && { authorization: `Bearer ${key}` }), ...init.headers },
    }).catch((error: unknown) => {
      throw new Unanswered(error instanceof Error ? error.name : 'no answer')
    })
    const said = read(await response.text())
    const { status } = response
    if (response.ok) return said
    const errors = listOf(said, 'errors', 'error').map(({ description }) => text(description))
    const words = `${status} ${errors.filter(Boolean).join(' ')}`.trim()
    // Too many requests, or a time-out: later it may go.
    if (status >= 400 && status < 500 && status !== 408 && status !== 429) throw new Refused(words)
    throw new Unanswered(words)
  }
  const of = ({ jurisdiction }: Endpoint) => new URLSearchParams(jurisdiction && { jurisdiction_id: jurisdiction })

  return {
    /** @throws {Refused | Unanswered} */
    async services(endpoint: Endpoint): Promise<PartnerService[]> {
      const said = await call(endpoint, 'services', of(endpoint))
      return listOf(said, 'services', 'service').flatMap(({ service_code, service_name }) => {
        const code = text(service_code)
        return code ? [{ code, name: text(service_name) ?? code }] : []
      })
    },

    /** @throws {Refused | Unanswered} */
    async send(endpoint: Endpoint, { fields, files, idempotencyKey }: ServiceRequest): Promise<Answered> {
      const given = Object.entries({ ...fields, api_key: endpoint.key, jurisdiction_id: endpoint.jurisdiction })
      const form = files.length > 0 ? new FormData() : new URLSearchParams()
      for (const [name, value] of given) {
        if (value !== undefined && value !== null && value !== '') form.append(name, String(value))
      }
      if (form instanceof FormData)
        for (const { name, type, content } of files)
          form.append('media[]', new Blob([content as BlobPart], { type }), name)
      const packed = new Response(form)
      const said = await call(endpoint, 'requests', new URLSearchParams(), {
        method: 'POST',
        body: new Uint8Array(await packed.arrayBuffer()),
        headers: { 'content-type': packed.headers.get('content-type') ?? '', 'idempotency-key': idempotencyKey },
      })
      const [answered] = listOf(said, 'service_requests', 'request')
      const [reference, token] = [text(answered?.service_request_id), text(answered?.token)]
      if (!reference && !token) throw new Unanswered('neither service_request_id nor token')
      return { reference, token }
    },

    /** Which number was given to what was answered by a token; undefined while none is. @throws {Refused | Unanswered} */
    async redeem(endpoint: Endpoint, token: string): Promise<string | undefined> {
      const said = await call(endpoint, `tokens/${encodeURIComponent(token)}`, of(endpoint))
      return text(listOf(said, 'service_requests', 'request')[0]?.service_request_id)
    },

    /** @throws {Refused | Unanswered} */
    async standing(endpoint: Endpoint, reference: string): Promise<Standing> {
      const said = await call(endpoint, `requests/${encodeURIComponent(reference)}`, of(endpoint))
      const [request] = listOf(said, 'service_requests', 'request')
      const status = text(request?.status)?.toLowerCase()
      if (status !== 'open' && status !== 'closed') throw new Unanswered('no status')
      return { isClosed: status === 'closed', notes: text(request?.status_notes) }
    },
  }
}

type Element = Readonly<Record<string, unknown>>
const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null

function read(xml: string): unknown {
  try {
    return parser.parse(xml)
  } catch {
    throw new Unanswered('no XML')
  }
}

/** One alone stands as itself, several as a list. */
function listOf(document: unknown, list: string, item: string): Element[] {
  const found = isElement(document) && isElement(document[list]) ? document[list][item] : undefined
  return (Array.isArray(found) ? found : [found]).filter(isElement)
}

/** Control characters but for tabs and line ends, and what turns the direction of all that follows. */
const UNSEEN = /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/gu

/** What was written in an element: trimmed, and free of what cannot be kept. */
function text(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const kept = String(value).toWellFormed().replace(UNSEEN, '').trim()
  return kept === '' ? undefined : kept.slice(0, LONGEST)
}
