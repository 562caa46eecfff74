import languages from 'texts:desk+moderation'
import { html, type PropertyValues, type TemplateResult } from 'lit'
import { type CommentContext, getCommentContext, type QueuedComment } from '../../sdk/moderation.js'
import { getOrganization } from '../../sdk/organization.js'
import { ProblemError } from '../../sdk/problems.js'
import { Keyboard } from '../desk/keyboard.js'
import { listed } from '../desk/shortcuts.js'
import { StaffSession } from '../desk/staff-session.js'
import { ago } from '../shared/ago.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import fieldStyles from '../shared/field.styles.js'
import { renderList } from '../shared/list.js'
import { Live } from '../shared/live.js'
import { Load } from '../shared/load.js'
import moreStyles from '../shared/more.styles.js'
import type { Languages } from '../shared/texts.js'
import type { ModerationContext } from './context.js'
import { Deciding } from './deciding.js'
import { actsView, wordsView } from './deciding-view.js'
import { filterView } from './filter-view.js'
import { contextView, itemView, type Shown } from './item-view.js'
import { type Act, keys } from './keys.js'
import styles from './moderation.styles.js'
import { Queue } from './queue.js'

/** Milliseconds in which several changes are read as one. */
const SETTLE = 500

/**
 * Where moderators work: what waits in all discussions, one comment at a time with what is around it. It works on the
 * API's own pages for who is signed in there, elsewhere by a staff key, as the desk does.
 *
 * @summary The queue of comments that wait for a moderator
 * @tag vmeste-moderation
 * @attr organization - whose; without it, the one the key was made for, or the person is staff of
 * @attr api - where the API is; by default where the scripts came from
 * @slot - the way out shown when it cannot be
 * @csspart root - the box around everything
 * @csspart item - one comment
 * @csspart button - every button
 * @csspart input - every field
 * @csspart error - what went wrong
 * @cssproperty --vmeste-accent - buttons, and the comment looked at; needs contrast to `--vmeste-on-accent` and to the page
 * @cssproperty --vmeste-on-accent - text on the accent colour
 */
export class VmesteModeration extends VmesteElement<'desk' | 'moderation'> {
  static override styles = [baseStyles, moreStyles, fieldStyles, styles]

  protected readonly languages: Languages<'desk' | 'moderation'> = languages
  #timer: ReturnType<typeof setTimeout> | undefined

