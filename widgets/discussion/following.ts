import languages from 'texts:following'
import { html, type TemplateResult } from 'lit'
import { followDiscussion } from '../../sdk/following.js'
import { newKey } from '../../sdk/key.js'
import { getOrganization, type Organization } from '../../sdk/organization.js'
import { ProblemError } from '../../sdk/problems.js'
import { type FieldErrors, fieldErrors } from '../shared/field-errors.js'
import { fill, findTexts, type Say, type Texts } from '../shared/texts.js'
import type { Room } from './writing.js'

const paces = ['daily', 'official'] as const

/** Having a discussion told by mail. Loaded when somebody asks for it. */
export class Following {
  #isSending = false
  /** Of what is sent: again after a failure it is the same. */
  #key = newKey()
  #errors: FieldErrors = {}
  #notice = ''
  /** What became of it, once something did. */
  #state: 'asked' | 'on' | undefined
  #language = ''
  #texts: Texts<'following'> | undefined
  #consent: Organization['consent'] | undefined

  constructor(readonly room: Room) {}

  /** Fetches the words, and what is agreed to. */
  async begin(): Promise<this> {
    const [{ consent }] = await Promise.all([getOrganization(this.room.client()), this.#follow()])
    this.#consent = consent
    this.room.element.requestUpdate()
    return this
  }

  async #follow() {
    const { language } = this.room.element
    if (language === this.#language) return
    this.#language = language
    const texts = await findTexts(languages, language)
    if (language === this.#language) this.#texts = texts
    this.room.element.requestUpdate()
  }

  readonly #say: Say<'following'> = (key, values = {}) =>
    this.#texts ? fill(this.#texts[key], this.#texts.lang, values) : ''

  view(): TemplateResult | '' {
    void this.#follow()
    if (!this.#texts || !this.#consent) return ''
    if (this.#state)
      return html`<p class="notice good" id="f-mail" role="status" tabindex="-1">${this.#say(this.#state)}</p>`
    const { email = '' } = this.#errors
    const submit = (event: Event) => {
      event.preventDefault()
      void this.#send(new FormData(event.target as HTMLFormElement))
    }
    return html`<form id="f-mail" novalidate @submit=${submit} @input=${() => this.#change()}>
      <label>
        ${this.#say('email')}
        <input
          name="email"
          type="email"
          part="input"
          autocomplete="email"
          maxlength="254"
          aria-required="true"
          aria-invalid=${!!email}
          aria-describedby="e-mail h-mail"
        />
      </label>
      <p class="error" id="e-mail">${email}</p>
      <p class="muted" id="h-mail">
        ${this.#consent.text} <a href=${this.#consent.url} target="_blank" rel="noopener">${this.#say('terms')}</a>
      </p>
      <label>
        ${this.#say('pace')}
        <select name="pace" part="input">
          ${paces.map((pace) => html`<option value=${pace}>${this.#say(pace)}</option>`)}
        </select>
      </label>
      <div>
        <button class="primary" part="button" aria-disabled=${this.#isSending}>${this.#say('follow')}</button>
      </div>
      <p class="notice" part="error" role="alert" tabindex="-1">${this.#notice}</p>
    </form>`
  }

  #change() {
    // Another address is another request.
    this.#key = newKey()
    if (!this.#notice && Object.keys(this.#errors).length === 0) return
    this.#refuse('', {})
  }

  async #send(form: FormData) {
    if (this.#isSending) return
    const { room } = this
    const email = String(form.get('email') ?? '').trim()
    if (!email) return this.#refuse('', { email: this.#say('needed') }, '#f-mail input')
    this.#isSending = true
    this.#refuse('', {})
    try {
      const pace = paces.find((one) => one === form.get('pace')) ?? 'daily'
      const follower = { email, pace, consent: true as const }
      const answer = await followDiscussion(room.client(), room.shown.discussion.id, follower, {
        idempotencyKey: this.#key,
      })
      this.#state = answer.state
      room.element.requestUpdate()
      room.focusOn('#f-mail')
    } catch (error) {
      const errors = error instanceof ProblemError ? fieldErrors(error) : {}
      const notice = errors.email ? '' : error instanceof ProblemError ? error.detail : this.#say('failed')
      this.#refuse(notice, errors, errors.email ? '#f-mail input' : '#f-mail .notice')
    }
    this.#isSending = false
    room.element.requestUpdate()
  }

  #refuse(notice: string, errors: FieldErrors, focus?: string) {
    this.#notice = notice
    this.#errors = errors
    this.room.element.requestUpdate()
    if (focus) this.room.focusOn(focus)
  }
}
