import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** What decides, for every element, where its data comes from. */
export interface LoadHost extends ReactiveControllerHost {
  readonly organization: string
  readonly api: string
  readonly language: string
}

/**
 * Loads what an element shows, and again whenever what decides it changes. The element shows its state by
 * `this.showLoad(load, view)`.
 *
 * @example
 * readonly #load = new Load(this, () => this.poll, (signal) => getPoll(this.client(), this.poll, { signal }))
 */
export class Load<Value> implements ReactiveController {
  value: Value | undefined
  error: unknown
  #subject: string | undefined
  #language = ''
  #running: AbortController | undefined

  constructor(
    readonly host: LoadHost,
    /** What decides it, besides the organization, the API and the language; undefined: nothing to load yet. */
    readonly key: () => string | undefined,
    readonly fetch: (signal: AbortSignal) => Promise<Value>,
  ) {
    host.addController(this)
  }

  hostConnected() {
    this.host.requestUpdate()
  }

  hostUpdate() {
    const { api, organization, language } = this.host
    const key = this.key()
    const subject = key === undefined || !organization ? undefined : `${api} ${organization} ${key}`
    if (subject === this.#subject && language === this.#language) return
    // The same thing in another language: the old one stays in sight until the new one comes.
    if (subject !== this.#subject) this.value = undefined
    this.#subject = subject
    this.#language = language
    void this.reload()
  }

  hostDisconnected() {
    this.#running?.abort()
    this.#language = ''
  }

  /** Loads again; what is shown stays in sight meanwhile. */
  async reload(): Promise<void> {
    this.#running?.abort()
    this.error = undefined
    this.host.requestUpdate()
    if (this.#subject === undefined) return
    const running = new AbortController()
    const { signal } = running
    this.#running = running
    let value: Value | undefined
    let failure: unknown
    try {
      value = await this.fetch(signal)
    } catch (error) {
      failure = error
    }
    if (signal.aborted) return
    this.value = value
    this.error = failure
    this.host.requestUpdate()
  }
}
