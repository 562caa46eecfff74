import languages from 'texts:appeal-view+desk'
import { html, type TemplateResult } from 'lit'
import type { AppealSummary } from '../../sdk/appeals.js'
import { downloadAttachment } from '../../sdk/attachments.js'
import { type Classifier, getCategories, getOrganization, type Organization } from '../../sdk/organization.js'
import { ProblemError } from '../../sdk/problems.js'
import appealStyles from '../appeal-view/appeal-view.styles.js'
import { Attachments } from '../appeal-view/attachments.js'
import { firstOf } from '../appeal-view/first-of.js'
import { announcement } from '../shared/announcement.js'
import baseStyles from '../shared/base.styles.js'
import choiceStyles from '../shared/choice.styles.js'
import { VmesteElement } from '../shared/element.js'
import fieldStyles from '../shared/field.styles.js'
import { Load } from '../shared/load.js'
import moreStyles from '../shared/more.styles.js'
import type { Languages } from '../shared/texts.js'
import { Bulk } from './bulk.js'
import { bulkView, selectedView } from './bulk-view.js'
import { caseView } from './case-view.js'
import type { DeskContext } from './context.js'
import styles from './desk.styles.js'
import { DeskAddress } from './desk-address.js'
import { openFilter } from './filter-address.js'
import { Keyboard } from './keyboard.js'
import { News } from './news.js'
import { OpenCase } from './open-case.js'
import { Queue } from './queue.js'
import { filterView } from './queue-filter.js'
import { drawRows, type List, listView } from './queue-list.js'
import { RowWindow } from './row-window.js'
import { SavedFilterList } from './saved-filters.js'
import { deskKeys, listed, type Shortcut } from './shortcuts.js'
import { StaffSession } from './staff-session.js'
import { stepForm } from './step-form.js'
import { insertAtCursor, Templates } from './templates.js'

/** As many appeals are put on the map. */
const MAPPED = 500

interface Profile {
  organization: Organization
  classifier: Classifier
}

/**
 * Where staff work: the appeals by deadline, one of them open, and its next step.
 *
 * On the API's own pages it works for whoever is signed in there. Elsewhere the officer's key comes from the address
 * (`#key=...`) or is typed. It, and answers begun, are kept in this tab only, until the officer signs out or closes it.
 *
 * @summary The staff's desk
 * @tag vmeste-desk
 * @attr organization - whose appeals; without it, those of the organization the key was made for, or the person is staff of
 * @attr api - where the API is; by default where the scripts came from
 * @slot - the way out (a link, a phone number) shown when the desk cannot be
 * @csspart root - the box around everything
 * @csspart title - the title of the appeal that is open
 * @csspart account - the way to where people sign in
 * @csspart list - the list of appeals
 * @csspart item - one appeal in the list
 * @csspart answer - the answer, or the reason it was declined
 * @csspart timeline - what happened
 * @csspart attachments - photos and documents
 * @csspart dialog - a photo enlarged
 * @csspart question - the choice of the next step
 * @csspart option - one step
 * @csspart field - a text field with its label
 * @csspart input - every field
 * @csspart button - every button
 * @csspart error - what went wrong
 * @cssproperty --vmeste-accent - buttons, what is chosen or open; needs contrast to `--vmeste-on-accent` and to the page
 * @cssproperty --vmeste-on-accent - text on the accent colour
 */
export class VmesteDesk extends VmesteElement<'appeal-view' | 'desk'> {
  static override styles = [baseStyles, choiceStyles, moreStyles, fieldStyles, appealStyles, styles]

  protected readonly languages: Languages<'appeal-view' | 'desk'> = languages
  /** The appeal was chosen just now; the focus is only then moved. */
  #isOpening = false
  #next: number | undefined
  #isMapOpen = false
  /** How often the list was read on for the map. */
  #filled = 0

