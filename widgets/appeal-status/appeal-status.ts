import languages from 'texts:appeal-view+status'
import { html, type TemplateResult } from 'lit'
import { type Appeal, getAppeal, type ResidentAppeal, rateAppeal, respondToAppeal } from '../../sdk/appeals.js'
import { type Attachment, downloadAttachment, uploadForReply } from '../../sdk/attachments.js'
import { newKey } from '../../sdk/key.js'
import { type Classifier, getOrganization } from '../../sdk/organization.js'
import { ProblemError } from '../../sdk/problems.js'
import appealStyles from '../appeal-view/appeal-view.styles.js'
import { Attachments } from '../appeal-view/attachments.js'
import { AppealChanges } from '../appeal-view/changes.js'
import { firstOf } from '../appeal-view/first-of.js'
import { answersOf, classifierFor, sentView } from '../appeal-view/sent.js'
import { filesOfAnswer, timeline } from '../appeal-view/timeline.js'
import { announcement } from '../shared/announcement.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import fieldStyles from '../shared/field.styles.js'
import { type FieldErrors, fieldErrors } from '../shared/field-errors.js'
import { Load } from '../shared/load.js'
import moreStyles from '../shared/more.styles.js'
import { keepInTab, recallInTab } from '../shared/tab-storage.js'
import type { Languages, Say } from '../shared/texts.js'
import { Support } from '../support/support.js'
import styles from './appeal-status.styles.js'
import { Entry } from './entry.js'
import { readPrivateLink } from './private-link.js'
import { givenRating, type RatingDraft, ratingForm } from './rating.js'
import { Response } from './response.js'
import { standing } from './standing.js'

interface Shown {
  /** Null when there is none with this number. */
  appeal: Appeal | null
  classifier: Classifier | undefined
  timeZone: string | undefined
  /** Where the organization has browsers told. */
  pushKey: string | undefined
  /** What is accepted with an address. */
  consent: string
  /** What the API says of a secret that does not open it. */
  wrongSecret?: string
}

/**
 * An appeal: where it stands, what happened, the answer and its rating. Without the secret, what is public.
 *
 * On the page a private link leads to, the number and secret are read from the address. The secret is in the fragment,
 * which is sent nowhere; it stays in the address bar, since the resident may keep the page as a bookmark. Here the
 * secret is sent as a header and kept nowhere.
 *
 * @summary Where an appeal stands
 * @tag vmeste-appeal-status
 * @attr organization - whose appeal it is
 * @attr number - which one; without it, a form asks for it
 * @attr look - `town`: takes the colour of the page's links, where it can be read
 * @attr api - where the API is; by default where the scripts came from
 * @slot - the way out (a link, a phone number) shown when the appeal cannot be
 * @csspart root - the box around everything
 * @csspart title - where it stands
 * @csspart progress - how far it has come, as a line of steps
 * @csspart answer - the answer, or the reason it was declined
 * @csspart timeline - what happened
 * @csspart attachments - photos and documents
 * @csspart dialog - a photo enlarged
 * @csspart field - a text field with its label
 * @csspart input - every text field
 * @csspart rating - the form that rates the answer
 * @csspart question - the stars
 * @csspart button - every button
 * @csspart error - what went wrong
 * @cssproperty --vmeste-accent - buttons, stars, progress; needs contrast to `--vmeste-on-accent` and to the page
 * @cssproperty --vmeste-on-accent - text on the accent colour
 */
export class VmesteAppealStatus extends VmesteElement<'appeal-view' | 'status'> {
  static override properties = { number: {} }
  static override styles = [baseStyles, moreStyles, fieldStyles, appealStyles, styles]

  declare number: string | undefined

  protected readonly languages: Languages<'appeal-view' | 'status'> = languages
  #secret = ''
  /** The number was typed, not given by the page: another may be. */
  #isTyped = false
  /** The resident asked just now; the focus is only then moved. */
  #isAsked = false
  #rating: RatingDraft = {}
  #errors: FieldErrors = {}
  #notice = ''
  #news = ''
  #isSending = false
  #isRated = false
  #isDataOpen = false
  #dataNotice = ''
  #judged: Shown | undefined

