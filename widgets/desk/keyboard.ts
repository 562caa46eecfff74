import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit'
import { recall, remember } from '../shared/storage.js'
import type { Say } from '../shared/texts.js'
import { type Keys, shortcutOf } from './shortcuts.js'

interface Host extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment
}

const PLACE = 'desk:letters'

/**
 * Keys that do what the buttons do, while the focus is in the element or nowhere. Who dictates, or hits keys by
 * chance, switches them off on the help sheet (WCAG 2.1.4).
 */
export class Keyboard<Act extends string> implements ReactiveController {
  constructor(
    readonly host: Host,
    readonly isIn: () => boolean,
    readonly act: (act: Act) => void,
    readonly keys: Keys<Act>,
  ) {
    host.addController(this)
  }

  hostConnected() {
    document.addEventListener('keydown', this.#press)
  }

  hostDisconnected() {
    document.removeEventListener('keydown', this.#press)
  }

  /** The sheet of all keys: what each does, and what is written on it. The browser gives the focus back when it is closed. */
  view(say: Say<'desk'>, sheet: readonly (readonly [what: string, keys: string])[]): TemplateResult {
    return html`<dialog class="help" part="dialog" aria-labelledby="keys-title">
      <h2 id="keys-title">${say('keysTitle')}</h2>
      <dl>
        ${sheet.map(([what, keys]) => keyView(what, keys))}
      </dl>
      <label>
        <input type="checkbox" .checked=${this.#isOn} @change=${this.#switch} /><span>${say('letters')}</span>
      </label>
      <form method="dialog"><button class="primary" part="button">${say('shutKeys')}</button></form>
    </dialog>`
  }

  readonly help = () => this.host.renderRoot.querySelector<HTMLDialogElement>('.help')?.showModal()

  get #isOn(): boolean {
    return recall(PLACE) !== false
  }

  #switch = ({ target }: Event) => {
    remember(PLACE, (target as HTMLInputElement).checked)
    this.host.requestUpdate()
  }

  #press = (event: KeyboardEvent) => {
    if (!this.isIn()) return
    const path = event.composedPath()
    if (!path.includes(this.host) && path[0] !== document.body) return
    const shortcut = shortcutOf(event, this.keys)
    if (!shortcut || (shortcut !== 'help' && !this.#isOn)) return
    // So that the letter is not typed where the focus goes.
    event.preventDefault()
    if (shortcut === 'help') this.help()
    else this.act(shortcut)
  }
}

const keyView = (what: string, keys: string) => html`<div>
  <dt><bdi>${keys.split(' ').map((key) => html`<kbd>${key}</kbd> `)}</bdi></dt>
  <dd>${what}</dd>
</div>`
