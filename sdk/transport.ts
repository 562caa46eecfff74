import { newKey } from './key.js'
import { NetworkError, type ProblemDocument, ProblemError } from './problems.js'

export interface TransportOptions {
  /** Where the API is served, such as `https://api.example.org`. */
  baseUrl: string
  organization: string
  /** Language wanted for texts and errors (BCP 47), or a list for `Accept-Language`. */
  language?: string | undefined
  /** A staff key, for what only staff may do. */
  token?: string | undefined
  /** The voter's device: a random key of 16–64 characters A–Z a–z 0–9 _ -, the same at every visit. */
  device?: string | undefined
  /** Stands in for the global `fetch`. */
  fetch?: typeof fetch | undefined
  /** Further attempts after the first fails for want of a network or by a 429, 502, 503 or 504. Default 3. */
  retries?: number | undefined
}

/** What every call takes. */
export interface CallOptions {
  signal?: AbortSignal | undefined
  /** Milliseconds for each attempt. Default 20,000. */
  timeout?: number | undefined
  retries?: number | undefined
}

/** What every call that writes takes. */
export interface WriteOptions extends CallOptions {
  /** The same key and body is written once, however often it is sent. Made anew for each call unless given. */
  idempotencyKey?: string | undefined
}

export interface Call extends WriteOptions {
  method?: 'GET' | 'POST'
  /** Undefined and null members are left out. */
  query?: Record<string, string | number | undefined | null> | undefined
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
  const open = async (path: string, call: Call = {}): Promise<Response> => {
    const { method = 'GET', body, query = {}, headers, signal = null } = call
    const url = new URL(`${options.baseUrl.replace(/\/$/, '')}/v1/organizations/${options.organization}${path}`)
    for (const [name, value] of Object.entries(query)) if (value != null) url.searchParams.set(name, `${value}`)
    const isForm = body instanceof FormData
    const sent = {
      'Accept-Language': options.language,
      Authorization: options.token && `Bearer ${options.token}`,
      'Content-Type': body && !isForm ? 'application/json' : undefined,
      'Idempotency-Key': call.idempotencyKey,
      ...headers,
    }
    return (call.fetch ?? options.fetch ?? fetch)(url, {
      method,
      headers: Object.entries(sent).filter((header): header is [string, string] => !!header[1]),
      body: isForm || !body ? ((body as FormData) ?? null) : JSON.stringify(body),
      signal,
    })
  }

  const attempt = async (path: string, call: Call): Promise<{ response: Response; body: unknown }> => {
    // AbortSignal.any() is younger than the browsers served.
    const limit = new AbortController()
    const abort = () => limit.abort()
    const timer = setTimeout(abort, call.timeout ?? 20_000)
    call.signal?.addEventListener('abort', abort)
    try {
      const response = await open(path, { ...call, signal: limit.signal })
      const text = await response.text()
      // A gateway's page of HTML is no answer of the API, whatever its status.
      return { response, body: text && (response.ok ? JSON.parse(text) : parseOr(text, {})) }
    } catch (cause) {
      call.signal?.throwIfAborted()
      throw new NetworkError(`${cause}`, { cause })
    } finally {
      clearTimeout(timer)
      call.signal?.removeEventListener('abort', abort)
    }
  }

  return {
    ...options,
    open,
    async send<Answer>(path: string, call: Call = {}): Promise<Answer> {
      const attempts: Call =
        call.method === 'POST' ? { ...call, idempotencyKey: call.idempotencyKey ?? newKey() } : call
      for (let left = call.retries ?? options.retries ?? 3, delay = 500; ; delay *= 3) {
        call.signal?.throwIfAborted()
        let wait = 0
        try {
          const { response, body } = await attempt(path, attempts)
          if (response.ok) return body as Answer
          wait = retryAfter(response.headers.get('Retry-After'))
          throw new ProblemError(response.status, body as ProblemDocument)
        } catch (error) {
          const isPassing =
            error instanceof NetworkError ||
            (error instanceof ProblemError && [429, 502, 503, 504].includes(error.status))
          if (!isPassing || !left-- || wait > 60_000) throw error
        }
        await sleep(Math.max(wait, delay * (0.5 + Math.random())), call.signal)
      }
    },
  }
}

/** Milliseconds; both forms of RFC 9110, 10.2.3. */
function retryAfter(header: string | null): number {
  if (!header) return 0
  return Number(header) * 1000 || Math.max(0, Date.parse(header) - Date.now()) || 0
}

/** Ends early, without throwing, when aborted. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal?.addEventListener('abort', done)
  })
}

function parseOr(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return otherwise
  }
}
