import type { Context } from 'hono'
import type { ProblemCode } from './problems.js'

/** The composed app, as its own pages call it. */
export type AppFetch = (request: Request, bindings?: unknown) => Response | Promise<Response>

export interface ProblemDocument {
  type: `/problems/${ProblemCode}`
  title: string
  status: number
  detail: string
  errors?: { pointer: string; code: string; detail: string }[]
}

export type OwnAnswer<Data> = { ok: true; status: number; data: Data } | { ok: false; problem: ProblemDocument }

/**
 * Calls the API from one of the app's own pages, without a network and with the same rules as for everyone: the
 * caller's address and browser are handed on, since they may stand for a voter. `Origin` is not: the page checks it.
 */
export function ownApi(fetch: AppFetch, c: Context, language?: string) {
  return async <Data>(
    path: string,
    {
      method,
      body,
      headers,
    }: { method?: 'PUT' | 'PATCH' | 'DELETE'; body?: object | FormData; headers?: Record<string, string> } = {},
  ): Promise<OwnAnswer<Data>> => {
    const isForm = body instanceof FormData
    const request = new Request(new URL(path, c.req.url), {
      method: method ?? (body ? 'POST' : 'GET'),
      headers: { ...handedOn(c, language), ...(body && !isForm && { 'content-type': 'application/json' }), ...headers },
      body: isForm || !body ? body : JSON.stringify(body),
    })
    const response = await fetch(request, c.env)
    if (!response.ok) return { ok: false, problem: (await response.json()) as ProblemDocument }
    return { ok: true, status: response.status, data: (await response.json()) as Data }
  }
}

function handedOn(c: Context, language: string | undefined) {
  const names = ['user-agent', 'x-forwarded-for']
  const given = names.flatMap((name) => {
    const value = c.req.header(name)
    return value === undefined ? [] : [[name, value]]
  })
  return { ...Object.fromEntries(given), ...(language && { 'accept-language': language }) } as Record<string, string>
}
