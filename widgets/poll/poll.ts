import languages from 'texts:poll'
import { html, type TemplateResult } from 'lit'
import { newKey } from '../../sdk/key.js'
import {
  castBallot,
  changeBallot,
  getPoll,
  hashOfSecret,
  listPolls,
  type NewBallot,
  type Poll,
  type PollResults,
} from '../../sdk/polls.js'
import { ProblemError } from '../../sdk/problems.js'
import baseStyles from '../shared/base.styles.js'
import { choiceGroup } from '../shared/choice.js'
import choiceStyles from '../shared/choice.styles.js'
import { ensureDevice } from '../shared/device.js'
import { VmesteElement } from '../shared/element.js'
import { VmesteEvent } from '../shared/events.js'
import { type FieldErrors, fieldErrors } from '../shared/field-errors.js'
import { Load } from '../shared/load.js'
import { recall, remember } from '../shared/storage.js'
import type { Languages } from '../shared/texts.js'
import type { Course, Draft } from './ballot/draft.js'
import styles from './poll.styles.js'

/** What this device keeps of a poll. Once the vote is counted, how it was cast is forgotten. */
interface Memory {
  /** As they were entered; of plain choices: the ids. */
  answers?: Draft
  /** What a ballot of several pages remembers beside. */
  course?: Course
  /** As they were sent, by which Idempotency-Key, but not known to be counted: an outbox of one. */
  ballot?: NewBallot['answers']
  key?: string
  hasVoted?: boolean
  /** Only this device has it: see `api/polls/receipt.ts`. */
  secret?: string
  receipt?: string
}

interface Shown {
  poll: Poll
  /** What the answer to a vote told. */
  results?: PollResults | null
}

/** What there is in polls that are plain. */
type Choice = Extract<Poll['questions'][number], { type: 'multiple' }>

/** Milliseconds. */
const RESEND_AFTER = 5_000

/**
 * A poll: vote once, and see the results as the poll allows.
 *
 * @summary A poll with its ballot and results
 * @tag vmeste-poll
 * @attr organization - whose poll it is
 * @attr poll - which one; without it, the first that is open
 * @attr look - `town`: takes the colour of the page's links, where it can be read
 * @attr api - where the API is; by default where the scripts came from
 * @slot - the way out (a link to the poll's page) shown when the poll cannot be
 * @fires {VmesteEvent<{organization: string, poll: string}>} vmeste-voted - the vote is counted; how it was cast is not told
 * @fires {VmesteEvent<{organization: string, identify: (token: string | null | Promise<string | null>) => void}>} vmeste-sign-in-wanted - the page is asked who its visitor is, and may answer at once
 * @fires {VmesteEvent<{organization: string}>} vmeste-signed-in - the resident has signed in; by what is not told
 * @csspart root - the box around everything
 * @csspart title - the poll's title
 * @csspart question - one question with its options
 * @csspart option - one option of the ballot
 * @csspart field - one question answered in words, with its label
 * @csspart input - the field itself
 * @csspart button - every button
 * @csspart progress - how far one is, in a ballot of several pages
 * @csspart results - the results
 * @csspart bars - how many chose what, of one question
 * @csspart receipt - the receipt of the vote
 * @csspart error - what went wrong
 * @cssproperty --vmeste-accent - buttons, chosen options, bars; needs contrast to `--vmeste-on-accent` and to the page
 * @cssproperty --vmeste-on-accent - text on the accent colour
 */
export class VmestePoll extends VmesteElement<'poll'> {
  static override properties = { poll: {} }
  static override styles = [baseStyles, choiceStyles, styles]

  declare poll: string | undefined

  protected readonly languages: Languages<'poll'> = languages
  #place = ''
  #memory: Memory = {}
  #errors: FieldErrors = {}
  #notice: string | undefined
  #isSending: boolean | undefined
  #isChanging: boolean | undefined

