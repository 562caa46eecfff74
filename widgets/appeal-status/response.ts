import { html, type TemplateResult } from 'lit'
import type { ResidentAppeal } from '../../sdk/appeals.js'
import type { Attachment } from '../../sdk/attachments.js'
import { newKey } from '../../sdk/key.js'
import { ProblemError } from '../../sdk/problems.js'
import { type Enclosure, Enclosures } from '../appeal-view/enclosures.js'
import { textField } from '../shared/field.js'
import { fieldErrors } from '../shared/field-errors.js'
import { keepInTab, recallInTab } from '../shared/tab-storage.js'
import type { Say } from '../shared/texts.js'

type To = 'in_progress' | 'disputed'
interface Draft {
  text?: string
  files?: Enclosure[]
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
  readonly #enclosures: Enclosures

  constructor(
    readonly say: Say<'appeal-view' | 'status'>,
    /** Where it is kept in this tab until it is sent. */
    readonly place: () => string,
    readonly send: (response: { to: To; text: string; attachments?: string[] }, key: string) => Promise<void>,
    /** Shows what came of it, and moves the focus there. */
    readonly tell: () => void,
    upload: (file: File) => Promise<Attachment>,
    update: () => void,
  ) {
    this.#enclosures = new Enclosures({
      say,
      upload,
      given: () => this.draft.files ?? [],
      change: (files) => this.#keep({ text: this.draft.text, files }),
      requestUpdate: update,
    })
  }

  recall() {
    this.draft = recallInTab(this.place()) ?? {}
    this.error = this.notice = ''
    this.done = undefined
  }

  /** @param files shows those that went along with the question. */
  view(
    { transitions, history }: ResidentAppeal,
    files: (attachments: readonly Attachment[]) => unknown,
  ): TemplateResult | '' {
    const { say } = this
    if (this.done) {
      const said = say(this.done === 'disputed' ? 'disagreed' : 'replied')
      return html`<p class="notice good thanks" tabindex="-1">${said}</p>`
    }
    const to = transitions.find((step) => step.to === 'in_progress' || step.to === 'disputed')?.to as To | undefined
    if (!to) return ''
    if (to === 'in_progress') {
      const question = history.findLast(({ status }) => status === 'waiting')
      return html`<h3>${say('question')}</h3>
        <p class="text answer" dir="auto">${question?.text}</p>
        ${files(question?.attachments ?? [])}
        ${this.#form(to, say('reply'), say('sendReply'))}`
    }
    return html`<details .open=${!!this.draft.text || !!this.draft.files?.length}>
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
          this.#keep({ text, files: this.draft.files })
        },
        isTall: true,
        maximum: 8000,
        isRequired: true,
      })}
      ${this.#enclosures.view()}
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
    if (this.isSending) return
    this.notice = ''
    this.error = this.draft.text?.trim() ? '' : this.say('writeIt')
    if (this.error) return this.tell()
    this.isSending = true
    this.tell()
    // Not sent without the photo: whoever chose it meant it to be seen.
    const hasAll = await this.#enclosures.settle()
    const { text = '', files = [], key = newKey() } = this.draft
    if (!hasAll) {
      this.isSending = false
      return this.tell()
    }
    // Kept before it is sent: after a lost answer, another try is the same response.
    this.#keep({ text, files, key })
    try {
      await this.send({ to, text, ...(files.length && { attachments: files.map(({ id }) => id) }) }, key)
      this.#keep({})
      this.done = to
    } catch (error) {
      if (error instanceof ProblemError && error.status < 429) {
        const { text: wrongText = '', ...others } = fieldErrors(error)
        const lost = Object.keys(others).find((name) => name.startsWith('attachments'))
        this.error = wrongText
        this.notice = this.error || lost ? '' : error.detail
        this.#keep({ text, files })
        if (lost) this.#enclosures.lose(others[lost] ?? '')
      } else this.notice = this.say('kept')
    }
    this.isSending = false
    this.tell()
  }

  #keep(draft: Draft) {
    this.draft = draft
    keepInTab(this.place(), draft.text || draft.files?.length ? draft : undefined)
  }
}
