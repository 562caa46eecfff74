/** One field the API refused. `pointer` is a JSON pointer into the request body (RFC 6901). */
export interface FieldProblem {
  pointer: string
  code: string
  detail: string
}

export interface ProblemDocument {
  type?: string
  title?: string
  detail?: string
  errors?: FieldProblem[]
  [member: string]: unknown
}

/** The API answered with a problem document (RFC 9457). */
export class ProblemError extends Error {
  // Not assigned: on a page that freezes the natives' prototypes that throws.
  override get name() {
    return 'ProblemError'
  }
  /** The problem's page, relative to the API. */
  readonly type: string
  /** The stable part to branch on: the last segment of `type`, such as `already-voted`. */
  readonly code: string
  /** What happened and what to do, in the caller's language. */
  readonly detail: string
  readonly errors: readonly FieldProblem[]

  constructor(
    readonly status: number,
    /** The whole document, further members (such as `legal`) included. */
    readonly document: ProblemDocument,
    /** Seconds after which to ask again (`Retry-After`); nothing, or 0, where none was said. */
    readonly retryAfter?: number,
  ) {
    super(document.title ?? `HTTP ${status}`)
    this.type = document.type ?? ''
    this.code = this.type.replace(/.*\//, '')
    this.detail = document.detail ?? this.message
    this.errors = document.errors ?? []
  }
}

/** No answer came, or none that can be read: the network, a time limit, or something in between. `cause` tells. */
export class NetworkError extends Error {
  override get name() {
    return 'NetworkError'
  }
}