  readonly #session = new StaffSession(this, {
    say: (key, values) => this.say(key, values),
    focusOn: (selector) => this.focusOn(selector),
    onLeave: () => {
      this.#news.said = ''
      this.#case.open(undefined)
      this.#bulk.leave()
      this.#templates.leave()
      for (const load of [this.#queue.load, this.#case.load, this.#profile]) load.value = load.error = undefined
    },
  })
  readonly #context: DeskContext = {
    host: this,
    say: (key, values) => this.say(key, values),
    client: () => this.client(this.#session.key ? { token: this.#session.key } : { staff: 'session' }),
    session: () => this.#session.id,
  }
  readonly #queue = new Queue(this.#context)
  readonly #window = new RowWindow<AppealSummary>(
    this,
    () => this.#queue.items,
    (list) => drawRows(list, this.#list),
    () => this.#queue.moreError || this.#queue.more(),
    ({ number }) => {
      this.#queue.at = number
    },
  )
  readonly #case = new OpenCase(this.#context, (number) => {
    // The one after it while it is still listed; where it goes away, the first of all would be next.
    this.#next = this.#queue.after(number)
    void this.#queue.refresh([number])
  })
  readonly #bulk = new Bulk(this.#context, (numbers) => this.#queue.refresh(numbers))
  readonly #saved = new SavedFilterList(this.#context, this.#queue)
  readonly #address = new DeskAddress(
    this,
    () => this.#session.isIn && this.#session.isOwnPage,
    () => ({ filter: this.#queue.filter, number: this.#case.number }),
    ({ filter, number }) => {
      if (!this.#session.isOwnPage) return
      this.#queue.choose(filter)
      if (number && number !== this.#case.number) this.#open(number)
    },
  )
  readonly #templates = new Templates(this.#context, () => this.renderRoot)
  readonly #news = new News(this.#context, {
    queue: this.#queue,
    onChange: (number) => {
      if (number === undefined || number === this.#case.number) void this.#case.refresh()
    },
  })
  readonly #keyboard = new Keyboard(
    this,
    () => this.#session.isIn,
    (shortcut) => this.#act(shortcut),
    deskKeys,
  )
  readonly #attachments = new Attachments(this, (id) => downloadAttachment(this.#context.client(), id))
  readonly #profile = new Load<Profile>(
    this,
    () => this.#session.id,
    async (signal) => {
      const client = this.#context.client()
      const [organization, classifier] = await Promise.all([
        getOrganization(client, { signal }),
        getCategories(client, { signal }),
      ])
      return { organization, classifier }
    },
  )

  override connectedCallback() {
    super.connectedCallback()
    this.#session.start()
    this.#address.read()
  }

  protected override updated() {
    const { value, error } = this.#case.load
    if (this.#isOpening && (value || error)) {
      this.#isOpening = false
      this.focusOn(firstOf(this.renderRoot, '.case h2', '.case .notice button'))
    }
    const refusal = [this.#queue.load.error, error].find(isRefusal)
    if (this.#session.isIn && refusal)
      this.#session.leave(this.#session.key && refusal.status === 401 ? this.say('keyRefused') : refusal.detail)
  }

  protected view() {
    if (this.#session.person === null) return this.skeleton()
    return this.#session.isIn ? html`${this.#deskView()}${announcement(this.#news.said)}` : this.#session.view()
  }

  #deskView(): TemplateResult {
    const { say } = this.#context
    const profile = this.#profile.value
    return html`
      <div class="bar">
        ${this.#nameView(profile)}
        <button
          type="button"
          class="quiet"
          part="button"
          aria-expanded=${this.#isMapOpen ? 'true' : 'false'}
          @click=${this.#toggleMap}
        >
          ${say(this.#isMapOpen ? 'hideMap' : 'showMap')}
        </button>
        <button type="button" class="quiet" part="button" @click=${() => this.#queue.load.reload()}>
          ${say('refresh')}
        </button>
        <button type="button" class="quiet" part="button" @click=${this.#session.signOut}>${say('signOut')}</button>
      </div>
      ${this.#isMapOpen ? this.#mapView(profile) : ''}
      <div class="columns ${this.#case.number || this.#bulk.isOpen ? 'open' : ''}">
        <section class="queue" aria-label=${say('appeals')} @keydown=${this.#clearByKey}>
          ${this.#queueView(profile)}
        </section>
        <section
          class="case"
          aria-label=${say(this.#bulk.isOpen ? 'act' : 'appeal')}
          @keydown=${this.#closeByKey}
        >
          ${this.#bulk.isOpen ? this.#bulkView() : this.#caseView(profile)}
        </section>
      </div>
      <p class="muted keys">
        ${say('keys')}
        <button type="button" class="quiet" part="button" @click=${this.#keyboard.help}>
          ${say('keysTitle')} <kbd>?</kbd>
        </button>
      </p>
      ${this.#keyboard.view(say, this.#sheet())} ${this.#templates.dialogView(profile?.classifier)}
    `
  }

  /** Of what is listed so far; the list says the same in words. */
  #mapView(profile: Profile | undefined) {
    if (!profile) return ''
    return html`<vmeste-case-map
      .settings=${profile.organization.map}
      .items=${this.#queue.items}
      .open=${this.#case.number}
      .subject=${[this.organization, this.#filled, ...Object.values(this.#queue.filter)].join(' ')}
      @vmeste-case=${({ detail }: CustomEvent<{ number: number }>) => this.#open(detail.number)}
    ></vmeste-case-map>`
  }

  #toggleMap = () => {
    this.#isMapOpen = !this.#isMapOpen
    this.requestUpdate()
    if (!this.#isMapOpen) return
    import('../case-map/define.js').catch(() => {
      this.#isMapOpen = false
      this.requestUpdate()
    })
    void this.#queue.fill(MAPPED).then(() => {
      this.#filled++
      this.requestUpdate()
    })
  }

  /** Whose desk it is; whoever is staff of several chooses. */
  #nameView(profile: Profile | undefined) {
    const named = new Map(this.#session.person?.roles.map(({ organization }) => [organization.id, organization.name]))
    const name = profile?.organization.name ?? named.get(this.organization) ?? this.organization
    if (named.size < 2) return html`<p class="name"><bdi>${name}</bdi></p>`
    named.set(this.organization, name)
    return html`<p class="name">
      <select part="input" aria-label=${this.say('organization')} @change=${this.#choose}>
        ${[...named].map(
          ([id, name]) => html`<option value=${id} .selected=${id === this.organization}>${name}</option>`,
        )}
      </select>
    </p>`
  }

  get #list(): List {
    const { items, load, at } = this.#queue
    return {
      items,
      hasMore: Boolean(load.value?.next),
      window: this.#window,
      open: this.#bulk.isOpen ? undefined : this.#case.number,
      isSelected: this.#bulk.selection.has,
      at: at ?? this.#case.number,
      timeZone: this.#profile.value?.organization.timeZone,
      say: this.#context.say,
      sayDay: this.#sayDay,
      onOpen: this.#open,
      onReach: this.#reach,
      onSelect: this.#select,
    }
  }

  #queueView(profile: Profile | undefined) {
    const { say } = this.#context
    const { value, error } = this.#queue.load
    const { filter } = this.#queue
    return html`
      ${filterView(this.#queue, this.#saved, profile?.classifier, say)}
      <p class="error" role="alert">${value && error ? this.sayError(error) : ''}</p>
      ${selectedView(this.#bulk, say, this.#openBulk, this.#bulk.clear)}
      <div class="rows" @scroll=${this.#window.look}>
        ${this.showLoad(this.#queue.load, ({ items, next }) =>
          items.length
            ? html`${listView(this.#list)}
              ${next ? this.#moreView() : ''}`
            : html`<p class="empty">${say(filter.status === 'open' && !filter.q ? 'allDone' : 'empty')}</p>`,
        )}
      </div>
    `
  }

  /** More comes by itself; only what went wrong is tried again by hand. */
  #moreView() {
    const { moreError } = this.#queue
    if (!moreError) return html`<p class="muted coming">${this.say('loading')}</p>`
    return html`<p class="error" role="alert">${this.sayError(moreError)}</p>
      <p class="actions">
        <button type="button" part="button" @click=${() => this.#queue.more()}>${this.say('more')}</button>
      </p>`
  }

  #caseView(profile: Profile | undefined) {
    const { say } = this.#context
    const open = this.#case
    if (!open.number) return html`<p class="empty">${say('pick')}</p>`
    const timeZone = profile?.organization.timeZone
    return html`
      <p class="acts">
        <button type="button" class="quiet back" part="button" @click=${this.#close}>${say('back')}</button>
        <button type="button" class="quiet" part="button" @click=${this.#print}>${say('print')}</button>
      </p>
      <p class="printed"><bdi>${profile?.organization.name}</bdi></p>
      ${open.reached ? this.#reachedView() : ''}
      ${this.showLoad(open.load, (appeal) =>
        caseView(appeal, {
          classifier: profile?.classifier,
          timeZone,
          language: this.textLanguage,
          attachments: this.#attachments,
          say,
          sayDay: this.#sayDay,
          sayMoment: (instant) => this.sayDate(instant, { dateStyle: 'medium', timeStyle: 'short', timeZone }),
          open,
          onOpen: this.#open,
          onSplit: () => {
            void open.refresh()
            void this.#queue.load.reload()
          },
          step: html`${this.#templates.pickView(appeal, (text) => this.#insert(text), this.#mayManage)}
          ${stepForm(appeal, open, say, this.#send)}`,
        }),
      )}
    `
  }

  #bulkView() {
    return html`
      <p class="acts">
        <button type="button" class="quiet back" part="button" @click=${this.#close}>${this.say('back')}</button>
      </p>
      ${bulkView(this.#bulk, this.#context.say, this.#sendAll)}
    `
  }

  /** Whoever came by a key is told by the API whether they may. */
  get #mayManage() {
    const role = this.#session.person?.roles.find(({ organization }) => organization.id === this.organization)?.role
    return !role || role === 'coordinator' || role === 'administrator'
  }

  /** A template, into the answer: it is then what is being written. */
  async #insert(template: string) {
    const appeal = this.#case.load.value
    const profile = this.#profile.value
    this.#beginAnswer()
    await this.updateComplete
    const area = this.renderRoot.querySelector<HTMLTextAreaElement>('.step #text')
    if (!appeal || !area) return
    const { number, category, place, contact, deadline, receivedAt, responsible, assignee } = appeal
    const sayDate = (instant: string) =>
      this.sayDate(instant, { dateStyle: 'long', timeZone: profile?.organization.timeZone })
    insertAtCursor(area, template, {
      number: `${number}`,
      category: category.name,
      address: place?.address,
      name: contact.name,
      received: sayDate(receivedAt),
      deadline: deadline && sayDate(deadline),
      responsible,
      organization: profile?.organization.name,
      officer: this.#session.person?.name ?? assignee,
    })
    area.focus()
  }

  /** Where another is to read it first, a draft. */
  #beginAnswer() {
    const find = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector)
    if (
      !find(
        '.step :is([value=answered], [value=drafted], [value=waiting], [value=postponed], [value=declined]):checked',
      )
    )
      find(firstOf(this.renderRoot, '.step [value=answered]', '.step [value=drafted]'))?.click()
  }

  #reachedView() {
    const { reached } = this.#case
    const next = this.#next
    return html`<div class="notice good" tabindex="-1">
      <p>${this.say('done', { status: reached ? this.say(reached) : '' })}</p>
      ${
        next
          ? html`<button type="button" class="primary next" part="button" @click=${() => this.#open(next)}>
              ${this.say('next', { number: `${next}` })}
            </button>`
          : this.say('last')
      }
    </div>`
  }

  #sayDay = (instant: string) =>
    this.sayDate(instant, { day: 'numeric', month: 'short', timeZone: this.#profile.value?.organization.timeZone })

  #select = (number: number, isRow?: boolean) => {
    this.#bulk.choose(
      number,
      this.#queue.items.map((item) => item.number),
      isRow,
    )
  }

  #openBulk = () => {
    this.#bulk.open()
    if (this.#bulk.isOpen) this.focusOn('.case h2')
  }

  #sendAll = async (event: Event) => {
    event.preventDefault()
    await this.#bulk.send()
    await this.updateComplete
    this.focusOn(firstOf(this.renderRoot, '.case [aria-invalid=true] input, .case [aria-invalid=true]', '.case h2'))
  }

  #open = (number: number) => {
    this.#bulk.close()
    this.#queue.at = number
    this.#case.open(number)
    this.#isOpening = true
  }

  #reach = (number: number, isAsked = false) => {
    this.#queue.at = number
    this.requestUpdate()
    if (isAsked) void this.#window.reach(number)
  }

  #close = async () => {
    const number = this.#bulk.isOpen ? this.#queue.at : this.#case.number
    // Of the appeals selected one comes back to the case that was open.
    if (this.#bulk.isOpen) this.#bulk.close()
    else this.#case.open(undefined)
    // Where the list was hidden beside the case, it is measured first.
    await this.updateComplete
    if (number && this.#queue.items.some((item) => item.number === number)) this.#reach(number, true)
    else this.focusOn(firstOf(this.renderRoot, '.item[tabindex="0"]', 'select'))
  }

  #clearByKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !(event.target as Element).closest('select, input:not([type=checkbox])'))
      this.#bulk.clear()
  }

  #closeByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || (event.target as Element).closest('dialog, select')) return
    void this.#close()
  }

  #sheet() {
    return [
      ...listed(deskKeys).map(([act, key]) => [this.say(`key_${act}`), key] as const),
      [this.say('key_arrows'), '↑ ↓ PgUp PgDn Home End'] as const,
      [this.say('key_send'), 'Ctrl Enter'] as const,
      [this.say('key_back'), 'Esc'] as const,
    ]
  }

  /** Each does what a button or a field in sight does: where it is not there, nothing. */
  #act(shortcut: Shortcut) {
    const { number } = this.#case
    const find = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector)
    const go = (to: number | undefined) => {
      if (to === undefined) return
      if (number) this.#open(to)
      else this.#reach(to, true)
    }
    const at = this.#queue.at ?? number
    switch (shortcut) {
      case 'down':
        return go(this.#queue.beside(at, 1))
      case 'up':
        return go(this.#queue.beside(at, -1))
      case 'open':
        return at && this.#open(at)
      case 'select':
        return at && this.#select(at)
      case 'bulk':
        return this.#openBulk()
      case 'take':
        return find('.take')?.click()
      case 'answer':
        this.#beginAnswer()
        return this.focusOn('.step #text')
      case 'template':
        return this.focusOn('#template')
      case 'note':
        return this.#openNote()
      case 'next':
        return this.#case.reached && this.#next ? this.#open(this.#next) : go(this.#queue.beside(at, 1))
      case 'search':
        return this.focusOn('.find input')
      case 'filter':
        return this.focusOn('.filters select')
      case 'print':
        return this.#print()
      case 'refresh':
        return void this.#queue.load.reload()
    }
  }

  #openNote() {
    const note = this.renderRoot.querySelector<HTMLDetailsElement>('details.note')
    if (note) note.open = true
    this.focusOn('#note')
  }

  #print = () => {
    if (this.#case.load.value) print()
  }

  #send = async (event: Event) => {
    event.preventDefault()
    await this.#case.send()
    await this.updateComplete
    const invalid = '.case [aria-invalid=true] input, .case [aria-invalid=true]'
    this.focusOn(firstOf(this.renderRoot, invalid, '.case [part=error]:not(:empty)', '.next', '.case .good'))
  }

  #choose = ({ target }: Event) => {
    this.#bulk.leave()
    this.#templates.leave()
    this.#case.open(undefined)
    this.#next = undefined
    this.#queue.choose(openFilter)
    this.#queue.counts = {}
    for (const load of [this.#queue.load, this.#profile]) load.value = undefined
    this.#session.choose((target as HTMLSelectElement).value)
  }
}

/** The key is not valid, or not for this organization. */
const isRefusal = (error: unknown): error is ProblemError =>
  error instanceof ProblemError && (error.status === 401 || error.status === 403)
