export interface Reply {
  /** 200 when left out. */
  status?: number
  body?: unknown
  /** Pages of a list of so many, each like the body, with numbers from 1 but for those gone. */
  rows?: number
  gone?: number[]
  /** Instead of the body: a file, as base64. */
  file?: string
  headers?: Record<string, string>
  /** Milliseconds before the answer. */
  delay?: number
  /** Breaks the connection instead of answering. */
  drop?: boolean
}

export interface Asked {
  method: string
  path: string
  query: Record<string, string>
  headers: Record<string, string>
  body: unknown
}

/** One organization of the stub API. */
export interface Stub {
  organization: string
  /** What `GET /polls/park` (relative to the organization) is answered: one reply after another, the last for ever; none: as if never told. */
  answer(request: string, ...replies: Reply[]): Promise<void>
  /** What was asked so far, or of it only what begins so (`POST /polls`). */
  asked(beginning?: string): Promise<Asked[]>
  /** Tells an event to who listens at `GET /events`, which is a stream unless it was told to answer something else. */
  tell(type: string, data: unknown): Promise<void>
  /** How many streams are open. */
  streams(): Promise<number>
  /** Breaks the streams that are open. */
  breakStreams(): Promise<void>
}

export function stub(): Stub {
  const organization = `town-${crypto.randomUUID()}`
  return {
    organization,
    async answer(request, ...replies) {
      await fetch('/stub/answer', { method: 'POST', body: JSON.stringify({ organization, request, replies }) })
    },
    async asked(beginning = '') {
      const response = await fetch(`/stub/requests/${organization}`)
      const all: Asked[] = await response.json()
      return all.filter(({ method, path }) => `${method} ${path}`.startsWith(beginning))
    },
    async tell(type, data) {
      const body = `event: ${type}\nid: 1\ndata: ${JSON.stringify(data)}\n\n`
      await fetch(`/stub/streams/${organization}`, { method: 'POST', body })
    },
    async streams() {
      return Number(await (await fetch(`/stub/streams/${organization}`)).text())
    },
    async breakStreams() {
      await fetch(`/stub/streams/${organization}`, { method: 'DELETE' })
    },
  }
}

/** A problem document as the API answers it. */
export const problem = (status: number, code: string, members: Record<string, unknown> = {}): Reply => ({
  status,
  body: {
    type: `/problems/${code}`,
    title: code,
    status,
    detail: `Detail of ${code}.`,
    instance: 'urn:uuid:0',
    ...members,
  },
})
