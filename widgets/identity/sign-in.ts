import languages from 'texts:identity'
import { html, type TemplateResult } from 'lit'
import { ProblemError } from '../../sdk/problems.js'
import { createResidentSession, sendResidentCode } from '../../sdk/residents.js'
import { apiAddress } from '../shared/address.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import { type FieldErrors, fieldErrors } from '../shared/field-errors.js'
import type { Languages } from '../shared/texts.js'
import { smallField } from './field.js'
import fieldStyles from './field.styles.js'
import styles from './sign-in.styles.js'

/** A dialogue in which a resident shows who they are. Made where it is needed: see `ask.ts`. */
export class VmesteSignIn extends VmesteElement<'identity'> {
  static override styles = [baseStyles, fieldStyles, styles]

  /** By which they may. */
  ways: readonly string[] = []
  /** Called once, with the token of the session, or without when it is closed. */
  onDone: (token?: string) => void = () => {}

  protected readonly languages: Languages<'identity'> = languages
  #email = ''
  #code = ''
  /** The code is on its way to the address. */
  #isSent = false
  #isSending = false
  #errors: FieldErrors = {}
  #notice = ''
  #listening: AbortController | undefined

  protected view(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${() => this.onDone()}>
      <h2 id="title" part="title">${this.say('title')}</h2>
      <p>${this.say('why')}</p>
      ${this.ways.includes('site') ? html`<p>${this.say('site')}</p>` : ''}
      ${this.ways.includes('oidc') ? this.#elsewhereView() : ''}
      ${this.ways.includes('email') ? this.#emailView() : this.#closeView()}
    </dialog>`
  }

  #elsewhereView = () => html`<p>${this.say('elsewhere')}</p>
    <p class="actions">
      <button class="primary" part="button" @click=${this.#goElsewhere}>${this.say('goElsewhere')}</button>
    </p>
    ${this.ways.includes('email') ? '' : html`<p class="notice" part="error" role="alert">${this.#notice}</p>`}`

  /** In a window of its own: this page, and what was typed in it, stays. */
  #goElsewhere = () => {
    const base = (this.api || apiAddress()).replace(/\/$/, '')
    const query = new URLSearchParams({ origin: location.origin })
    const opened = open(`${base}/o/${this.organization}/oidc?${query}`, 'vmeste', 'popup,width=480,height=720')
    this.#listening?.abort()
    this.#listening = new AbortController()
    const told = async ({ source, origin, data }: MessageEvent) => {
      if (source !== opened || origin !== new URL(base, location.href).origin || data?.vmeste !== 'signed-in') return
      this.#listening?.abort()
      try {
        this.onDone((await createResidentSession(this.client(), { exchange: data.code })).token)
      } catch (error) {
        this.#notice = this.sayError(error)
        this.requestUpdate()
      }
    }
    addEventListener('message', told, { signal: this.#listening.signal })
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#listening?.abort()
  }

  #closeView = () => html`<p class="actions">
    <button part="button" @click=${() => this.#dialog?.close()}>${this.say('understood')}</button>
  </p>`

  #emailView(): TemplateResult {
    return html`<p>${this.say('email')}</p>
      <form novalidate @submit=${this.#submit}>
        ${
          this.#isSent
            ? smallField({
                name: 'code',
                label: this.say('code'),
                hint: this.say('sent', { email: this.#email }),
                error: this.#errors.code,
                value: this.#code,
                onValue: (value) => {
                  this.#code = value
                },
                autocomplete: 'one-time-code',
                inputmode: 'numeric',
              })
            : smallField({
                name: 'email',
                label: this.say('address'),
                error: this.#errors.email,
                value: this.#email,
                onValue: (value) => {
                  this.#email = value
                },
                type: 'email',
                autocomplete: 'email',
              })
        }
        <p class="notice" part="error" role="alert">${this.#notice}</p>
        <p class="actions">
          <button class="primary" part="button" aria-disabled=${this.#isSending}>
            ${this.say(this.#isSending ? 'sending' : this.#isSent ? 'confirm' : 'send')}
          </button>
          <button type="button" class="quiet" part="button" @click=${() => this.#dialog?.close()}>
            ${this.say('cancel')}
          </button>
        </p>
        ${
          this.#isSent
            ? html`<p><button type="button" class="quiet" part="button" @click=${this.#again}>${this.say('other')}</button></p>`
            : ''
        }
      </form>`
  }

  get #dialog() {
    return this.renderRoot.querySelector('dialog')
  }

  override updated() {
    const dialog = this.#dialog
    // Once the texts are there. Browsers without it show the same in its place.
    if (dialog && !dialog.open) {
      dialog.showModal?.()
      dialog.setAttribute('open', '')
      void this.focusOn('#email, button')
    }
  }

  #submit = async (event: Event) => {
    event.preventDefault()
    if (this.#isSending) return
    const [email, code] = [this.#email.trim(), this.#code.replace(/\D/g, '')]
    this.#notice = ''
    this.#errors = this.#isSent
      ? { ...(code.length !== 6 && { code: this.say('codeNeeded') }) }
      : { ...(!/^\S+@\S+$/.test(email) && { email: this.say('addressNeeded') }) }
    if (!Object.keys(this.#errors).length) await this.#send(email, code)
    this.requestUpdate()
    void this.focusOn('[aria-invalid=true], .notice:not(:empty), input')
  }

  async #send(email: string, code: string) {
    this.#isSending = true
    this.requestUpdate()
    try {
      if (this.#isSent) return this.onDone((await createResidentSession(this.client(), { email, code })).token)
      await sendResidentCode(this.client(), email)
      this.#email = email
      this.#isSent = true
    } catch (error) {
      this.#errors = error instanceof ProblemError ? fieldErrors(error) : {}
      if (!Object.keys(this.#errors).length) this.#notice = this.sayError(error)
    } finally {
      this.#isSending = false
    }
  }

  #again = () => {
    this.#isSent = false
    this.#code = ''
    this.#errors = {}
    this.#notice = ''
    this.requestUpdate()
    void this.focusOn('#email')
  }
}
