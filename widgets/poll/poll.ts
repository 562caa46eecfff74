import languages from 'texts:poll'
import { html, nothing, type TemplateResult } from 'lit'
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
import styles from './poll.styles.js'
import { resultsView } from './results.js'

/** What this device keeps of a poll. Once the vote is counted, how it was cast is forgotten. */
interface Memory {
  answers?: Record<string, string[]>
  /** The Idempotency-Key of a ballot sent but not known to be counted: an outbox of one. */
  key?: string | undefined
  hasVoted?: boolean
}

interface Shown {
  poll: Poll
  results: PollResults | null | undefined
}

type Question = Poll['questions'][number]

/** Milliseconds. */
const RESEND_AFTER = 15_000

/**
 * A poll: vote once, and see the results as the poll allows.
 *
 * @summary A poll with its ballot and results
 * @tag vmeste-poll
 * @attr organization - whose poll it is
 * @attr poll - which one; without it, the first that is open
 * @attr api - where the API is; by default where the scripts came from
 * @slot - the way out (a link, a phone number) shown when the poll cannot be
 * @fires {VmesteEvent<{organization: string, poll: string}>} vmeste-voted - the vote is counted; how it was cast is not told
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
  static override properties = { ...VmesteElement.properties, poll: {} }
  static override styles = [baseStyles, choiceStyles, styles]

  declare poll: string | undefined

  protected readonly languages = languages
  #memory: Memory = {}
  #errors: FieldErrors = {}
  #failure: unknown
  #state: 'ballot' | 'sending' | 'kept' | 'thanks' | 'results' = 'ballot'
  #timer: ReturnType<typeof setTimeout> | undefined

  readonly #load = new Load<Shown | null>(
    this,
    () => this.poll ?? '',
    async (signal) => {
      const client = this.client()
      const poll = this.poll
        ? await getPoll(client, this.poll, { signal })
        : (await listPolls(client, { limit: 1 }, { signal })).items.find(({ status }) => status === 'open')
      if (!poll) return null
      this.#memory = recall(this.#place(poll)) ?? this.#memory
      const { key, hasVoted } = this.#memory
      if (key && this.#state === 'ballot') setTimeout(this.#resend)
      const isPublished =
        poll.status === 'closed' || (hasVoted && poll.results !== 'after_close') || this.#state === 'results'
      return { poll, results: isPublished ? await this.#results(poll, signal) : null }
    },
  )

  override connectedCallback() {
    super.connectedCallback()
    addEventListener('online', this.#resend)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    removeEventListener('online', this.#resend)
    clearTimeout(this.#timer)
  }

  protected view() {
    return this.showLoad(this.#load, (shown) => (shown ? this.#pollView(shown) : this.empty(this.say('none'))))
  }

  #pollView({ poll, results }: Shown): TemplateResult {
    const { status } = poll
    const { hasVoted } = this.#memory
    const isOpen = status === 'open'
    const isBallot = isOpen && !hasVoted && !results
    const ends = { date: this.sayDate(isOpen || status === 'closed' ? poll.closesAt : poll.opensAt) }
    return html`
      <h2 part="title" dir="auto">${poll.title}</h2>
      <p class="text" dir="auto">${poll.description}</p>
      ${hasVoted ? html`<p class="notice good" tabindex="-1">${this.say(this.#state === 'thanks' ? 'thanks' : 'already')}</p>` : nothing}
      ${isBallot ? this.#ballotView(poll) : results ? resultsView(poll, results, this.textLanguage, (count) => this.say('votes', { count })) : nothing}
      ${
        isOpen && results && !hasVoted
          ? html`<p class="actions"><button type="button" part="button" @click=${this.#hideResults}>${this.say('back')}</button></p>`
          : nothing
      }
      <p class="muted foot">
        ${isBallot ? this.say('device') : results ? this.say('voters', { count: results.ballots }) : nothing}
        ${this.say(isOpen ? (hasVoted && !results ? 'later' : 'until') : status === 'closed' ? 'closed' : 'opens', ends)}
      </p>
    `
  }

  #ballotView(poll: Poll): TemplateResult {
    const count = Object.keys(this.#errors).length
    const state = this.#state
    const said =
      state === 'kept'
        ? this.say(state)
        : count
          ? this.say('check', { count })
          : this.#failure
            ? this.sayError(this.#failure)
            : ''
    return html`<form novalidate @submit=${this.#submit}>
      ${poll.questions.map((question) =>
        choiceGroup({
          name: question.id,
          legend: question.title,
          hint: this.#rule(question),
          error: this.#errors[question.id],
          isMultiple: question.type === 'multiple',
          options: question.options,
          chosen: this.#memory.answers?.[question.id] ?? [],
          onChange: (chosen) => this.#choose(poll, question, chosen),
        }),
      )}
      <p class="notice" part="error" role="alert">${said}</p>
      <div class="actions">
        <button class="primary" part="button" aria-disabled=${state === 'sending'}>
          ${this.say(state === 'sending' ? state : state === 'kept' ? 'retry' : 'vote')}
        </button>
        ${
          poll.results === 'always'
            ? html`<button class="quiet" type="button" part="button" @click=${this.#showResults}>${this.say('results')}</button>`
            : nothing
        }
      </div>
    </form>`
  }

  #rule({ type, minimum = 0, maximum = 0 }: Question): string {
    if (type === 'single' || minimum + maximum === 0) return ''
    if (minimum && maximum) return this.say('range', { minimum, maximum })
    return maximum ? this.say('atMost', { count: maximum }) : this.say('atLeast', { count: minimum })
  }

  /** What is wrong with the choices, by question. */
  #check(questions: Question[]): FieldErrors {
    const errors: FieldErrors = {}
    for (const question of questions) {
      const { id, required, minimum = 1, maximum = Infinity } = question
      const count = this.#memory.answers?.[id]?.length ?? 0
      if (count ? count < minimum || count > maximum : required) errors[id] = this.#rule(question) || this.say('choose')
    }
    return errors
  }

  #choose(poll: Poll, { id }: Question, chosen: string[]) {
    delete this.#errors[id]
    this.#failure = undefined
    this.#state = 'ballot'
    // Another answer is another ballot: the former key must not stand for it.
    this.#keep(poll, { answers: { ...this.#memory.answers, [id]: chosen } })
  }

  #submit = (event: Event) => {
    event.preventDefault()
    const shown = this.#load.value
    if (!shown || this.#state === 'sending') return
    this.#errors = this.#check(shown.poll.questions)
    if (Object.keys(this.#errors).length) this.#showErrors()
    else void this.#send(shown)
  }

  async #send(shown: Shown) {
    const { poll } = shown
    const { answers = {}, key = newKey() } = this.#memory
    this.#state = 'sending'
    this.#failure = undefined
    // Kept before it is sent: a tab closed meanwhile finds out at the next visit.
    this.#keep(poll, { answers, key })
    const ballot = poll.questions.flatMap(({ id, type }) => {
      const chosen = answers[id] ?? []
      return chosen[0] ? [[id, type === 'single' ? chosen[0] : chosen] as const] : []
    })
    try {
      const client = this.client({ device: ensureDevice() })
      const accepted = await castBallot(
        client,
        poll.id,
        { answers: Object.fromEntries(ballot) },
        { idempotencyKey: key, retries: 1 },
      )
      this.#counted('thanks', poll, accepted.results)
      this.dispatchEvent(new VmesteEvent('vmeste-voted', { organization: this.organization, poll: poll.id }))
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status > 499 || error.status === 429) {
        this.#state = 'kept'
        this.#timer = setTimeout(this.#resend, RESEND_AFTER)
      } else {
        this.#state = 'ballot'
        if (error.code === 'already-voted') this.#counted('ballot', poll, await this.#results(poll).catch(() => null))
        else {
          this.#keep(poll, { answers })
          this.#errors = fieldErrors(error, '/answers/')
          this.#failure = error
          this.#showErrors()
          if (error.code === 'poll-not-open') void this.#load.reload()
        }
      }
    }
    this.requestUpdate()
  }

  #counted(state: 'thanks' | 'ballot', poll: Poll, results: PollResults | null | undefined) {
    this.#state = state
    this.#keep(poll, { hasVoted: true })
    this.#load.value = { poll, results }
    this.focusOn('.notice')
  }

  #resend = () => {
    clearTimeout(this.#timer)
    const shown = this.#load.value
    if (shown?.poll.status === 'open' && this.#memory.key && this.#state !== 'sending') void this.#send(shown)
  }

  /** Undefined when they are not published to this device. */
  async #results({ id }: Poll, signal?: AbortSignal) {
    try {
      return await getPollResults(this.client({ device: knownDevice() }), id, { signal })
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
    }
  }

  #showResults = async () => {
    this.#state = 'results'
    await this.#load.reload()
    this.focusOn('.actions button')
  }

  #hideResults = () => {
    this.#state = 'ballot'
    if (this.#load.value) this.#load.value = { ...this.#load.value, results: null }
    this.requestUpdate()
  }

  #showErrors() {
    this.requestUpdate()
    this.focusOn('.error:not(:empty) ~ label input')
  }

  #place = ({ id }: Poll) => `poll:${this.organization}/${id}`

  #keep(poll: Poll, memory: Memory) {
    this.#memory = memory
    remember(this.#place(poll), memory)
    this.requestUpdate()
  }
}
