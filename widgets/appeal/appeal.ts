import languages from 'texts:appeal+place'
import { html, type TemplateResult } from 'lit'
import { newKey } from '../../sdk/key.js'
import { type Category, getCategories, getOrganization, type Organization } from '../../sdk/organization.js'
import { announcement } from '../shared/announcement.js'
import baseStyles from '../shared/base.styles.js'
import { choiceGroup } from '../shared/choice.js'
import choiceStyles from '../shared/choice.styles.js'
import { recallDraft, rememberDraft } from '../shared/drafts.js'
import { VmesteElement } from '../shared/element.js'
import { VmesteEvent } from '../shared/events.js'
import { textField } from '../shared/field.js'
import fieldStyles from '../shared/field.styles.js'
import { type FieldErrors, fieldErrors } from '../shared/field-errors.js'
import { Load } from '../shared/load.js'
import moreStyles from '../shared/more.styles.js'
import { PlaceFinder } from '../shared/place-finder.js'
import type { Languages } from '../shared/texts.js'
import styles from './appeal.styles.js'
import { Attachments } from './attachments.js'
import type { ShownCampaign } from './campaign.js'
import { type Draft, isRefusal, isToBeSent, sendDraft } from './draft.js'
import { type AskedField, type Say, type Step, toAppeal } from './fields.js'
import type { Near } from './near.js'
import { type Receipt, recallReceipt, receiptView, rememberReceipt } from './receipt.js'
import { reviewView } from './review.js'
import type { Group } from './search.js'
import { faults, type Stand, standOf, wrongStep } from './steps.js'
import { topicView } from './topic.js'

interface Shown extends Partial<Omit<ShownCampaign, 'groups'>> {
  organization: Organization
  groups: readonly Group[]
}

/** Milliseconds. */
const RESEND_AFTER = 5_000

/** What the focus goes to: the first of these. */
const WRONG =
  ':is(input,textarea)[aria-invalid=true],fieldset[aria-invalid=true] :is(input:not([hidden]),.wrong button),.notice:not(:empty)'

/**
 * The form of an appeal: a topic, what happened and where, a way to answer, and a last look before it is sent. What was
 * entered, files included, is kept on the device until it is received.
 *
 * @summary A form that reports a problem to an organization
 * @tag vmeste-appeal
 * @attr organization - whom it goes to
 * @attr category - the code of the topic, where the page has chosen it
 * @attr address - filled in as the place, where the page knows it
 * @attr campaign - the campaign whose topics and questions it asks, in place of the organization's
 * @attr look - `town`: takes the colour of the page's links, where it can be read
 * @attr api - where the API is; by default where the scripts came from
 * @slot - the way out (a link, a phone number) shown when the form cannot be
 * @fires {VmesteEvent<{organization: string, number: number}>} vmeste-appeal-sent - the appeal is received; its secret is not told
 * @fires {VmesteEvent<{organization: string, identify: (token: string | null | Promise<string | null>) => void}>} vmeste-sign-in-wanted - the page is asked who its visitor is, and may answer at once
 * @fires {VmesteEvent<{organization: string}>} vmeste-signed-in - the resident has signed in; by what is not told
 * @csspart root - the box around everything
 * @csspart campaign - what the campaign is called
 * @csspart title - the title of the step
 * @csspart progress - how far one is, as a line of steps
 * @csspart field - one field with its label
 * @csspart input - the field itself
 * @csspart question - one question answered by choosing
 * @csspart option - one option of a question, one topic
 * @csspart review - what was entered in one step, before it is sent
 * @csspart files - photos and documents
 * @csspart file - one of them
 * @csspart button - every button
 * @csspart receipt - what is shown when the appeal is received
 * @csspart error - what went wrong
 * @cssproperty --vmeste-accent - buttons, what is chosen; needs contrast to `--vmeste-on-accent` and to the page
 * @cssproperty --vmeste-on-accent - text on the accent colour
 */
export class VmesteAppeal extends VmesteElement<'appeal' | 'place'> {
  static override properties = { category: {}, campaign: {}, address: {} }
  static override styles = [baseStyles, choiceStyles, fieldStyles, moreStyles, styles]

  declare category: string | undefined
  declare campaign: string | undefined
  declare address: string | undefined

