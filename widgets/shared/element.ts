import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit'
import { ProblemError } from '../../sdk/problems.js'
import { createTransport, type Transport, type TransportOptions } from '../../sdk/transport.js'
import { apiAddress } from './address.js'
import { wantedLanguage } from './language.js'
import type { Load } from './load.js'
import { recall } from './storage.js'
import { fill, findTexts, type Languages, type Section, type TextKey, type Texts, type TextValues } from './texts.js'

/**
 * What all elements share: whom they speak for, in which language, and how they load, fail and announce.
 * An element gives its `languages` and its `view()`; the rest is here.
 *
 * @cssproperty [--vmeste-accent=#2a6be0] - buttons, what is chosen, bars; needs contrast to the page
 * @cssproperty [--vmeste-on-accent=#fff] - text on the accent
 * @cssproperty [--vmeste-danger=#d13438] - errors
 * @cssproperty [--vmeste-color=inherit] - text; the page's, unless set
 * @cssproperty [--vmeste-background=none] - behind the element
 * @cssproperty [--vmeste-font=inherit] - font family; the page's, unless set
 * @cssproperty [--vmeste-line=#8080804d] - thin lines and borders
 * @cssproperty [--vmeste-control=#7a7a7a] - borders of fields and buttons
 * @cssproperty [--vmeste-field-background=transparent] - behind text fields
 * @cssproperty [--vmeste-surface=#80808017] - faint areas
 * @cssproperty [--vmeste-radius=0.625em] - rounding of corners
 * @cssproperty [--vmeste-space=1.75em] - the most room between border and content
 * @cssproperty [--vmeste-room=16.5em] - the height that a poll holds while it loads
 */
export abstract class VmesteElement<Name extends Section = 'shared'> extends LitElement {
  static override properties: PropertyDeclarations = { organization: {}, api: {} }

  /** Whom the element speaks for, such as `hanty-mansiysk`. */
  declare organization: string
  /** Where the API is; by default where the scripts came from. */
  declare api: string

  /** The language wanted (BCP 47), for what the API says. Texts may be in another, when there are none in this. */
  language = ''
  /** `import languages from 'texts:<section>'`. */
  protected abstract readonly languages: Languages<Name>
  protected abstract view(): unknown

  /** The language the texts are in, once there are any. */
  protected get textLanguage() {
    return this.#texts?.lang as string
  }
  /** Null when there are none to be had. */
  #texts: Texts<Name> | null | undefined
  readonly #observer = new MutationObserver(() => this.#follow())

  override connectedCallback() {
    super.connectedCallback()
    // A change beyond the shadow root this stands in is in the document.
    for (const root of [document, this.getRootNode()])
      this.#observer.observe(root, { subtree: true, attributeFilter: ['lang'] })
    this.#follow()
    if (this.getAttribute('look')) import('./town.js').then(({ wearTown }) => wearTown(this)).catch(() => {})
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#observer.disconnect()
  }

  async #follow() {
    const wanted = wantedLanguage(this)
    if (wanted === this.language) return
    this.language = wanted
    this.requestUpdate()
    const texts = await findTexts(this.languages, wanted).catch(() => undefined)
    if (wanted !== this.language) return
    // Texts in the former language are better than none.
    this.#texts = texts ?? this.#texts ?? null
    this.requestUpdate()
  }

  protected override render(): TemplateResult {
    const texts = this.#texts
    return html`<div class="root" part="root" lang=${this.textLanguage} dir=${texts?.direction || 'ltr'}>
      ${texts ? this.view() : texts === null ? html`<slot></slot>` : this.skeleton()}
    </div>`
  }

  /** A text in the language shown. `{names}` in it are filled from the values; `count` chooses the plural form. */
  protected say(key: TextKey<Name>, values: TextValues = {}): string {
    return this.#texts ? fill(this.#texts[key], this.textLanguage, values) : ''
  }

  /** A moment, as the language writes it, in the reader's time zone. */
  protected sayDate(
    instant: string,
    style: Intl.DateTimeFormatOptions = { dateStyle: 'long', timeStyle: 'short' },
  ): string {
    return new Date(instant).toLocaleString(this.textLanguage, style)
  }

  /**
   * Moves the focus, once what changed is on screen, to the first that matches. What was not asked for takes it from
   * nothing that is still there.
   */
  protected async focusOn(selector: string, isAsked = true) {
    const { activeElement } = this.renderRoot as ShadowRoot
    await this.updateComplete
    if (isAsked || activeElement?.getClientRects().length === 0)
      this.renderRoot.querySelector<HTMLElement>(selector)?.focus()
  }

  /** The way to the API for this organization, in this language. */
  protected client(options?: Pick<TransportOptions, 'device' | 'token' | 'staff'>): Transport {
    const baseUrl = this.api || apiAddress()
    return createTransport({
      baseUrl,
      prove: async (problem) => (await import('../identity/prove.js')).prove(problem, baseUrl, this),
      resident: recall(`resident:${this.organization}`),
      organization: this.organization,
      language: this.language,
      ...options,
    })
  }

  /** Shows a load in its state: a skeleton, what came, or what went wrong with a way out. */
  protected showLoad<Value>(load: Load<Value>, view: (value: Value) => unknown): unknown {
    if (load.value !== undefined) return view(load.value)
    const { error } = load
    // Switched off by the organization: no mistake of anyone's, and nothing to try again.
    if (error instanceof ProblemError && error.document.feature) return html`<p>${this.say('absent')}</p><slot></slot>`
    return error ? this.failure(error, () => load.reload()) : this.skeleton()
  }

  /** Stands where the content will, at about its height, with the page's own fallback: the service may be slow. */
  protected skeleton(): TemplateResult {
    return html`<div class="skeleton" aria-busy="true">${this.say('loading')}</div><slot></slot>`
  }

  /** What went wrong, a button to try again, and the page's own fallback (a link, a phone number) as the way out. */
  protected failure(error: unknown, retry: () => void): TemplateResult {
    return html`<div class="notice" part="error" role="alert">
      <p>${this.sayError(error)}</p>
      <button type="button" part="button" @click=${retry}>${this.say('retry')}</button>
      <slot></slot>
    </div>`
  }

  protected sayError(error: unknown): string {
    return error instanceof ProblemError ? error.detail : this.say('failed')
  }
}
