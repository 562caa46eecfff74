import type { ReactiveController } from 'lit'
import type { LoadHost } from './load.js'

/** Milliseconds. */
const RETRY = 30_000

/**
 * Hears what happens while the element is in sight: over HTTP/1.1 a browser opens six connections to a server, for all
 * its tabs together, and a stream holds one. The browser's own EventSource reconnects by itself, and weighs nothing.
 */
export class Live implements ReactiveController {
  #isNear = false
  #address: string | undefined
  #source: EventSource | undefined
  readonly #near = new IntersectionObserver(
    (entries) => {
      this.#isNear = !!entries.at(-1)?.isIntersecting
      this.hostUpdated()
    },
    { rootMargin: '500px' },
  )

  constructor(
    readonly host: LoadHost & HTMLElement,
    /** Of the stream; undefined: there is nothing to hear. */
    readonly address: () => string | undefined,
    /** The stream begins, or begins again: what happened before is to be read. */
    readonly onOpen: () => void,
    readonly handlers: Record<string, (data: string) => void>,
  ) {
    host.addController(this)
  }

  hostConnected() {
    this.#near.observe(this.host)
    document.addEventListener('visibilitychange', this.hostUpdated)
  }

  hostDisconnected() {
    this.#near.disconnect()
    this.#isNear = false
    document.removeEventListener('visibilitychange', this.hostUpdated)
    // A last time, for the host too: a timer of its own would hold what is gone.
    this.host.requestUpdate()
  }

  hostUpdated = () => {
    const address = this.#isNear && !document.hidden ? this.address() : undefined
    if (address === this.#address) return
    this.#address = address
    this.#source?.close()
    if (address) this.#listen(address)
  }

  #listen(address: string) {
    const source = new EventSource(address)
    this.#source = source
    source.onopen = this.onOpen
    for (const type in this.handlers)
      source.addEventListener(type, ({ data }: MessageEvent<string>) => this.handlers[type]?.(data))
    // It tries again by itself after all but an answer that is no stream, such as a restarting server's.
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED) return
      setTimeout(() => source === this.#source && this.#address && this.#listen(address), RETRY)
    }
  }
}
