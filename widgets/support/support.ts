import { html, type ReactiveControllerHost, type TemplateResult } from 'lit'
import type { Appeal } from '../../sdk/appeals.js'
import { supportAppeal, withdrawSupport } from '../../sdk/support.js'
import type { Transport } from '../../sdk/transport.js'
import { ensureDevice } from '../shared/device.js'
import { textField } from '../shared/field.js'
import { recall, remember } from '../shared/storage.js'
import type { Say } from '../shared/texts.js'

/** “Me too”: of a public appeal that is still open, by whoever did not send it. */
export class Support {
  #email = ''
  #notice = ''
  #isTold = false
  #isBusy = false

  constructor(
    readonly host: ReactiveControllerHost & { readonly organization: string },
    readonly say: Say<'status'>,
    readonly client: () => Transport,
    /** It counts; the focus goes to what is said of it. */
    readonly onChange: () => void,
  ) {}

  /** @param consent what is accepted with an address. */
  view(
    appeal: Pick<Appeal, 'number' | 'view' | 'status' | 'description' | 'supporters'>,
    consent: string,
  ): TemplateResult | '' {
    const { number, view, status, description, supporters } = appeal
    const isOpen = !['answered', 'closed', 'declined', 'merged'].includes(status)
    const count = supporters ? html`<p class="muted">${this.say('supporters', { count: supporters })}</p>` : ''
    if (view !== 'public' || description === null || !isOpen) return count
    const isMine = this.isMine(number)
    return html`<section class="support">
      ${count}
      ${
        isMine
          ? html`<p class="notice good" tabindex="-1">${this.say(this.#isTold ? 'supportTold' : 'supported')}</p>
            ${this.#isTold ? '' : this.#mailForm(number, consent)}`
          : ''
      }
      <p class="notice" part="error" role="alert">${this.#notice}</p>
      <p class="actions">
        <button
          type="button"
          part="button"
          aria-disabled=${this.#isBusy}
          @click=${() => (isMine ? this.#withdraw(number) : this.#support(number))}
        >
          ${this.say(isMine ? 'supportBack' : 'support')}
        </button>
      </p>
    </section>`
  }

  /** Whether this device has supported it. */
  isMine = (number: number) => recall(this.#place(number)) === 'yes'

  #mailForm(number: number, consent: string) {
    return html`<details>
      <summary>${this.say('supportMail')}</summary>
      <form
        novalidate
        @submit=${(event: Event) => {
          event.preventDefault()
          if (this.#email.trim()) void this.#tell(number)
        }}
      >
        ${textField({
          name: 'support-email',
          label: this.say('supportEmail'),
          hint: this.say('supportConsent', { text: consent }),
          type: 'email',
          autocomplete: 'email',
          value: this.#email,
          onInput: (text) => {
            this.#email = text
          },
        })}
        <p class="actions"><button part="button" aria-disabled=${this.#isBusy}>${this.say('supportTell')}</button></p>
      </form>
    </details>`
  }

  #place = (number: number) => `support:${this.host.organization}/${number}`
  #client = (): Transport => ({ ...this.client(), device: ensureDevice() })

  #support = (number: number) =>
    this.#act(async () => {
      await supportAppeal(this.#client(), number)
      remember(this.#place(number), 'yes')
    })

  #withdraw = (number: number) =>
    this.#act(async () => {
      await withdrawSupport(this.#client(), number)
      remember(this.#place(number), undefined)
      this.#isTold = false
    })

  #tell = (number: number) =>
    this.#act(async () => {
      const { notices } = await supportAppeal(this.#client(), number, { email: this.#email, consent: true })
      if (notices === 'none') throw new Error('nothing to tell by')
      this.#isTold = true
    })

  async #act(work: () => Promise<void>) {
    if (this.#isBusy) return
    this.#isBusy = true
    this.#notice = ''
    this.host.requestUpdate()
    try {
      await work()
    } catch {
      this.#notice = this.say('supportFailed')
    }
    this.#isBusy = false
    this.host.requestUpdate()
    if (!this.#notice) this.onChange()
  }
}
