import languages from 'texts:appeal-view+desk'
import { html, type TemplateResult } from 'lit'
import { downloadAttachment } from '../../sdk/attachments.js'
import { type Classifier, getCategories, getOrganization, type Organization } from '../../sdk/organization.js'
import { ProblemError } from '../../sdk/problems.js'
import { getSession, type SignedIn, signOut } from '../../sdk/staff.js'
import appealStyles from '../appeal-view/appeal-view.styles.js'
import { Attachments } from '../appeal-view/attachments.js'
import { AppealChanges } from '../appeal-view/changes.js'
import { firstOf } from '../appeal-view/first-of.js'
import { apiAddress } from '../shared/address.js'
import { announcement } from '../shared/announcement.js'
import baseStyles from '../shared/base.styles.js'
import choiceStyles from '../shared/choice.styles.js'
import { VmesteElement } from '../shared/element.js'
import fieldStyles from '../shared/field.styles.js'
import { Load } from '../shared/load.js'
import moreStyles from '../shared/more.styles.js'
import type { Languages } from '../shared/texts.js'
import { caseView } from './case-view.js'
import type { DeskContext } from './context.js'
import styles from './desk.styles.js'
import { OpenCase } from './open-case.js'
import { Queue } from './queue.js'
import { filterView, listView } from './queue-view.js'
import { findKey, forgetAll, forgetKey, keepKey, keyOrganization } from './session.js'
import { signInView } from './sign-in.js'
import { stepForm } from './step-form.js'

interface Profile {
  organization: Organization
  classifier: Classifier
}

