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
  #subject = ''
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
    const subject = `${api} ${organization} ${key}`
    if (key === undefined || !organization || (subject === this.#subject && language === this.#language)) return
    // The same in another language: the former stays in sight until it comes.
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
    this.#running = new AbortController()
    const { signal } = this.#running
    this.error = undefined
    this.host.requestUpdate()
    try {
      const value = await this.fetch(signal)
      if (!signal.aborted) this.value = value
    } catch (error) {
      if (!signal.aborted) this.error = error
    }
    this.host.requestUpdate()
  }
}
