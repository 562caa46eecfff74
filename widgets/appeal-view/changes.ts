import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { type StreamEvents, subscribe } from '../../sdk/events.js'
import type { Transport } from '../../sdk/transport.js'

/** What is followed: of one organization, certain topics or all. */
interface Followed {
  client: Transport
  topics?: readonly string[]
}

/**
 * Calls back when an appeal changes, as long as the element is on the page: by the event stream while the page is in
 * sight (over HTTP/1.1 a browser opens six connections to a server, for all its tabs together), and when it is looked
 * at again.
 */
export class AppealChanges implements ReactiveController {
  #subject = ''
  #running: AbortController | undefined

  constructor(
    host: ReactiveControllerHost,
    /** What decides it; undefined: nothing to follow yet. */
    readonly key: () => string | undefined,
    readonly followed: () => Followed,
    /** Without an event, anything may have changed. */
    readonly onChange: (changed?: StreamEvents['appeal.changed']) => void,
  ) {
    host.addController(this)
  }

  hostConnected() {
    document.addEventListener('visibilitychange', this.#look)
  }

  hostUpdated() {
    const subject = (!document.hidden && this.key()) || ''
    if (subject === this.#subject) return
    this.#stop()
    this.#subject = subject
    if (subject) void this.#follow()
  }

  hostDisconnected() {
    document.removeEventListener('visibilitychange', this.#look)
    this.#stop()
  }

  async #follow() {
    const running = new AbortController()
    this.#running = running
    const { client, topics } = this.followed()
    await subscribe(client, {
      topics,
      signal: running.signal,
      onEvent: (event) => {
        if (running.signal.aborted) return
        if (event.type === 'appeal.changed') this.onChange(event.data)
        else if (event.type === 'resync') this.onChange()
      },
      // Refused for good: what is shown stays, and is read again when the page is looked at.
    }).catch(() => {})
  }

  #look = () => {
    this.hostUpdated()
    if (this.#subject) this.onChange()
  }

  #stop() {
    this.#running?.abort()
    this.#subject = ''
  }
}