  readonly #load = new Load<Shown | null>(
    this,
    () => this.poll ?? '',
    async (signal) => {
      const client = this.client()
      const poll = this.poll
        ? await getPoll(client, this.poll, { signal })
        : (await listPolls(client, { limit: 1 }, { signal })).items.find(({ status }) => status === 'open')
      if (!poll) return null
      this.#place = `poll:${this.organization}/${poll.id}`
      this.#memory = recall(this.#place) ?? {}
      this.#errors = {}
      this.#notice = ''
      // What asks more than choices is fetched before it is shown: without it there is the way out, and another try.
      if (!poll.isPlain && poll.status === 'open') await import('./ballot/define.js')
      // A ballot that was on its way when the page was left.
      setTimeout(this.#resend)
      return { poll }
    },
  )

  protected view() {
    return this.showLoad(this.#load, (shown) => (shown ? this.#pollView(shown) : html`<p>${this.say('none')}</p>`))
  }

  #pollView({ poll, results }: Shown): TemplateResult {
    const { status, opensAt, closesAt } = poll
    const { hasVoted, secret, receipt } = this.#memory
    const isBallot = status === 'open' && (!hasVoted || this.#isChanging)
    const date = this.sayDate(status === 'scheduled' ? opensAt : closesAt)
    const isPublished = status === 'closed' || poll.results === 'always' || (hasVoted && poll.results === 'after_vote')
    if (isPublished) import('./results/define.js').catch(() => {})
    if (receipt) import('./receipt/define.js').catch(() => {})
    const { organization, api } = this
    const tally = isPublished
      ? html`<vmeste-poll-results exportparts="results,bars,button" .organization=${organization} .api=${api} .poll=${poll} .given=${results}></vmeste-poll-results>`
      : ''
    return html`
      <h2 part="title"><bdi>${poll.title}</bdi></h2>
      <p class="text"><bdi>${poll.description}</bdi></p>
      ${hasVoted && !isBallot ? html`<p class="notice good" tabindex="-1">${this.#notice || this.say('thanks')}</p>` : ''}
      ${
        receipt
          ? html`<vmeste-poll-receipt
              exportparts="button,receipt"
              .organization=${organization}
              .api=${api}
              .vote=${{
                poll,
                receipt,
                isChanging: isBallot,
                change: (isChanging: boolean) => {
                  this.#isChanging = isChanging
                  this.#errors = {}
                  this.#notice = ''
                  this.#keep({ hasVoted, secret, receipt })
                },
                forget: () => this.#keep({ hasVoted }),
              }}
            ></vmeste-poll-receipt>`
          : ''
      }
      ${isBallot ? (poll.isPlain ? this.#ballotView(poll) : this.#longView(poll)) : ''}
      <p class="muted foot">
        ${isBallot ? this.say(poll.identity) : ''}
        ${this.say(hasVoted && !isPublished ? 'later' : status, { date })}
      </p>
      ${isBallot && isPublished ? html`<details><summary>${this.say('results')}</summary>${tally}</details>` : tally}
    `
  }

  /** Of all types of questions, on pages. */
  #longView(poll: Poll): TemplateResult {
    return html`<vmeste-ballot
      exportparts="question,option,field,input,button,error,progress"
      .organization=${this.organization}
      .api=${this.api}
      .ballot=${{
        poll,
        ...this.#memory,
        errors: this.#errors,
        notice: this.#notice,
        isSending: this.#isSending,
        keep: this.#draft,
        fail: this.#fail,
        cast: this.#cast,
      }}
    ></vmeste-ballot>`
  }

  #ballotView({ questions }: Poll): TemplateResult {
    return html`<form novalidate @submit=${this.#submit}>
      ${(questions as Choice[]).map((question) => {
        const { id, title, options, type } = question
        return choiceGroup({
          name: id,
          legend: title,
          hint: this.#rule(question),
          error: this.#errors[id],
          isMultiple: type === 'multiple',
          options,
          chosen: this.#chosen(id),
          onChange: (chosen) => this.#draft(id, { answers: { ...this.#memory.answers, [id]: chosen } }),
        })
      })}
      <p class="notice" part="error" role="alert">${this.#notice}</p>
      <button class="primary" part="button" aria-disabled=${!!this.#isSending}>
        ${this.say(this.#isSending ? 'sending' : 'vote')}
      </button>
    </form>`
  }

  #rule({ minimum = 1, maximum, options }: Choice): string {
    return minimum > 1 || maximum ? this.say('range', { minimum, maximum: maximum ?? options.length }) : ''
  }

  #chosen(id: string) {
    return (this.#memory.answers?.[id] ?? []) as string[]
  }

  #submit = (event: Event) => {
    event.preventDefault()
    const errors: FieldErrors = {}
    const ballot: NewBallot['answers'] = {}
    for (const question of (this.#load.value?.poll.questions ?? []) as Choice[]) {
      const { id, required, minimum = 1, maximum = Infinity } = question
      const chosen = this.#chosen(id)
      const { length } = chosen
      if (length) ballot[id] = question.type === 'multiple' ? chosen : (chosen[0] ?? '')
      if (length ? length < minimum || length > maximum : required)
        errors[id] = this.#rule(question) || this.say('choose')
    }
    if (Object.keys(errors).length) this.#fail(errors)
    else void this.#cast(ballot)
  }

  /** Nothing is sent: it is to be corrected first. */
  #fail = (errors: FieldErrors) => {
    this.#errors = errors
    this.#tell(this.say('check'))
  }

  #cast = (ballot: NewBallot['answers']) => {
    this.#errors = {}
    this.#keep({ ...this.#memory, ballot })
    return this.#send(true)
  }

  /** `isAsked`: by the resident, just now; the focus is only then moved. */
  async #send(isAsked = false) {
    const shown = this.#load.value
    const { ballot, key = newKey(), secret: kept, ...before } = this.#memory
    const secret = kept ?? newKey() + newKey()
    if (!shown || !ballot || this.#isSending) return
    const { id } = shown.poll
    const place = this.#place
    this.#isSending = true
    this.#notice = ''
    // Kept before it is sent: a page left meanwhile finds out at the next visit.
    this.#keep({ ...this.#memory, key, secret })
    let notice = ''
    try {
      const client = this.client({ device: ensureDevice() })
      const options = { idempotencyKey: key }
      const counted = before.receipt
        ? await changeBallot(client, id, secret, { answers: ballot }, options)
        : await castBallot(client, id, { answers: ballot, receipt: await hashOfSecret(secret) }, options)
      shown.results = counted.results
      this.#isChanging = false
      this.#keep({ hasVoted: true, secret: counted.secret ?? secret, receipt: counted.receipt }, place)
      this.dispatchEvent(new VmesteEvent('vmeste-voted', { organization: this.organization, poll: id }))
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status > 428) {
        notice = this.say('kept')
        setTimeout(this.#resend, RESEND_AFTER)
      } else {
        notice = error.detail
        // A secret sent before is that of the ballot which is in, though its answer was lost: only this device has it.
        const receipt =
          kept && (await import('./receipt/define.js').then((part) => part.receiptOf(kept)).catch(() => undefined))
        const hasVoted = error.code === 'already-voted'
        this.#keep(hasVoted ? { hasVoted, secret: kept, receipt } : { ...before, secret: kept }, place)
        // Closed meanwhile, or its results are to be had now.
        if (error.status === 409) await this.#load.reload()
        if (place === this.#place) this.#errors = fieldErrors(error, '/answers/')
      }
    }
    this.#isSending = false
    // Another poll may be shown meanwhile.
    if (place === this.#place) this.#tell(notice, isAsked)
  }

  #resend = () => {
    if (this.#memory.key) void this.#send()
  }

  /** Says what came of it, and moves the focus to where to go on. */
  #tell(notice: string, isAsked?: boolean) {
    this.#notice = notice
    this.requestUpdate()
    this.focusOn('[aria-invalid=true] input, .notice:not(:empty)', isAsked)
  }

  #draft = (id: string, draft: Pick<Memory, 'answers' | 'course'>) => {
    delete this.#errors[id]
    this.#notice = ''
    // Another answer is another ballot, so a key it was sent by is forgotten.
    const { key, ballot, ...memory } = this.#memory
    this.#keep({ ...memory, ...draft })
  }

  #keep(memory: Memory, place = this.#place) {
    if (place === this.#place) this.#memory = memory
    remember(place, memory)
    this.requestUpdate()
  }
}
