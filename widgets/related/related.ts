import languages from 'texts:appeal-view+near+related'
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { type StaffAppeal, splitAppeal } from '../../sdk/appeals.js'
import { newKey } from '../../sdk/key.js'
import type { Classifier } from '../../sdk/organization.js'
import { ProblemError } from '../../sdk/problems.js'
import { findSimilarAppeals, type SimilarAppeal } from '../../sdk/support.js'
import type { Transport } from '../../sdk/transport.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import { VmesteEvent } from '../shared/events.js'
import { textField } from '../shared/field.js'
import fieldStyles from '../shared/field.styles.js'
import { type FieldErrors, fieldErrors } from '../shared/field-errors.js'
import { Load } from '../shared/load.js'
import moreStyles from '../shared/more.styles.js'
import type { Languages } from '../shared/texts.js'
import styles from './related.styles.js'

/**
 * What an officer does with an appeal and another: says which one it is the same as, or has a part of it become one.
 *
 * @fires {VmesteEvent<{number: string}>} vmeste-into - which one it is the same as
 * @fires {VmesteEvent<{number: number}>} vmeste-split - a part of the appeal of that number became one
 */
export class VmesteRelated extends VmesteElement<'appeal-view' | 'near' | 'related'> {
  static override properties: PropertyDeclarations = {
    mode: { attribute: false },
    appeal: { attribute: false },
    classifier: { attribute: false },
    transport: { attribute: false },
    into: { attribute: false },
    error: { attribute: false },
  }
  static override styles = [baseStyles, fieldStyles, moreStyles, styles]

  declare mode: 'merge' | 'split'
  declare appeal: StaffAppeal
  declare classifier: Classifier | undefined
  /** As the officer signed in. */
  declare transport: () => Transport
  /** The number chosen so far, and what is wrong with it. */
  declare into: string | undefined
  declare error: string | undefined

  protected readonly languages: Languages<'appeal-view' | 'near' | 'related'> = languages
  #part: { category?: string; description?: string } = {}
  #errors: FieldErrors = {}
  #notice = ''
  #isSending = false
  /** The Idempotency-Key of what was sent and may have arrived. */
  #key: string | undefined

  readonly #similar = new Load<SimilarAppeal[]>(
    this,
    () => (this.mode === 'merge' ? `${this.appeal.number}` : undefined),
    async (signal) => {
      const { number, category, campaign, description, place } = this.appeal
      const { address, latitude, longitude } = place ?? {}
      const query = {
        category: category.code,
        campaign: campaign ?? undefined,
        description: description ?? '',
        place: {
          address: address ?? undefined,
          ...(typeof latitude === 'number' && typeof longitude === 'number' && { latitude, longitude }),
        },
      }
      const { items } = await findSimilarAppeals(this.transport(), query, { signal })
      return items.filter((item) => item.number !== number)
    },
  )

  protected view() {
    return this.mode === 'merge' ? this.#mergeView() : this.#splitView()
  }

  #mergeView(): TemplateResult {
    return html`
      <div class="field">
        <p class="muted">${this.say('sameHint')}</p>
        ${this.showLoad(this.#similar, (items) =>
          items.length
            ? html`<ul role="list">
                ${items.map((item) => this.#itemView(item))}
              </ul>`
            : html`<p class="muted">${this.say('noneAlike')}</p>`,
        )}
      </div>
      ${textField({
        name: 'into',
        label: this.say('into'),
        error: this.error,
        value: this.into ?? '',
        inputmode: 'numeric',
        maximum: 10,
        onInput: (typed) => this.#choose(typed.replace(/\D/g, '')),
        isRequired: true,
      })}
    `
  }

  #itemView({ number, status, category, description, place, distance, receivedAt }: SimilarAppeal) {
    return html`<li>
      <label>
        <input
          type="radio"
          name="same"
          .checked=${this.into === `${number}`}
          @change=${() => this.#choose(`${number}`)}
        />
        <b>№ ${number} · <bdi>${category.name}</bdi></b>
        <span class="muted">
          ${this.say(status)} · ${this.sayDate(receivedAt, { dateStyle: 'medium' })}
          ${place?.address ? html`· <bdi>${place.address}</bdi>` : ''}
          ${distance === null ? '' : html`· ${this.say('metres', { count: distance })}`}
        </span>
        <p class="text" dir="auto">${description}</p>
      </label>
    </li>`
  }

  #choose(number: string) {
    this.dispatchEvent(new VmesteEvent('vmeste-into', { number }))
  }

  #splitView(): TemplateResult {
    const { category = this.appeal.category.code, description = this.appeal.description ?? '' } = this.#part
    return html`<form novalidate @submit=${this.#split}>
      <p class="muted">${this.say('splitHint')}</p>
      <div class="field">
        <label for="category">${this.say('topic')}</label>
        <select
          id="category"
          part="input"
          aria-describedby="category-error"
          aria-invalid=${this.#errors.category ? 'true' : nothing}
          @change=${({ target }: Event) => this.#change({ category: (target as HTMLSelectElement).value })}
        >
          ${this.classifier?.groups.map(
            ({ name, categories }) => html`<optgroup label=${name}>
              ${categories.map(
                ({ code, name }) => html`<option value=${code} .selected=${code === category}>${name}</option>`,
              )}
            </optgroup>`,
          )}
        </select>
        <p class="error" id="category-error">${this.#errors.category}</p>
      </div>
      ${textField({
        name: 'description',
        label: this.say('partText'),
        hint: this.say('partHint'),
        error: this.#errors.description,
        value: description,
        onInput: (typed) => this.#change({ description: typed }),
        isTall: true,
        maximum: 8000,
        isRequired: true,
      })}
      <p class="notice" role="alert">${this.#notice}</p>
      <p class="actions">
        <button part="button" aria-disabled=${this.#isSending}>${this.say('make')}</button>
      </p>
    </form>`
  }

  #change(members: { category?: string; description?: string }) {
    this.#part = { ...this.#part, ...members }
    this.#key = undefined
    this.#errors = {}
    this.requestUpdate()
  }

  #split = async (event: Event) => {
    event.preventDefault()
    if (this.#isSending) return
    const { number, category, description } = this.appeal
    const part = { category: category.code, description: description ?? '', ...this.#part }
    this.#key ??= newKey()
    this.#isSending = true
    this.#notice = ''
    this.requestUpdate()
    try {
      await splitAppeal(this.transport(), number, part, { idempotencyKey: this.#key })
      this.#part = {}
      this.#key = undefined
      this.dispatchEvent(new VmesteEvent('vmeste-split', { number }))
    } catch (error) {
      if (error instanceof ProblemError) this.#key = undefined
      this.#errors = error instanceof ProblemError ? fieldErrors(error) : {}
      if (!Object.keys(this.#errors).length) this.#notice = this.sayError(error)
      void this.focusOn('[aria-invalid=true]')
    }
    this.#isSending = false
    this.requestUpdate()
  }
}
