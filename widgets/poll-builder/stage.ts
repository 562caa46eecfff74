import type { NewBallot, Poll } from '../../sdk/polls.js'
import { define } from '../shared/define.js'
import { forgetEntered, VmestePollPreview } from './preview.js'

/** Milliseconds after the last change in which what is shown follows. */
const FOLLOWS_AFTER = 300

interface Host {
  /** Whose the poll is, and where the API. */
  of: () => { organization: string; api: string }
  /** Where the poll is shown; null where it is not. */
  stage: () => Element | null
  /** What is shown there, and in which language; undefined for nothing yet. */
  shown: () => { poll: Poll; language: string; notice: string; cast?: (ballot: NewBallot) => Promise<void> } | undefined
}

/** Shows a poll in the element that residents see, and has it follow what is written. */
export class Stage {
  #element: VmestePollPreview | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(readonly host: Host) {}

  /** To be called whenever the host is on screen anew. */
  updated() {
    const stage = this.host.stage()
    if (!stage) this.#element = undefined
    else if (this.#element?.parentNode !== stage) this.#stand(stage)
  }

  /** Soon: it does not run along with each letter. */
  follow() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      const stage = this.host.stage()
      if (stage) this.#stand(stage)
    }, FOLLOWS_AFTER)
  }

  /** From the start, with nothing entered. */
  begin() {
    this.#element?.remove()
    this.#element = undefined
    this.updated()
  }

  end() {
    clearTimeout(this.#timer)
    this.#element = undefined
  }

  /** Put in anew the element reads its poll anew; what it shows stays until then. */
  #stand(stage: Element) {
    const { organization, api } = this.host.of()
    const shown = this.host.shown()
    if (!shown) return
    const { poll, language, notice, cast } = shown
    define('vmeste-poll-preview', VmestePollPreview)
    const element = this.#element ?? (document.createElement('vmeste-poll-preview') as VmestePollPreview)
    if (!this.#element) forgetEntered(organization, poll.id)
    this.#element = element
    Object.assign(element, { organization, api, lang: language, poll: poll.id, previewed: { poll, notice, cast } })
    stage.replaceChildren(element)
  }
}
