import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { fromAddress, type Place, toAddress } from './filter-address.js'

/** Has the address lead to what is listed and open, after its `#`, which no server sees: a colleague is sent a link. */
export class DeskAddress implements ReactiveController {
  /** As last written or read: another one, typed since, is read before it is written over. */
  #known?: string

  constructor(
    host: ReactiveControllerHost,
    /** Not on another website's page, whose address is its own; nor while nobody is in. */
    readonly isOurs: () => boolean,
    readonly place: () => Place,
    readonly onGo: (place: Place) => void,
  ) {
    host.addController(this)
  }

  hostConnected() {
    addEventListener('hashchange', this.read)
  }

  hostDisconnected() {
    removeEventListener('hashchange', this.read)
  }

  hostUpdated() {
    if (!this.isOurs()) return
    const hash = toAddress(this.place())
    if (hash === this.#known) return
    this.#known = hash
    if (hash !== location.hash.slice(1))
      history.replaceState(history.state, '', `${location.pathname}${location.search}${hash && '#'}${hash}`)
  }

  readonly read = () => {
    this.#known = location.hash.slice(1)
    if (location.hash) this.onGo(fromAddress(location.hash))
  }
}
