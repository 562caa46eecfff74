import languages from 'texts:poll'
import { html, type TemplateResult } from 'lit'
import { newKey } from '../../sdk/key.js'
import { castBallot, getPoll, getPollResults, listPolls, type Poll, type PollResults } from '../../sdk/polls.js'
import { ProblemError } from '../../sdk/problems.js'
import baseStyles from '../shared/base.styles.js'
import { choiceGroup } from '../shared/choice.js'
import choiceStyles from '../shared/choice.styles.js'
import { ensureDevice, knownDevice } from '../shared/device.js'
import { VmesteElement } from '../shared/element.js'
import { VmesteEvent } from '../shared/events.js'
import { type FieldErrors, fieldErrors } from '../shared/field-errors.js'
import { Load } from '../shared/load.js'
import { recall, remember } from '../shared/storage.js'
import type { Languages } from '../shared/texts.js'
import styles from './poll.styles.js'
import { resultsView } from './results.js'

/** What this device keeps of a poll. Once the vote is counted, how it was cast is forgotten. */
interface Memory {
  answers?: Record<string, string[]>
  /** The Idempotency-Key of a ballot sent but not known to be counted: an outbox of one. */
  key?: string
  hasVoted?: boolean
}

interface Shown {
  poll: Poll
  /** Missing while they are not published to this device. */
  results: PollResults | null | undefined
}

/** What there is in polls that need no page of their own. */
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
 * @attr api - where the API is; by default where the scripts came from
 * @slot - the way out (a link to the poll's page) shown when the poll cannot be, or asks more than choices
 * @fires {VmesteEvent<{organization: string, poll: string}>} vmeste-voted - the vote is counted; how it was cast is not told
 * @fires {VmesteEvent<{organization: string, identify: (token: string | null | Promise<string | null>) => void}>} vmeste-sign-in-wanted - the page is asked who its visitor is, and may answer at once
 * @fires {VmesteEvent<{organization: string}>} vmeste-signed-in - the resident has signed in; by what is not told
 * @csspart root - the box around everything
 * @csspart title - the poll's title
 * @csspart question - one question with its options
 * @csspart option - one option of the ballot
 * @csspart button - every button
 * @csspart results - the results of one question
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
      const shown = { poll, results: await this.#results(poll, signal) }
      // A ballot that was on its way when the page was left.
      setTimeout(this.#resend)
      return shown
    },
  )

  protected view() {
    return this.showLoad(this.#load, (shown) => (shown ? this.#pollView(shown) : html`<p>${this.say('none')}</p>`))
  }

  #pollView({ poll, results }: Shown): TemplateResult {
    const { status, opensAt, closesAt } = poll
    const { hasVoted } = this.#memory
    const isBallot = status === 'open' && !hasVoted
    const date = this.sayDate(status === 'scheduled' ? opensAt : closesAt)
    const tally = results ? resultsView(poll, results, this.textLanguage, (count) => this.say('votes', { count })) : ''
    return html`
      <h2 part="title"><bdi>${poll.title}</bdi></h2>
      <p class="text"><bdi>${poll.description}</bdi></p>
      ${hasVoted ? html`<p class="notice good" tabindex="-1">${this.#notice || this.say('thanks')}</p>` : ''}
      ${poll.needsPage ? html`<p>${this.say('page')}</p><slot></slot>` : isBallot ? this.#ballotView(poll) : tally}
      <p class="muted foot">
        ${isBallot ? this.say(poll.identity) : results ? this.say('voters', { count: results.ballots }) : ''}
        ${this.say(hasVoted && !results ? 'later' : status, { date })}
      </p>
      ${isBallot && results ? html`<details><summary>${this.say('results')}</summary>${tally}</details>` : ''}
    `
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
          chosen: this.#memory.answers?.[id] ?? [],
          onChange: (chosen) => {
            delete this.#errors[id]
            this.#notice = ''
            // Another answer is another ballot, so a key it was sent by is forgotten.
            this.#keep({ answers: { ...this.#memory.answers, [id]: chosen } })
          },
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

  #submit = (event: Event) => {
    event.preventDefault()
    this.#errors = {}
    for (const question of (this.#load.value?.poll.questions ?? []) as Choice[]) {
      const { id, required, minimum = 1, maximum = Infinity } = question
      const count = this.#memory.answers?.[id]?.length
      if (count ? count < minimum || count > maximum : required)
        this.#errors[id] = this.#rule(question) || this.say('choose')
    }
    if (Object.keys(this.#errors).length) this.#tell(this.say('check'))
    else void this.#send(true)
  }

  /** `isAsked`: by the resident, just now; the focus is only then moved. */
  async #send(isAsked = false) {
    const shown = this.#load.value
    if (!shown || this.#isSending) return
    const { poll } = shown
    const { answers = {}, key = newKey() } = this.#memory
    this.#isSending = true
    this.#notice = ''
    // Kept before it is sent: a page left meanwhile finds out at the next visit.
    this.#keep({ answers, key })
    const ballot: Record<string, string | string[]> = {}
    for (const { id, type } of poll.questions) {
      const chosen = answers[id] ?? []
      if (chosen[0]) ballot[id] = type === 'single' ? chosen[0] : chosen
    }
    let notice = ''
    try {
      const client = this.client({ device: ensureDevice() })
      shown.results = (await castBallot(client, poll.id, { answers: ballot }, { idempotencyKey: key })).results
      this.#keep({ hasVoted: true })
      this.dispatchEvent(new VmesteEvent('vmeste-voted', { organization: this.organization, poll: poll.id }))
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status > 428) {
        notice = this.say('kept')
        setTimeout(this.#resend, RESEND_AFTER)
      } else {
        notice = error.detail
        this.#keep(error.code === 'already-voted' ? { hasVoted: true } : { answers })
        // Closed meanwhile, or its results are to be had now.
        if (error.status === 409) await this.#load.reload()
        this.#errors = fieldErrors(error, '/answers/')
      }
    }
    this.#isSending = false
    this.#tell(notice, isAsked)
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

  /** What the poll publishes to this device. The poll itself can be shown without. */
  #results({ id, status, results, needsPage }: Poll, signal: AbortSignal) {
    const isPublished =
      !needsPage && (status === 'closed' || results === 'always' || (this.#memory.hasVoted && results === 'after_vote'))
    return isPublished
      ? getPollResults(this.client({ device: knownDevice() }), id, { signal }).catch(() => undefined)
      : undefined
  }

  #keep(memory: Memory) {
    this.#memory = memory
    remember(this.#place, memory)
    this.requestUpdate()
  }
}