  readonly #session = new StaffSession(this, {
    say: (key, values) => this.say(key, values),
    focusOn: (selector) => this.focusOn(selector),
    onLeave: () => {
      this.#queue.leave()
      this.#deciding.leave()
      this.#around.value = this.#around.error = undefined
    },
  })
  readonly #context: ModerationContext = {
    host: this,
    say: (key, values) => this.say(key, values),
    client: () => this.client(this.#session.key ? { token: this.#session.key } : { staff: 'session' }),
    session: () => this.#session.id,
    leftFor: (error) => this.#leftFor(error),
  }
  readonly #queue = new Queue(this.#context)
  readonly #deciding = new Deciding(this.#context, this.#queue, (selector, isAsked) => this.focusOn(selector, isAsked))
  readonly #name = new Load<string>(
    this,
    () => this.#session.id,
    async (signal) => (await getOrganization(this.#context.client(), { signal })).name,
  )
  /** What is around the comment looked at. */
  readonly #around = new Load<CommentContext>(
    this,
    () => {
      const { current } = this.#queue
      return current && `${this.#session.id} ${current.id} ${current.decidedAt} ${current.status}`
    },
    (signal) => {
      const { current } = this.#queue
      if (!current) throw new Error('nothing is looked at')
      return getCommentContext(this.#context.client(), current, { signal })
    },
  )
  readonly #keyboard = new Keyboard<Act>(
    this,
    () => this.#session.isIn,
    (act) => this.#act(act),
    keys,
  )

  constructor() {
    super()
    new Live(
      this,
      () => {
        if (!this.#session.isIn || !this.#queue.load.value) return undefined
        return `${this.#base}/v1/organizations/${this.organization}/events?topic=moderation/queue`
      },
      () => this.#hear(),
      { 'moderation.changed': () => this.#hear(), resync: () => this.#hear() },
    )
  }

  override connectedCallback() {
    super.connectedCallback()
    this.#session.start()
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.get('organization')) {
      this.#queue.leave()
      this.#deciding.leave()
    }
    this.#deciding.heed()
  }

  protected override updated() {
    for (const { error } of [this.#queue.load, this.#around]) this.#leftFor(error)
    renderList(this.renderRoot.querySelector('.items'), this.#queue.items, (item) => this.#itemView(item))
  }

  #leftFor(error: unknown): boolean {
    if (!(error instanceof ProblemError) || error.status !== 401) return false
    if (this.#session.isIn) this.#session.leave(this.#session.key ? this.say('keyRefused') : error.detail)
    return true
  }

  get #base(): string {
    return this.#context.client().baseUrl.replace(/\/$/, '')
  }

  protected view() {
    if (this.#session.person === null) return this.skeleton()
    return this.#session.isIn ? this.#pageView() : this.#session.view()
  }

  /** What a key is for is told only by what it may not: then the API says so. */
  get #mayDecide(): boolean {
    const { person } = this.#session
    return !person || person.roles.some(({ role }) => role === 'moderator' || role === 'administrator')
  }

  #pageView(): TemplateResult {
    const { known } = this.#queue
    return html`
      <div class="bar">
        ${this.#nameView()}
        <button type="button" class="quiet" part="button" @click=${this.#keyboard.help}>${this.say('keysTitle')}</button>
        <button type="button" class="quiet" part="button" @click=${this.#session.signOut}>${this.say('signOut')}</button>
      </div>
      ${this.#keyboard.view((key, values) => this.say(key, values), this.#sheet())}
      ${known ? filterView(this.#queue, known, this.#context.say) : ''}
      ${this.showLoad(this.#queue.load, () => this.#listView())}
      <div class="after" role="status">
        ${this.#deciding.said ? html`<span>${this.#deciding.said}</span>` : ''}
        ${
          this.#deciding.canUndo
            ? html`<button type="button" part="button" @click=${this.#deciding.undo}>${this.say('undo')}</button>`
            : ''
        }
      </div>
    `
  }

  #nameView() {
    const named = new Map(this.#session.person?.roles.map(({ organization }) => [organization.id, organization.name]))
    const name = this.#name.value ?? named.get(this.organization) ?? this.organization
    if (named.size < 2) return html`<p class="name"><bdi>${name}</bdi></p>`
    named.set(this.organization, name)
    const choose = ({ target }: Event) => this.#session.choose((target as HTMLSelectElement).value)
    return html`<p class="name">
      <select part="input" aria-label=${this.say('organization')} @change=${choose}>
        ${[...named].map(([id, one]) => html`<option value=${id} .selected=${id === this.organization}>${one}</option>`)}
      </select>
    </p>`
  }

  #listView() {
    const { items, selected, load } = this.#queue
    const { count } = this.#deciding
    if (items.length === 0) {
      const { reason, discussion } = this.#queue.filter
      return html`<div class="empty" tabindex="-1">
        <p>${this.say(reason || discussion ? 'nothing_here' : 'nothing_waits')}</p>
        ${count > 0 ? html`<p class="muted">${this.say('decided_count', { count })}</p>` : ''}
      </div>`
    }
    return html`${selected.size > 0 ? this.#selectedView() : ''}
      <ol class="items"></ol>
      ${
        load.value?.next
          ? html`<p class="actions">
              <button type="button" part="button" aria-disabled=${this.#queue.isReadingMore} @click=${this.#queue.more}>
                ${this.say('more')}
              </button>
              ${this.#queue.moreError ? html`<span class="error" role="alert">${this.sayError(this.#queue.moreError)}</span>` : ''}
            </p>`
          : ''
      }`
  }

  #selectedView() {
    const chosen = this.#queue.chosen
    const isWaiting = chosen.every(({ legal }) => legal.includes('refuse'))
    return html`<section class="selected" aria-label=${this.say('selected', { count: chosen.length })}>
      <p>
        <b>${this.say('selected', { count: chosen.length })}</b>
        <button
          type="button"
          class="quiet"
          part="button"
          @click=${() => {
            this.#queue.selected.clear()
            this.requestUpdate()
          }}
        >
          ${this.say('clear')}
        </button>
      </p>
      ${
        this.#deciding.form
          ? wordsView(this.#deciding, isWaiting, this.#context.say)
          : actsView(chosen, this.#deciding, { say: this.#context.say, mayDecide: this.#mayDecide, isBulk: true })
      }
    </section>`
  }

  #itemView(item: QueuedComment) {
    const { id } = item
    const { selected, at, overtaken } = this.#queue
    const isCurrent = id === at
    const notice = this.#deciding.notices.get(id) ?? (overtaken.has(id) ? this.say('gone') : '')
    const look = ({ target }: Event) => {
      if (isCurrent || (target as Element).closest('a, button, input, label')) return
      this.#go(id)
    }
    return html`<article
        id="m-${id}"
        part="item"
        tabindex="-1"
        aria-current=${isCurrent}
        aria-label=${this.say('comment_of', { name: item.author.name || this.say('anonymous') })}
        @click=${look}
      >
        <label class="box">
          <input
            type="checkbox"
            aria-label=${this.say('select')}
            .checked=${selected.has(id)}
            @change=${() => this.#select(id)}
          />
        </label>
        ${itemView(item, this.#shown)}
        ${notice ? html`<p class="notice" role="alert">${notice}</p>` : ''}
        ${isCurrent ? this.#currentView(item) : html`<button type="button" class="look quiet" part="button" @click=${() => this.#go(id)}>${this.say('look')}</button>`}
      </article>`
  }

  #currentView(item: QueuedComment) {
    const isAlone = this.#queue.selected.size === 0
    const say = this.#context.say
    const { value, error } = this.#around
    return html`${
      value?.comment.id === item.id
        ? contextView(value, this.#shown)
        : error
          ? this.failure(error, () => this.#around.reload())
          : html`<div class="skeleton" aria-busy="true">${this.say('loading')}</div>`
    }
    ${
      !isAlone || item.reasons.length === 0
        ? ''
        : this.#deciding.form
          ? wordsView(this.#deciding, item.legal.includes('refuse'), say)
          : actsView([item], this.#deciding, { say, mayDecide: this.#mayDecide })
    }`
  }

  get #shown(): Shown {
    return {
      say: this.#context.say,
      sayDate: (instant) =>
        ago(instant, this.textLanguage) ?? this.sayDate(instant, { dateStyle: 'medium', timeStyle: 'short' }),
      organization: this.organization,
      base: this.#base,
    }
  }

  #sheet() {
    return [
      ...listed(keys).map(([act, key]) => [this.say(`key_${act}`), key] as const),
      [this.say('key_send'), 'Ctrl Enter'] as const,
      [this.say('key_close'), 'Esc'] as const,
    ]
  }

  #go(id: string | undefined) {
    if (!id) return
    this.#deciding.form = undefined
    this.#queue.go(id)
    void this.focusOn(`#m-${id}`)
  }

  #select(id: string) {
    this.#deciding.form = undefined
    this.#queue.select(id)
  }

  /** Each does what a button in sight does: where it is not there, nothing. */
  #act(act: Act) {
    const { at } = this.#queue
    switch (act) {
      case 'down':
        return this.#go(this.#queue.beside(at, 1))
      case 'up':
        return this.#go(this.#queue.beside(at, -1))
      case 'select':
        return at && this.#select(at)
      case 'undo':
        return void this.#deciding.undo()
      case 'filter':
        return this.focusOn('.reasons [aria-pressed=true]')
      case 'refresh':
        return void this.#refresh()
      default:
        return this.renderRoot.querySelector<HTMLElement>(`.acts .${act}`)?.click()
    }
  }

  async #refresh() {
    const error = await this.#queue.refresh()
    if (!error) return
    this.#deciding.said = this.sayError(error)
    this.requestUpdate()
  }

  #hear() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (this.isConnected && this.#session.isIn && !this.#deciding.isSending) void this.#queue.refresh()
    }, SETTLE)
  }
}
