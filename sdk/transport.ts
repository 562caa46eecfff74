import { toJson } from './json.js'
import { newKey } from './key.js'
import { NetworkError, ProblemError } from './problems.js'

export interface TransportOptions {
  /** Where the API is served, such as `https://api.example.org`. */
  baseUrl: string
  organization: string
  /** Language wanted for texts and errors (BCP 47), or a list for `Accept-Language`. */
  language?: string | undefined
  /** A staff key, for what only staff may do. */
  token?: string | undefined
  /** The token of a resident's session, where one is signed in. */
  resident?: string | undefined
  /** Acts as the person who is signed in with this browser, from pages of the API's own origin; see `staff.signIn`. */
  staff?: 'session' | undefined
  /** The voter's device: a random key of 16–64 characters A–Z a–z 0–9 _ -, the same at every visit. */
  device?: string | undefined
  /** Stands in for the global `fetch`. */
  fetch?: typeof fetch | undefined
  /**
   * Asked when the API wants to know more of who writes (428): answers headers to send the same call again
   * with. Undefined gives up, and the problem is thrown.
   */
  prove?: ((problem: ProblemError) => Promise<Record<string, string> | undefined>) | undefined
}

/** What every call takes. */
export interface CallOptions {
  signal?: AbortSignal | undefined
  /** Milliseconds for each attempt. Default 20,000. */
  timeout?: number | undefined
  /** Further attempts after the first fails for want of a network or by a 429, 502, 503 or 504. Default 2. */
  retries?: number | undefined
}

/** What every call that writes takes. */
export interface WriteOptions extends CallOptions {
  /** The same key and body is written once, however often it is sent. Made anew for each call unless given. */
  idempotencyKey?: string | undefined
}

export interface Call extends WriteOptions {
  /** GET when left out. */
  method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Undefined members are left out. */
  query?: Record<string, string | number | undefined> | undefined
  /** Sent as JSON, or as it is when it is a FormData. */
  body?: unknown
  /** Undefined members are left out. */
  headers?: Record<string, string | undefined>
  fetch?: typeof fetch | undefined
}

/** Reaches one organization in one API. Features are functions over it. */
export interface Transport extends TransportOptions {
  /** The answer's body. `path` is relative to the organization, such as `/polls`. */
  send<Answer>(path: string, call?: Call): Promise<Answer>
  /** The raw answer, for streams and files: no time limit, no retry. */
  open(path: string, call?: Call): Promise<Response>
}

/** @throws {ProblemError} the API refused @throws {NetworkError} it could not be reached; an abort throws the signal's reason */
export function createTransport(options: TransportOptions): Transport {
  const open = (path: string, call: Call = {}): Promise<Response> => {
    const { method = 'GET', body, query, signal = null } = call
    const isForm = body instanceof FormData
    const headers = given({
      'Accept-Language': options.language,
      Authorization: options.token && `Bearer ${options.token}`,
      'Vmeste-Staff': options.staff,
      'Content-Type': body && !isForm ? 'application/json' : undefined,
      'Idempotency-Key': call.idempotencyKey,
      'Vmeste-Resident': options.resident,
      ...call.headers,
    })
    return (call.fetch ?? options.fetch ?? fetch)(
      `${options.baseUrl.replace(/\/$/, '')}/v1/organizations/${options.organization}${path}${query ? `?${new URLSearchParams(given(query))}` : ''}`,
      { method, headers, body: isForm ? body : toJson(body), signal },
    )
  }

  return {
    ...options,
    open,
    async send<Answer>(path: string, call: Call = {}): Promise<Answer> {
      const { method, signal, idempotencyKey = method && newKey(), retries = 2 } = call
      let proof: Record<string, string> | undefined
      let proofs = 0
      for (let failures = 0; ; failures++) {
        // AbortSignal.any() is younger than the browsers served.
        const limit = new AbortController()
        const abort = () => limit.abort()
        const timer = setTimeout(abort, call.timeout ?? 20_000)
        signal?.addEventListener('abort', abort, { signal: limit.signal })
        let wait = 0
        try {
          signal?.throwIfAborted()
          const response = await open(path, {
            ...call,
            idempotencyKey,
            headers: { ...call.headers, ...proof },
            signal: limit.signal,
          })
          if (response.ok) return await response.json()
          const after = response.headers.get('Retry-After')
          // Both forms of RFC 9110, 10.2.3.
          wait = after ? +after * 1000 || Date.parse(after) - Date.now() : 0
          // A gateway's page of HTML is no problem document.
          throw new ProblemError(response.status, await response.json().catch(() => ({})), wait / 1000)
        } catch (cause) {
          signal?.throwIfAborted()
          const status = cause instanceof ProblemError ? cause.status : 0
          // More than once: who proved to be a device may have to be a person, and what was proved may be too old by then.
          if (status === 428 && proofs++ < 3) {
            proof = await options.prove?.(cause as ProblemError)
            if (proof) continue
          }
          if (failures >= retries || wait > 60_000 || ![0, 429, 502, 503, 504].includes(status)) {
            throw status ? cause : new NetworkError(`${cause}`, { cause })
          }
        } finally {
          clearTimeout(timer)
          abort()
        }
        await new Promise((resolve) => {
          setTimeout(resolve, Math.max(wait, 500 * 3 ** failures * (0.5 + Math.random())))
          signal?.addEventListener('abort', resolve)
        })
      }
    },
  }
}

/** Less the members that are undefined. */
const given = (members: Record<string, string | number | undefined>): Record<string, string> =>
  JSON.parse(toJson(members))
