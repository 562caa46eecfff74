import languages from 'texts:objecting'
import { html, type TemplateResult } from 'lit'
import { getOwnDecision, type OwnDecision, objectToDecision } from '../../sdk/moderation.js'
import { ProblemError } from '../../sdk/problems.js'
import { fill, findTexts, type Say, type Texts } from '../shared/texts.js'
import type { Room } from './writing.js'

/** What became of one's own comments that nobody reads, and objecting to it. Loaded where there are any. */
export class Objecting {
  /** By comment; a text for what went wrong. */
  readonly #own = new Map<string, OwnDecision | string>()
  readonly #reading = new Set<string>()
  readonly #drafts = new Map<string, string>()
  readonly #errors = new Map<string, string>()
  #isSending = false
  #language = ''
  #texts: Texts<'objecting'> | undefined

  constructor(
    readonly room: Room,
    /** Of what everyone reads by now there is nothing to be told. */
    readonly onPublished: (id: string) => void,
  ) {}

  async begin(): Promise<this> {
    await this.#follow()
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

  readonly #say: Say<'objecting'> = (key, values = {}) =>
    this.#texts ? fill(this.#texts[key], this.#texts.lang, values) : ''

  /** `isWhole`: with its text, where the list does not show it. */
  view(id: string, isWhole = false): TemplateResult | '' {
    void this.#follow()
    const own = this.#own.get(id)
    if (!own) void this.#read(id)
    if (!own || !this.#texts) return ''
    if (typeof own === 'string')
      return html`<div class="notice" role="alert">
        <p>${own}</p>
        <button type="button" part="button" @click=${() => this.#readAgain(id)}>${this.#say('retry')}</button>
      </div>`
    const { comment, objection, canObject } = own
    const { status, reason } = comment
    const told =
      status === 'waiting' || status === 'refused' || status === 'hidden'
        ? html`<p>${this.#say(status, { reason: reason ?? '' })}</p>`
        : ''
    const outcome = objection
      ? html`<p id="w-${id}" tabindex="-1">${this.#say(objection.settledAt === null ? 'objected' : objection.isGranted ? 'granted' : 'upheld', { reason: objection.answer })}</p>`
      : ''
    return html`${isWhole ? html`<blockquote class="text" dir="auto">${comment.text}</blockquote>` : ''} ${told}
    ${outcome} ${canObject ? this.#form(id) : ''}`
  }

  #form(id: string) {
    const error = this.#errors.get(id)
    const submit = (event: Event) => {
      event.preventDefault()
      void this.#object(id)
    }
    return html`<form id="o-${id}" novalidate @submit=${submit}>
      <label
        >${this.#say('why')}
        <textarea
          name="text"
          part="input"
          maxlength="1000"
          aria-invalid=${!!error}
          aria-describedby="x-${id}"
          .value=${this.#drafts.get(id) ?? ''}
          @input=${({ target }: Event) => this.#drafts.set(id, (target as HTMLTextAreaElement).value)}
        ></textarea>
      </label>
      <p class="error" id="x-${id}" role="alert">${error}</p>
      <div>
        <button class="primary" part="button" aria-disabled=${this.#isSending}>${this.#say('object')}</button>
      </div>
    </form>`
  }

  async #read(id: string) {
    if (this.#reading.has(id)) return
    this.#reading.add(id)
    try {
      this.#note(id, await getOwnDecision(this.room.client(), this.#which(id)))
    } catch (error) {
      this.#own.set(id, error instanceof ProblemError ? error.detail : this.#say('failed'))
    }
    this.room.element.requestUpdate()
  }

  async #readAgain(id: string) {
    this.#own.delete(id)
    this.#reading.delete(id)
    await this.#read(id)
    this.room.focusOn(`#o-${id} textarea, #w-${id}`, false)
  }

  async #object(id: string) {
    const text = this.#drafts.get(id)?.trim() ?? ''
    if (this.#isSending) return
    const isShort = text.length < 3
    this.#errors.set(id, isShort ? this.#say('needed') : '')
    this.#isSending = !isShort
    this.room.element.requestUpdate()
    if (isShort) return this.room.focusOn(`#o-${id} textarea`)
    try {
      this.#note(id, await objectToDecision(this.room.client(), this.#which(id), { text }))
      this.#drafts.delete(id)
      // Where the form was stands what was said of it.
      this.room.focusOn(`#w-${id}`)
    } catch (error) {
      this.#errors.set(id, error instanceof ProblemError ? error.detail : this.#say('failed'))
      this.room.focusOn(`#o-${id} textarea`)
    }
    this.#isSending = false
    this.room.element.requestUpdate()
  }

  #note(id: string, own: OwnDecision) {
    this.#own.set(id, own)
    if (own.comment.status === 'published') this.onPublished(id)
  }

  #which = (id: string) => ({ discussion: this.room.shown.discussion.id, id })
}
