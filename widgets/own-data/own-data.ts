import languages from 'texts:data'
import { html, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { ResidentAppeal } from '../../sdk/appeals.js'
import { newKey } from '../../sdk/key.js'
import { getCategories } from '../../sdk/organization.js'
import { type AppealExport, correctContact, eraseAppeal, exportAppeal } from '../../sdk/privacy.js'
import { ProblemError } from '../../sdk/problems.js'
import { apiAddress } from '../shared/address.js'
import { announcement } from '../shared/announcement.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import { textField } from '../shared/field.js'
import fieldStyles from '../shared/field.styles.js'
import { type FieldErrors, fieldErrors } from '../shared/field-errors.js'
import { Load } from '../shared/load.js'
import moreStyles from '../shared/more.styles.js'
import type { Languages } from '../shared/texts.js'
import styles from './own-data.styles.js'

const fields = ['name', 'email', 'phone'] as const
type ContactField = (typeof fields)[number]

const types = { name: 'text', email: 'email', phone: 'tel' } as const
const autocomplete = { name: 'name', email: 'email', phone: 'tel' } as const

interface Held extends AppealExport {
  /** What of a contact the topic asks for; undefined where the topic is not known any more. */
  asked: readonly ContactField[] | undefined
}

/**
 * What is held of an appeal, for who has its secret: to see, download, correct and erase. It stands in
 * `<vmeste-appeal-status>`, which gives it the secret as a property, so that no attribute shows it.
 */
export class VmesteOwnData extends VmesteElement<'data'> {
  static override properties: PropertyDeclarations = {
    appeal: { attribute: false },
    secret: { attribute: false },
    changed: { attribute: false },
  }
  static override styles = [baseStyles, moreStyles, fieldStyles, styles]

  declare appeal: ResidentAppeal
  declare secret: string
  /** Called with the appeal once it is corrected or erased. Not an event: the page would hear of a contact. */
  declare changed: (appeal: ResidentAppeal) => void

  protected readonly languages: Languages<'data'> = languages
  #doing: 'correct' | 'erase' | undefined
  #values: Record<ContactField, string> = { name: '', email: '', phone: '' }
  #errors: FieldErrors = {}
  #notice = ''
  #news = ''
  #isSending = false
  /** The Idempotency-Key of what is about to be sent. */
  #key = ''

  readonly #load = new Load<Held>(
    this,
    () => `${this.appeal?.number}`,
    async (signal) => {
      const client = this.client()
      const topics = getCategories(client, { signal }).catch(() => undefined)
      const held = await exportAppeal(client, this.appeal.number, { secret: this.secret, signal })
      const categories = (await topics)?.groups.flatMap((group) => group.categories)
      const contact = categories?.find(({ code }) => code === held.appeal.category.code)?.contact
      return { ...held, asked: contact && fields.filter((field) => contact[field] !== 'none') }
    },
  )

  protected override willUpdate() {
    const held = this.#load.value
    // What happened meanwhile may have changed until when it is kept.
    if (held && held.appeal.version < this.appeal.version) {
      held.appeal = this.appeal
      void this.#load.reload()
    }
  }

  protected view() {
    return html`${this.showLoad(this.#load, this.#heldView)}${announcement(this.#news)}`
  }

  #heldView = ({ appeal, isPublic, keptUntil }: Held): TemplateResult => {
    const { contact } = appeal
    return html`
      <dl>
        ${fields.map((field) =>
          contact[field] || this.#asked().includes(field)
            ? html`<dt class="muted">${this.say(field)}</dt>
              <dd><bdi>${contact[field] ?? this.say('none')}</bdi></dd>`
            : '',
        )}
      </dl>
      <p class="text">
        ${this.say(isPublic ? 'isPublic' : 'isPrivate')}
        ${
          keptUntil
            ? this.say(keptUntil.action === 'delete' ? 'untilErased' : 'untilAnonymous', {
                date: this.sayDate(keptUntil.at, { dateStyle: 'long' }),
              })
            : ''
        }
      </p>
      <p class="text"><a href=${this.#policyAddress()} target="_blank">${this.say('about')}</a></p>
      ${this.#doing === 'correct' ? this.#contactForm() : this.#doing === 'erase' ? this.#sureView() : this.#acts()}
      <p class="notice" part="error" role="alert" tabindex="-1">${this.#notice}</p>
    `
  }

  #acts(): TemplateResult {
    return html`<p class="actions">
      ${
        this.#asked().length
          ? html`<button type="button" part="button" id="correct" @click=${this.#correct}>${this.say('correct')}</button>`
          : ''
      }
      <button type="button" part="button" id="download" @click=${this.#download}>${this.say('download')}</button>
      <button type="button" part="button" class="danger" id="erase" @click=${() => this.#turnTo('erase', '.sure h4')}>
        ${this.say('erase')}
      </button>
    </p>`
  }

  #contactForm(): TemplateResult {
    return html`<form novalidate @submit=${this.#save}>
      ${this.#asked().map((name, index) =>
        textField({
          name,
          label: this.say(name),
          hint: index ? undefined : this.say('correctHint'),
          error: this.#errors[name],
          value: this.#values[name],
          onInput: (value) => {
            this.#values[name] = value
            this.#key = newKey()
            delete this.#errors[name]
            this.requestUpdate()
          },
          type: types[name],
          autocomplete: autocomplete[name],
        }),
      )}
      <p class="actions">
        <button class="primary" part="button" aria-disabled=${this.#isSending}>
          ${this.say(this.#isSending ? 'sending' : 'save')}
        </button>
        <button type="button" part="button" @click=${() => this.#turnTo(undefined, '#correct')}>${this.say('cancel')}</button>
      </p>
    </form>`
  }

  #sureView(): TemplateResult {
    const { number, answeredAt, status } = this.appeal
    const isOpen = !answeredAt && status !== 'declined' && status !== 'closed'
    return html`<div class="notice sure">
      <h4 tabindex="-1">${this.say('sure', { number: `${number}` })}</h4>
      <p class="text">${this.say('goes')}</p>
      ${isOpen ? html`<p class="text"><b>${this.say('withdrawn')}</b></p>` : ''}
      <p class="actions">
        <button type="button" part="button" class="danger" aria-disabled=${this.#isSending} @click=${this.#erase}>
          ${this.say(this.#isSending ? 'sending' : 'yes')}
        </button>
        <button type="button" part="button" @click=${() => this.#turnTo(undefined, '#erase')}>${this.say('no')}</button>
      </p>
    </div>`
  }

  #asked(): readonly ContactField[] {
    const { history, contact } = this.appeal
    if (history.some(({ type }) => type === 'anonymized')) return []
    return this.#load.value?.asked ?? fields.filter((field) => contact[field])
  }

  #policyAddress = () =>
    `${(this.api || apiAddress()).replace(/\/$/, '')}/o/${this.organization}/privacy?lang=${this.language}`

  #correct = () => {
    const { contact } = this.appeal
    this.#values = { name: contact.name ?? '', email: contact.email ?? '', phone: contact.phone ?? '' }
    this.#turnTo('correct', 'input')
  }

  #turnTo(doing: 'correct' | 'erase' | undefined, focus: string) {
    this.#doing = doing
    this.#errors = {}
    this.#notice = this.#news = ''
    this.#key = newKey()
    this.requestUpdate()
    void this.focusOn(focus)
  }

  #save = (event: Event) => {
    event.preventDefault()
    const change = Object.fromEntries(this.#asked().map((field) => [field, this.#values[field].trim() || null]))
    return this.#send(async (options) => {
      const appeal = await correctContact(this.client(), this.appeal.number, change, options)
      this.#turnTo(undefined, '#correct')
      this.#news = this.say('corrected')
      return appeal
    })
  }

  #erase = () => this.#send((options) => eraseAppeal(this.client(), this.appeal.number, options))

  async #send(write: (options: { secret: string; idempotencyKey: string }) => Promise<ResidentAppeal>) {
    if (this.#isSending) return
    this.#isSending = true
    this.#errors = {}
    this.#notice = ''
    this.requestUpdate()
    try {
      const appeal = await write({ secret: this.secret, idempotencyKey: this.#key })
      if (this.#load.value) this.#load.value.appeal = appeal
      this.changed(appeal)
    } catch (error) {
      if (error instanceof ProblemError && error.status < 429) {
        this.#errors = fieldErrors(error)
        this.#notice = error.detail
      } else this.#notice = this.say('kept')
    }
    this.#isSending = false
    this.requestUpdate()
    if (this.#notice) void this.focusOn(Object.keys(this.#errors).length ? '[aria-invalid=true]' : '[part=error]')
  }

  #download = async () => {
    this.#notice = ''
    try {
      const held = await exportAppeal(this.client(), this.appeal.number, { secret: this.secret })
      const file = new Blob([JSON.stringify(held, null, 2)], { type: 'application/json' })
      const address = URL.createObjectURL(file)
      const download = `${this.organization}-${this.appeal.number}.json`
      Object.assign(document.createElement('a'), { href: address, download }).click()
      setTimeout(() => URL.revokeObjectURL(address), 60_000)
    } catch (error) {
      this.#notice = this.sayError(error)
    }
    this.requestUpdate()
    if (this.#notice) void this.focusOn('[part=error]')
  }
}
