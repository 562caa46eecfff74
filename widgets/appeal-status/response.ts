import { html, type TemplateResult } from 'lit'
import type { ResidentAppeal } from '../../sdk/appeals.js'
import { newKey } from '../../sdk/key.js'
import { ProblemError } from '../../sdk/problems.js'
import { textField } from '../shared/field.js'
import { fieldErrors } from '../shared/field-errors.js'
import { keepInTab, recallInTab } from '../shared/tab-storage.js'
import type { Say } from '../shared/texts.js'

type To = 'in_progress' | 'disputed'
interface Draft {
  text?: string
  /** The Idempotency-Key of a response sent but not known to have arrived. */
  key?: string
}

/** What the resident says to a question or to an answer: a reply, or that the answer does not solve it. */
export class Response {
  draft: Draft = {}
  error = ''
  notice = ''
  isSending = false
  /** What was said just now. */
  done: To | undefined

  constructor(
    readonly say: Say<'status'>,
    /** Where it is kept in this tab until it is sent. */
    readonly place: () => string,
    readonly send: (response: { to: To; text: string }, key: string) => Promise<void>,
    /** Shows what came of it, and moves the focus there. */
    readonly tell: () => void,
  ) {}

  recall() {
    this.draft = recallInTab(this.place()) ?? {}
    this.error = this.notice = ''
    this.done = undefined
  }

  view({ transitions, history }: ResidentAppeal): TemplateResult | '' {
    const { say } = this
    if (this.done) {
      const said = say(this.done === 'disputed' ? 'disagreed' : 'replied')
      return html`<p class="notice good thanks" tabindex="-1">${said}</p>`
    }
    const to = transitions.find((step) => step.to === 'in_progress' || step.to === 'disputed')?.to as To | undefined
    if (!to) return ''
    if (to === 'in_progress') {
      return html`<h3>${say('question')}</h3>
        <p class="text answer" dir="auto">${history.findLast(({ status }) => status === 'waiting')?.text}</p>
        ${this.#form(to, say('reply'), say('sendReply'))}`
    }
    return html`<details .open=${!!this.draft.text}>
      <summary>${say('disagree')}</summary>
      ${this.#form(to, say('disagreeWhy'), say('sendDisagree'))}
    </details>`
  }

  #form(to: To, label: string, action: string) {
    return html`<form novalidate @submit=${(event: Event) => this.#submit(event, to)}>
      ${textField({
        name: 'response',
        label,
        error: this.error,
        value: this.draft.text ?? '',
        onInput: (text) => {
          this.error = this.notice = ''
          this.#keep({ text })
        },
        isLong: true,
        maximum: 8000,
        isRequired: true,
      })}
      <p class="notice" part="error" role="alert" tabindex="-1">${this.notice}</p>
      <p class="actions">
        <button class=${to === 'in_progress' ? 'primary' : ''} part="button" aria-disabled=${this.isSending}>
          ${this.isSending ? this.say('sending') : action}
        </button>
      </p>
    </form>`
  }

  async #submit(event: Event, to: To) {
    event.preventDefault()
    const { text = '', key = newKey() } = this.draft
    if (this.isSending) return
    this.notice = ''
    this.error = text.trim() ? '' : this.say('writeIt')
    if (this.error) return this.tell()
    this.isSending = true
    // Kept before it is sent: after a lost answer, another try is the same response.
    this.#keep({ text, key })
    this.tell()
    try {
      await this.send({ to, text }, key)
      this.#keep({})
      this.done = to
    } catch (error) {
      if (error instanceof ProblemError && error.status < 429) {
        this.error = fieldErrors(error).text ?? ''
        this.notice = this.error ? '' : error.detail
        this.#keep({ text })
      } else this.notice = this.say('kept')
    }
    this.isSending = false
    this.tell()
  }

  #keep(draft: Draft) {
    this.draft = draft
    keepInTab(this.place(), draft.text ? draft : undefined)
  }
}