  readonly #say: Say<'appeal-view' | 'status'> = (key, values) => this.say(key, values)
  readonly #entry = new Entry(this, this.#say, () => this.#openTyped())
  readonly #attachments = new Attachments(this, (id) => downloadAttachment(this.client(), id, { secret: this.#secret }))

  readonly #support = new Support(
    this,
    this.#say,
    () => this.client(),
    () => {
      this.#refresh()
      void this.focusOn('.support .good, .support button')
    },
  )

  readonly #response = new Response(
    this.#say,
    () => `response:${this.organization}/${this.number}`,
    async (response, idempotencyKey) => {
      const shown = this.#load.value
      const options = { secret: this.#secret, idempotencyKey }
      const appeal = await respondToAppeal(this.client(), Number(this.number), response, options).catch(
        async (error) => {
          if (isProblem(error, 409)) await this.#load.reload()
          throw error
        },
      )
      if (shown) shown.appeal = appeal
    },
    () => this.#tell(),
    (file) => uploadForReply(this.client(), file, { appeal: Number(this.number), secret: this.#secret }),
    () => this.requestUpdate(),
  )

  readonly #load = new Load<Shown>(
    this,
    () => (this.number ? `${this.number} ${this.#secret}` : undefined),
    async (signal) => {
      const client = this.client()
      const organization = getOrganization(client, { signal }).catch(() => undefined)
      const read = (secret: string) => getAppeal(client, Number(this.number), { secret, signal })
      let wrongSecret: string | undefined
      const appeal = await read(this.#secret)
        .catch((error) => {
          if (!isProblem(error, 401)) throw error
          wrongSecret = error.detail
          return read('')
        })
        .catch((error) => {
          if (!isProblem(error, 404, 422)) throw error
          return null
        })
      this.#rating = recallInTab(this.#place) ?? {}
      this.#response.recall()
      const profile = await organization
      const pushKey = (appeal?.view === 'resident' && profile?.pushKey) || undefined
      // Without it there is nothing to see of it, and all else is there.
      if (pushKey) import('../push/define.js').catch(() => {})
      return {
        appeal,
        pushKey,
        classifier: appeal ? await classifierFor(client, appeal, { signal }) : undefined,
        timeZone: profile?.timeZone,
        consent: profile?.consent.text ?? '',
        wrongSecret,
      }
    },
  )

  constructor() {
    super()
    new AppealChanges(
      this,
      () => (this.#load.value?.appeal ? `${this.api} ${this.organization}/${this.number}` : undefined),
      () => ({ client: this.client(), topics: [`appeals/${Number(this.number)}`] }),
      () => this.#refresh(),
    )
  }

  override connectedCallback() {
    super.connectedCallback()
    addEventListener('hashchange', this.#followAddress)
    this.#followAddress()
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    removeEventListener('hashchange', this.#followAddress)
  }

  protected override updated() {
    const { value, error } = this.#load
    if (!this.#isAsked || (!value && !error)) return
    this.#isAsked = false
    this.focusOn(firstOf(this.renderRoot, '[aria-invalid=true]', '[part=error]:not(:empty) button', 'h2'))
  }

  protected view() {
    const view = this.number ? this.showLoad(this.#load, this.#shownView) : this.#entryView()
    return html`${view}${announcement(this.#news)}`
  }

  #entryView() {
    return html`<h2 part="title" tabindex="-1">${this.say('title')}</h2>
      <p class="text">${this.say('intro')}</p>
      ${this.#entry.view('number')}`
  }

  #shownView = (shown: Shown): TemplateResult => {
    const { appeal, classifier, timeZone, pushKey, consent, wrongSecret } = shown
    const say = this.#say
    if (this.#judged !== shown) {
      // Once for each answer: what is typed since is not yet judged.
      this.#judged = shown
      this.#entry.number = this.number ?? ''
      this.#entry.errors = { ...(!appeal && { number: say('unknown') }), ...(wrongSecret && { secret: wrongSecret }) }
    }
    if (!appeal) return this.#entryView()
    const sayMoment = (instant: string) => this.sayDate(instant, { dateStyle: 'long', timeStyle: 'short', timeZone })
    const isPrivate = appeal.view !== 'public'
    const files = (given: readonly Attachment[]) => this.#attachments.view(given, say, this.textLanguage)
    const { answer, status, description, ratingScore, erasedAt } = appeal
    return html`
      ${standing(appeal, say, (instant) => this.sayDate(instant, { dateStyle: 'long', timeZone }))}
      ${wrongSecret ? this.#secretForm(true) : ''}
      ${
        answer
          ? html`<h3>${say(status === 'declined' ? 'reason' : 'answer')}</h3>
            <p class="text answer" part="answer" dir="auto">${answer}</p>
            ${files(filesOfAnswer(appeal))}`
          : ''
      }
      ${this.#isRated ? html`<p class="notice good thanks" tabindex="-1">${say('thanks')}</p>` : ''}
      ${ratingScore ? givenRating(ratingScore, say) : ''}
      ${isPrivate && appeal.canRate ? this.#ratingView() : html`<p class="notice" part="error" role="alert" tabindex="-1">${this.#notice}</p>`}
      ${this.#support.view(appeal, consent)}
      ${appeal.view === 'resident' ? this.#response.view(appeal, files) : ''}
      <h3>${say('history')}</h3>
      ${timeline(appeal, say, sayMoment, files, (number) => this.#open(`${number}`, this.#secret))}
      ${
        appeal.view === 'resident'
          ? html`<p class="feed"><a href=${new URL(appeal.feed, this.client().baseUrl).href} type="application/atom+xml">${say('feed')}</a></p>`
          : ''
      }
      ${
        pushKey && !erasedAt
          ? html`<vmeste-push
              exportparts="button, error"
              organization=${this.organization}
              api=${this.api ?? ''}
              .number=${appeal.number}
              .secret=${this.#secret}
              .pushKey=${pushKey}
            ></vmeste-push>`
          : ''
      }
      ${description ? html`<h3>${say('sent')}</h3>${sentView(appeal, answersOf(appeal, classifier, this.textLanguage), say)}` : ''}
      ${isPrivate ? html`${files(appeal.attachments)}${this.#attachments.dialog(say)}` : ''}
      ${appeal.view === 'resident' && !erasedAt ? this.#dataView(appeal) : ''}
      ${
        description
          ? ''
          : html`<p class="muted text">
              ${erasedAt ? say('isErased', { date: this.sayDate(erasedAt, { dateStyle: 'long', timeZone }) }) : say('isPrivate')}
            </p>`
      }
      ${isPrivate || wrongSecret ? '' : this.#secretForm(false)}
      ${
        this.#isTyped
          ? html`<p class="actions">
              <button type="button" class="quiet" part="button" @click=${this.#leave}>${say('another')}</button>
            </p>`
          : ''
      }
    `
  }

  #secretForm(isOpen: boolean): TemplateResult {
    return html`<details .open=${isOpen}>
      <summary>${this.say('open')}</summary>
      ${this.#entry.view('secret')}
    </details>`
  }

  /** What is held, to see, correct and erase: seldom wanted, so that it is loaded when it is opened. */
  #dataView(appeal: ResidentAppeal): TemplateResult {
    return html`<details .open=${this.#isDataOpen} @toggle=${this.#toggleData}>
      <summary>${this.say('data')}</summary>
      ${
        this.#isDataOpen
          ? html`<vmeste-own-data
              exportparts="button, field, input, error"
              organization=${this.organization}
              api=${this.api ?? ''}
              .appeal=${appeal}
              .secret=${this.#secret}
              .changed=${this.#changeData}
            ></vmeste-own-data>`
          : ''
      }
      <p class="notice" role="alert">${this.#dataNotice}</p>
    </details>`
  }

  #toggleData = ({ target }: Event) => {
    const { open } = target as HTMLDetailsElement
    if (open === this.#isDataOpen) return
    this.#isDataOpen = open
    this.#dataNotice = ''
    this.requestUpdate()
    if (!open) return
    import('../own-data/define.js').catch(() => {
      this.#dataNotice = this.say('failed')
      this.requestUpdate()
    })
  }

  #changeData = (appeal: ResidentAppeal) => {
    const shown = this.#load.value
    if (!shown) return
    shown.appeal = appeal
    if (appeal.erasedAt) {
      this.#isDataOpen = false
      this.#news = this.say('erased')
      void this.focusOn('h2')
    }
    this.requestUpdate()
  }

  #ratingView() {
    return ratingForm(
      {
        draft: this.#rating,
        errors: this.#errors,
        notice: this.#notice,
        isSending: this.#isSending,
        onChange: (draft) => {
          this.#errors = {}
          this.#notice = ''
          this.#keep(draft)
        },
        onSubmit: this.#rate,
      },
      this.#say,
    )
  }

  #rate = async (event: Event) => {
    event.preventDefault()
    const shown = this.#load.value
    const { score, comment, key = newKey() } = this.#rating
    if (this.#isSending || !shown) return
    this.#notice = ''
    this.#errors = score ? {} : { score: this.say('scoreNeeded') }
    if (!score) return this.#tell()
    this.#isSending = true
    // Kept before it is sent: after a lost answer, another try is the same rating.
    this.#keep({ score, comment, key })
    try {
      const options = { secret: this.#secret, idempotencyKey: key }
      shown.appeal = await rateAppeal(this.client(), Number(this.number), { score, comment }, options)
      this.#keep(undefined)
      this.#isRated = true
    } catch (error) {
      if (isProblem(error, 409)) await this.#load.reload()
      if (error instanceof ProblemError && error.status < 429) {
        this.#errors = fieldErrors(error)
        this.#notice = error.detail
        // Corrected, it is another rating.
        if (this.#load.value?.appeal?.ratingScore) this.#keep(undefined)
        else this.#keep({ score, comment })
      } else this.#notice = this.say('kept')
    }
    this.#isSending = false
    this.#tell()
  }

  /** Shows what came of it, and moves the focus to where to go on. */
  async #tell() {
    this.requestUpdate()
    await this.updateComplete
    const invalid = '[aria-invalid=true] input, input[aria-invalid=true], textarea[aria-invalid=true]'
    this.focusOn(firstOf(this.renderRoot, invalid, '.thanks', '[part=error]:not(:empty)', 'h2'))
  }

  get #place() {
    return `rating:${this.organization}/${this.number}`
  }

  #keep(draft: RatingDraft | undefined) {
    this.#rating = draft ?? {}
    keepInTab(this.#place, draft)
    this.requestUpdate()
  }

  /** Reads it again, with what is shown left in sight, and says what is new. */
  async #refresh() {
    const before = this.#load.value?.appeal
    await this.#load.reload()
    const after = this.#load.value?.appeal
    if (!before || after?.number !== before.number || after.status === before.status) return
    this.#news = this.say('changed', { status: this.say(after.status) })
    this.requestUpdate()
  }

  #openTyped() {
    const { errors, number, secret } = this.#entry
    if (Object.keys(errors).length) {
      void this.#tell()
      return
    }
    this.#isTyped ||= number !== this.number
    this.#open(number, secret)
    this.#isAsked = true
  }

  #open(number: string, secret: string) {
    const isSame = number === this.number && secret === this.#secret
    this.number = number
    this.#secret = secret
    this.#isRated = this.#isDataOpen = false
    this.#notice = this.#news = ''
    this.#errors = {}
    this.#load.value = undefined
    if (isSame) void this.#load.reload()
    else this.requestUpdate()
  }

  #leave = () => {
    Object.assign(this.#entry, { number: '', secret: '', errors: {}, notice: '' })
    this.#open('', '')
    this.focusOn('h2')
  }

  #followAddress = () => {
    const link = readPrivateLink(location.href)
    if (!link || link.organization !== this.organization || (this.number && this.number !== link.number)) return
    this.#open(link.number, link.secret)
  }
}

const isProblem = (error: unknown, ...statuses: number[]): error is ProblemError =>
  error instanceof ProblemError && statuses.includes(error.status)
