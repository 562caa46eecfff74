import type { ReactiveController } from 'lit'
import { AppealChanges } from '../appeal-view/changes.js'
import type { DeskContext } from './context.js'
import type { Queue } from './queue.js'

/** Milliseconds in which several changes are read as one. */
const SETTLE = 500

interface Watched {
  queue: Queue
  /** An appeal changed or, without a number, any may have. */
  onChange: (number?: number) => void
}

/** Keeps the list as colleagues and residents leave it, and says what comes in. */
export class News implements ReactiveController {
  said = ''
  /** Changed since the list was read; null for any. */
  #changed: Set<number> | null = new Set()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(desk: DeskContext, { queue, onChange }: Watched) {
    const { host } = desk
    host.addController(this)
    new AppealChanges(
      host,
      () => (desk.session() && queue.load.value ? `${host.api} ${host.organization} ${desk.session()}` : undefined),
      () => ({ client: desk.client() }),
      (changed) => {
        if (changed?.status === 'received') this.said = desk.say('news', { number: `${changed.number}` })
        onChange(changed?.number)
        if (changed) this.#changed?.add(changed.number)
        else this.#changed = null
        clearTimeout(this.#timer)
        this.#timer = setTimeout(() => {
          const numbers = this.#changed
          this.#changed = new Set()
          void (numbers ? queue.refresh([...numbers]) : queue.load.reload())
        }, SETTLE)
      },
    )
  }

  hostDisconnected() {
    clearTimeout(this.#timer)
  }
}