/** Milliseconds in which several changes are read as one. */
const SETTLE = 500

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
  #key: string | undefined
  /** The person signed in with this browser; null while that is asked. */
  #person: SignedIn | null | undefined
  /** Counted, so that who signs in again reads all anew. */
  #session = 0
  #typedKey = ''
  #keyError: string | undefined
  #news = ''
  /** The appeal was chosen just now; the focus is only then moved. */
  #isOpening = false
  #next: number | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  readonly #context: DeskContext = {
    host: this,
    say: (key, values) => this.say(key, values),
    client: () => this.client(this.#key ? { token: this.#key } : { staff: 'session' }),
    session: () => (this.#isIn ? `${this.#session}` : undefined),
  }
  readonly #queue = new Queue(this.#context)
  readonly #case = new OpenCase(this.#context, (number) => {
    // The one after it while it is still listed; where it goes away, the first of all would be next.
    this.#next = this.#queue.after(number)
    void this.#queue.load.reload()
  })
  readonly #attachments = new Attachments(this, (id) => downloadAttachment(this.#context.client(), id))
  readonly #profile = new Load<Profile>(
    this,
    () => this.#context.session(),
    async (signal) => {
      const client = this.#context.client()
      const [organization, classifier] = await Promise.all([
        getOrganization(client, { signal }),
        getCategories(client, { signal }),
      ])
      return { organization, classifier }
    },
  )

  constructor() {
    super()
    new AppealChanges(
      this,
      () => (this.#isIn && this.#queue.load.value ? `${this.api} ${this.organization} ${this.#session}` : undefined),
      () => ({ client: this.#context.client() }),
      (changed) => {
        if (changed?.status === 'received') this.#news = this.say('news', { number: `${changed.number}` })
        if (!changed || changed.number === this.#case.number) void this.#case.refresh()
        clearTimeout(this.#timer)
        this.#timer = setTimeout(() => this.#queue.load.reload(), SETTLE)
      },
    )
  }

  override connectedCallback() {
    super.connectedCallback()
    const key = findKey()
    if (key || !this.#isOwnPage) this.#enter(key)
    else void this.#enterAsPerson()
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
  }

  protected override updated() {
    // The list has moved under the focus: it stays with its appeal.
    const focused = (this.renderRoot as ShadowRoot).activeElement?.getAttribute('data-number')
    if (focused && focused !== `${this.#queue.at}`) this.focusOn(`[data-number="${this.#queue.at}"]`)
    const { value, error } = this.#case.load
    if (this.#isOpening && (value || error)) {
      this.#isOpening = false
      this.focusOn(firstOf(this.renderRoot, '.case h2', '.case .notice button'))
    }
    const refusal = [this.#queue.load.error, error].find(isRefusal)
    if (this.#isIn && refusal)
      this.#leave(this.#key && refusal.status === 401 ? this.say('keyRefused') : refusal.detail)
  }

  protected view() {
    if (this.#person === null) return this.skeleton()
    if (this.#isIn) return html`${this.#deskView()}${announcement(this.#news)}`
    return signInView(
      {
        value: this.#typedKey,
        error: this.#keyError,
        onInput: (key) => {
          this.#typedKey = key
          this.#keyError = undefined
          this.requestUpdate()
        },
        onSubmit: this.#signIn,
        account: this.#isOwnPage ? `/account?to=${encodeURIComponent(location.pathname + location.search)}` : undefined,
      },
      this.#context.say,
    )
  }

  #deskView(): TemplateResult {
    const { say } = this.#context
    const profile = this.#profile.value
    const { value, error } = this.#queue.load
    const isOld = value && error
    return html`
      <div class="bar">
        ${this.#nameView(profile)}
        <button type="button" class="quiet" part="button" @click=${() => this.#queue.load.reload()}>
          ${say('refresh')}
        </button>
        <button type="button" class="quiet" part="button" @click=${this.#signOut}>${say('signOut')}</button>
      </div>
      <div class="columns ${this.#case.number ? 'open' : ''}">
        <section class="queue" aria-label=${say('appeals')}>
          ${filterView(this.#queue, profile?.classifier, say)}
          <p class="error" role="alert">${isOld ? this.sayError(error) : ''}</p>
          ${this.showLoad(this.#queue.load, ({ items, next }) =>
            items.length
              ? html`${listView({
                  items,
                  open: this.#case.number,
                  at: this.#queue.at ?? this.#case.number,
                  timeZone: profile?.organization.timeZone,
                  say,
                  sayDay: this.#sayDay,
                  onOpen: this.#open,
                  onReach: (number) => {
                    this.#queue.at = number
                    this.requestUpdate()
                  },
                })}
                ${next ? this.#moreView() : ''}`
              : html`<p class="empty">${say(this.#queue.filter.status === 'open' && !this.#queue.filter.q ? 'allDone' : 'empty')}</p>`,
          )}
        </section>
        <section class="case" aria-label=${say('appeal')} @keydown=${this.#closeByKey}>${this.#caseView(profile)}</section>
      </div>
      <p class="muted keys">${say('keys')}</p>
    `
  }

  /** Whose desk it is; whoever is staff of several chooses. */
  #nameView(profile: Profile | undefined) {
    const named = new Map(this.#person?.roles.map(({ organization }) => [organization.id, organization.name]))
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

  #moreView() {
    const { isLoadingMore, moreError } = this.#queue
    return html`<p class="error" role="alert">${moreError ? this.sayError(moreError) : ''}</p>
      <p class="actions">
        <button type="button" part="button" aria-disabled=${isLoadingMore} @click=${() => this.#queue.more()}>
          ${this.say(isLoadingMore ? 'loading' : 'more')}
        </button>
      </p>`
  }

  #caseView(profile: Profile | undefined) {
    const { say } = this.#context
    const open = this.#case
    if (!open.number) return html`<p class="empty">${say('pick')}</p>`
    const timeZone = profile?.organization.timeZone
    return html`
      <p class="back">
        <button type="button" class="quiet" part="button" @click=${this.#close}>${say('back')}</button>
      </p>
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
          step: stepForm(appeal, open, say, this.#send),
        }),
      )}
    `
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

  #open = (number: number) => {
    this.#queue.at = number
    this.#case.open(number)
    this.#isOpening = true
  }

  #close = () => {
    const { number } = this.#case
    this.#case.open(undefined)
    this.focusOn(firstOf(this.renderRoot, `[data-number="${number}"]`, '.item', 'select'))
  }

  #closeByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || (event.target as Element).closest('dialog, select')) return
    this.#close()
  }

  #send = async (event: Event) => {
    event.preventDefault()
    await this.#case.send()
    await this.updateComplete
    const invalid = '.case [aria-invalid=true] input, .case [aria-invalid=true]'
    this.focusOn(firstOf(this.renderRoot, invalid, '.case [part=error]:not(:empty)', '.next', '.case .good'))
  }

  #signIn = (key: string, isKey: boolean) => {
    if (isKey) {
      keepKey(key)
      this.#enter(key)
      this.focusOn('select')
    } else {
      this.#keyError = this.say('keyFormat')
      this.requestUpdate()
      this.focusOn('#key')
    }
  }

  get #isIn() {
    return Boolean(this.#key || this.#person)
  }

  /** Where it is served by the API itself, people are signed in; another website's cookies are none of ours. */
  get #isOwnPage() {
    return new URL(this.api || apiAddress(), location.href).origin === location.origin
  }

  async #enterAsPerson() {
    this.#person = null
    const options = { baseUrl: this.api || apiAddress(), language: this.language }
    // Whoever cannot be told who they are can still come by a key.
    const person = (await getSession(options).catch(() => null)) ?? undefined
    if (!this.isConnected) return
    this.#person = person
    this.organization = this.getAttribute('organization') ?? person?.roles[0]?.organization.id ?? ''
    if (person && !this.organization) this.#leave(this.say('nowhere'))
    this.#session++
    this.requestUpdate()
  }

  #choose = ({ target }: Event) => {
    this.#close()
    this.organization = (target as HTMLSelectElement).value
    for (const load of [this.#queue.load, this.#profile]) load.value = undefined
    this.#session++
    this.requestUpdate()
  }

  #enter(key: string | undefined) {
    this.#key = key
    this.#person = undefined
    this.#keyError = undefined
    if (!key) return
    this.#session++
    this.requestUpdate()
    this.organization = this.getAttribute('organization') ?? keyOrganization(key) ?? ''
    // As typed, it would be read over a shoulder.
    this.#typedKey = ''
    if (!this.organization) this.#leave(this.say('keyFormat'))
  }

  /** Back to the sign-in, with what is said there; answers begun stay in this tab. */
  #leave(error?: string) {
    const way = this.#person ? 'a' : 'input'
    forgetKey()
    this.#key = undefined
    this.#person = undefined
    this.#keyError = error
    this.#news = ''
    this.#case.open(undefined)
    for (const load of [this.#queue.load, this.#case.load, this.#profile]) load.value = load.error = undefined
    this.requestUpdate()
    this.focusOn(`.sign-in ${way}`)
  }

  #signOut = async () => {
    const isPerson = !this.#key
    forgetAll()
    this.#leave()
    if (isPerson) await signOut({ baseUrl: this.api || apiAddress() }).catch(() => {})
  }
}

/** The key is not valid, or not for this organization. */
const isRefusal = (error: unknown): error is ProblemError =>
  error instanceof ProblemError && (error.status === 401 || error.status === 403)