  protected readonly languages: Languages<'appeal' | 'place'> = languages
  #place = ''
  #draft: Draft = { values: {} }
  #isKept = true
  #receipt: Receipt | undefined
  #query = ''
  #errors: FieldErrors = {}
  #notice = ''
  #said = ''
  #isSending = false
  /** What has been reported like it, shown before the rest is asked. */
  #near: Near | undefined

  readonly #say: Say = (key, values) => this.say(key, values)
  readonly #host = {
    say: this.#say,
    client: () => this.client(),
    requestUpdate: () => this.requestUpdate(),
    tell: (said: string) => {
      this.#said = said
      this.requestUpdate()
    },
    focusOn: (selector: string) => this.focusOn(selector),
    onChange: () => this.#changed('attachments'),
    onPoint: (point?: { latitude: number; longitude: number }) => {
      Object.assign(this.#draft.values, {
        'place-latitude': `${point?.latitude ?? ''}`,
        'place-longitude': `${point?.longitude ?? ''}`,
      })
      this.#changed('place-address')
    },
  }
  readonly #attachments = new Attachments(this.#host)
  readonly #finder = new PlaceFinder(this.#host)

  readonly #load = new Load<Shown>(
    this,
    () => this.#subject,
    async (signal) => {
      await this.#recall()
      const client = this.client()
      const { campaign } = this
      const [organization, intake] = await Promise.all([
        getOrganization(client, { signal }),
        campaign
          ? import('./campaign.js').then(({ loadCampaign }) => loadCampaign(client, campaign, { signal }))
          : getCategories(client, { signal }),
      ])
      // One that was on its way when the page was left.
      setTimeout(this.#resend)
      const isClosed = !organization.features.appeals || !intake.groups.length
      const closed = isClosed && import('./campaign.js').then(({ loadClosed }) => loadClosed(client, organization))
      return { organization, ...intake, ...(closed && { closed: await closed }) }
    },
  )

  protected view() {
    const receipt = this.#receipt
    return html`${receipt ? this.#receiptView(receipt) : this.showLoad(this.#load, (shown) => this.#shownView(shown))}
    ${announcement(this.#said)}`
  }

  #receiptView(receipt: Receipt): TemplateResult {
    const { timeZone } = this.#load.value?.organization ?? {}
    return receiptView({
      receipt,
      say: this.#say,
      sayDate: (instant) => this.sayDate(instant, { dateStyle: 'long', timeZone }),
      isCopied: this.#said === this.say('copied'),
      onCopy: async () => {
        await navigator.clipboard.writeText(receipt.link)
        this.#host.tell(this.say('copied'))
      },
      onDismiss: () => {
        rememberReceipt(this.#place, undefined)
        this.#receipt = undefined
        this.#go()
      },
    })
  }

  #shownView({ organization, groups, head, closed }: Shown): TemplateResult {
    const { map, consent } = organization
    const { values } = this.#draft
    if (closed) return closed(this.#leave)
    if (this.#near) return this.#near(consent.text, this.#go, this.#restart)

    const { category, steps, step, fields } = this.#stand()
    const index = steps.indexOf(step)
    const isReview = step === 'review'
    return html`${head?.(!index)}<form
      novalidate
      @submit=${this.#submit}
      @paste=${this.#take}
      @drop=${this.#take}
      @dragover=${this.#drag}
      @dragleave=${this.#drag}
    >
      <p class="steps" part="progress" aria-hidden="true">${steps.map((_, at) => html`<i class=${at > index ? '' : 'done'}></i>`)}</p>
      <h2 tabindex="-1" part="title">
        <small class="muted">${this.say('step', { step: index + 1, count: steps.length })}</small>
        ${this.say(step)}
      </h2>
      ${
        !category || step === 'topic'
          ? topicView({
              groups,
              query: this.#query,
              error: this.#errors.category,
              chosen: category,
              say: this.#say,
              onQuery: (query) => {
                this.#query = query
                this.requestUpdate()
              },
              onChoose: ({ code }) => {
                this.#query = ''
                this.#keep({ category: code, isWaiting: false })
                this.#go('details')
              },
            })
          : isReview
            ? reviewView({
                category,
                steps,
                fields,
                values,
                files: this.#attachments.items.map(({ file }) => file.name),
                consent,
                error: this.#errors.consent,
                say: this.#say,
                onStep: (back) => this.#go(back),
                onConsent: (given) => this.#put('consent', given),
              })
            : html`${step === 'details' ? this.#topicLine(category) : html`<p class="text">${this.say('contactHint')}</p>`}
              ${fields.map((field) =>
                field.step === step
                  ? html`${this.#fieldView(field)}${field.name === 'place-address' ? this.#finder.view({ latitude: values['place-latitude'], longitude: values['place-longitude'] }, map) : ''}`
                  : '',
              )}
              ${step === 'details' ? this.#attachments.view(this.#errors.attachments) : ''}`
      }
      <p class="notice" part="error" role="alert" tabindex="-1">${this.#notice}</p>
      ${
        step === 'topic'
          ? ''
          : html`<div class="actions">
                <button class="primary" part="button" aria-disabled=${this.#isSending}>
                  ${this.say(!isReview ? 'next' : this.#isSending ? 'sending' : 'send')}
                </button>
                ${
                  index
                    ? html`<button type="button" part="button" @click=${() => this.#go(steps[index - 1])}>
                        ${this.say('back')}
                      </button>`
                    : ''
                }
              </div>
              <p class="muted foot">
                ${this.#isKept ? this.say('draft') : ''}
                <button type="button" class="quiet" @click=${this.#clear}>${this.say('clear')}</button>
              </p>`
      }
    </form>`
  }

  #topicLine({ name, deadline }: Category): TemplateResult {
    return html`<p class="text">
      <b><bdi>${name}</bdi></b>
      <br />${deadline ? this.say(deadline.unit, { count: deadline.days }) : ''}
    </p>`
  }

  #fieldView(field: AskedField): TemplateResult {
    const { name, label, options, isRequired } = field
    const value = this.#draft.values[name] ?? ''
    const error = this.#errors[name]
    const note = isRequired ? '' : this.say('optional')
    return options
      ? choiceGroup({
          name,
          legend: html`${label} <small>${note}</small>`,
          error,
          options: options.map(({ id, label }) => ({ id, title: label })),
          chosen: [value],
          onChange: ([chosen]) => this.#put(name, chosen),
        })
      : textField({ ...field, value, error, note, onInput: (text) => this.#put(name, text) })
  }

  #stand(): Stand {
    const { groups = [], only } = this.#load.value ?? {}
    return standOf(groups, this.category ?? only, this.#draft, this.#say)
  }

  #go = (step?: Step) => {
    this.#near = undefined
    this.#said = this.#notice = ''
    if (step) this.#keep({ step })
    this.requestUpdate()
    void this.focusOn('h2')
  }

  #submit = async (event: Event) => {
    event.preventDefault()
    if (this.#isSending) return
    this.#notice = ''
    const stand = this.#stand()
    const { steps, step } = stand
    if (step === 'topic') return void this.focusOn('.topics button')
    const errors = faults(stand, this.#draft.values, this.#say)
    if (this.#attachments.items.some(({ isRefused }) => isRefused)) errors.attachments = this.say('removeRefused')
    if (Object.keys(errors).length) this.#tell(errors, this.say('check'))
    else if (step === 'review') void this.#send(true)
    else {
      const { category, fields } = stand
      let near: Near | undefined
      if (step === 'details' && category) {
        this.#isSending = true
        this.requestUpdate()
        const appeal = toAppeal(category, fields, this.#draft.values, [], this.campaign)
        near = await import('./near.js')
          .then(({ findNear }) => findNear(this, this.#host.client, appeal))
          .catch(() => undefined)
        this.#isSending = false
      }
      this.#go(steps[steps.indexOf(step) + 1])
      this.#near = near
    }
  }

  #drag = (event: DragEvent) => {
    const form = event.currentTarget as Element
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    form.classList.toggle('over', event.type === 'dragover')
  }

  /** Files pasted, or dropped anywhere in the form: left to itself, the browser would go from the page to the file. */
  #take = (event: Event) => {
    const { clipboardData, dataTransfer } = event as ClipboardEvent & DragEvent
    const { files } = clipboardData ?? dataTransfer ?? {}
    if (!files?.length) return
    event.preventDefault()
    ;(event.currentTarget as Element).classList.remove('over')
    if (this.#stand().step === 'details') this.#attachments.add(files)
  }

  /** To the form of all topics. */
  #leave = () => {
    this.campaign = undefined
  }

  #restart = () => {
    this.#forget()
    this.#go()
  }

  #clear = () => {
    if (confirm(this.say('sure'))) this.#restart()
  }

  /** `isAsked`: by the resident, just now; the focus is only then moved. */
  async #send(isAsked = false) {
    const { category, fields } = this.#stand()
    if (!category || this.#isSending) return
    this.#isSending = true
    // Kept before it is sent: a page left meanwhile goes on with it at the next visit.
    const { key = newKey(), sentAt = Date.now() } = this.#draft
    this.#keep({ isWaiting: true, files: this.#attachments.items.length, key, sentAt })
    let errors: FieldErrors = {}
    let notice = ''
    try {
      await this.#attachments.retry()
      const { items } = this.#attachments
      if (items.some(({ isRefused }) => isRefused)) {
        this.#keep({ isWaiting: false })
        errors = { attachments: this.say('removeRefused') }
        notice = this.say('check')
      } else {
        const ids = items.map(({ id = '' }) => id)
        // What could not be uploaded is as good as a dead network.
        if (ids.includes('')) throw Error()
        const appeal = toAppeal(category, fields, this.#draft.values, ids, this.campaign)
        this.#receive(await sendDraft(this.client(), this.#draft, appeal, (changes) => this.#keep(changes)))
      }
    } catch (error) {
      if (isRefusal(error)) {
        notice = error.detail
        errors = this.#byField(fieldErrors(error))
      } else {
        notice = this.say(this.#isKept && this.#attachments.isKept ? 'kept' : 'keptHere')
        setTimeout(this.#resend, RESEND_AFTER)
      }
    }
    this.#isSending = false
    if (this.#receipt) {
      this.#said = this.say('received')
      this.requestUpdate()
      void this.focusOn('h2', isAsked)
    } else this.#tell(errors, notice, isAsked)
  }

  #resend = () => {
    if (this.isConnected && isToBeSent(this.#draft, this.#attachments.items.length)) void this.#send()
  }

  #receive({ number, link, deadline, isEarlier }: Receipt) {
    // What was changed while it was on its way is not in it.
    this.#receipt = { number, link, deadline, isEarlier: isEarlier || !this.#draft.isWaiting }
    rememberReceipt(this.#place, this.#receipt)
    this.#forget()
    this.dispatchEvent(new VmesteEvent('vmeste-appeal-sent', { organization: this.organization, number }))
  }

  /** Gathers what the API says of parts of a field at the field. */
  #byField(errors: FieldErrors): FieldErrors {
    return Object.fromEntries(
      Object.entries(errors).map(([name, detail]) => {
        const [, group, index] = /^(place|attachments)-?(.*)/.exec(name) ?? []
        if (group === 'attachments' && index) this.#attachments.lose(+index, detail)
        return [group === 'place' ? 'place-address' : (group ?? name), detail]
      }),
    )
  }

  /** Says what is wrong, at the step where it is, and moves the focus there. */
  #tell(errors: FieldErrors, notice: string, isAsked?: boolean) {
    const step = wrongStep(this.#stand(), errors)
    if (step) this.#keep({ step })
    this.#errors = errors
    this.#notice = notice
    this.requestUpdate()
    void this.focusOn(WRONG, isAsked)
  }

  #put(name: string, value = '') {
    this.#draft.values[name] = value
    this.#changed(name)
  }

  #changed(name: string) {
    delete this.#errors[name]
    this.#notice = ''
    // Another wording is not sent unasked.
    this.#keep({ isWaiting: false })
  }

  async #keep(changes: Partial<Draft>) {
    Object.assign(this.#draft, changes)
    this.requestUpdate()
    this.#isKept = await rememberDraft(this.#place, this.#draft)
  }

  /** Whose draft it is. */
  get #subject() {
    return `${this.campaign ? `${this.campaign}/` : ''}${this.category ?? ''}`
  }

  async #recall() {
    const place = `appeal:${this.organization}/${this.#subject}`
    if (place === this.#place) return
    this.#place = place
    this.#receipt = recallReceipt(place)
    this.#errors = {}
    this.#notice = ''
    this.#draft = (await recallDraft<Draft>(place)) ?? { values: this.address ? { 'place-address': this.address } : {} }
    await this.#attachments.recall(`${place}:files`)
  }

  #forget() {
    this.#attachments.clear()
    this.#draft = { values: {} }
    this.#errors = {}
    void rememberDraft(this.#place, undefined)
  }
}
